// What keeps the visitor's runs: checksums, two generations, and what is thrown away.
import assert from 'node:assert/strict';
import test from 'node:test';
import { crc32 as zlibCrc32 } from 'node:zlib';
import fc from 'fast-check';
import { finite, readNotes } from '../../web/lab/notes.js';
import { crc32 } from '../../web/store/crc32.js';
import { isSound, pack, unpack } from '../../web/store/record.js';
import { createRuns, UNNAMED } from '../../web/store/runs.js';

const SEED = Number(process.env.TEST_SEED ?? Date.now() % 2 ** 31);
console.log(`store: seed ${SEED} (TEST_SEED to repeat)`);
fc.configureGlobal({ seed: SEED });

/** Files in memory. */
function createFiles() {
  /** @type {Map<string, Blob>} */
  const all = new Map();
  /** @type {import('../../web/store/files.js').Files} */
  const files = {
    names: async () => [...all.keys()],
    read: async (name) => all.get(name),
    write: async (name, content) => void all.set(name, content),
    remove: async (name) => void all.delete(name),
  };
  return { all, files };
}

const TEXT = { name: 'A text', content: new Blob(['to be or not to be']) };

/** @param {string} id @param {Partial<import('../../web/store/runs.js').Summary>} [other] */
const summary = (id, other) => ({
  id,
  name: '',
  saved: 0,
  text: { name: TEXT.name, key: 'k' },
  model: { cell: 'gru', hidden: 8, layers: 1, bidirectional: false },
  updates: 0,
  ...other,
});

/** @param {Blob} blob */
const bytesOf = async (blob) => new Uint8Array(await blob.arrayBuffer());

/** What may happen to a file: it ends too early, or a bit of it is another. */
const damage = fc.record({
  cut: fc.boolean(),
  where: fc.double({ min: 0, max: 0.999, noNaN: true }),
  bit: fc.nat(7),
});

/** @param {Blob} file @param {{ cut: boolean, where: number, bit: number }} how */
async function damaged(file, { cut, where, bit }) {
  const at = Math.floor(where * file.size);
  if (cut) return file.slice(0, at);
  const bytes = await bytesOf(file);
  bytes[at] = Number(bytes[at]) ^ (1 << bit);
  return new Blob([bytes]);
}

const bodies = fc.uint8Array({ minLength: 1, maxLength: 300 });

test('a checksum is the CRC-32 that others compute, also in parts', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 500 }), fc.nat(500), (bytes, cut) => {
      const expected = zlibCrc32(bytes);
      assert.equal(crc32(bytes), expected);
      assert.equal(crc32(bytes.subarray(cut), crc32(bytes.subarray(0, cut))), expected);
    }),
  );
  assert.equal(crc32(new TextEncoder().encode('123456789')), 0xcbf43926); // the published check value
});

test('a record comes back as it was, and none that is damaged passes', async () => {
  await fc.assert(
    fc.asyncProperty(bodies, fc.string(), damage, async (bytes, name, how) => {
      const file = await pack({ name }, new Blob([bytes]));
      const record = await unpack(file);
      assert.ok(record && (await isSound(record)));
      assert.equal(record.header.name, name);
      assert.deepEqual(await bytesOf(record.body), bytes);
      const bad = await unpack(await damaged(file, how));
      assert.ok(!bad || !(await isSound(bad)));
    }),
  );
});

test('every truncation and every flipped byte of a small record is noticed', async () => {
  const file = await pack({ name: 'a' }, new Blob(['body']));
  const ways = [...Array(file.size).keys()].flatMap((at) =>
    [true, false].map((cut) => ({ cut, where: (at + 0.5) / file.size, bit: at % 8 })),
  );
  for (const how of ways) {
    const bad = await unpack(await damaged(file, how));
    assert.ok(!bad || !(await isSound(bad)), JSON.stringify(how));
  }
});

test('whatever happens to the file written last, the run is there as it was before', async () => {
  const step = fc.record({ bytes: bodies, accident: fc.option(damage) });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 8 }), async (steps) => {
      const { all, files } = createFiles();
      const runs = createRuns(files);
      let good = -1;
      for (const [i, { bytes, accident }] of steps.entries()) {
        const before = new Map(all);
        await runs.save(summary('r', { updates: i }), new Blob([bytes]), TEXT);
        const written = [...all].find(
          ([name, file]) => before.get(name) !== file && /^run/.test(name),
        );
        assert.ok(written);
        if (accident) all.set(written[0], await damaged(written[1], accident));
        else good = i;
        const found = await runs.open('r');
        assert.equal(found?.summary.updates, good < 0 ? undefined : good);
        if (found) assert.deepEqual(await bytesOf(found.model), steps[good]?.bytes);
      }
    }),
  );
});

test('a write that fails leaves the run as it was', async () => {
  const { files } = createFiles();
  const runs = createRuns(files);
  for (const updates of [1, 2]) await runs.save(summary('r', { updates }), new Blob(['x']), TEXT);
  files.write = async () => {
    throw new DOMException('no room', 'QuotaExceededError');
  };
  const third = runs.save(summary('r', { updates: 3 }), new Blob(['x']), TEXT);
  await assert.rejects(third, { name: 'QuotaExceededError' });
  assert.equal((await runs.open('r'))?.summary.updates, 2);
});

test('the list has every run once, the latest first, and thinning spares names and open runs', async () => {
  const { files } = createFiles();
  const runs = createRuns(files);
  const total = UNNAMED + 5;
  for (let saved = 0; saved < total; saved++) {
    const other = {
      saved,
      text: { name: 'A text', key: `k${saved}` },
      name: saved === 1 ? 'mine' : '',
    };
    for (const updates of [1, 2])
      await runs.save(summary(`r${saved}`, { ...other, updates }), new Blob(['abc']), TEXT);
  }
  const ids = async () => (await runs.list()).map(({ id }) => id);
  assert.deepEqual(
    await ids(),
    [...Array(total).keys()].reverse().map((i) => `r${i}`),
  );
  assert.equal((await runs.list())[0]?.bytes, 6);
  await runs.thin((id) => id === 'r0');
  const latest = [...Array(UNNAMED).keys()].map((i) => `r${total - 1 - i}`);
  assert.deepEqual(await ids(), [...latest, 'r1', 'r0']);
  assert.equal(await runs.text('k3'), undefined);
  assert.equal(await (await runs.text('k1'))?.content.text(), await TEXT.content.text());
});

test('runs share a text, and it goes with the last of them', async () => {
  const { all, files } = createFiles();
  const runs = createRuns(files);
  for (const id of ['a', 'b']) await runs.save(summary(id), new Blob(['x']), TEXT);
  const texts = () => [...all.keys()].filter((name) => name.startsWith('text'));
  assert.equal(texts().length, 1);
  await runs.remove('a');
  await runs.thin(() => false);
  assert.equal(texts().length, 1);
  await runs.remove('b');
  await runs.thin(() => false);
  assert.deepEqual([...all.keys()], []);
});

test('a damaged text is thrown away, and written again with the next saving', async () => {
  const { all, files } = createFiles();
  const runs = createRuns(files);
  await runs.save(summary('a'), new Blob(['x']), TEXT);
  const [name = ''] = [...all.keys()].filter((one) => one.startsWith('text'));
  const how = { cut: false, where: 0.99, bit: 3 };
  all.set(name, await damaged(/** @type {Blob} */ (all.get(name)), how));
  assert.equal(await runs.text('k'), undefined);
  await runs.save(summary('a'), new Blob(['x']), TEXT);
  assert.equal((await runs.text('k'))?.name, TEXT.name);
});

test('a run keeps its name and its model when it is renamed', async () => {
  const runs = createRuns(createFiles().files);
  await runs.save(summary('a', { updates: 7 }), new Blob(['weights']), TEXT);
  await runs.rename('a', 'The good one');
  const found = await runs.open('a');
  assert.equal(found?.summary.name, 'The good one');
  assert.equal(found?.summary.updates, 7);
  assert.equal(await found?.model.text(), 'weights');
});

test('notes of a file are believed only if the page could have written them', () => {
  const good = {
    version: 1,
    host: { normalize: 'none', maxTokens: 0, workers: '1', engine: 'auto' },
    engine: 'simd',
    fused: false,
    target: 100,
    elapsed: 5,
    report: { epoch: 1, tokensPerSecond: 10 },
    perplexity: finite(Number.POSITIVE_INFINITY),
    lapse: [{ updates: 0, prompt: 'a', text: 'b' }],
    books: { start: 0, training: [{ update: 1, covers: 1, loss: 3 }], frozen: [], heldOut: [] },
  };
  assert.deepEqual(readNotes(JSON.stringify(good)), good);
  assert.ok(readNotes(JSON.stringify({ ...good, perplexity: undefined })));
  const earlier = { ...good, fused: undefined, engine: 'relaxed' };
  assert.equal(readNotes(JSON.stringify(earlier))?.fused, true, 'of a file of earlier versions');
  for (const key of Object.keys(good)) {
    for (const wrong of [null, 'x', {}, [{}]]) {
      const notes = JSON.stringify({ ...good, [key]: wrong });
      assert.equal(readNotes(notes), undefined, notes);
    }
  }
  fc.assert(fc.property(fc.string(), (text) => assert.equal(readNotes(text), undefined)));
  fc.assert(fc.property(fc.json(), (text) => assert.equal(readNotes(text), undefined)));
});
