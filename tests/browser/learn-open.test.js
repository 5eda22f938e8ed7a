// The lesson: every chapter is open to all, in English; learn-zh.test.js has the same in Chinese.
import assert from 'node:assert/strict';
import { faults } from './axe.js';
import { CHAPTERS } from './chapters.js';
import { inChapter, show } from './learn.js';

for (const name of CHAPTERS)
  inChapter(`${name} is open to all`, `?learn=${name}`, async (page) => {
    await show(page, name);
    assert.deepEqual(await faults(page, '#learn'), []);
  });
