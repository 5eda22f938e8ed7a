// session.cut cuts sentences as loadPairs does.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createSession } from '../../wasm/index.js';

const sorted = (/** @type {Iterable<string>} */ tokens) => [...new Set(tokens)].sort();

test('sentences are cut as loadPairs cuts them', async () => {
  const session = await createSession({ worker: false });
  for (const text of ['Ça va, l’ami ?  OUI!', 'Je\u202fsuis… là.', 'ÉTÉ,été', '  x ', 'İyi']) {
    for (const tokens of /** @type {const} */ (['word', 'char'])) {
      const { source } = await session.loadPairs(`${text}\tx`, { tokens, minimum: 1 });
      const [cut = []] = await session.cut([text], { tokens });
      assert.deepEqual(sorted(cut), sorted(source.slice(4)), text);
    }
  }
  await session.dispose();
});

test('every letter has the small letter that the core gives it', async () => {
  const session = await createSession({ worker: false });
  for (let first = 1; first < 0x1f000; first += 0x4000) {
    const codes = Array.from({ length: 0x4000 }, (_, i) => first + i);
    const all = codes
      .filter((code) => code < 0xd800 || code > 0xdfff)
      .map((code) => String.fromCodePoint(code));
    const tokens = await session.cut(all);
    const symbols = all.filter((symbol, i) => tokens[i]?.length && !/[\r\n]/.test(symbol));
    const table = symbols.map((symbol) => `${symbol}-\tx\n`).join('');
    const { source } = await session.loadPairs(table, { tokens: 'word', minimum: 1 });
    const own = await session.cut(symbols.map((symbol) => `${symbol}-`));
    assert.deepEqual(sorted(own.flat()), sorted(source.slice(4)), `from U+${first.toString(16)}`);
  }
  await session.dispose();
});
