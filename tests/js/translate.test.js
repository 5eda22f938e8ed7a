// Tables of pairs, and the tree of a search, as the room Translate makes them.
import assert from 'node:assert/strict';
import test from 'node:test';
import { createSession } from '../../wasm/index.js';
import { latticeOf } from '../../web/translate/lattice.js';
import { createSearch, spaceOf } from '../../web/translate/search.js';
import { minimumFor, ownTable, parsePairs, validationOf } from '../../web/translate/table.js';

/** @typedef {import('../../wasm/sluice.d.ts').BeamNode} BeamNode */

test('tables of pairs', async (t) => {
  await t.test('hold nothing unseen that was trained on', async (t) => {
    const session = await createSession();
    t.after(() => session.dispose());
    /** @type {import('../../web/translate/table.js').Cut} */
    const cut = async (sentences, tokens) => session.cut(sentences, { tokens });
    const all = parsePairs(
      Array.from({ length: 300 }, (_, i) => `S${i % 70}.\tt${i}\tnote`).join('\n'),
    );
    const choice = { count: 250, tokens: /** @type {const} */ ('word'), minimum: 2, seed: 3 };
    const table = await ownTable('own', all, { ...choice, heldOut: 0.2 }, cut);
    const { pairs, held, unseen } = table;
    assert.equal(pairs.length, 250);
    assert.ok(held > 40 && held <= 50, `${held} are held`);
    assert.equal(Math.floor(pairs.length * validationOf(table)), held);
    const seen = new Set(pairs.slice(0, -held).map(({ source }) => source));
    assert.ok(pairs.slice(-held).every(({ source }) => !seen.has(source)));
    assert.equal(unseen.flatMap(({ wanted }) => wanted).length, held);
    const other = await ownTable('own', all, { ...choice, heldOut: 0.2, seed: 4 }, cut);
    assert.notDeepEqual(other.pairs, pairs);
    const whole = await ownTable('own', all, { ...choice, heldOut: 0 }, cut);
    assert.deepEqual(whole.pairs, all.slice(0, 250));
  });

  await t.test('keep all tokens where none is frequent', async (t) => {
    const session = await createSession();
    t.after(() => session.dispose());
    /** @type {import('../../web/translate/table.js').Cut} */
    const cut = async (sentences, tokens) => session.cut(sentences, { tokens });
    const word = { tokens: /** @type {const} */ ('word'), minimum: 2 };
    const numbered = parsePairs('go on\t一\ngo back\t二\ngo home\t三');
    assert.equal(await minimumFor(numbered, word, cut), 1);
    assert.equal(await minimumFor(parsePairs('one\tva va\ntwo\tva'), word, cut), 1);
    assert.equal(await minimumFor(parsePairs('go on\tva !\ngo\tva'), word, cut), 2);
    assert.equal(await minimumFor(parsePairs('go\tva'), { tokens: 'char', minimum: 2 }, cut), 1);
  });

  await t.test('are read or refused', () => {
    assert.deepEqual(parsePairs('a\tb\tc\r\n\r\nd e\tf'), [
      { source: 'a', target: 'b' },
      { source: 'd e', target: 'f' },
    ]);
    for (const end of ['\n', '\r\n', '\r', '\r\r\n']) {
      const read = parsePairs(['a\tb', '', ' \t ', 'c\td\te', ''].join(end));
      assert.deepEqual(read, [
        { source: 'a', target: 'b' },
        { source: 'c', target: 'd' },
      ]);
      assert.throws(() => parsePairs(['a\tb', ' ', 'c'].join(end)), /line 3 has no tab/);
    }
    for (const [text, problem] of /** @type {[string, RegExp][]} */ ([
      ['', /no pairs/],
      ['a\tb\n\nc', /line 3 has no tab/],
      ['a\t', /line 1 has nothing/],
    ]))
      assert.throws(
        () => parsePairs(text),
        (error) => {
          assert.match(/** @type {Error} */ (error).message, problem);
          assert.ok(
            !('code' in /** @type {Error} */ (error)),
            'nothing to explain: the words are ours',
          );
          return true;
        },
      );
  });
});

test('a search says in the words of the page what went wrong', async () => {
  Object.assign(globalThis, { requestAnimationFrame: () => 0, cancelAnimationFrame() {} });
  const refuse = async () => {
    throw Object.assign(new Error('lr is wrong'), { code: 'BAD_SETTING' });
  };
  const now = { updates: 0, model: undefined, info: undefined };
  const translator = { state: { now }, session: async () => ({ translate: refuse }) };
  const search = createSearch(/** @type {any} */ (translator));
  await search.ask('a');
  assert.equal(search.state.now.problem, 'Learning rate is wrong.');
});

test('the space of translations is counted', () => {
  /** @param {number} tokens @param {number} steps @returns {number} by trying them all */
  const count = (tokens, steps) =>
    steps === 1 ? tokens : 1 + (tokens - 1) * count(tokens, steps - 1);
  for (const [tokens, steps] of /** @type {[number, number][]} */ ([
    [4, 6],
    [3, 9],
    [2, 1],
    [5, 3],
  ]))
    assert.equal(spaceOf(tokens, steps).sentences, count(tokens, steps));
  assert.equal(spaceOf(4, 6).width, 972);
});

test('a tree says what became of each hypothesis', () => {
  /** @param {number} parent @param {string} token @param {number} step @param {number} log @param {boolean} [finished] @returns {BeamNode} */
  const node = (parent, token, step, log, finished = false) => ({
    ...{ parent, token, step, finished },
    ...{ logProbability: log, score: log / step },
  });
  const tree = [
    node(-1, 'x', 1, -0.5),
    node(-1, 'y', 1, -1),
    node(1, '<eos>', 2, -1.2, true),
    node(1, 'x', 2, -1.4),
    node(3, '<eos>', 3, -1.5, true),
  ];
  const fates = (/** @type {number} */ shown) =>
    latticeOf(tree, shown, ['x', 'x'])
      .places.map(({ fate }) => fate)
      .join(' ');
  assert.equal(fates(1), 'open open');
  assert.equal(fates(2), 'dropped inner finished open');
  assert.equal(fates(3), 'dropped inner finished inner finished');
  const { places, columns, rows: most } = latticeOf(tree, 3, ['x', 'x']);
  assert.deepEqual([columns, most], [3, 2]);
  assert.deepEqual(
    places.map(({ row }) => row),
    [0, 1, 0, 1, 0],
  );
  // -1.5 / 3 is better than -1.2 / 2.
  assert.deepEqual(
    places.filter(({ best }) => best).map(({ index }) => index),
    [1, 3, 4],
  );
  assert.deepEqual(
    places.filter(({ greedy }) => greedy).map(({ index }) => index),
    [0],
  );
});
