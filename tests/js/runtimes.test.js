// The package in every runtime that lies in build/runtimes (`npm run test:runtimes` installs them), and
// with the options of Node that its threads inherit.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { after } from 'node:test';
import { RUNTIMES, runtimesFolder } from '../../.ci/runtimes.mjs';
import { createSession } from '../../wasm/index.js';
import { PATIENCE_MS } from './run-cli.js';

const index = new URL('../../wasm/index.js', import.meta.url).href;
const folder = await mkdtemp(join(tmpdir(), 'sluice-runtimes-'));
after(() => rm(folder, { recursive: true }));

/** Trains with 1 and with 2 workers, here and in a worker, and prints a digest of each file. */
const EXAMPLE = `
import { createHash } from 'node:crypto';
import { createSession } from '${index}';
const lines = [];
for (const [worker, workers] of [[false, 1], [false, 2], [true, 1], [true, 2]]) {
  const session = await createSession({ worker });
  await session.loadText('the small river runs past a mill and seven boats. '.repeat(40));
  await session.createModel({ cell: 'gru', hidden: 16, batch: 4, steps: 10, lr: 1 });
  for await (const _ of session.train({ updates: 30, workers }));
  let text = '';
  for await (const symbol of session.generate({ prompt: 'the ', length: 20 })) text += symbol;
  const file = createHash('sha256').update(await session.save()).digest('hex');
  lines.push({ fused: session.fused, engine: session.engine, length: text.length, file });
  await session.dispose();
}
console.log(JSON.stringify(lines));
`;
const script = join(folder, 'example.mjs');
await writeFile(script, EXAMPLE);

/** @param {string} program @param {string[]} options */
function run(program, options, file = script) {
  const { status, stdout, stderr } = spawnSync(program, [...options, file], {
    encoding: 'utf8',
    timeout: PATIENCE_MS,
  });
  assert.equal(status, 0, stderr);
  return JSON.parse(stdout);
}

/** What this Node makes of it, for a host that fuses and for one that does not. */
const expected = run(process.execPath, []);
const unfused = await digestOf('simd');

/** @param {'simd'} engine */
async function digestOf(engine) {
  const plain = join(folder, 'plain.mjs');
  await writeFile(plain, EXAMPLE.replace('{ worker }', `{ worker, engine: '${engine}' }`));
  return run(process.execPath, [], plain);
}

test('workers make no difference, wherever the session is', () => {
  for (const all of [expected, unfused]) {
    assert.equal(all.length, 4);
    for (const one of all) assert.deepEqual(one, all[0]);
  }
  assert.notEqual(expected[0].file, unfused[0].file);
});

for (const options of [
  ['--max-old-space-size=4096'],
  ['--expose-gc', '--stack-size=900'],
  ['--no-warnings', '--import=data:text/javascript,0', '--max-semi-space-size=32'],
])
  test(`threads start under node ${options.join(' ')}`, () => {
    assert.deepEqual(run(process.execPath, options), expected);
  });

test('threads start from a script with V8 flags that comes by --input-type', () => {
  const args = ['--input-type=module', '--max-old-space-size=4096', '-e', EXAMPLE];
  const { stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  assert.deepEqual(JSON.parse(stdout || '[]'), expected, stderr);
});

test('a host without WebAssembly is told so', async () => {
  const host = /** @type {any} */ (globalThis);
  const { WebAssembly: present } = host;
  delete host.WebAssembly;
  try {
    const opening = createSession({ worker: false });
    await assert.rejects(opening, { code: 'BAD_MODULE', message: /no WebAssembly/ });
  } finally {
    host.WebAssembly = present;
  }
});

for (const { name, folder: own, program } of RUNTIMES) {
  const path = join(runtimesFolder, 'node_modules', own, program);
  const skip = !existsSync(path) && `not installed: npm run test:runtimes`;
  const options = own === 'deno' ? ['run', '-A'] : [];
  test(`the package runs under ${name}`, { skip }, () => {
    const all = run(path, options);
    assert.deepEqual(all, all[0]?.fused ? expected : unfused);
  });
}
