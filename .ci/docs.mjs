// Writes the reference of the package into dist/docs, from its declarations: `npm run docs`. It can be searched
// without a server. TypeDoc reads them with a TypeScript of its own, which the rest is ahead of: docs/reference/package.json.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './steps.mjs';

const folder = join(root, 'docs/reference');

/** @param {string} command @param {string[]} args */
function run(command, ...args) {
  const { status } = spawnSync(command, args, { cwd: folder, stdio: 'inherit' });
  if (status !== 0) process.exit(1);
}

if (!existsSync(join(folder, 'node_modules/typedoc'))) run('npm', 'ci', '--ignore-scripts');
run(join(folder, 'node_modules/.bin/typedoc'), '--options', 'typedoc.json');
