// The package as npm packs it, installed into an empty project, by the examples of the README.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { after } from 'node:test';
import * as esbuild from 'esbuild-wasm';
import { createServer, build as viteBuild } from 'vite';
import { writeInline } from '../../.ci/inline.mjs';
import { presets } from '../../wasm/index.js';
import { launchBrowser, openPage, root, serveFolder } from '../browser/serve.js';

/** @typedef {import('playwright-core').Page} Page */

const project = await mkdtemp(join(tmpdir(), 'sluice-package-'));
after(() => rm(project, { recursive: true }));
const book = 'The grey heron waits in the reeds, and the water goes by.\n'.repeat(200);

/** The README's example in a language, with few updates. @param {string} language */
async function example(language) {
  const readme = await readFile(join(root, 'README.md'), 'utf8');
  const [, section = ''] = readme.split('## As a package');
  const [, code = ''] = new RegExp(`\`\`\`${language}\n(.*?)\`\`\``, 's').exec(section) ?? [];
  assert.match(code, /minutes: 1\b/);
  return code.replace('minutes: 1', 'updates: 30');
}

/** @param {string} name @param {string} content */
const put = (name, content) => writeFile(join(project, name), content);

/** @param {string} command @param {string[]} args */
function run(command, args, cwd = project) {
  const done = spawnSync(command, args, { cwd, encoding: 'utf8' });
  assert.equal(done.status, 0, `${command} ${args.join(' ')}\n${done.stdout}${done.stderr}`);
  return done.stdout;
}

/** The script of the README's page, importing the package by its name. */
async function pageScript() {
  const [, code = ''] = /<script type="module">\n(.*)<\/script>/s.exec(await example('html')) ?? [];
  return code.replace(/'[^']*\/wasm\/index.js'/, `'sluice'`);
}

const NO_ICON = '<link rel="icon" href="data:," />';
const PAGE = `<!doctype html><title>A page</title>${NO_ICON}<pre></pre>`;

test('npm pack, npm install in an empty project', async () => {
  await writeInline(); // .npmrc keeps npm from running prepack
  const [packed] = JSON.parse(run('npm', ['pack', '--json', '--pack-destination', project], root));
  const names = packed.files.map((/** @type {{ path: string }} */ { path }) => path);
  const strange = names.filter(
    (/** @type {string} */ path) =>
      !/^((wasm|dist)\/[\w/-]+\.(js|d\.ts|wasm|css|html|svg)|\w+\.md|LICENSE|package\.json)$/.test(
        path,
      ),
  );
  assert.deepEqual(strange, []);
  for (const page of ['index.html', 'sluice.html', 'sluice-lab.js', 'sluice-lab.d.ts'])
    assert.ok(names.includes(`dist/${page}`), page);
  await put('package.json', JSON.stringify({ type: 'module', private: true }));
  run('npm', ['install', '--offline', '--no-audit', '--no-fund', packed.filename]);
  const { packages } = JSON.parse(await readFile(join(project, 'package-lock.json'), 'utf8'));
  assert.deepEqual(Object.keys(packages), ['', 'node_modules/sluice'], 'and nothing else with it');
  assert.match(run('npx', ['--offline', 'sluice', '--help']), /^Usage/i);
  await put('book.txt', book);
});

/** What is loaded for its effect, or as a file: none of it has types. */
const UNTYPED = ['worker', 'replica', 'scripts/worker', 'scripts/replica'].concat(
  ['relaxed', 'simd', 'scalar'].map((engine) => `wasm/${engine}`),
);

test('publint and are-the-types-wrong find nothing', async () => {
  const name = (await readdir(project)).find((file) => file.endsWith('.tgz')) ?? '';
  const tool = (/** @type {string} */ command) => join(root, 'node_modules/.bin', command);
  assert.match(run(tool('publint'), [name, '--strict']), /All good!/);
  const untyped = ['--exclude-entrypoints', ...UNTYPED.map((one) => `./${one}`)];
  const format = ['--format', 'json', '--profile', 'esm-only', '--no-definitely-typed'];
  const { analysis } = JSON.parse(run(tool('attw'), [name, ...format, ...untyped])); // fails if there is a problem
  const typed = ['.', './inline', './lab', './package.json', './page/*'];
  assert.deepEqual(Object.keys(analysis.entrypoints).sort(), typed);
});

test('Node runs the example of the README', async () => {
  await put('node.js', await example('js'));
  const output = run(process.execPath, ['node.js']);
  assert.match(output, /^30 [\d.]+$/m);
  const info = run('npx', ['--offline', 'sluice', 'info', 'model.safetensors']);
  assert.match(info, new RegExp(String(presets.first.settings.hidden)));
});

test('one module with all inside runs in Node', async () => {
  const code = (await example('js')).replace(`'sluice'`, `'sluice/inline'`);
  await put('inline.js', code.replace('updates: 30', 'updates: 5'));
  assert.match(run(process.execPath, ['inline.js']), /^5 [\d.]+$/m);
});

test('the WebAssembly modules are exported by path', async () => {
  const engines = ['relaxed', 'simd', 'scalar'];
  const code = `import { readFile } from 'node:fs/promises';
    import { createSession } from 'sluice';
    for (const engine of ${JSON.stringify(engines)}) {
      const wasm = await readFile(new URL(import.meta.resolve('sluice/wasm/' + engine)));
      console.log((await createSession({ wasm })).engine);
    }`;
  await put('modules.js', code);
  assert.deepEqual(run(process.execPath, ['modules.js']).trim().split('\n'), engines);
});

test('the examples compile as TypeScript, with both ways to look up a module', async () => {
  await put('node.ts', await example('js'));
  await put('page.ts', (await pageScript()).replace(`('pre')`, `('pre')!`).concat('export {};'));
  await mkdir(join(project, 'node_modules/@types'), { recursive: true });
  await symlink(join(root, 'node_modules/@types/node'), join(project, 'node_modules/@types/node'));
  for (const [module, resolution] of [
    ['esnext', 'bundler'],
    ['node16', 'node16'],
  ]) {
    const strict = ['--strict', '--noEmit', '--target', 'es2022', '--types', 'node'];
    const modules = ['--module', module ?? '', '--moduleResolution', resolution ?? ''];
    run(join(root, 'node_modules/.bin/tsc'), [...strict, ...modules, 'node.ts', 'page.ts']);
  }
  await put(
    'wrong.ts',
    `import { createSession } from 'sluice'; createSession({ engine: 'fast' });`,
  );
  const tsc = join(root, 'node_modules/.bin/tsc');
  const wrong = ['--noEmit', '--strict', '--module', 'node16', '--types', 'node', 'wrong.ts'];
  const { stdout } = spawnSync(tsc, wrong, { cwd: project, encoding: 'utf8' });
  assert.match(stdout, /"fast"/, 'the types are looked at');
});

test('the element is typed, in JSX too', async () => {
  await put(
    'lab.tsx',
    `import 'sluice/lab';
    import type { SluiceLabElement } from 'sluice/lab';
    const lab: SluiceLabElement | null = document.querySelector('sluice-lab');
    lab?.addEventListener('progress', ({ detail }) => detail.update.toFixed());
    lab?.addEventListener('click', () => {});
    lab?.train({ updates: 5 }).then(({ update }) => update.toFixed());
    document.createElement('sluice-lab').pause();
    export const one = <sluice-lab hidden-size={64} cell="gru" dropout-at="every" max-tokens="500" style="" />;`,
  );
  await put(
    'lab-wrong.tsx',
    `import 'sluice/lab';
    document.createElement('sluice-lab').addEventListener('ready', ({ detail }) => detail.nothing);
    export const one = <sluice-lab cell="transformer" />;`,
  );
  const tsc = join(root, 'node_modules/.bin/tsc');
  const strict = ['--strict', '--noEmit', '--target', 'es2022', '--jsx', 'preserve'];
  const modules = ['--module', 'nodenext', '--lib', 'es2022,dom', '--types', ''];
  run(tsc, [...strict, ...modules, 'lab.tsx']);
  const { stdout } = spawnSync(tsc, [...strict, ...modules, 'lab-wrong.tsx'], {
    ...{ cwd: project, encoding: 'utf8' },
  });
  assert.match(stdout, /'nothing' does not exist/);
  assert.match(stdout, /"transformer"/);
});

/** The README's page at work: it trains, then writes. @param {Page} page */
async function learns(page) {
  await page.waitForFunction(() =>
    /^30: .{200,}/s.test(document.querySelector('pre')?.textContent ?? ''),
  );
  const said = await page.locator('pre').innerText();
  const [, perplexity] = /^30: perplexity ([\d.]+)\n/.exec(said) ?? [];
  const guessing = new Set(book).size;
  assert.ok(Number(perplexity) < guessing, `guessing among ${guessing} is as good: ${said}`);
}

test('pages run the example of the README', async (t) => {
  const browser = await launchBrowser(t);

  await t.test('without a bundler', async (t) => {
    const html = (await example('html')).replace('<pre>', `${NO_ICON}<pre>`);
    await put('bare.html', html);
    await learns(await openPage(t, browser, `${await serveFolder(t, project)}bare.html`));
  });

  const app = join(project, 'app');
  await mkdir(join(app, 'public'), { recursive: true });
  await put('app/public/book.txt', book);
  await put('app/index.html', `${PAGE}<script type="module" src="main.js"></script>`);
  await put('app/main.js', await pageScript());
  /** @type {import('vite').InlineConfig} */
  const vite = { root: app, configFile: false, logLevel: 'error' };

  await t.test('built by Vite', async (t) => {
    await viteBuild({ ...vite, build: { target: 'es2022' } });
    const address = await serveFolder(t, join(app, 'dist'));
    await learns(await openPage(t, browser, `${address}index.html`));
  });

  await t.test('with the element, and the page beside it, built by Vite', async (t) => {
    const element = join(project, 'element');
    const page = join(project, 'node_modules/sluice/dist');
    await mkdir(join(element, 'public'), { recursive: true });
    await cp(page, join(element, 'public/sluice'), { recursive: true });
    const tag = '<sluice-lab src="/sluice/index.html" hidden-size="8" cell="rnn"></sluice-lab>';
    await writeFile(
      join(element, 'index.html'),
      `${PAGE}${tag}<script type="module" src="main.js"></script>`,
    );
    await writeFile(
      join(element, 'main.js'),
      `import 'sluice/lab';
      const { update } = await document.querySelector('sluice-lab').train({ updates: 10 });
      document.querySelector('pre').textContent = \`\${update} updates\`;`,
    );
    await viteBuild({ ...vite, root: element, build: { target: 'es2022' } });
    const address = await serveFolder(t, join(element, 'dist'));
    const host = await openPage(t, browser, `${address}index.html`);
    await host.getByText('10 updates').waitFor();
  });

  await t.test('with one module that has all inside, and no other file', async (t) => {
    const script = (await pageScript()).replace(`'sluice'`, `'./inline.js'`);
    await put('app/public/all.js', script);
    const installed = join(project, 'node_modules/sluice/wasm/bin/inline.js');
    await cp(installed, join(app, 'public/inline.js'));
    await put('app/public/all.html', `${PAGE}<script type="module" src="all.js"></script>`);
    const address = await serveFolder(t, join(app, 'public'));
    await learns(await openPage(t, browser, `${address}all.html`));
  });

  await t.test('served by Vite while it is developed', async (t) => {
    const server = await createServer({ ...vite, server: { port: 0, host: 'localhost' } });
    t.after(() => server.close());
    await server.listen();
    await learns(await openPage(t, browser, server.resolvedUrls?.local[0] ?? ''));
  });

  await t.test('built by esbuild', async (t) => {
    const out = join(app, 'public');
    await esbuild.build({
      absWorkingDir: app,
      entryPoints: { main: './main.js', worker: 'sluice/worker', replica: 'sluice/replica' },
      bundle: true,
      format: 'esm',
      outdir: join(out, 'js'), // no folder is above the one that is served
    });
    await cp(join(project, 'node_modules/sluice/wasm/bin'), join(out, 'bin'), { recursive: true });
    await put('app/public/index.html', `${PAGE}<script type="module" src="js/main.js"></script>`);
    await learns(await openPage(t, browser, `${await serveFolder(t, out)}index.html`));
  });
});
