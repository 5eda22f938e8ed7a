// The page as one file, build/single/index.html: all of the page inside, to be opened from disk.
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { build, defineConfig, mergeConfig } from 'vite';
import { viteSingleFile } from 'vite-plugin-singlefile';
import { noNode } from '../no-node.js';
import site, { BROWSERS } from '../vite.config.js';

/**
 * `import text from 'FILE?script'`: FILE and all it imports, as the text of one classic script. The
 * files that it would load from beside it are left out: sluice.js says where else they come from.
 *
 * @returns {import('vite').Plugin}
 */
function scriptsAsText() {
  const suffix = '?script';
  return {
    name: 'scripts-as-text',
    enforce: 'pre',
    async load(id) {
      if (!id.endsWith(suffix)) return undefined;
      const input = id.slice(0, -suffix.length);
      const rolldownOptions = { input, output: { format: /** @type {const} */ ('iife') } };
      const built = await build({
        configFile: false,
        plugins: [noNode()],
        logLevel: 'warn',
        define: { 'import.meta': '{}' }, // a classic script has none
        build: { write: false, target: BROWSERS, assetsInlineLimit: 0, rolldownOptions },
      });
      const { output } = /** @type {import('vite').Rolldown.RolldownOutput} */ (built);
      return `export default ${JSON.stringify(output[0].code)}`;
    },
  };
}

/**
 * Takes out the icon that index.html links to, which would be a file beside the page, and writes the
 * strictest policy that the page works under: its own script and style by their hashes, workers from
 * Blobs, WebAssembly from data: addresses, and nothing from anywhere else.
 *
 * @returns {import('vite').Plugin}
 */
function sealed() {
  const written = /(http-equiv="Content-Security-Policy"\s+content=")[^"]*/;
  const hashes = (/** @type {string} */ html, /** @type {string} */ tag) =>
    [...html.matchAll(new RegExp(`<${tag}\\b[^>]*>([^]*?)</${tag}>`, 'g'))].map(([, text = '']) => {
      return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
    });
  return {
    name: 'sealed',
    enforce: 'post',
    generateBundle: {
      order: 'post', // when all is inside
      handler(_, bundle) {
        const page = bundle['index.html'];
        if (page?.type !== 'asset') throw new Error('there is no index.html');
        const html = String(page.source).replace(/<link rel="icon"[^>]*>/, '');
        if (!written.test(html)) throw new Error('index.html has no policy');
        const policy = [
          `default-src 'none'`,
          `script-src ${hashes(html, 'script').join(' ')} 'wasm-unsafe-eval'`,
          `style-src ${hashes(html, 'style').join(' ')}`,
          'worker-src blob:',
          'connect-src data:',
          'img-src data:',
          `base-uri 'none'`,
          `form-action 'none'`,
        ];
        page.source = html.replace(written, (_, before) => before + policy.join('; '));
      },
    },
  };
}

export default mergeConfig(
  site,
  defineConfig({
    mode: 'single',
    publicDir: false,
    resolve: {
      alias: [
        { find: /^(\.\.\/)+wasm\/index\.js$/, replacement: join(import.meta.dirname, 'sluice.js') },
      ],
    },
    build: {
      outDir: '../build/single',
      // sluice.js brings the modules; where the package itself looks for them is never read
      assetsInlineLimit: (/** @type {string} */ file) => !file.endsWith('.wasm'),
      cssCodeSplit: false,
      rolldownOptions: { output: { codeSplitting: false } },
    },
    plugins: [
      scriptsAsText(),
      viteSingleFile({ useRecommendedBuildConfig: false, removeViteModuleLoader: true }),
      sealed(),
    ],
  }),
);
