import { join } from 'node:path';
import { defineConfig } from 'vite';
import { noNode } from './no-node.js';

/** The first releases with all that the page needs; the README names them. */
export const BROWSERS = ['chrome111', 'firefox114', 'safari16.4'];

/**
 * Whether a module is wasm/session/rest-bodies.js or imported by it, at once or by way of others.
 *
 * @param {string} id
 * @param {{ getModuleInfo: (id: string) => { importers: string[] } | null }} graph
 * @returns {boolean}
 */
function comesWithRest(id, graph) {
  if (id.endsWith('/wasm/session/rest-bodies.js')) return true;
  return graph.getModuleInfo(id)?.importers.some((one) => comesWithRest(one, graph)) ?? false;
}

// Relative addresses throughout, so that dist/ works from any folder of any static host.
export default defineConfig({
  root: join(import.meta.dirname, '..'),
  base: './',
  plugins: [noNode()],
  build: {
    outDir: '../dist',
    emptyOutDir: true,
    target: BROWSERS,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        codeSplitting: {
          // What the first view needs, in few files: many small ones would be more bytes. Floors that
          // know nothing of main.js must not share a file with it: main.js waits for what imports them.
          groups: [
            // the words need these, and the page waits for its words
            { name: 'language', test: /web\/app\/(language|load-words|format)/ },
            {
              name: 'page',
              test: /(web\/(app|parts|texts|store|lab|write)|wasm)\/.*\.js$/,
              tags: ['$initial'],
            },
            // what rooms have in common, and what the words of the lesson have with its figures
            {
              name: 'said',
              test: /web\/learn\/(exercises\/time-line|words\/(signed-sum|power))\.js$/,
            },
            {
              name: 'tasks',
              test: /web\/tasks\/(task|parameters|random|script|echo|reverse)\.js$/,
            },
            { name: 'cell', test: /web\/(app|parts)\/cell\/[^/]+\.js$/ },
          ],
          includeDependenciesRecursively: false,
        },
      },
    },
  },
  worker: {
    format: 'es',
    plugins: () => [noNode()],
    rolldownOptions: {
      output: {
        codeSplitting: {
          // WebKit runs a worker's script once more for a module that imports from it: so none does.
          groups: [
            { name: 'session', test: /wasm\/(?!worker\/worker\.js)/, tags: ['$initial'] },
            // wasm/session/rest-bodies.js and all that it imports, in one file, though what comes later imports some of it, too
            { name: (id, graph) => (comesWithRest(id, graph) ? 'rest' : null) },
          ],
          includeDependenciesRecursively: false,
        },
      },
    },
  },
});
