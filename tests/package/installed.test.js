import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { copyFile, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, test } from 'node:test';
import { createSession } from '../../wasm/index.js';

const here = import.meta.dirname;
const root = resolve(here, '../..');
const folder = await mkdtemp(join(tmpdir(), 'sluice-installed-'));
after(() => rm(folder, { recursive: true }));
const readme = await readFile(join(root, 'README.md'), 'utf8');
const [, example = ''] = /```c\n(.*?)```/s.exec(readme) ?? [];
const book = 'the grey heron waits in the reeds, and the water goes by. '.repeat(100);
const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
const prefix = join(folder, 'moved');

/**
 * @param {string} command
 * @param {string[]} args
 * @param {{ input?: string, env?: NodeJS.ProcessEnv }} [options]
 */
function run(command, args, { input, env } = {}) {
  const options = { cwd: folder, encoding: /** @type {const} */ ('utf8'), input };
  const done = spawnSync(command, args, { ...options, env: { ...process.env, ...env } });
  assert.equal(done.status, 0, `${command} ${args.join(' ')}\n${done.stdout}${done.stderr}`);
  return done.stdout;
}

/** @param {string} command */
const skipWithout = (command) =>
  spawnSync(command, ['--version']).status === 0 ? false : `${command} is not installed`;

/** @param {string} program the README's, which learns a text */
function learned(program) {
  const output = run(program, [], { input: book });
  const [, said, loss] = /^Sluice (\S+): (\S+) nats per symbol\n$/.exec(output) ?? [];
  assert.equal(said, version);
  assert.ok(Number(loss) < Math.log(20), `a loss of ${loss}`);
  return loss;
}

/** @type {string[]} */
const losses = [];

test('cmake --install puts the library, its header, two descriptions and sluice-train in place', async () => {
  const first = join(folder, 'installed');
  run('cmake', ['--install', join(root, 'build/native'), '--prefix', first]);
  await rename(first, prefix); // an installed folder can be moved
  const files = await readdir(prefix, { recursive: true, withFileTypes: true });
  const names = files.filter((file) => file.isFile()).map(({ name }) => name);
  const debug = 'SluiceConfig-relwithdebinfo.cmake';
  const cmake = [debug, 'SluiceConfig.cmake', 'SluiceConfigVersion.cmake'];
  const widths = process.arch === 'x64' ? ['128', '256', '512'] : ['128'];
  const trainers = ['sluice-train', ...widths.map((width) => `sluice-train-${width}`)];
  const expected = [...cmake, 'libsluice.a', ...trainers, 'sluice.h', 'sluice.pc'];
  assert.deepEqual(names.sort(), expected);
});

test('find_package(Sluice) finds it', async () => {
  const build = join(folder, 'with-cmake');
  await writeFile(join(folder, 'heron.c'), example);
  await copyFile(join(here, 'CMakeLists.txt'), join(folder, 'CMakeLists.txt'));
  run('cmake', ['-S', folder, '-B', build, `-DCMAKE_PREFIX_PATH=${prefix}`]);
  run('cmake', ['--build', build]);
  losses.push(learned(join(build, 'heron')));
});

test('pkg-config finds it', { skip: skipWithout('pkg-config') }, async () => {
  const [pc = ''] = (await readdir(prefix, { recursive: true })).filter((n) => n.endsWith('.pc'));
  const env = { PKG_CONFIG_PATH: resolve(prefix, pc, '..') };
  const flags = run('pkg-config', ['--cflags', '--libs', 'sluice'], { env }).trim().split(/\s+/);
  assert.equal(run('pkg-config', ['--modversion', 'sluice'], { env }), `${version}\n`);
  const program = join(folder, 'with-pkg-config');
  const strict = ['-std=c11', '-Wall', '-Wextra', '-pedantic', '-Werror'];
  run('gcc', [...strict, join(folder, 'heron.c'), ...flags, '-o', program]);
  losses.push(learned(program));
  assert.equal(new Set(losses).size, 1);
});

test('the example tells what a model expects', async () => {
  const session = await createSession();
  await session.loadText('abcabc'.repeat(50));
  await session.createModel({ hidden: 8, batch: 2, steps: 6, lr: 2, seed: 1 });
  for await (const _ of session.train({ updates: 200, workers: 1 }));
  await writeFile(join(folder, 'model.safetensors'), await session.save());
  const reader = await session.reader();
  await reader.feed('ab');
  const share = (await reader.probabilities())[3] ?? NaN;
  await session.dispose();
  const strict = ['-std=c11', '-Wall', '-Wextra', '-pedantic', '-Werror'];
  const library = [`-I${prefix}/include`, join(prefix, 'lib/libsluice.a')];
  run('gcc', [
    ...strict,
    join(root, 'examples/expect.c'),
    ...library,
    '-o',
    join(folder, 'expect'),
  ]);
  const said = run(join(folder, 'expect'), ['model.safetensors', 'ab']);
  assert.equal(said, `c  ${Math.round(100 * share)} %\n`);
});

test('the header is C++ too', { skip: skipWithout('g++') }, () => {
  const flags = ['-x', 'c++', '-std=c++11', '-Wall', '-Wextra', '-Werror', '-fsyntax-only'];
  const input = '#include <sluice.h>\nint main() { return sl_version()[0] == 0; }\n';
  run('g++', [...flags, `-I${prefix}/include`, '-'], { input });
});
