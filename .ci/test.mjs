// All tests, one line a suite: `npm test`, or `npm test -- quick` for lint, native C and JavaScript.
// Builds and suites run side by side, each as soon as what it needs is built and there is room.
import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { buildPreset, buildSite, filesOf, fusesWide, setUp, tail } from './steps.mjs';
import { broken, cSuite, fuzzSuite, lintSuite, nodeSuite } from './suites.mjs';

/**
 * @typedef {import('./steps.mjs').Outcome} Outcome
 * @typedef {import('./suites.mjs').Result} Result
 */

/** Half of the machine for one build: beside it another one runs, or tests. */
const CORES = Math.ceil(availableParallelism() / 2);
const FUSED = fusesWide() ? ['native-fused'] : [];
const SITE = 'site';
/** Of the package as npm packs it. */
const PACKAGE = ['npm', 'release', 'write-only'].map((name) => `tests/package/${name}.test.js`);

/** What was begun to be built, by preset. @type {Map<string, Promise<Outcome>>} */
const builds = new Map();

/** Builds a preset, or the page with what it needs, unless that has begun already. @param {string} name @returns {Promise<Outcome>} */
function built(name) {
  const begun = builds.get(name) ?? (name === SITE ? site() : buildPreset(name, CORES));
  builds.set(name, begun);
  return begun;
}

/** @returns {Promise<Outcome>} */
async function site() {
  const modules = await built('wasm');
  return modules.ok ? buildSite() : modules;
}

/**
 * @typedef {object} Suite
 * @property {string} name
 * @property {string[]} [needs] presets, or SITE
 * @property {() => Promise<Result>} run
 * @property {boolean} [isQuick]
 */

/** @param {string} name @param {string} preset @param {boolean} [isQuick] @returns {Suite} */
const native = (name, preset, isQuick) => ({
  name,
  needs: [preset],
  run: () => cSuite(`c-${preset}`, [`build/${preset}/sluice_tests`]),
  isQuick,
});

/** @returns {Suite} */
function fused() {
  const suite = native('c, fused', 'native-fused');
  const skipped = ['native-fused: this processor lacks FMA or AVX2'];
  const none = async () => ({ passed: 0, failed: 0, skipped, output: '', seconds: 0 });
  return FUSED.length > 0 ? suite : { name: suite.name, run: none };
}

/** @param {string} engine @returns {Suite} */
const wasm = (engine) => ({
  name: `c, wasm ${engine}`,
  needs: ['wasm'],
  run: () =>
    cSuite(`c-wasm-${engine}`, [
      ...[process.execPath, 'tests/c/run_wasm.mjs'],
      `build/wasm/sluice_tests_${engine}.wasm`,
    ]),
});

/** @param {string} name @param {string[]} needs @param {string[]} files @param {NodeJS.ProcessEnv} [variables] @returns {Suite} */
const node = (name, needs, files, variables) => ({
  name,
  needs,
  run: () => nodeSuite(name.replace(/\W+/g, '-'), files, variables),
});

/** The tests of sluice-train, and those of trainings on the command line, made by sluice-train. @returns {Suite} */
function nativeTraining() {
  const shared = ['cli-saving', 'cli-resume', 'closing-measurement'];
  const files = ['tests/js/native-train.mjs', ...shared.map((name) => `tests/js/${name}.test.js`)];
  const program = { SLUICE_TRAINER: resolve('build/native-train/sluice-train') };
  return node('sluice-train', ['native', 'native-train', 'wasm'], files, program);
}

/** @type {Suite[]} */
const suites = [
  { name: 'lint', run: lintSuite, isQuick: true },
  native('c, gcc', 'native', true),
  native('c, clang', 'native-clang'),
  native('c, sanitizers', 'native-asan'),
  { name: 'fuzz corpus', needs: ['native-asan'], run: fuzzSuite },
  native('c, double', 'native-double'),
  fused(),
  wasm('relaxed'),
  wasm('simd'),
  wasm('scalar'),
  node(
    'identity',
    ['native', 'native-clang', 'native-asan', ...FUSED, 'wasm'],
    ['tests/js/identity.mjs'],
  ),
  node('widths', ['native', 'native-train', 'native-asan'], ['tests/js/widths.mjs']),
  nativeTraining(),
  node('ranks', ['native-train'], ['tests/js/ranks.mjs']),
  node('c, installed', ['native'], ['tests/package/installed.test.js']),
  { ...node('javascript', ['wasm'], await filesOf(['tests/js'], ['.test.js'])), isQuick: true },
  node('package', ['wasm', SITE], PACKAGE),
  node('browser', ['wasm', SITE], await filesOf(['tests/browser'], ['.test.js'])),
];

/** @param {Suite} suite */
async function report({ name, needs = [], run }) {
  const failed = (await Promise.all(needs.map(built))).find(({ ok }) => !ok);
  const result = failed ? broken(failed.output) : await run();
  const { passed, skipped, output, seconds } = result;
  const counts = `${passed} passed, ${result.failed} failed, ${skipped.length} skipped`;
  console.log(`${name.padEnd(16)}${counts} (${seconds.toFixed(1)} s)`);
  for (const what of skipped) console.log(`    skipped: ${what}`);
  if (result.failed > 0) console.log(tail(output).replace(/^/gm, '    '));
  return result;
}

setUp('test');
const quick = process.argv.includes('quick');
const wanted = suites.filter(({ isQuick }) => isQuick || !quick);
// the longest way first: all of JavaScript waits for the wasm modules
built('wasm');
const results = await Promise.all(wanted.map(report));
const total = (/** @type {(result: Result) => number} */ count) =>
  results.reduce((sum, result) => sum + count(result), 0);
const failed = total((result) => result.failed);
const skipped = total(({ skipped }) => skipped.length);
console.log(`${total(({ passed }) => passed)} passed, ${failed} failed, ${skipped} skipped`);
process.exitCode = failed === 0 ? 0 : 1;
