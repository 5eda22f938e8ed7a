import { ENGINES, initialHost, WORKERS } from './setup.js';

/**
 * What the page keeps in the file of a training, beside what the engine keeps: enough to show it
 * again as it was.
 *
 * @typedef {object} Notes
 * @property {1} version
 * @property {import('./setup.js').Host} host
 * @property {string} engine that it ran on
 * @property {boolean} fused whether its multiply-adds were fused; otherwise it gives other bits
 * @property {number} target
 * @property {number} elapsed milliseconds
 * @property {import('./session-state.js').LabState['report']} report the last one
 * @property {number} [perplexity]
 * @property {import('./session-state.js').Frame[]} lapse
 * @property {import('./history.js').Books} books
 *
 * @typedef {import('./session-state.js').LabState} LabState
 */

/** JSON knows no infinity, and a perplexity can be so large. @param {number | undefined} value */
export const finite = (value) => value && Math.min(value, Number.MAX_VALUE);

/** @param {LabState} now @param {import('./history.js').Books} books @returns {Notes} */
export function notesOf(now, books) {
  const { host, engine, fused, target, elapsed, report, lapse } = now;
  const perplexity = finite(now.perplexity);
  return { version: 1, host, engine, fused, target, elapsed, report, perplexity, lapse, books };
}

/** @param {unknown} value */
const isNumber = (value) => typeof value === 'number' && Number.isFinite(value);

/** @param {any} points of a history */
const arePoints = (points) =>
  Array.isArray(points) &&
  points.every((point) => [point?.update, point?.covers, point?.loss].every(isNumber));

/** @param {any} host */
const isHost = ({ normalize, maxTokens, workers, engine }) =>
  ['none', 'd2l'].includes(normalize) &&
  isNumber(maxTokens) &&
  WORKERS.includes(workers) &&
  ENGINES.includes(engine);

/** Whether they are this page's: a file may come from anywhere. @param {any} notes */
const areNotes = ({
  version,
  host,
  engine,
  fused = true,
  target,
  elapsed,
  report,
  perplexity = 0,
  lapse,
  books,
}) =>
  version === 1 &&
  isHost(host) &&
  ENGINES.includes(engine) &&
  engine !== 'auto' &&
  typeof fused === 'boolean' &&
  [target, elapsed, perplexity, report.epoch, report.tokensPerSecond, books.start].every(
    isNumber,
  ) &&
  [books.training, books.frozen, books.heldOut].every(arePoints) &&
  lapse.every(
    (/** @type {any} */ { updates, prompt, text }) =>
      isNumber(updates) && [prompt, text].every((one) => typeof one === 'string'),
  );

/** @param {string} notes of a file @returns {Notes | undefined} undefined if they are not this page's */
export function readNotes(notes) {
  try {
    const read = JSON.parse(notes);
    // earlier notes say only which engine it was, on hosts that were taken to fuse
    return areNotes(read) ? { fused: read.engine === 'relaxed', ...read } : undefined;
  } catch {
    return undefined;
  }
}

/** How the text of a training was read. @param {import('../../wasm/sluice.d.ts').SavedTraining} training @returns {import('./setup.js').Host} */
export const hostOfSaved = ({ notes, settings }) =>
  readNotes(notes)?.host ?? { ...initialHost, normalize: settings.normalize };

/** Under which a text is kept: read in this way, it is the one that a training was on. @param {string} fingerprint @param {import('./setup.js').Host} host */
export const textKey = (fingerprint, { normalize, maxTokens }) =>
  `${fingerprint}-${normalize}-${maxTokens}`;
