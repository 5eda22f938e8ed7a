import test from 'node:test';
import { History } from '../../wasm/session/history.js';
import { check, equal, near } from './assert.js';

/** @param {number} update @returns {import('../../wasm/sluice.d.ts').Progress} */
const report = (update) => ({
  ...{ update, epoch: 0, tokens: 40 * update, loss: 1 / update, perplexity: Math.exp(1 / update) },
  ...{ gradientNorm: 1, tokensPerSecond: 1, seconds: update, workers: 1 },
});

test('of many reports every two become one, which is their mean', () => {
  const history = new History();
  for (let update = 1; update <= 2048; update++) history.add(report(update));
  equal(history.reports.length, 2048);
  history.add({ ...report(2049), validationLoss: 3, validationPerplexity: Math.exp(3) });
  equal(history.reports.length, 1025);
  equal(history.last?.validationLoss, 3);
  const [, second] = history.reports;
  equal(second?.update, 4);
  near(second?.loss ?? NaN, (1 / 3 + 1 / 4) / 2, 1e-12);
  near(second?.perplexity ?? NaN, Math.exp((1 / 3 + 1 / 4) / 2), 1e-12);
  for (let update = 2050; update <= 20_000; update++) history.add(report(update));
  check(history.reports.length <= 2048, 'no more than before');
  equal(history.last?.update, 20_000);
  equal(history.reports.filter(({ validationLoss }) => validationLoss === 3).length, 1);
});
