import { join } from 'node:path';
import { defineConfig } from 'vite';

// Relative addresses throughout, so that dist/ works from any folder of any static host.
export default defineConfig({
  root: join(import.meta.dirname, '..'),
  base: './',
  build: {
    outDir: '../dist',
    emptyOutDir: true,
    target: 'es2022',
    modulePreload: { polyfill: false },
  },
  worker: { format: 'es' },
});
