import assert from 'node:assert/strict';
import test from 'node:test';
import { chunks } from '../../wasm/session/text-source.js';

const LARGEST = 1 << 20;
const text = 'añ🦓\n'.repeat(100_000);
const expected = Buffer.from(text);

/**
 * @param {any} source
 * @param {AbortSignal} [signal]
 */
async function gather(source, signal) {
  const all = [];
  for await (const chunk of chunks(source, signal)) {
    assert.ok(chunk.length > 0 && chunk.length <= LARGEST, `a chunk of ${chunk.length}`);
    all.push(Buffer.from(chunk));
  }
  return all;
}

/** @param {number} size */
function* slices(size) {
  for (let i = 0; i < expected.length; i += size) yield expected.subarray(i, i + size);
}

/** @type {Record<string, () => any>} */
const sources = {
  'a string': () => text,
  'a Uint8Array': () => new Uint8Array(expected),
  'a Buffer in the midst of another': () =>
    Buffer.concat([Buffer.from('x'), expected, Buffer.from('y')]).subarray(1, -1),
  'a Blob': () => new Blob([expected]),
  'a ReadableStream': () => new Blob([expected]).stream(),
  'an async iterable of bytes': async function* () {
    yield* slices(99_991);
  },
  'an async iterable of strings that split pairs': async function* () {
    for (let i = 0; i < text.length; i += 65_537) yield text.slice(i, i + 65_537);
  },
};

for (const [name, make] of Object.entries(sources)) {
  test(`${name} becomes its UTF-8, in chunks`, async () => {
    const source = make();
    const all = await gather(typeof source === 'function' ? source() : source);
    assert.ok(all.length > 1);
    assert.ok(Buffer.concat(all).equals(expected));
  });
}

test('nothing becomes nothing', async () => {
  for (const source of ['', new Uint8Array(), new Blob([]), new Blob([]).stream()]) {
    assert.deepEqual(await gather(source), []);
  }
});

test('a lone surrogate at the end becomes the replacement character', async () => {
  const lone = async function* () {
    yield 'a\ud83e';
  };
  assert.equal(Buffer.concat(await gather(lone())).toString(), 'a\ufffd');
});

test('an abort between chunks rejects with its reason', async () => {
  for (const make of Object.values(sources)) {
    const abort = new AbortController();
    const source = make();
    const iterator = chunks(typeof source === 'function' ? source() : source, abort.signal);
    await iterator.next();
    abort.abort(new Error('enough'));
    await assert.rejects(iterator.next(), /enough/);
  }
});

test('an abort reaches a silent stream, and the stream hears of it', async () => {
  /** @type {unknown} */
  let heard;
  const abort = new AbortController();
  const silent = new ReadableStream({
    pull: () => new Promise(() => setTimeout(() => abort.abort())),
    cancel: () => {
      heard = 'cancelled';
    },
  });
  await assert.rejects(gather(silent, abort.signal), { name: 'AbortError' });
  assert.equal(heard, 'cancelled');
});

test('leaving early closes the source', async () => {
  let closed = false;
  const source = async function* () {
    try {
      yield 'one';
      yield 'two';
    } finally {
      closed = true;
    }
  };
  for await (const _ of chunks(source())) break;
  assert.ok(closed);
});

test('what is no text is refused', async () => {
  const numbers = async function* () {
    yield 7;
  };
  for (const source of [null, undefined, 7, {}, [7], numbers()]) {
    await assert.rejects(gather(source), { code: 'BAD_TEXT', message: /a text is a string/ });
  }
});
