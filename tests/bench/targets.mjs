// The speed that is promised, and whether it is reached: ratios within one run.
import { ratio } from './contest.mjs';
import { flopsPerToken } from './flops.js';
import { VOCABULARY } from './material.js';
import { BOOK, HIDDEN, HOSTS, KERNEL, kernelOf, SIZES, sizeOf, WIDEST } from './sections.mjs';

/**
 * @typedef {Record<string, any>} Results by section
 * @typedef {number | undefined} Measured undefined where it was not measured
 * @typedef {{ what: string, unit: string, least?: number, most?: number,
 *   measure: (results: Results) => Record<string, Measured> }} Target values by where they were
 *   measured; all have to reach it
 */

/** The smallest of those measured. @param {Measured[]} values */
function lowest(values) {
  const known = values.filter((value) => value !== undefined);
  return known.length > 0 ? Math.min(...known) : undefined;
}

/** Kilobytes of what the first view takes. The built-in text is a chunk by itself, but no script. */
function firstView(/** @type {any} */ bytes, /** @type {string[] | undefined} */ files) {
  if (!bytes || !files) return undefined;
  const texts = Object.keys(bytes.texts).map((name) => name.replace(/\.txt$/, ''));
  const scripts = files.filter((file) => !texts.some((text) => file.startsWith(`${text}-`)));
  return scripts.reduce((sum, file) => sum + (bytes.page[file] ?? 0), 0) / 1000;
}

/** @param {(host: string) => Measured} measure */
const perHost = (measure) => Object.fromEntries(HOSTS.map((host) => [host, measure(host)]));

/**
 * The relaxed engine against a peer.
 * @param {string} section @param {string} name of the contest @param {string} peer
 */
const against = (section, name, peer) => (/** @type {Results} */ results) =>
  perHost((host) => ratio(results[section]?.[name], `${host} relaxed`, peer));

/** @param {number[]} widths @param {string} engine @param {string} peak */
const kernelShare =
  (widths, engine, peak) =>
  (/** @type {Results} */ { kernel }) =>
    perHost((host) =>
      lowest(widths.map((width) => ratio(kernel?.[kernelOf(width)], `${host} ${engine}`, peak))),
    );

/** A step of training by its FLOPs to the kernel's rate. @param {Results} results */
const stepShare = ({ cells }) =>
  perHost((host) => {
    const tokensPerGflop = ratio(cells?.gru, `${host} relaxed`, `${host} kernel, GFLOP/s`);
    return tokensPerGflop && (tokensPerGflop * flopsPerToken(BOOK, VOCABULARY)) / 1e9;
  });

/** The lowest rate in GFLOP/s over the sizes, to the highest. @param {Results} results */
const evenness = ({ sizes }) =>
  perHost((host) => {
    const work = SIZES.map((hidden) => {
      const tokens = sizes?.sizes?.sides[sizeOf(host, hidden)]?.median;
      return tokens && tokens * flopsPerToken({ hidden }, VOCABULARY);
    }).filter((rate) => rate !== undefined);
    return work.length > 1 ? Math.min(...work) / Math.max(...work) : undefined;
  });

/** What only Node or the trainer is asked. @param {string} section @param {string} name @param {string} side @param {string} to */
const natively = (section, name, side, to) => (/** @type {Results} */ results) => ({
  any: ratio(results[section]?.[name], side, to),
});

/** @param {Record<string, number> | undefined} sizes */
const kilobytes = (sizes) => Object.values(sizes ?? {}).map((bytes) => bytes / 1000);

const WIDE = HIDDEN.filter((hidden) => hidden > 64);

/** @type {Target[]} */
export const targets = [
  {
    what: `kernel, relaxed, ${KERNEL.name} and hidden 128 to 1024: lowest, to the fused peak`,
    unit: 'x',
    least: 0.85,
    measure: kernelShare(WIDE, 'relaxed', 'peak fused'),
  },
  {
    what: 'kernel, relaxed, hidden 64, to the fused peak',
    unit: 'x',
    least: 0.75,
    measure: kernelShare([64], 'relaxed', 'peak fused'),
  },
  {
    what: `kernel, plain SIMD, ${KERNEL.name}, to the multiply-then-add peak`,
    unit: 'x',
    least: 0.75,
    measure: kernelShare([BOOK.hidden], 'simd', 'peak separate'),
  },
  {
    what: "GRU training step, one worker, to the kernel's own rate",
    unit: 'x',
    least: 0.85,
    measure: stepShare,
  },
  {
    what: 'the same to PyTorch nn.GRU, one thread',
    unit: 'x',
    least: 1.1,
    measure: against('cells', 'gru', 'PyTorch nn.GRU'),
  },
  {
    what: 'the same to PyTorch from scratch, as in the book',
    unit: 'x',
    least: 1.35,
    measure: against('cells', 'gru', 'PyTorch from scratch'),
  },
  {
    what: 'LSTM training to PyTorch nn.LSTM',
    unit: 'x',
    least: 1.2,
    measure: against('cells', 'lstm', 'PyTorch nn.LSTM'),
  },
  {
    what: 'RNN training to PyTorch nn.RNN',
    unit: 'x',
    least: 0.9,
    measure: against('cells', 'rnn', 'PyTorch nn.RNN'),
  },
  {
    what: 'GRU, hidden 32, batch 1024 (book v1.0), to PyTorch',
    unit: 'x',
    least: 1.5,
    measure: against('v1', 'v1', 'PyTorch nn.GRU'),
  },
  {
    what: "seq2seq, the book's sizes, target tokens per second, to PyTorch",
    unit: 'x',
    least: 2,
    measure: against('seq2seq', 'seq2seq', 'PyTorch nn.GRU'),
  },
  {
    what: 'generation, hidden 256, to PyTorch',
    unit: 'x',
    least: 6,
    measure: against('generation', 'generation', 'PyTorch nn.GRU'),
  },
  {
    what: 'GRU training to TensorFlow.js wasm',
    unit: 'x',
    least: 25,
    measure: against('javascript', 'javascript', 'TensorFlow.js wasm'),
  },
  {
    what: 'GRU training to brain.js',
    unit: 'x',
    least: 100,
    measure: against('javascript', 'javascript', 'brain.js'),
  },
  {
    what: '2 workers to 1, GRU, hidden 256',
    unit: 'x',
    least: 1.8,
    measure: ({ workers }) => perHost((host) => ratio(workers?.workers, `${host} 2`, `${host} 1`)),
  },
  {
    what: `native kernel, ${WIDEST} bits, ${KERNEL.name}, to the processor's peak`,
    unit: 'x',
    least: 0.75,
    measure: natively('native-kernel', 'native kernel', `kernel ${WIDEST}`, `peak ${WIDEST}`),
  },
  ...Object.entries({ gru: 1.6, lstm: 1.5, rnn: 1.4 }).map(([cell, least]) => ({
    ...{ what: `native ${cell.toUpperCase()} training, one core, to PyTorch`, unit: 'x', least },
    measure: natively(
      ...['native-cells', `native ${cell}`, `native ${WIDEST}`],
      `PyTorch nn.${cell.toUpperCase()}`,
    ),
  })),
  {
    what: 'native GRU training to relaxed wasm in Node',
    unit: 'x',
    least: 2.2,
    measure: natively('native-cells', 'native gru', `native ${WIDEST}`, 'node relaxed'),
  },
  {
    what: '16 shards on one core to 4, natively',
    unit: 'x',
    least: 0.95,
    measure: natively('native-crews', 'native shards', 'native shards 16', 'native shards 4'),
  },
  {
    what: 'translator, 2 workers to 1, in Node',
    unit: 'x',
    least: 1.7,
    measure: natively('native-crews', 'translator', 'node workers 2', 'node workers 1'),
  },
  {
    what: 'tokens/s x FLOPs/token, hidden 128 to 1024: lowest to highest',
    unit: 'x',
    least: 0.8,
    measure: evenness,
  },
  {
    what: 'largest wasm file, gzipped',
    unit: 'KB',
    most: 40,
    measure: ({ bytes }) => ({ any: bytes && Math.max(...kilobytes(bytes.wasm)) }),
  },
  {
    what: 'scripts and styles up to the first update, gzipped',
    unit: 'KB',
    most: 60,
    measure: ({ bytes, page }) => ({ chromium: firstView(bytes, page?.page?.files) }),
  },
  {
    what: 'page load to first update, warm cache',
    unit: 'ms',
    most: 300,
    measure: ({ page }) => ({ chromium: page?.page?.updated.median }),
  },
];

/**
 * @param {Target} target
 * @param {Record<string, Measured>} values
 * @returns {boolean | undefined} undefined when nothing was measured
 */
export function isMet({ least = -Infinity, most = Infinity }, values) {
  const known = Object.values(values).filter((value) => value !== undefined);
  return known.length > 0 ? known.every((value) => value >= least && value <= most) : undefined;
}
