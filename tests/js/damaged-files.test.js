// Model files that were cut off, altered or made up with ill intent: through load, resume and
// readTraining they give a coded error or a model that works, never anything else.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import test from 'node:test';
import { createSession, readTraining, SluiceError } from '../../wasm/index.js';
import { golden } from './golden_cases.mjs';

/** @typedef {import('../../wasm/sluice.d.ts').Session} Session */

const FLIPS = 3000;
const cases = JSON.parse(await readFile(new URL('expected.json', golden), 'utf8'));
const files = await Promise.all(
  cases.map(async (/** @type {any} */ one) => ({
    ...one,
    bytes: new Uint8Array(await readFile(new URL(one.file, golden))),
  })),
);

/** A session with what the file was trained on. @param {any} one */
async function sessionFor({ text, pairs, bytes }) {
  const session = await createSession({ worker: false, engine: 'simd' });
  await session.load(bytes);
  await (text
    ? session.loadText(text, { vocabulary: 'model' })
    : session.loadPairs(pairs, { vocabulary: 'model' }));
  return session;
}

/**
 * @param {() => unknown} work
 * @returns {Promise<string>} 'OK' or the code
 */
async function outcome(work) {
  try {
    await work();
    return 'OK';
  } catch (error) {
    if (error instanceof SluiceError) return error.code;
    throw error;
  }
}

/** What a model may answer that a damaged file was accepted as: of another alphabet, size or setting. */
const IN_USE = new Set([
  ...['OK', 'DIVERGED', 'MISUSE', 'BAD_SETTING'],
  ...['BAD_TEXT', 'TEXT_TOO_SHORT', 'OTHER_VOCABULARY'],
]);

/**
 * What becomes of a file; when it is accepted, it is used.
 *
 * @param {Session} session
 * @param {Uint8Array} bytes
 */
async function outcomes(session, bytes) {
  const told = await outcome(() => readTraining(bytes));
  const loaded = await outcome(() => session.load(bytes));
  const resumed = await outcome(() => session.resume(bytes));
  if (loaded === 'OK') {
    const used = await outcome(() => use(session));
    assert.ok(IN_USE.has(used), used);
  }
  return [told, loaded, resumed];
}

/** @param {Session} session */
async function use(session) {
  const { kind, updates } = await session.info();
  if (kind === 'translation') await session.translate('I won');
  else for await (const _ of session.generate({ length: 3 }));
  for await (const _ of session.train({ updates: updates + 1 }));
}

/** Odd, so that numbers are cut off in their middle too. */
const STEP = 13;

for (const one of files) {
  test(`${one.file}, cut off anywhere`, async () => {
    const session = await sessionFor(one);
    const numbers = 8 + headerOf(one.bytes).length; // where the header ends
    for (let size = 0; size < one.bytes.length; size++) {
      if (size > numbers && size % STEP) continue; // model_file_test.c cuts a file like these at every byte
      const cut = one.bytes.subarray(0, size);
      assert.equal(await outcome(() => session.load(cut)), 'BAD_FILE', `${size} bytes`);
      if (size % STEP) continue; // resume begins as load does
      assert.equal(await outcome(() => session.resume(cut)), 'BAD_FILE', `${size} bytes`);
      const told = await outcome(() => readTraining(cut));
      assert.ok(told === 'BAD_FILE' || told === 'OK'); // the arrays are not its concern
    }
    assert.deepEqual(await outcomes(session, one.bytes), ['OK', 'OK', 'OK']);
    await session.dispose();
  });

  test(`${one.file}, with a byte altered`, async () => {
    const seed = Date.now() % 2 ** 32;
    console.log(`${one.file}: seed ${seed}`);
    const session = await sessionFor(one);
    const random = generator(seed);
    /** @type {Record<string, number>} */
    const counts = {};
    for (let i = 0; i < FLIPS / files.length; i++) {
      const bytes = one.bytes.slice();
      // as often in the header, where most can go wrong, as in the numbers
      const most = i % 2 ? bytes.length : 8 + headerOf(bytes).length;
      const at = Math.floor(random() * most);
      bytes[at] ^= 1 + Math.floor(random() * 255);
      const key = (
        await outcomes(session, bytes).catch((error) => {
          throw new Error(`byte ${at} as ${bytes[at]}, seed ${seed}`, { cause: error });
        })
      ).join(' ');
      counts[key] = (counts[key] ?? 0) + 1;
    }
    assert.ok((counts['BAD_FILE BAD_FILE BAD_FILE'] ?? 0) > 100, JSON.stringify(counts));
    assert.ok((counts['OK OK OK'] ?? 0) > 100, JSON.stringify(counts));
    assert.deepEqual(await outcomes(session, one.bytes), ['OK', 'OK', 'OK']);
    await session.dispose();
  });

  test(`${one.file}, with a hostile header`, async () => {
    const session = await sessionFor(one);
    for (const [name, bytes] of Object.entries(hostile(one.bytes))) {
      const [told, loaded, resumed] = await outcomes(session, bytes);
      assert.equal(loaded, 'BAD_FILE', `load of ${name}`);
      assert.equal(resumed, 'BAD_FILE', `resume of ${name}`);
      assert.ok(told === 'BAD_FILE' || told === 'OK', name);
    }
    for (const [name, bytes] of Object.entries(hostileTraining(one.bytes))) {
      const [, loaded, resumed] = await outcomes(session, bytes);
      assert.equal(loaded, 'OK', `load of ${name}`); // a model all the same
      assert.ok(['BAD_FILE', 'BAD_TEXT'].includes(resumed ?? ''), `resume of ${name}: ${resumed}`);
    }
    assert.deepEqual(await outcomes(session, one.bytes), ['OK', 'OK', 'OK']);
    await session.dispose();
  });
}

/** @param {Uint8Array} bytes */
function headerOf(bytes) {
  const length = Number(new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true));
  return bytes.subarray(8, 8 + length);
}

/**
 * The file with another header, whose length may be a lie.
 *
 * @param {Uint8Array} bytes
 * @param {string} header
 * @param {bigint} [length]
 */
function withHeader(bytes, header, length) {
  const encoded = new TextEncoder().encode(header);
  const data = bytes.subarray(8 + headerOf(bytes).length);
  const file = new Uint8Array(8 + encoded.length + data.length);
  new DataView(file.buffer).setBigUint64(0, length ?? BigInt(encoded.length), true);
  file.set(encoded, 8);
  file.set(data, 8 + encoded.length);
  return file;
}

/** @param {Uint8Array} bytes @returns {Record<string, Uint8Array>} */
function hostile(bytes) {
  const json = new TextDecoder().decode(headerOf(bytes));
  const tensors = Object.keys(JSON.parse(json)).filter((name) => name !== '__metadata__');
  const [first = '', second = ''] = tensors;
  /** @type {(change: (header: any) => void) => Uint8Array} */
  const changed = (change) => {
    const header = JSON.parse(json);
    change(header);
    return withHeader(bytes, JSON.stringify(header));
  };
  /** @type {(change: (note: any) => void) => Uint8Array} */
  const noted = (change) =>
    changed(({ __metadata__: metadata }) => {
      const note = JSON.parse(metadata.sluice);
      change(note);
      metadata.sluice = JSON.stringify(note);
    });
  return {
    'overlapping arrays': changed((header) => {
      header[second].data_offsets = header[first].data_offsets;
    }),
    'a hole': changed((header) => {
      delete header[second];
    }),
    'offsets beyond the end': changed((header) => {
      header[first].data_offsets = [2 ** 52, 2 ** 52 + 4];
    }),
    'negative offsets': changed((header) => {
      header[first].data_offsets = [-4, 0];
    }),
    'a shape of more than memory': changed((header) => {
      header[first].shape = [2 ** 31, 2 ** 31];
    }),
    'a length of 2^64 - 1': withHeader(bytes, json, 2n ** 64n - 1n),
    'a length of 2^32': withHeader(bytes, json, 2n ** 32n),
    'a length beyond the end': withHeader(bytes, json, BigInt(bytes.length)),
    'a length of 0': withHeader(bytes, json, 0n),
    'a key twice': withHeader(bytes, json.replace('{', `{"${first}":1,`)),
    'metadata twice': withHeader(bytes, json.replace('{', '{"__metadata__":{},')),
    'nesting without end': withHeader(bytes, '['.repeat(200_000)),
    'nested metadata': withHeader(bytes, `{"a":${'['.repeat(50_000)}${']'.repeat(50_000)}}`),
    'a list': withHeader(bytes, '[]'),
    'no bytes of UTF-8': withHeader(bytes, json).fill(255, 8, 20),
    'a dtype of another kind': changed((header) => {
      header[first].dtype = 7;
    }),
    'metadata that are a number': changed((header) => {
      header.__metadata__ = 5;
    }),
    'a note that is a list': changed((header) => {
      header.__metadata__.sluice = '[]';
    }),
    'a note of endless nesting': changed((header) => {
      header.__metadata__.sluice = '{"format":'.repeat(5000);
    }),
    'settings that are a word': noted((note) => {
      note.settings = 'gru';
    }),
    'a large hidden state': noted((note) => {
      note.settings.hidden = 4096;
    }),
    'a vocabulary of numbers': noted((note) => {
      note.vocabulary = [1, 2, 3];
    }),
    'a vocabulary of one': noted((note) => {
      note.vocabulary = ['<unk>'];
    }),
    'updates below 0': noted((note) => {
      note.updates = -1;
    }),
    'another format': noted((note) => {
      note.format = 2;
    }),
  };
}

/** Good models with a training that cannot be. @param {Uint8Array} bytes */
function hostileTraining(bytes) {
  const json = new TextDecoder().decode(headerOf(bytes));
  /** @type {(key: string, value: unknown) => Uint8Array} */
  const with_ = (key, value) => {
    const header = JSON.parse(json);
    const note = JSON.parse(header.__metadata__.sluice);
    note.training[key] = value;
    header.__metadata__.sluice = JSON.stringify(note);
    return withHeader(bytes, JSON.stringify(header));
  };
  return {
    'a place beyond the text': with_('window', 4_000_000),
    'a place that is no number': with_('window', 'first'),
    'a generator of letters': with_('random', 'qqqqqqqqqqqqqqqq'),
    'a generator that is too long': with_('random', '0'.repeat(400)),
    'another text': with_('fingerprint', '0000000000000000'),
    'no fingerprint': with_('fingerprint', undefined),
    'another length': with_('length', 1),
    'half an update': with_('update', 0.5),
    'more updates than there are numbers': with_('update', 1e300),
    'notes that are a list': with_('notes', []),
    'tokens that are an object': with_('tokens', {}),
  };
}

/** Numbers from 0 to 1. @param {number} seed */
function generator(seed) {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}
