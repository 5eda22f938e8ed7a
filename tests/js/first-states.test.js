// What the lesson's figures show until their models are there is what these models come to.
import assert from 'node:assert/strict';
import test from 'node:test';
import { keep } from '../../web/learn/first/view.js';
import { fileOf, firstStates } from './first-states.mjs';

for (const language of /** @type {const} */ (['en', 'zh']))
  test(`the first states of ${language} are those of the trained models`, async () => {
    const { first } = await import(fileOf(language).href);
    assert.deepEqual(JSON.parse(first), JSON.parse(keep(await firstStates(language))));
  });
