// The programs of examples/ for Node; tests/browser/examples.test.js and installed.test.js run the others.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import test from 'node:test';
import { pathToFileURL } from 'node:url';
import { createSession } from '../../wasm/index.js';

const root = resolve(import.meta.dirname, '../..');

/** @param {string[]} args */
function run(...args) {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: root,
    encoding: 'utf8',
  });
  assert.equal(status, 0, stderr);
  return stdout;
}

test('the sweep prints a table, the best first', () => {
  const table = run('examples/sweep.mjs', 'README.md', '3');
  const found = [...table.matchAll(/(\d+\.?\d*) +│$/gm)].map(([, perplexity]) =>
    Number(perplexity),
  );
  assert.equal(found.length, 9, table);
  assert.deepEqual(
    found,
    [...found].sort((a, b) => a - b),
  );
});

const hasTorch =
  spawnSync('/usr/bin/python3', ['-c', 'import torch'], { encoding: 'utf8' }).status === 0;
const skip = hasTorch ? false : "Debian's python3-torch is not installed";

test('a model goes to PyTorch, learns there and comes back', { skip }, async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'sluice-examples-'));
  t.after(() => rm(folder, { recursive: true }));
  const path = (/** @type {string} */ name) => join(folder, name);
  const text = 'the grey heron waits in the reeds. '.repeat(40);
  const session = await createSession();
  await session.loadText(text);
  await session.createModel({ cell: 'gru', reset: 'after', update: 'takes', hidden: 16, seed: 1 });
  await writeFile(path('model.safetensors'), await session.save());
  await writeFile(path('text.txt'), text);
  const before = (await session.evaluate(text)).loss;
  const script = ['--to', 'pytorch-script', '--out', path('heron.py')];
  run('wasm/cli/main.js', 'export', path('model.safetensors'), ...script);
  const python = [
    'examples/pytorch.py',
    path('heron.py'),
    path('text.txt'),
    path('back.safetensors'),
  ];
  const { stdout, stderr } = spawnSync('/usr/bin/python3', python, { cwd: root, encoding: 'utf8' });
  assert.match(stdout, /^50 updates, \d/, stderr);
  await session.load(pathToFileURL(path('back.safetensors')));
  const { loss } = await session.evaluate(text);
  assert.ok(loss < 0.8 * before, `${before} before, ${loss} after`);
  await session.dispose();
});

test('early stopping keeps the best weights', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'sluice-examples-'));
  t.after(() => rm(folder, { recursive: true }));
  const text = join(folder, 'text.txt');
  await writeFile(text, 'the grey heron waits in the reeds, and the water goes by. '.repeat(100));
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [join(root, 'examples/stop-early.mjs'), text, '200'],
    { cwd: folder, encoding: 'utf8' },
  );
  assert.match(
    stdout,
    /^200 updates: as many .*\nkept those of update [12]00: .* \d+\.\d\d$/m,
    stderr,
  );
  const session = await createSession();
  const { kept } = await session.load(pathToFileURL(join(folder, 'model.safetensors')));
  assert.ok(stdout.includes(`of update ${kept?.update}:`), stdout);
  await session.dispose();
});

test('the translator spells out numbers that it has not seen', () => {
  const lines = run('examples/translate.mjs').trim().split('\n');
  assert.equal(lines.length, 11);
  const right = lines.filter((line) => !line.includes(' for '));
  assert.ok(right.length >= 8, lines.join('\n'));
});

test('the model that is fed by hand knows its sentence', () => {
  assert.match(
    run('examples/read.mjs'),
    /^h {2} ?\d+ %$.*^the grey her\|on waits i$.*^the grey here\|.{10}$/ms,
  );
});
