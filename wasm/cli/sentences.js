import { Pacer } from '../session/pacer.js';
import { chunks } from '../session/text-source.js';
import { TRANSLATE_DEFAULTS } from '../session/translation.js';
import { FileError, readText } from './files.js';

const { width, alpha } = TRANSLATE_DEFAULTS;
/** Milliseconds of translating between two turns for a signal from outside. */
const SLICE = 30;
const [LF, CR] = [10, 13];

/**
 * @typedef {import('../sluice.d.ts').Session} Session
 * @typedef {import('../sluice.d.ts').Hypothesis} Hypothesis
 */

/** @type {import('./arguments.js').Option} */
export const maxPairs = {
  ...{ name: 'max-pairs', group: 'length', kind: 'whole', min: 0, max: 0xffffffff, default: 0 },
  help: 'use only the first N pairs of the file; 0: all',
};

/** @type {import('./arguments.js').Option[]} */
export const beamOptions = [
  {
    ...{ name: 'beam', group: 'search', kind: 'whole', min: 1, max: 1000, default: width },
    help: 'beam width: hypotheses kept at each step; 1: greedy search',
  },
  {
    ...{ name: 'alpha', group: 'search', kind: 'real', min: 0, max: 10, default: alpha },
    help: 'length normalisation: score is log P / length^alpha; higher favours long translations',
  },
];

/**
 * Where the first line of these bytes ends, and the next begins: the ends that the core knows in pairs,
 * LF, CR, and any number of CR before an LF.
 *
 * @param {Buffer} bytes
 * @param {boolean} isLast whether no more will follow
 */
function lineEnd(bytes, isLast) {
  const [lf, cr] = [bytes.indexOf(LF), bytes.indexOf(CR)];
  if (cr < 0 || (lf >= 0 && lf < cr)) return lf < 0 ? null : { end: lf, next: lf + 1 };
  let after = cr;
  while (bytes[after] === CR) after++;
  if (after === bytes.length && !isLast) return null; // an LF may follow
  return { end: cr, next: bytes[after] === LF ? after + 1 : cr + 1 };
}

/**
 * The lines of a file, or of stdin for "-".
 *
 * @param {string} file
 * @param {AbortSignal} stop
 * @returns {AsyncGenerator<string>}
 */
export async function* readLines(file, stop) {
  let [number, rest] = [0, Buffer.alloc(0)];
  for await (const chunk of chunks(readText(file), stop)) {
    rest = Buffer.concat([rest, chunk]);
    for (let line = lineEnd(rest, false); line; line = lineEnd(rest, false)) {
      yield decodeLine(file, ++number, rest.subarray(0, line.end));
      rest = rest.subarray(line.next);
    }
  }
  while (rest.length > 0) {
    const { end, next } = lineEnd(rest, true) ?? { end: rest.length, next: rest.length };
    yield decodeLine(file, ++number, rest.subarray(0, end));
    rest = rest.subarray(next);
  }
}

/**
 * @param {string} file
 * @param {number} number
 * @param {Uint8Array} bytes
 */
function decodeLine(file, number, bytes) {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    const message = `line ${number} is not UTF-8 text`;
    throw new FileError(file === '-' ? 'stdin' : file, { message });
  }
}

/**
 * @template T
 * @param {AsyncIterable<T>} items
 * @returns {Promise<T[]>}
 */
export async function collect(items) {
  const all = [];
  for await (const item of items) all.push(item);
  return all;
}

/** @param {Hypothesis} hypothesis without <eos>, with a space between tokens */
export function spacedTokens({ tokens }) {
  return tokens.filter((token) => token !== '<eos>').join(' ');
}

/**
 * Translates one sentence after the other.
 *
 * @template T
 * @param {Iterable<string> | AsyncIterable<string>} sentences
 * @param {(sentence: string) => Promise<T>} translate
 * @param {AbortSignal} stop ends the translating without an error
 * @returns {AsyncGenerator<T>}
 */
export async function* eachTranslated(sentences, translate, stop) {
  const pacer = new Pacer(SLICE);
  for await (const sentence of sentences) {
    if (pacer.left <= 0) await pacer.rest();
    if (stop.aborted) return;
    yield await translate(sentence);
  }
}
