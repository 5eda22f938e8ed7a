// Running the tools: what the scripts of package.json are made of. Uses nothing but Node, so that
// it runs before the npm packages are installed.
import { spawn, spawnSync } from 'node:child_process';
import {
  accessSync,
  constants,
  copyFileSync,
  createWriteStream,
  existsSync,
  mkdirSync,
  readFileSync,
} from 'node:fs';
import { readdir } from 'node:fs/promises';
import { availableParallelism, homedir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';

export const root = resolve(import.meta.dirname, '..');
export const logs = join(root, 'build', 'logs');

/** Only what hangs takes this long, also on a machine that is busy elsewhere. */
const LONGEST_STEP_MS = 15 * 60 * 1000;

/** Installs what is missing, or says what to install and ends the process. */
export function setUp(/** @type {'build' | 'test'} */ purpose) {
  const done = spawnSync(join(root, '.ci/setup.sh'), [purpose], { stdio: 'inherit' });
  if (done.status !== 0) process.exit(1);
}

/** @param {string} folder */
function isWritable(folder) {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/** The folder of the Python that emcc runs in: a version manager's stand-in for it takes longer to start than emcc itself. */
function pythonFolder() {
  const print = 'import os, sys; print(os.path.dirname(sys.executable))';
  return spawnSync('python3', ['-c', print], { encoding: 'utf8' }).stdout?.trim();
}

/** Emscripten builds its libraries on first use into a cache, by default in the home folder. */
function environmentOf() {
  const given = process.env.EM_CACHE !== undefined || isWritable(homedir());
  const cache = given ? {} : { EM_CACHE: join(root, 'build/emscripten-cache') };
  const path = [pythonFolder(), process.env.PATH].filter(Boolean).join(delimiter);
  return { ...process.env, ...cache, PATH: path, FORCE_COLOR: '0', NO_COLOR: '1' };
}

let environment = /** @type {NodeJS.ProcessEnv | undefined} */ (undefined);

/**
 * How many commands may start at present, and those that wait until they may. One more than there are cores:
 * much of a test is waiting, for browsers to start and for answers.
 */
let free = availableParallelism() + 1;
/** @type {(() => void)[]} */
const waiting = [];

/** Does the work as soon as there is room for it. @template T @param {() => Promise<T>} work */
async function inTurn(work) {
  if (free > 0) free--;
  else await new Promise((start) => waiting.push(() => start(undefined)));
  try {
    return await work();
  } finally {
    const next = waiting.shift();
    if (next) next();
    else free++;
  }
}

/**
 * @typedef {object} Outcome
 * @property {boolean} ok
 * @property {string} output
 * @property {number} seconds that the command ran
 */

/**
 * Runs a command at the top of the repository; all it prints goes to build/logs/LOG.log too. Only so
 * many run at a time as keep the cores busy: the others wait for their turn.
 * @param {string} log
 * @param {string} command
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} [variables] beside those of this process
 * @returns {Promise<Outcome>}
 */
export const run = (log, command, args, variables = {}) =>
  inTurn(() => runNow(log, command, args, variables));

/** @param {string} log @param {string} command @param {string[]} args @param {NodeJS.ProcessEnv} variables */
function runNow(log, command, args, variables) {
  mkdirSync(logs, { recursive: true });
  const file = createWriteStream(join(logs, `${log}.log`));
  const start = performance.now();
  environment ??= environmentOf();
  const env = { ...environment, ...variables };
  const child = spawn(command, args, { cwd: root, env, timeout: LONGEST_STEP_MS });
  let output = '';
  const take = (/** @type {string} */ text) => {
    output += text;
    file.write(text);
  };
  child.stdout.setEncoding('utf8').on('data', take);
  child.stderr.setEncoding('utf8').on('data', take);
  return new Promise((done) => {
    const end = (/** @type {string} */ note, /** @type {boolean} */ ok) => {
      take(note);
      const seconds = (performance.now() - start) / 1000;
      file.end(() => done({ ok, output, seconds }));
    };
    child.on('error', (error) => end(`${command}: ${error.message}\n`, false));
    child.on('close', (code, signal) => {
      const after = `after ${Math.round((performance.now() - start) / 1000)} s`;
      const note = code === 0 ? '' : `${command} ended with ${signal ?? `code ${code}`} ${after}\n`;
      end(note, code === 0);
    });
  });
}

/** Whether this processor has a feature, by the name that Linux gives it on x86; nothing else says so. @param {string} feature */
function hasFeature(feature) {
  const file = '/proc/cpuinfo';
  const list = existsSync(file) ? readFileSync(file, 'utf8') : '';
  return new RegExp(`^flags\\s*:.*\\b${feature}\\b`, 'm').test(list);
}

/** Whether this machine can run the preset native-fused. */
export const fusesWide = () => hasFeature('fma') && hasFeature('avx2');

/** Bits of the vectors beside 128 for which a trainer is built, and whether this processor has them. */
export const widths = () => [
  { width: 256, runs: hasFeature('avx2') },
  { width: 512, runs: hasFeature('avx512vl') && hasFeature('avx512dq') },
];

/**
 * Configures and builds a preset of CMakePresets.json.
 * @param {string} preset
 * @param {number} [cores] that compile at a time
 */
export function buildPreset(preset, cores = availableParallelism()) {
  const variables = { CMAKE_BUILD_PARALLEL_LEVEL: String(cores) };
  return run(`build-${preset}`, 'cmake', ['--workflow', '--preset', preset], variables);
}

/** Builds the page into dist/: its files, the service worker that keeps them, and the one-file page. */
export async function buildSite() {
  let result = { ok: true, output: '', seconds: 0 };
  for (const [log, folder] of [
    ['site', 'web/build'],
    ['offline', 'web/build/offline'],
    ['single', 'web/build/single'],
  ]) {
    const args = ['build', '--config', `${folder}/vite.config.js`];
    if (result.ok) result = await run(`build-${log}`, 'node_modules/.bin/vite', args);
  }
  if (result.ok)
    copyFileSync(join(root, 'build/single/index.html'), join(root, 'dist/sluice.html'));
  return result;
}

/**
 * The files below some folders whose names end in one of `endings`, sorted, relative to the root.
 * @param {string[]} folders
 * @param {string[]} endings
 */
export async function filesOf(folders, endings) {
  const found = [];
  for (const folder of folders.filter((name) => existsSync(join(root, name))))
    for (const name of await readdir(join(root, folder), { recursive: true }))
      if (endings.some((ending) => name.endsWith(ending))) found.push(join(folder, name));
  return found.sort();
}

/** The last lines of what a command printed. @param {string} output */
export function tail(output, lines = 40) {
  return output.trimEnd().split('\n').slice(-lines).join('\n');
}
