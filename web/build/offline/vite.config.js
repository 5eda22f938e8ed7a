// The service worker of the page, dist/service-worker.js: built after the page, whose files it lists.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { defineConfig } from 'vite';
import { BROWSERS } from '../vite.config.js';

const dist = resolve(import.meta.dirname, '../../../dist');
const files = readdirSync(dist, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map(({ parentPath, name }) => join(parentPath, name))
  .sort();

/** @param {string} file */
const entryOf = (file) => ({
  url: file.slice(dist.length + 1).replaceAll('\\', '/'),
  revision: createHash('sha256').update(readFileSync(file)).digest('hex'),
});

export default defineConfig({
  define: { FILES: JSON.stringify(files.map(entryOf)) },
  publicDir: false,
  build: {
    outDir: dist,
    emptyOutDir: false,
    target: BROWSERS,
    rolldownOptions: {
      input: join(import.meta.dirname, 'service-worker.js'),
      output: { format: 'iife', entryFileNames: '[name].js' },
    },
  },
});
