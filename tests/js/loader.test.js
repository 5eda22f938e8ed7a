import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { relative } from 'node:path';
import test from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { Core } from '../../wasm/core/core.js';
import { loadCore, resolveAddress, sendable } from '../../wasm/core/load.js';
import { fusesRelaxed, hasRelaxed, hasSimd } from '../../wasm/core/probes.js';
import { createSession } from '../../wasm/index.js';

const file = new URL('../../wasm/bin/sluice-scalar.wasm', import.meta.url);
const bytes = await readFile(file);
const ENGINES = /** @type {const} */ (['relaxed', 'simd', 'scalar']);
const RELAXED_MADD = Buffer.of(0xfd, 0x85, 0x02);

/** @param {Parameters<typeof loadCore>[0]} [options] */
async function engineOf(options) {
  const core = new Core(await loadCore(options));
  return core.text(core.ask('sl_engine'));
}

/**
 * Serves one answer for as long as the body runs.
 *
 * @param {{ status?: number, type?: string, body?: Uint8Array }} answer
 * @param {(address: string) => Promise<void>} use
 */
async function serving({ status = 200, type, body = bytes }, use) {
  const server = createServer((_, response) => {
    response.writeHead(status, type ? { 'Content-Type': type } : {});
    response.end(body);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  try {
    await use(`http://127.0.0.1:${port}/core.wasm`);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

/**
 * Replaces a function of WebAssembly for as long as the body runs.
 *
 * @param {string} name
 * @param {unknown} replacement undefined: takes it away
 * @param {() => Promise<void>} body
 */
async function withWebAssembly(name, replacement, body) {
  const host = /** @type {any} */ (WebAssembly);
  const original = host[name];
  if (replacement === undefined) delete host[name];
  else host[name] = replacement;
  try {
    await body();
  } finally {
    host[name] = original;
  }
}

test('the core comes as bytes, a Module, an address or a path', async () => {
  const path = fileURLToPath(file);
  const sources = [
    bytes,
    new Uint8Array(bytes).buffer,
    new WebAssembly.Module(bytes),
    file,
    file.href,
    path,
    relative(process.cwd(), path),
  ];
  for (const wasm of sources) assert.equal(await engineOf({ wasm }), 'scalar');
});

test('the fastest engine that the host can run is chosen', async () => {
  assert.deepEqual([hasSimd(), hasRelaxed()], [true, true]); // Node 20 has both
  assert.equal(await engineOf(), 'relaxed');
  for (const engine of ENGINES) assert.equal(await engineOf({ engine }), engine);
  const { validate } = WebAssembly;
  const plainSimd = (/** @type {Uint8Array<ArrayBuffer>} */ module) =>
    !Buffer.from(module).includes(RELAXED_MADD) && validate(module);
  await withWebAssembly('validate', plainSimd, async () => {
    assert.equal(await engineOf({ engine: 'auto' }), 'simd');
    const message = /relaxed/;
    await assert.rejects(loadCore({ engine: 'relaxed' }), { code: 'BAD_MODULE', message });
  });
  const nothing = () => false;
  await withWebAssembly('validate', nothing, async () => {
    assert.equal(await engineOf({ engine: 'auto' }), 'scalar');
    await assert.rejects(loadCore({ engine: 'simd' }), { code: 'BAD_MODULE', message: /SIMD/ });
  });
});

test('a host that does not fuse gets simd, and relaxed when asked for by name', async () => {
  assert.equal(fusesRelaxed(), true); // of x86-64 and AArch64 with V8
  const { Instance } = WebAssembly;
  // relaxed_madd(a, a, c) as JavaScriptCore on x86 computes it: each result rounded to 32 bits
  const twice = (/** @type {number} */ a, /** @type {number} */ c) =>
    Math.fround(Math.fround(a * a) + c);
  const unfused = class {
    exports = { m: twice };
  };
  await withWebAssembly('Instance', unfused, async () => {
    assert.equal(fusesRelaxed(), false);
    assert.equal(await engineOf(), 'simd');
    assert.equal(await engineOf({ engine: 'relaxed' }), 'relaxed');
    const session = await createSession({ worker: false, engine: 'relaxed' });
    assert.deepEqual([session.engine, session.fused], ['relaxed', false]);
  });
  assert.equal(WebAssembly.Instance, Instance);
  for (const engine of ENGINES) {
    const session = await createSession({ worker: false, engine });
    assert.equal(session.fused, engine === 'relaxed');
  }
});

test('of modules that are given by engine, one is chosen in the same way', async () => {
  const path = (/** @type {string} */ engine) =>
    fileURLToPath(new URL(`../../wasm/bin/sluice-${engine}.wasm`, import.meta.url));
  const wasm = { relaxed: path('relaxed'), simd: path('simd'), scalar: path('scalar') };
  assert.equal(await engineOf({ wasm }), 'relaxed');
  for (const engine of ENGINES) {
    assert.equal(await engineOf({ wasm, engine }), engine);
    const sent = /** @type {typeof wasm} */ (sendable(wasm));
    assert.equal(sent[engine], pathToFileURL(wasm[engine]).href);
  }
});

test('relaxed SIMD is switched on where it is off: also for a module that is given', async () => {
  const { spawnSync } = await import('node:child_process');
  const load = new URL('../../wasm/core/load.js', import.meta.url).href;
  const module = new URL('../../wasm/bin/sluice-relaxed.wasm', import.meta.url).href;
  for (const options of [{ engine: 'auto' }, { engine: 'relaxed' }, { wasm: module }]) {
    const script = `import { loadCore } from '${load}';
      const exports = await loadCore(${JSON.stringify(options)});
      console.log(typeof exports.sl_engine);`;
    const run = spawnSync(process.execPath, ['--input-type=module', '-e', script]);
    assert.deepEqual([String(run.stderr), String(run.stdout)], ['', 'function\n']);
  }
});

/**
 * The module that a probe asks about.
 *
 * @param {() => boolean} has
 */
async function probeOf(has) {
  /** @type {Uint8Array<ArrayBuffer> | undefined} */
  let probe;
  const catchProbe = (/** @type {Uint8Array} */ module) => {
    probe = new Uint8Array(module);
    return true;
  };
  await withWebAssembly('validate', catchProbe, async () => void has());
  return probe ?? new Uint8Array();
}

test('the probes fail for no other reason', async () => {
  // With `nop, nop` in place of the one SIMD instruction it is valid on every host.
  const simd = await probeOf(hasSimd);
  const at = Buffer.from(simd).indexOf(0xfd);
  simd.set([0x01, 0x01], at);
  assert.ok(at > 0 && WebAssembly.validate(simd));
  // With `v128.bitselect, nop` in place of the relaxed instruction wherever there is SIMD.
  const relaxed = await probeOf(hasRelaxed);
  const madd = Buffer.from(relaxed).indexOf(RELAXED_MADD);
  relaxed.set([0xfd, 0x52, 0x01], madd);
  assert.ok(madd > 0 && WebAssembly.validate(relaxed));
});

test('the module is compiled while it arrives, if the server names the type', async () => {
  let streamed = 0;
  const { compileStreaming } = WebAssembly;
  const counting = (/** @type {Response} */ response) => {
    streamed++;
    return compileStreaming(response);
  };
  await withWebAssembly('compileStreaming', counting, async () => {
    for (const [type, times] of /** @type {[string | undefined, number][]} */ ([
      ['application/wasm', 1],
      ['text/html; charset=utf-8', 0],
      ['application/octet-stream', 0],
      [undefined, 0],
    ])) {
      streamed = 0;
      await serving({ type }, async (wasm) => {
        assert.equal(await engineOf({ wasm }), 'scalar');
        assert.equal(await engineOf({ wasm: new URL(wasm) }), 'scalar');
      });
      assert.equal(streamed, 2 * times, `with the type ${type}`);
    }
  });
  await withWebAssembly('compileStreaming', undefined, () =>
    serving({ type: 'application/wasm' }, async (wasm) => {
      assert.equal(await engineOf({ wasm }), 'scalar');
    }),
  );
});

test('what is no core is refused, with the reason', async () => {
  const empty = Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0);
  // (import "env" "other" (func))
  const wanting = Uint8Array.of(
    ...[...empty, 1, 4, 1, 0x60, 0, 0],
    ...[2, 13, 1, 3, ...Buffer.from('env'), 5, ...Buffer.from('other'), 0, 0],
  );
  const cases = /** @type {[any, RegExp][]} */ ([
    [Uint8Array.of(1, 2, 3), /no WebAssembly module in the bytes given/],
    [bytes.subarray(0, 5000), /no WebAssembly module/],
    [empty, /exports no sl_engine/],
    [wanting, /does not start.*other/],
    ['./there-is-no.wasm', /there-is-no\.wasm/],
    [7, /no WebAssembly module/],
  ]);
  for (const [wasm, message] of cases) {
    await assert.rejects(loadCore({ wasm }), { name: 'SluiceError', code: 'BAD_MODULE', message });
  }
  const badAnswers = [{ status: 404 }, { body: Buffer.from('<!doctype html>') }];
  for (const answer of [...badAnswers, { ...badAnswers[1], type: 'application/wasm' }]) {
    await serving(answer, async (wasm) => {
      await assert.rejects(loadCore({ wasm }), { code: 'BAD_MODULE', message: /core\.wasm/ });
    });
  }
  await assert.rejects(loadCore({ wasm: 'http://127.0.0.1:9/' }), { code: 'BAD_MODULE' });
  const engine = /** @type {any} */ ('toString');
  await assert.rejects(loadCore({ engine }), {
    code: 'BAD_SETTING',
    message: /auto, relaxed, simd/,
  });
});

test('a module with an initializer is initialized, once', async () => {
  let times = 0;
  const exports = { sl_engine: () => 0, _initialize: () => times++ };
  await withWebAssembly(
    'instantiate',
    async () => ({ exports }),
    async () => void (await loadCore({ wasm: bytes })),
  );
  assert.equal(times, 1);
});

test('a path is made an address, an address stays', () => {
  assert.equal(resolveAddress('/a b/c.wasm').href, 'file:///a%20b/c.wasm');
  assert.equal(resolveAddress('https://host/c.wasm').href, 'https://host/c.wasm');
  assert.equal(resolveAddress('blob:https://host/1').href, 'blob:https://host/1');
});

test('memory may grow under the feet of the binding', async () => {
  const exports = await loadCore({ wasm: bytes });
  const core = new Core(exports);
  const text = core.make('sl_text_create', 0, 'none', 0);
  const memory = /** @type {WebAssembly.Memory} */ (exports.memory);
  const before = memory.buffer.byteLength;
  const chunk = new TextEncoder().encode('grow! '.repeat(100_000));
  for (let i = 0; i < 20; i++) core.do('sl_text_append', text, chunk, chunk.length);
  core.do('sl_text_finish', text);
  assert.ok(memory.buffer.byteLength > before);
  assert.equal(core.ask('sl_text_length', text), 20 * 600_000);
  assert.equal(
    core.text(core.ask('sl_vocabulary_symbol', core.ask('sl_text_vocabulary', text), 0)),
    '<unk>',
  );
  assert.throws(() => core.do('sl_text_append', text, 'more', 4), { code: 'MISUSE' });
  core.ask('sl_text_free', text);
  assert.throws(() => core.do('sl_settings_set', core.make('sl_settings_create'), 'π', '1'), {
    code: 'BAD_SETTING',
    message: /π/,
  });
});
