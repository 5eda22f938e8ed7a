// Trains what the book trains and prints both figures: npm run reproduce -- PATH/TO/corpora
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import { describeRow } from './reproduce/report.mjs';
import { rows } from './reproduce/rows.mjs';

const USAGE = `Usage: npm run reproduce -- PATH/TO/corpora [--only NAME,...] [--quick] [--threads N]

Trains the rows of the table, ${rows.length} in all, and prints each as soon as it is done. The
folder holds timemachine.txt, tinyshakespeare.txt and fra-eng.tsv.

  --only NAME,...  rows of these names or groups: ${[...new Set(rows.map(({ group }) => group))].join(' ')}
  --quick          a fiftieth of the training, to see that everything runs; writes no results
  --threads N      rows at a time [2]
  --engine NAME    build of the core: auto, relaxed, simd or scalar [auto]
`;
const QUICK = 1 / 50;
const FILE = join(import.meta.dirname, 'results', 'reproduce.json');

/**
 * @typedef {import('./reproduce/rows.mjs').Row} Row
 * @typedef {import('./reproduce/rows.mjs').Result} Result
 */

/**
 * @param {Row} row
 * @param {{ folder: string, share: number, engine: string }} options
 * @returns {Promise<Result>}
 */
function runRow({ name }, options) {
  const thread = new Worker(new URL('./reproduce/thread.mjs', import.meta.url), {
    workerData: { name, ...options },
  });
  return new Promise((resolve, reject) => {
    thread.once('message', resolve).once('error', reject);
  });
}

/**
 * Adds a result to those in the file, which may be of other rows.
 *
 * @param {Row} row
 * @param {Result} result
 */
function record({ name, group, title, book, settings }, result) {
  const all = existsSync(FILE) ? JSON.parse(readFileSync(FILE, 'utf8')) : { rows: {} };
  const machine = { cpu: cpus()[0]?.model, cores: cpus().length, node: process.version };
  all.rows[name] = { group, title, book, settings, machine, result };
  mkdirSync(join(FILE, '..'), { recursive: true });
  writeFileSync(FILE, `${JSON.stringify(all, null, 2)}\n`);
}

/** @param {string[]} names */
function chosenRows(names) {
  const unknown = names.find(
    (one) => !rows.some(({ name, group }) => one === name || one === group),
  );
  if (unknown !== undefined) throw new Error(`there is no row or group ${unknown}`);
  if (names.length === 0) return rows;
  return rows.filter(({ name, group }) => names.includes(name) || names.includes(group));
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    only: { type: 'string', default: '' },
    quick: { type: 'boolean', default: false },
    threads: { type: 'string', default: '2' },
    engine: { type: 'string', default: 'auto' },
    help: { type: 'boolean', short: 'h', default: false },
  },
});
const [folder] = positionals;
if (values.help || folder === undefined) {
  process.stdout.write(USAGE);
  process.exit(values.help ? 0 : 2);
}

const threads = Number(values.threads);
if (!Number.isInteger(threads) || threads < 1) {
  console.error(`--threads takes a whole number from 1, not ${values.threads}`);
  process.exit(2);
}

const queue = [...chosenRows(values.only.split(',').filter(Boolean))];
const options = { folder, share: values.quick ? QUICK : 1, engine: values.engine };
let failed = 0;
const lanes = Array.from({ length: threads }, async () => {
  for (let row = queue.shift(); row; row = queue.shift()) {
    try {
      const result = await runRow(row, options);
      console.log(describeRow(row, result));
      if (!values.quick) record(row, result);
    } catch (error) {
      failed++;
      console.log(`${row.name}: FAILED: ${error instanceof Error ? error.message : error}\n`);
    }
  }
});
await Promise.all(lanes);
process.exitCode = failed > 0 ? 1 : 0;
