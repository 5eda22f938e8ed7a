// What a race says of its entrants, and the values it hands out.
import assert from 'node:assert/strict';
import test from 'node:test';
import { createSession } from '../../wasm/index.js';
import { toCsv } from '../../web/race/csv.js';
import { createLanes, labelsOf } from '../../web/race/lanes.js';
import { createRecord } from '../../web/race/record.js';
import { completed, differences } from '../../web/race/settings.js';
import { verdict } from '../../web/race/verdict.js';
import { parseCsv } from '../browser/csv.js';

/**
 * An entrant as the race leaves it: both curves as perplexities at the marks 10, 20, ..., 100.
 * @param {number} slot
 * @param {string} label
 * @param {{ training: number[], heldOut?: number[] }} curves
 * @param {object} [more]
 * @returns {any}
 */
function entrant(slot, label, { training, heldOut = [] }, more = {}) {
  const record = createRecord(100);
  for (const [i, value] of training.entries())
    record.add({ at: 10 * (i + 1), covers: 10, loss: Math.log(value) });
  for (const [i, value] of heldOut.entries()) record.measure(10 * (i + 1), Math.log(value));
  const usual = { fate: 'done', at: 100, updates: 100, tokens: 1000, seconds: 1, parameters: 1000 };
  const settings = { cell: label.toLowerCase(), seed: 1 };
  return { slot, label, record, settings, symbols: 50, longestGradient: 9, ...usual, ...more };
}

/** @param {any[]} entrants */
const verdictOf = (entrants) =>
  verdict({
    rules: { by: 'updates', limit: 100, validation: 0.1 },
    key: '',
    text: '',
    fingerprint: '',
    entrants,
  }).join('\n');

test('the verdict of a race', async (t) => {
  const fall = (/** @type {number} */ to) => [40, 30, 20, 15, 12, 10, 9, 8, 7, to];

  await t.test('names the one ahead on unseen text, and by how much', () => {
    const told = verdictOf([
      entrant(0, 'RNN', { training: fall(6), heldOut: fall(6.6) }),
      entrant(1, 'GRU', { training: fall(5.5), heldOut: fall(6) }),
    ]);
    assert.match(told, /GRU \(B\) is ahead: held-out perplexity 6\.00; RNN \(A\) 6\.60\..*10%/);
  });

  await t.test('calls level what another seed could turn round', () => {
    const told = verdictOf([
      entrant(0, 'RNN', { training: fall(6), heldOut: fall(6.06) }),
      entrant(1, 'GRU', { training: fall(6), heldOut: fall(6) }),
    ]);
    assert.match(told, /GRU \(B\) and RNN \(A\) are level.*another seed/);
  });

  await t.test('tells memorising from learning', () => {
    const told = verdictOf([
      entrant(0, 'RNN', { training: fall(5), heldOut: fall(6) }),
      entrant(1, 'GRU', { training: fall(2), heldOut: [9, 8, 7, 6.5, 6.4, 6.6, 6.9, 7, 7.2, 7.4] }),
    ]);
    assert.match(told, /RNN \(A\) is ahead/);
    assert.match(told, /GRU \(B\) knows its training text best \(2\.00\).*7\.40 against 6\.00/);
    assert.match(told, /GRU \(B\) did best on unseen text at update 50 \(6\.40\).*overfitting/);
  });

  await t.test('compares the training text where nothing is held out, and says so', () => {
    const told = verdictOf([
      entrant(0, 'RNN', { training: fall(6) }),
      entrant(1, 'GRU', { training: fall(4) }),
    ]);
    assert.match(told, /GRU \(B\) is ahead: training perplexity 4\.00; RNN \(A\) 6\.00/);
    assert.match(told, /Nothing is held out/);
  });

  await t.test('measures luck where only the seeds differ', () => {
    const told = verdictOf(
      [6, 6.3, 6.12].map((to, i) =>
        entrant(
          i,
          `seed ${i}`,
          { training: fall(to), heldOut: fall(to) },
          { settings: { seed: i } },
        ),
      ),
    );
    assert.match(told, /same network 3 times: chance alone gives 6\.00 to 6\.30, 5% apart/);
    assert.ok(!told.includes('is ahead'), told);
  });

  await t.test('gives no place to those who diverged, failed or see ahead', () => {
    const good = { training: fall(6), heldOut: fall(6) };
    const better = { training: fall(1.5), heldOut: fall(1.5) };
    const told = verdictOf([
      entrant(0, 'RNN', good),
      entrant(1, 'GRU', better, { settings: { cell: 'gru', bidirectional: true } }),
      entrant(2, 'LSTM', better, { fate: 'diverged', settings: { cell: 'lstm', clip: 5 } }),
      entrant(3, 'LSTM', better, { fate: 'failed', problem: 'http://a/b answered 404.' }),
    ]);
    assert.match(told, /RNN \(A\) has a held-out perplexity of 6\.00.*no other lane/);
    assert.match(told, /GRU \(B\) also reads the text backwards/);
    assert.match(told, /LSTM \(C\) ended at update 100.*clipped to 5/);
    assert.match(told, /LSTM \(D\) could not continue: http:\/\/a\/b answered 404\./);
  });

  await t.test('names what else was unlike: time, size, reading', () => {
    const curves = { training: fall(6), heldOut: fall(6) };
    const told = verdictOf([
      entrant(0, 'RNN', curves),
      entrant(1, 'GRU', curves, { seconds: 4, parameters: 3000, tokens: 2000 }),
    ]);
    assert.match(told, /GRU \(B\) took 4 times as long/);
    assert.match(told, /GRU \(B\) has 3 times as many parameters/);
    assert.match(told, /GRU \(B\) has read 2 times as many symbols/);
  });
});

test('lanes of a race', async (t) => {
  await t.test('differ by what both have use for', () => {
    const gru = /** @type {const} */ ({ cell: 'gru', gates: 'both', hidden: 8 });
    assert.deepEqual(differences([gru, { ...gru, cell: 'rnn', gates: 'reset' }]), ['cell']);
    assert.deepEqual(differences([gru, { ...gru, gates: 'reset' }]), ['gates']);
    assert.deepEqual(differences([gru, gru]), []);
  });

  await t.test('are called by it, without the hints of a field', () => {
    const labels = (/** @type {any[]} */ ...settings) => labelsOf(createLanes(settings));
    assert.deepEqual(labels({ embedding: 8 }, { embedding: 32 }), ['embedding 8', 'embedding 32']);
    const orders = labels({ order: 'random' }, { order: 'sequential' });
    assert.deepEqual(orders, ['random windows', 'sequential windows']);
  });

  await t.test('have a value for every setting that is theirs', async () => {
    const session = await createSession();
    const table = await session.settingsTable();
    await session.dispose();
    const settings = completed(table, { hidden: 7, validation: 0.3, minimum: 3 });
    assert.equal(settings.hidden, 7);
    assert.equal(settings.batch, table.find(({ name }) => name === 'batch')?.default);
    for (const name of ['validation', 'normalize', 'minimum', 'teacher'])
      assert.ok(!(name in settings), name);
  });

  await t.test('are written as values that any table program reads', () => {
    const sample = { prompt: 'He said ', text: '"a, b"\nand left' };
    const lane = entrant(0, 'GRU', { training: [8, 4], heldOut: [9, 5] }, { sample });
    const rules = /** @type {const} */ ({ by: 'updates', limit: 100, validation: 0.1 });
    const text = toCsv({ rules, key: '', text: 'a, text', fingerprint: 'f', entrants: [lane] });
    const [line] = parseCsv(text);
    assert.equal(line?.sample, 'He said "a, b"\nand left');
    assert.equal(line?.text, 'a, text');
    assert.ok(Math.abs(Number(line?.training_perplexity) - 4) < 1e-9);
    assert.ok(Math.abs(Number(line?.held_out_perplexity) - 5) < 1e-9);
  });
});
