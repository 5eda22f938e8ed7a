// Tables of pairs: made to order or read from a file, and divided into seen and unseen.
import { cut, spaced } from '../../wasm/session/cut.js';
import { Random } from '../tasks/random.js';
import { MOST_PAIRS, tasks } from './starts.js';
import { words } from './words.js';

/**
 * @typedef {{ source: string, target: string }} Pair
 * @typedef {'word' | 'char'} Tokens
 *
 * @typedef {object} Unseen
 * @property {string} source
 * @property {string[]} wanted every translation that counts as right, as tokens with spaces between
 *
 * @typedef {object} Table
 * @property {string} name
 * @property {import('./starts.js').TaskName} [task] that made it
 * @property {Tokens} tokens
 * @property {number} minimum
 * @property {Pair[]} pairs those to learn from first
 * @property {number} held how many at their end are unseen
 * @property {Unseen[]} unseen one for each different sentence among them
 * @property {boolean} book whether it is the book's, to judge by its sentences
 */

/** Bytes of a file that are read: more than the most pairs have. */
const MOST_BYTES = 4e6;

/** The book's four sentences and what it counts as right. @type {[string, string][]} */
export const BOOK_SENTENCES = [
  ['go .', 'va !'],
  ['i lost .', "j'ai perdu ."],
  ["he's calm .", 'il est calme .'],
  ["i'm home .", 'je suis chez moi .'],
];

/** Apostrophes differ from file to file. @param {string} sentence */
const plain = (sentence) => spaced(sentence, 'word').replaceAll('’', "'");

/** @param {Pair[]} pairs @param {Tokens} tokens @returns {Unseen[]} */
function unseenOf(pairs, tokens) {
  /** @type {Map<string, Unseen>} */
  const found = new Map();
  for (const { source, target } of pairs) {
    const key = spaced(source, tokens);
    const one = found.get(key) ?? { source, wanted: [] };
    one.wanted.push(spaced(target, tokens));
    found.set(key, one);
  }
  return [...found.values()];
}

/** The book's file has all of its four sentences but one. */
const ENOUGH = 3;

/** Which of the book's sentences are among these. @param {Pair[]} pairs */
export function bookSentencesIn(pairs) {
  const sources = new Set(pairs.map(({ source }) => plain(source)));
  return BOOK_SENTENCES.map(([source]) => source).filter((source) => sources.has(source));
}

/**
 * @param {import('./starts.js').TaskName} name
 * @param {{ pairs: number, unseen: number }} counts
 * @param {number} seed
 * @returns {Table}
 * @throws {RangeError} when there are not so many different pairs
 */
export function madeTable(name, counts, seed) {
  const { task, parameters } = tasks[name];
  const { train, test } = task.generate({ ...parameters, ...counts }, seed);
  const pairs = [...train, ...test].map(([source, target]) => ({ source, target }));
  const common = { name: words.starts[name], task: name, tokens: task.tokens, minimum: 1 };
  const unseen = unseenOf(pairs.slice(train.length), task.tokens);
  return { ...common, pairs, held: test.length, unseen, book: false };
}

/** A table that cannot be used. @param {string} message */
const bad = (message) => Object.assign(new Error(message), { code: 'BAD_TEXT' });

/** The pairs of a text of lines "sentence TAB translation". @param {string} text @returns {Pair[]} */
export function parsePairs(text) {
  /** @type {Pair[]} */
  const pairs = [];
  for (const [i, line] of text.split('\n').entries()) {
    const [source = '', target] = line.replace(/\r$/, '').split('\t');
    if (source === '' && target === undefined) continue;
    if (target === undefined) throw bad(words.noTab(i + 1));
    if (source.trim() === '' || target.trim() === '') throw bad(words.emptySide(i + 1));
    pairs.push({ source, target });
    if (pairs.length === MOST_PAIRS) break;
  }
  if (pairs.length === 0) throw bad(words.noPairs);
  return pairs;
}

/** @param {Blob} file @returns {Promise<Pair[]>} */
export async function readPairs(file) {
  const bytes = await file.slice(0, MOST_BYTES).arrayBuffer();
  const whole = file.size <= MOST_BYTES;
  try {
    // Cut off within a character, a stream waits for its rest; a whole file has none.
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: !whole });
    return parsePairs(whole ? text : text.slice(0, text.lastIndexOf('\n') + 1));
  } catch (error) {
    if (error instanceof TypeError) throw bad(words.notUtf8);
    throw error;
  }
}

/** Sentences with so many pairs at most, by lot. @param {Unseen[]} sentences @param {number} most @param {number} seed */
function chosenUnseen(sentences, most, seed) {
  let left = most;
  return new Random(seed).shuffle(sentences).filter(({ wanted }) => {
    const fits = wanted.length <= left;
    if (fits) left -= wanted.length;
    return fits;
  });
}

/**
 * The first pairs of a file. Unseen are sentences none of whose translations is trained on, drawn by
 * the seed; with nothing held out, the order of the file stays.
 * @param {string} name
 * @param {Pair[]} all
 * @param {{ count: number, tokens: Tokens, minimum: number, heldOut: number, seed: number }} choice
 * @returns {Table}
 */
export function ownTable(name, all, { count, tokens, minimum, heldOut, seed }) {
  const pairs = all.slice(0, count);
  const unseen = chosenUnseen(unseenOf(pairs, tokens), Math.floor(pairs.length * heldOut), seed);
  const kept = new Set(unseen.map(({ source }) => spaced(source, tokens)));
  const isKept = (/** @type {Pair} */ { source }) => kept.has(spaced(source, tokens));
  const last = pairs.filter(isKept);
  const ordered = [...pairs.filter((pair) => !isKept(pair)), ...last];
  const book = bookSentencesIn(pairs).length >= ENOUGH;
  return { name, tokens, minimum, pairs: ordered, held: last.length, unseen, book };
}

/** The setting that makes the engine hold back just these. @param {Table} table */
export const validationOf = ({ pairs, held }) => (held === 0 ? 0 : (held + 0.5) / pairs.length);

/** Tokens of the longest sentence, the mark of its end counted. @param {Table} table */
export const longestOf = ({ pairs, tokens }) =>
  1 +
  Math.max(
    ...pairs.flatMap(({ source, target }) =>
      [source, target].map((one) => cut(one, tokens).length),
    ),
  );
