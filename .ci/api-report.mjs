// Writes docs/api.txt, all that programs can rely on in the package, without its explanations: `npm run api`. It is
// committed, so that a change of the interface is seen as one: tests/js/api-report.test.js compares.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from './steps.mjs';

export const REPORT = join(root, 'docs/api.txt');
const DECLARATIONS = ['wasm/sluice.d.ts', 'wasm/settings.d.ts', 'web/public/sluice-lab.d.ts'];

/** A declaration file without comments and empty lines. @param {string} text */
const bare = (text) =>
  text
    .replace(/\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/.*$/gm, '')
    .replace(/[ \t]+$/gm, '')
    .replace(/\n{2,}/g, '\n')
    .trim();

/** What index.js has at run time, and declarations that say more or less than that. */
async function values() {
  const names = Object.keys(await import('../wasm/index.js')).sort();
  return names.map((name) => `  ${name}`).join('\n');
}

/** @returns {Promise<string>} */
export async function apiReport() {
  const { exports, bin } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
  const parts = [
    '# The interface of the package. Written by .ci/api-report.mjs: do not edit.',
    `## Paths\n${JSON.stringify({ exports, bin }, undefined, 2)}`,
    `## Values\n${await values()}`,
  ];
  for (const file of DECLARATIONS)
    parts.push(`## ${file}\n${bare(await readFile(join(root, file), 'utf8'))}`);
  return `${parts.join('\n\n')}\n`;
}

if (process.argv[1] === import.meta.filename) await writeFile(REPORT, await apiReport());
