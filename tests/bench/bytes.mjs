// What a visitor downloads, compressed as a static host would.
import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { filesOf, root } from '../../.ci/steps.mjs';

/** @param {string[]} folders @param {string[]} endings @returns {Promise<Record<string, number>>} */
async function gzipped(folders, endings) {
  /** @type {Record<string, number>} */
  const sizes = {};
  for (const file of await filesOf(folders, endings))
    sizes[basename(file)] = gzipSync(await readFile(join(root, file)), { level: 9 }).length;
  return sizes;
}

/** Bytes of the wasm modules, and of the page's scripts and styles, by file. */
export async function gzippedBytes() {
  return {
    wasm: await gzipped(['wasm/bin'], ['.wasm']),
    page: await gzipped(['dist'], ['.js', '.css']),
    texts: await gzipped(['web/texts'], ['.txt']),
  };
}
