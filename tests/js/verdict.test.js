// What the page says of training and held-out perplexity.
import assert from 'node:assert/strict';
import test from 'node:test';
import { conclusionOf, verdictOf } from '../../web/lab/verdict.js';

/**
 * After 100 updates.
 * @param {number} frozen
 * @param {number} heldOut
 * @returns {any}
 */
const measured = (frozen, heldOut, now = {}) => ({
  ...{ text: { info: { symbols: 28 } }, frozen, ...now },
  model: { settings: { bidirectional: false, validation: 0.1 } },
  baselines: { uniform: 28, training: [17, 10, 5, 2.7], heldOut: [17, 10, 7, 5.9] },
  curve: {
    training: { updates: [], perplexities: [] },
    frozen: { updates: [100], perplexities: [frozen] },
    heldOut: { updates: [100, 200], perplexities: [heldOut, 1] },
  },
});

test('the verdict rests on the gap and the n-gram lines', () => {
  const judged = (/** @type {number} */ frozen, /** @type {number} */ heldOut, now = {}) =>
    verdictOf(measured(frozen, heldOut, now));
  assert.match(
    judged(8, 9),
    /^Underfitting: 8\.00 .* 9\.00 .*beats a 2-gram model \(10\.0\) but not a 3-gram model \(7\.00\)/,
  );
  assert.match(judged(6, 6.5), /^Generalising: .*beats a 3-gram model \(7\.00\) but not a 4-gram/);
  assert.match(judged(5, 5.5), /^Generalising: .*beats a 4-gram model \(5\.90\) and every shorter/);
  assert.match(judged(1.1, 9), /^Memorising: 1\.10 .* 9\.00 .*8\.2 times/);
  assert.match(judged(25, 26), /^Underfitting: .*does not even beat a 1-gram model \(17\.0\)/);
  for (const perplexity of [57, 1e9, Number.POSITIVE_INFINITY, Number.NaN])
    assert.equal(judged(8, 9, { perplexity }), '', `blown up to ${perplexity}`);
  assert.equal(judged(57, 9), '', 'blown up before the last measurement');
  assert.match(judged(8, 9, { perplexity: 56 }), /^Underfitting/);
});

test('a model is not said to be surer than counting while a table beats it', () => {
  assert.equal(conclusionOf(measured(5, 5.5)), 'generalising');
  assert.equal(conclusionOf(measured(6, 6.5)), 'almost');
  assert.equal(conclusionOf(measured(6, 5.9)), 'almost', 'as sure is not surer');
  assert.equal(conclusionOf(measured(8, 9)), 'underfitting');
  assert.equal(conclusionOf(measured(1.1, 9)), 'memorising');
});
