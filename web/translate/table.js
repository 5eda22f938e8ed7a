// Tables of pairs: made to order or read from a file, and divided into seen and unseen.
import { Random } from '../tasks/random.js';
import { TooFewPairs } from '../tasks/task.js';
import { MOST_PAIRS, tasks } from './starts.js';
import { words } from './words.js';

/**
 * @typedef {{ source: string, target: string }} Pair
 * @typedef {'word' | 'char'} Tokens
 * @typedef {import('./starts.js').Start['counts']} Counts
 *
 * Cuts sentences into tokens as the engine does.
 * @typedef {(sentences: string[], tokens: Tokens) => Promise<string[][]>} Cut
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

/** Sentences as tokens with spaces between. @param {Cut} cut @param {string[]} sentences @param {Tokens} tokens */
const spaced = async (cut, sentences, tokens) =>
  (await cut(sentences, tokens)).map((all) => all.join(' '));

/** Sentences as words, to be compared: apostrophes differ from file to file. @param {Cut} cut @param {string[]} sentences */
export const plain = async (cut, sentences) =>
  (await spaced(cut, sentences, 'word')).map((sentence) => sentence.replaceAll('’', "'"));

/** @param {Pair[]} pairs @param {'source' | 'target'} side */
const sideOf = (pairs, side) => pairs.map((pair) => pair[side]);

/** @param {Pair[]} pairs @param {Tokens} tokens @param {Cut} cut @returns {Promise<Unseen[]>} */
async function unseenOf(pairs, tokens, cut) {
  const keys = await spaced(cut, sideOf(pairs, 'source'), tokens);
  const targets = await spaced(cut, sideOf(pairs, 'target'), tokens);
  /** @type {Map<string, Unseen>} */
  const found = new Map();
  for (const [i, { source }] of pairs.entries()) {
    const key = keys[i] ?? '';
    const one = found.get(key) ?? { source, wanted: [] };
    one.wanted.push(targets[i] ?? '');
    found.set(key, one);
  }
  return [...found.values()];
}

/** The book's file has all of its four sentences but one. */
const ENOUGH = 3;

/** Which of the book's sentences are among these. @param {Pair[]} pairs @param {Cut} cut */
export async function bookSentencesIn(pairs, cut) {
  const sources = new Set(await plain(cut, sideOf(pairs, 'source')));
  return BOOK_SENTENCES.map(([source]) => source).filter((source) => sources.has(source));
}

/** @param {import('./starts.js').TaskName} name @param {Counts} counts @param {number} seed */
function generate(name, counts, seed) {
  const { task, parameters } = tasks[name];
  try {
    return task.generate({ ...parameters, ...counts }, seed);
  } catch (error) {
    if (error instanceof TooFewPairs) throw new Error(words.tooFewPairs(error.asked, error.found));
    throw error;
  }
}

/**
 * @param {import('./starts.js').TaskName} name
 * @param {Counts} counts
 * @param {number} seed
 * @param {Cut} cut
 * @returns {Promise<Table>}
 * @throws {Error} in the visitor's words, when there are not so many different pairs
 */
export async function madeTable(name, counts, seed, cut) {
  const { task } = tasks[name];
  const { train, test } = generate(name, counts, seed);
  const pairs = [...train, ...test].map(([source, target]) => ({ source, target }));
  const common = { name: words.starts[name], task: name, tokens: task.tokens, minimum: 1 };
  const unseen = await unseenOf(pairs.slice(train.length), task.tokens, cut);
  return { ...common, pairs, held: test.length, unseen, book: false };
}

/** Line ends, as the engine knows them in pairs. */
const LINE_END = /\r*\n|\r/;

/** The pairs of a text of lines "sentence TAB translation"; or an Error in the visitor's words. @param {string} text @returns {Pair[]} */
export function parsePairs(text) {
  /** @type {Pair[]} */
  const pairs = [];
  for (const [i, line] of text.split(LINE_END).entries()) {
    if (/^[ \t]*$/.test(line)) continue;
    const [source = '', target] = line.split('\t');
    if (target === undefined) throw new Error(words.noTab(i + 1));
    if (source.trim() === '' || target.trim() === '') throw new Error(words.emptySide(i + 1));
    pairs.push({ source, target });
    if (pairs.length === MOST_PAIRS) break;
  }
  if (pairs.length === 0) throw new Error(words.noPairs);
  return pairs;
}

/** @param {Blob} file @returns {Promise<Pair[]>} */
export async function readPairs(file) {
  const bytes = await file.slice(0, MOST_BYTES).arrayBuffer();
  const whole = file.size <= MOST_BYTES;
  try {
    // Cut off within a character, a stream waits for its rest; a whole file has none.
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: !whole });
    const end = Math.max(text.lastIndexOf('\n'), text.lastIndexOf('\r')) + 1;
    return parsePairs(whole ? text : text.slice(0, end));
  } catch (error) {
    if (error instanceof TypeError) throw new Error(words.notUtf8);
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
 * @param {Cut} cut
 * @returns {Promise<Table>}
 */
export async function ownTable(name, all, { count, tokens, minimum, heldOut, seed }, cut) {
  const pairs = all.slice(0, count);
  const sentences = await unseenOf(pairs, tokens, cut);
  const unseen = chosenUnseen(sentences, Math.floor(pairs.length * heldOut), seed);
  const kept = new Set(
    await spaced(
      cut,
      unseen.map(({ source }) => source),
      tokens,
    ),
  );
  const keys = await spaced(cut, sideOf(pairs, 'source'), tokens);
  const last = pairs.filter((_, i) => kept.has(keys[i] ?? ''));
  const ordered = [...pairs.filter((_, i) => !kept.has(keys[i] ?? '')), ...last];
  const book = (await bookSentencesIn(pairs, cut)).length >= ENOUGH;
  return { name, tokens, minimum, pairs: ordered, held: last.length, unseen, book };
}

/**
 * The rarest that tokens may be without becoming <unk>: as usual, or once where on one side no token
 * occurs so often.
 * @param {Pair[]} pairs @param {{ tokens: Tokens, minimum: number }} usual @param {Cut} cut
 */
export async function minimumFor(pairs, { tokens, minimum }, cut) {
  for (const side of /** @type {const} */ (['source', 'target'])) {
    /** @type {Map<string, number>} */
    const counts = new Map();
    for (const token of (await cut(sideOf(pairs, side), tokens)).flat())
      counts.set(token, (counts.get(token) ?? 0) + 1);
    if (![...counts.values()].some((count) => count >= minimum)) return 1;
  }
  return minimum;
}

/** The setting that makes the engine hold back just these. @param {Table} table */
export const validationOf = ({ pairs, held }) => (held === 0 ? 0 : (held + 0.5) / pairs.length);

/** Tokens of the longest sentence, the mark of its end counted. @param {Table} table @param {Cut} cut */
export async function longestOf({ pairs, tokens }, cut) {
  const sentences = [...sideOf(pairs, 'source'), ...sideOf(pairs, 'target')];
  const lengths = (await cut(sentences, tokens)).map(({ length }) => length);
  return 1 + lengths.reduce((most, length) => Math.max(most, length), 0);
}
