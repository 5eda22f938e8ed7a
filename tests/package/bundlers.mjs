// Which bundlers make a page that works of the package: `npm run test:bundlers [-- NAME...]`. Each is installed into a
// folder of its own and bundles the same program, whose four answers are a row of docs/bundlers.md.
import { spawn, spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { launchBrowser, lifetime, openContext, root, serveFolder } from '../browser/serve.js';
import { BUNDLERS, CELLS } from './bundlers.js';

/** @typedef {import('./bundlers.js').Bundler} Bundler */

const TABLE = join(root, 'docs/bundlers.md');
/** A busy machine takes minutes to install and build with Next. */
const LONGEST_MS = 10 * 60 * 1000;

/** @param {string} command @param {string[]} args @param {string} cwd */
function run(command, args, cwd) {
  const env = { ...process.env, NEXT_TELEMETRY_DISABLED: '1', NO_COLOR: '1' };
  const done = spawnSync(command, args, { cwd, encoding: 'utf8', timeout: LONGEST_MS, env });
  if (done.status !== 0)
    throw new Error(`${command} ${args.join(' ')}\n${done.stdout}${done.stderr}`);
  return done.stdout;
}

/** The package as npm packs it. @param {string} folder */
function pack(folder) {
  const [packed] = JSON.parse(run('npm', ['pack', '--json', '--pack-destination', folder], root));
  return join(folder, packed.filename);
}

/** @param {string} folder @param {Record<string, string>} files */
async function write(folder, files) {
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), content);
  }
}

/** The address that a server prints when it listens. @param {string} folder @param {string[]} args @param {(close: () => void) => void} after */
function serve(folder, args, after) {
  const env = { ...process.env, NO_COLOR: '1' };
  const server = spawn('node_modules/.bin/vite', args, { cwd: folder, env });
  after(() => server.kill());
  let said = '';
  return new Promise((resolve, reject) => {
    server.stdout.setEncoding('utf8').on('data', (text) => {
      said += text;
      const [address] = /http:\/\/localhost:\d+\//.exec(said) ?? [];
      if (address) resolve(address);
    });
    server.on('exit', () => reject(new Error(said)));
  });
}

/** What the program answers in a page. @param {string} address @param {any} t @param {import('playwright-core').Browser} browser */
async function answers(address, t, browser) {
  const context = await openContext(t, browser);
  const page = await context.newPage();
  /** @type {string[]} */
  const errors = [];
  page.on('pageerror', ({ message }) => errors.push(message));
  await page.goto(address);
  const found = await page
    .waitForFunction(() => /** @type {any} */ (globalThis).answers, undefined, {
      timeout: LONGEST_MS,
    })
    .catch(() => undefined);
  if (!found) throw new Error(`the page gave no answers: ${errors.join('; ')}`);
  return found.jsonValue();
}

/**
 * @param {Bundler} bundler
 * @param {string} tarball
 * @param {import('playwright-core').Browser} browser
 * @returns {Promise<string[]>} a word for each cell
 */
async function row(bundler, tarball, browser) {
  const folder = await mkdtemp(join(tmpdir(), 'sluice-bundler-'));
  /** @type {(() => unknown)[]} */
  const closing = [];
  const t = { after: (/** @type {() => unknown} */ close) => closing.push(close) };
  try {
    await write(folder, bundler.files);
    run(
      'npm',
      ['install', '--no-audit', '--no-fund', '--ignore-scripts', tarball, ...bundler.install],
      folder,
    );
    if (bundler.build) run('sh', ['-c', bundler.build], folder);
    const output = join(folder, bundler.output ?? '');
    const address = bundler.serve
      ? await serve(folder, bundler.serve, t.after)
      : await serveFolder(/** @type {any} */ (t), output);
    const said = await answers(bundler.serve ? address : `${address}index.html`, t, browser);
    for (const cell of CELLS)
      if (said[cell] !== 'yes') console.error(`${bundler.name}, ${cell}: ${said[cell]}`);
    return CELLS.map((cell) => (said[cell] === 'yes' ? 'yes' : 'no'));
  } catch (error) {
    console.error(
      `${bundler.name}: ${error instanceof Error ? error.message.slice(-1500) : error}`,
    );
    return CELLS.map(() => 'no');
  } finally {
    for (const close of closing.reverse()) await close();
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

const wanted = process.argv.slice(2);
const chosen = BUNDLERS.filter(
  ({ name }) => wanted.length === 0 || wanted.some((one) => name.includes(one)),
);
const { t, end } = lifetime();
const browser = await launchBrowser(t);
const packed = await mkdtemp(join(tmpdir(), 'sluice-packed-'));
const tarball = pack(packed);
/** Those of this run, and of earlier ones what this one leaves out. @type {Map<string, string>} */
const rows = new Map();
for (const line of (await readFile(TABLE, 'utf8').catch(() => '')).split('\n'))
  rows.set(line.split('|')[1]?.trim() ?? '', line);
const head = `# Bundlers

\`npm run test:bundlers\` writes this table. Each bundler is installed by npm into an empty project, bundles one program, and
Chromium runs the page: a session in the page's thread, one in a worker, a training that two workers share, and a loaded model that writes.
Where a bundler does not understand \`new URL(..., import.meta.url)\`, \`sluice/inline\` works; it also works for Vite before
version 8, which otherwise needs a configuration. Parcel finds it with a line in package.json:

\`\`\`js
export default { optimizeDeps: { exclude: ['sluice'] }, worker: { format: 'es' } }; // vite.config.js
"@parcel/resolver-default": { "packageExports": true }                               // package.json
\`\`\`

| bundler | imports | needs | ${CELLS.join(' | ')} |
|---|---|---|${'---|'.repeat(CELLS.length)}
`;

let failures = 0;
for (const bundler of chosen) {
  const words = await row(bundler, tarball, browser);
  failures += words.filter((word) => word !== 'yes').length;
  const line = `| ${[bundler.name, `\`${bundler.imports}\``, bundler.needs ?? '', ...words].join(' | ')} |`;
  rows.set(bundler.name, line);
  console.log(line);
  const lines = BUNDLERS.map(({ name }) => rows.get(name)).filter(Boolean);
  await writeFile(TABLE, `${head}${lines.join('\n')}\n`);
}
await rm(packed, { recursive: true });
await end();
process.exitCode = failures > 0 ? 1 : 0;
