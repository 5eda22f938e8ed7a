// The bundlers that the package is tried with, and the program that they bundle.

/**
 * @typedef {object} Bundler
 * @property {string} name
 * @property {string} imports the module that the program imports
 * @property {string[]} install what npm installs beside the package
 * @property {Record<string, string>} files of the project
 * @property {string} [build] a command of the shell
 * @property {string} [output] folder that it writes
 * @property {string} [needs] of a configuration
 * @property {string[]} [serve] Vite's arguments: it serves the project itself
 */

/** What a page is asked. */
export const CELLS = ['session', 'worker', '2 workers', 'write'];

/** @param {string} module */
const program = (module) => `
import { createSession } from '${module}';

const TEXT = 'the grey heron waits in the reeds. '.repeat(20);
const SMALL = { hidden: 8, batch: 4, steps: 8, seed: 1 };

async function trained(options, workers) {
  const session = await createSession(options);
  await session.loadText(TEXT);
  await session.createModel(SMALL);
  let last;
  for await (const report of session.train({ updates: 5, workers })) last = report;
  if (last?.update !== 5) throw new Error('trained to ' + last?.update);
  return session;
}

async function done(work) {
  try {
    await work();
    return 'yes';
  } catch (error) {
    return String(error?.message ?? error);
  }
}

async function ask() {
  const answers = {};
  answers.session = await done(() => trained({ worker: false }, 1));
  answers.worker = await done(() => trained({}, 1));
  answers['2 workers'] = await done(() => trained({}, 2));
  answers.write = await done(async () => {
    const file = await (await trained({}, 1)).save();
    const session = await createSession();
    await session.load(file);
    const text = await session.generate({ length: 50 }).text();
    if (text.length !== 50) throw new Error('wrote ' + text.length);
  });
  globalThis.answers = answers;
}
`;

const page = (/** @type {string} */ script) =>
  `<!doctype html><title>A page</title><link rel="icon" href="data:," /><script type="module" src="${script}"></script>`;

/** @param {string} module @param {string} [script] as the page names it */
const project = (module, script = './main.js') => ({
  'package.json': '{ "private": true, "type": "module" }',
  'index.html': page(script),
  'main.js': `${program(module)}\nask();\n`,
});

/** What Vite needs before its version 8; the README has it too. */
const OLDER_VITE = `export default { optimizeDeps: { exclude: ['sluice'] }, worker: { format: 'es' } };\n`;

const vites = ['5.4.21', '6.4.6', '7.3.8', '8.3.8'].flatMap((version) => {
  const [major] = version.split('.');
  const isOlder = Number(major) < 8;
  const needs = isOlder ? '`exclude`, `format`' : undefined;
  const files = { ...project('sluice'), ...(isOlder ? { 'vite.config.js': OLDER_VITE } : {}) };
  const plain = { imports: 'sluice', install: [`vite@${version}`], files, needs };
  return [
    { name: `Vite ${major}, built`, ...plain, build: 'npx vite build --base ./', output: 'dist' },
    { name: `Vite ${major}, served`, ...plain, serve: ['--port', '0', '--host', 'localhost'] },
  ];
});

/** A bundler that writes a script beside a page that we write. @param {string} name @param {string[]} install @param {string} build @param {string} [imports] @returns {Bundler} */
const toScript = (name, install, build, imports = 'sluice') => ({
  ...{ name, install, imports, output: 'dist' },
  files: { ...project(imports), 'dist/index.html': page('main.js') },
  build,
});

/** @type {Bundler} */
const next = {
  name: 'Next 16',
  imports: 'sluice',
  install: ['next@16.4.6', 'react@19', 'react-dom@19'],
  files: {
    'package.json': '{ "private": true, "type": "module" }',
    'next.config.js': `export default { output: 'export' };`,
    'app/layout.js': `export default function Layout({ children }) { return <html lang="en"><body>{children}</body></html>; }`,
    'app/page.js': `'use client';\nimport { useEffect } from 'react';\nimport { ask } from '../ask.js';\nexport default function Page() { useEffect(() => { ask(); }, []); return <p>A page</p>; }`,
    'ask.js': `${program('sluice')}\nexport { ask };\n`,
  },
  build: 'npx next build',
  output: 'out',
};

/** @type {Bundler[]} */
export const BUNDLERS = [
  ...vites,
  toScript(
    'webpack 5',
    ['webpack@5.113.0', 'webpack-cli@7.3.1'],
    'npx webpack --mode production --entry ./main.js',
  ),
  toScript(
    'Rspack 2',
    ['@rspack/core@2.3.3', '@rspack/cli@2.2.8'],
    'npx rspack build --mode production --entry ./main.js',
  ),
  toScript(
    'Rollup 4',
    ['rollup@4.68.8', '@rollup/plugin-node-resolve@16.0.3'],
    'npx rollup main.js --format es --dir dist --plugin node-resolve',
    'sluice/inline',
  ),
  {
    ...{ name: 'Parcel 2', imports: 'sluice/inline', install: ['parcel@2.16.4'], output: 'dist' },
    files: {
      ...project('sluice/inline'),
      'package.json':
        '{ "private": true, "type": "module", "@parcel/resolver-default": { "packageExports": true } }',
    },
    needs: '`packageExports`',
    build: 'npx parcel build index.html --public-url ./ --no-cache',
  },
  toScript(
    'esbuild',
    ['esbuild@0.28.2'],
    'npx esbuild main.js --bundle --format=esm --outdir=dist',
    'sluice/inline',
  ),
  next,
];
