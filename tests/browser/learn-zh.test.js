// The lesson in Chinese: every chapter is open to all, and says nothing in English.
import assert from 'node:assert/strict';
import { faults } from './axe.js';
import { CHAPTERS } from './chapters.js';
import { leftInEnglish } from './english.js';
import { inChapter, show } from './learn.js';

for (const name of CHAPTERS)
  inChapter(`${name} is open to all, in Chinese`, `?lang=zh&learn=${name}`, async (page) => {
    await show(page, name);
    assert.deepEqual(await leftInEnglish(page), []);
    assert.deepEqual(await faults(page, '#learn'), []);
  });
