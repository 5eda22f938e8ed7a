// All tests, one line a suite: `npm test`, or `npm test -- quick` for lint, native C and JavaScript.
import { lint } from './lint.mjs';
import { buildPreset, buildSite, filesOf, hasFma, run, setUp, tail } from './steps.mjs';

/**
 * @typedef {object} Result
 * @property {number} passed
 * @property {number} failed
 * @property {string[]} skipped each with its reason
 * @property {string} output shown when something failed
 */

/** @param {string} output @returns {Result} */
const broken = (output) => ({ passed: 0, failed: 1, skipped: [], output });

/** What the suites so far had built, and whether it went well. @type {Map<string, boolean>} */
const builds = new Map();

/** @param {string[]} names presets, or "site" @returns {Promise<string>} of a failed build, or '' */
async function buildFailure(names) {
  for (const name of names) {
    if (builds.get(name) === false) return `${name} does not build: see above`;
    if (builds.has(name)) continue;
    const { ok, output } = await (name === 'site' ? buildSite() : buildPreset(name));
    builds.set(name, ok);
    if (!ok) return output;
  }
  return '';
}

/** @returns {Promise<Result>} */
async function lintSuite() {
  const bad = (await lint()).map(({ name, ok, output }) => (ok ? '' : `${name}\n${output}`));
  const failures = bad.filter((text) => text !== '');
  const passed = bad.length - failures.length;
  return { passed, failed: failures.length, skipped: [], output: failures.join('\n') };
}

/** @param {string} preset @param {string} log @param {string[]} program @returns {Promise<Result>} */
async function cSuite(preset, log, program) {
  const failure = await buildFailure([preset]);
  if (failure) return broken(failure);
  const { ok, output } = await run(log, program[0] ?? '', program.slice(1));
  const summary = /^c: \d+ checks in (\d+) tests, (\d+) failed$/m.exec(output);
  const tests = Number(summary?.[1] ?? 0);
  const failed = output.match(/^\S+: FAILED$/gm)?.length ?? 0;
  if (!summary || tests === 0 || ok !== (failed === 0)) return broken(output);
  return { passed: tests - failed, failed, skipped: [], output };
}

/**
 * @param {string} log
 * @param {string[]} needs
 * @param {string[]} files
 * @param {string[]} options
 * @returns {Promise<Result>}
 */
async function nodeSuite(log, needs, files, options = []) {
  const failure = await buildFailure(needs);
  if (failure) return broken(failure);
  if (files.length === 0) return broken('there are no test files');
  const args = ['--test', '--test-reporter=spec', ...options, ...files];
  const { ok, output } = await run(log, process.execPath, args);
  const count = (/** @type {string} */ what) =>
    Number(new RegExp(`^ℹ ${what} (\\d+)$`, 'm').exec(output)?.[1] ?? 0);
  const skipped = [...output.matchAll(/^\s*﹣ (.*?) \([\d.]+ms\) # (.*)$/gm)];
  const failed = count('fail') + count('cancelled');
  return {
    passed: count('pass'),
    failed: ok ? failed : Math.max(failed, 1),
    skipped: skipped.map(([, name, reason]) => `${name}: ${reason}`),
    output,
  };
}

const native = (/** @type {string} */ preset) => () =>
  cSuite(preset, `c-${preset}`, [`build/${preset}/sluice_tests`]);
/** @returns {Promise<Result>} */
const fused = async () =>
  hasFma()
    ? native('native-fused')()
    : { passed: 0, failed: 0, skipped: ['native-fused: this processor has no FMA'], output: '' };
const wasm = (/** @type {string} */ engine) => () =>
  cSuite('wasm', `c-wasm-${engine}`, [
    process.execPath,
    'tests/c/run_wasm.mjs',
    `build/wasm/sluice_tests_${engine}.wasm`,
  ]);

/** The inputs that fuzzing found worth keeping, under the sanitizers. @returns {Promise<Result>} */
async function fuzzSuite() {
  const failure = await buildFailure(['native-asan']);
  if (failure) return broken(failure);
  const outputs = [];
  let passed = 0;
  let failed = 0;
  for (const target of ['model', 'text']) {
    const inputs = await filesOf([`tests/fuzz/corpus/${target}`], ['']);
    const program = `build/native-asan/replay_${target}`;
    const { ok, output } = await run(`fuzz-${target}`, program, inputs);
    outputs.push(output);
    if (ok) passed += inputs.length;
    else failed++;
  }
  return { passed, failed, skipped: [], output: outputs.join('\n') };
}

/** @type {[name: string, suite: () => Promise<Result>, quick: boolean][]} */
const suites = [
  ['lint', lintSuite, true],
  ['c, gcc', native('native'), true],
  ['c, clang', native('native-clang'), false],
  ['c, sanitizers', native('native-asan'), false],
  ['fuzz corpus', fuzzSuite, false],
  ['c, double', native('native-double'), false],
  ['c, fused', fused, false],
  ['c, wasm relaxed', wasm('relaxed'), false],
  ['c, wasm simd', wasm('simd'), false],
  ['c, wasm scalar', wasm('scalar'), false],
  [
    'identity',
    () =>
      nodeSuite(
        'identity',
        ['native', 'native-clang', 'native-asan', ...(hasFma() ? ['native-fused'] : []), 'wasm'],
        ['tests/js/identity.mjs'],
      ),
    false,
  ],
  [
    'c, installed',
    () => nodeSuite('c-installed', ['native'], ['tests/package/installed.test.js']),
    false,
  ],
  [
    'javascript',
    async () => nodeSuite('javascript', ['wasm'], await filesOf(['tests/js'], ['.test.js'])),
    true,
  ],
  ['package', () => nodeSuite('package', ['wasm'], ['tests/package/npm.test.js']), false],
  [
    'browser',
    async () => {
      const files = await filesOf(['tests/browser'], ['.test.js']);
      return nodeSuite('browser', ['wasm', 'site'], files, ['--test-concurrency=1']);
    },
    false,
  ],
];

setUp('test');
const quick = process.argv.includes('quick');
const total = { passed: 0, failed: 0, skipped: 0 };
for (const [name, suite] of suites.filter(([, , inQuick]) => inQuick || !quick)) {
  const start = performance.now();
  const result = await suite();
  if (result.passed + result.failed + result.skipped.length === 0)
    Object.assign(result, broken('no test ran'));
  const { passed, failed, skipped } = result;
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  const counts = `${passed} passed, ${failed} failed, ${skipped.length} skipped`;
  console.log(`${name.padEnd(16)}${counts} (${seconds} s)`);
  for (const what of skipped) console.log(`    skipped: ${what}`);
  if (failed > 0) console.log(tail(result.output).replace(/^/gm, '    '));
  total.passed += passed;
  total.failed += failed;
  total.skipped += skipped.length;
}
console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exitCode = total.failed === 0 ? 0 : 1;
