// The kinds of suites: how each runs, and how many of its tests passed, failed or were skipped.
import { statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { lint } from './lint.mjs';
import { filesOf, root, run } from './steps.mjs';

/**
 * @typedef {object} Result
 * @property {number} passed
 * @property {number} failed
 * @property {string[]} skipped each with its reason
 * @property {string} output shown when something failed
 * @property {number} seconds that its commands ran
 */

/** @param {string} output @returns {Result} */
export const broken = (output) => ({ passed: 0, failed: 1, skipped: [], output, seconds: 0 });

/** @param {Result[]} results @returns {Result} */
function sumOf(results) {
  const sum = (/** @type {'passed' | 'failed' | 'seconds'} */ what) =>
    results.reduce((total, result) => total + result[what], 0);
  const bad = results.filter(({ failed }) => failed > 0);
  return {
    passed: sum('passed'),
    failed: sum('failed'),
    seconds: sum('seconds'),
    skipped: results.flatMap(({ skipped }) => skipped),
    output: bad.map(({ output }) => output).join('\n'),
  };
}

/** A result in which no test ran is a failure. @param {Result} result @returns {Result} */
const withTests = (result) =>
  result.passed + result.failed + result.skipped.length > 0
    ? result
    : broken(`no test ran\n${result.output}`);

export async function lintSuite() {
  const results = (await lint()).map(({ name, ok, output, seconds }) => ({
    ...{ passed: Number(ok), failed: Number(!ok), skipped: [] },
    ...{ output: `${name}\n${output}`, seconds },
  }));
  return withTests(sumOf(results));
}

/** A program of C tests, under the harness check.h. @param {string} log @param {string[]} program @returns {Promise<Result>} */
export async function cSuite(log, [command = '', ...args]) {
  const { ok, output, seconds } = await run(log, command, args);
  const summary = /^c: \d+ checks in (\d+) tests, (\d+) failed$/m.exec(output);
  const tests = Number(summary?.[1] ?? 0);
  const failed = output.match(/^\S+: FAILED$/gm)?.length ?? 0;
  if (!summary || tests === 0 || ok !== (failed === 0)) return broken(output);
  return { passed: tests - failed, failed, skipped: [], output, seconds };
}

/** The inputs that fuzzing found worth keeping, each through its target, under the sanitizers. */
export async function fuzzSuite() {
  const targets = (await filesOf(['tests/fuzz'], ['_fuzz.c'])).map(async (file) => {
    const target = basename(file, '_fuzz.c');
    const inputs = await filesOf([`tests/fuzz/corpus/${target}`], ['']);
    const program = `build/native-asan/fuzz_${target}`;
    const { ok, output, seconds } = await run(`fuzz-${target}`, program, inputs);
    return { passed: ok ? inputs.length : 0, failed: Number(!ok), skipped: [], output, seconds };
  });
  return withTests(sumOf(await Promise.all(targets)));
}

/**
 * One file of tests in a process of its own: the time limit of a step is that of a file.
 * @param {string} log
 * @param {string} file
 * @param {NodeJS.ProcessEnv} [variables]
 * @returns {Promise<Result>}
 */
async function testFile(log, file, variables) {
  const args = ['--test-reporter=spec', file];
  const { ok, output, seconds } = await run(log, process.execPath, args, variables);
  const count = (/** @type {string} */ what) =>
    Number(new RegExp(`^ℹ ${what} (\\d+)$`, 'm').exec(output)?.[1] ?? 0);
  const skipped = [...output.matchAll(/^\s*﹣ (.*?) \([\d.]+ms\) # (.*)$/gm)];
  const failed = count('fail') + count('cancelled');
  return withTests({
    passed: count('pass'),
    failed: ok ? failed : Math.max(failed, 1),
    skipped: skipped.map(([, name, reason]) => `${name}: ${reason}`),
    output: `${file}\n${output}`,
    seconds,
  });
}

/** @param {string} file */
const sizeOf = (file) => statSync(join(root, file)).size;

/**
 * Files of tests, the largest first: then none is left to run by itself at the end.
 * @param {string} log
 * @param {string[]} files
 * @param {NodeJS.ProcessEnv} [variables]
 */
export async function nodeSuite(log, files, variables) {
  const ordered = files.toSorted((a, b) => sizeOf(b) - sizeOf(a));
  const results = ordered.map((file) =>
    testFile(`${log}-${basename(file, '.test.js')}`, file, variables),
  );
  return withTests(sumOf(await Promise.all(results)));
}
