// The measurements as text.
import { flopsPerToken } from './flops.js';
import { VOCABULARY } from './material.js';
import { CELLS, HIDDEN, rowOf } from './sections.mjs';
import { isMet, targets } from './targets.mjs';

/** @typedef {import('./targets.mjs').Results} Results */

/** Three digits, with thousands apart. @param {number | undefined} value */
function shown(value) {
  if (value === undefined || !Number.isFinite(value)) return '-';
  return Number(value.toPrecision(3)).toLocaleString('en');
}

/** Columns under each other: the first to the left, the others to the right. @param {string[][]} rows */
function table(rows) {
  const widths = rows[0].map((_, i) => Math.max(...rows.map((row) => row[i].length)));
  const line = (/** @type {string[]} */ row) =>
    row.map((cell, i) => (i ? cell.padStart(widths[i]) : cell.padEnd(widths[i]))).join(' | ');
  const rule = widths.map((width, i) => (i ? `${'-'.repeat(width - 1)}:` : '-'.repeat(width)));
  const [head, ...body] = rows.map((row) => `| ${line(row)} |`);
  return [head, `| ${rule.join(' | ')} |`, ...body].join('\n');
}

/** Each target, what was measured and whether that is enough. @param {Results} results */
export function targetTable(results) {
  const rows = targets.map((target) => {
    const { what, unit, least, most, measure } = target;
    const values = measure(results);
    const limit = least === undefined ? `<= ${most}` : `>= ${least}`;
    const met = isMet(target, values);
    return [
      what,
      shown(values.node ?? values.any),
      shown(values.chromium),
      `${limit} ${unit}`,
      met === undefined ? 'not measured' : met ? 'yes' : 'NO',
    ];
  });
  return table([['', 'Node', 'Chromium', 'target', 'met'], ...rows]);
}

/** The medians of contests, a row each. @param {Record<string, any> | undefined} contests */
function ratesTable(contests, /** @type {string} */ unit) {
  const all = Object.entries(contests ?? {}).filter(([, contest]) => contest.sides);
  const sides = [...new Set(all.flatMap(([, contest]) => Object.keys(contest.sides)))];
  if (sides.length === 0) return '';
  const rows = all.map(([name, contest]) => [
    name,
    ...sides.map((side) => shown(contest.sides[side]?.median)),
  ]);
  return table([[unit, ...sides], ...rows]);
}

/** GFLOP/s of training on one worker, from tokens a second. @param {Record<string, any>} grid */
function workTable(grid, /** @type {string} */ host) {
  const rows = CELLS.flatMap((cell) =>
    [1, 2].map((layers) => [
      `${cell}, ${layers} ${layers > 1 ? 'layers' : 'layer'}`,
      ...HIDDEN.map((hidden) => {
        const tokens = grid[rowOf(cell, layers, hidden)]?.sides[`${host} relaxed 1`]?.median;
        const shape = { cell: /** @type {'gru'} */ (cell), layers, hidden };
        return shown(tokens && (tokens * flopsPerToken(shape, VOCABULARY)) / 1e9);
      }),
    ]),
  );
  const measured = rows.filter(([, ...cells]) => cells.some((cell) => cell !== '-'));
  const head = [`GFLOP/s, ${host}, relaxed`, ...HIDDEN.map(String)];
  return measured.length > 0 ? table([head, ...measured]) : '';
}

/** Everything behind the targets. @param {Results} results */
export function details(results) {
  const { kernel, cells, v1, seq2seq, generation, workers, sizes, javascript, grid } = results;
  const named = Object.entries({
    ...cells,
    ...v1,
    ...seq2seq,
    ...workers,
    ...sizes,
    ...javascript,
    ...results['native-cells'],
    ...results['native-crews'],
  });
  return [
    ratesTable(kernel, 'GFLOP/s'),
    ratesTable(results['native-kernel'], 'GFLOP/s'),
    ...named.map(([name, contest]) => ratesTable({ [name]: contest }, 'tokens/s')),
    ratesTable(generation, 'symbols/s'),
    ratesTable(grid, 'tokens/s'),
    ...(grid ? ['node', 'chromium'].map((host) => workTable(grid, host)) : []),
  ]
    .filter((text) => text !== '')
    .join('\n\n');
}
