import { BOOK_SENTENCES, bookSentencesIn, plain } from './table.js';
import { cutterOf } from './translator-session.js';

/**
 * @typedef {import('../../wasm/sluice.d.ts').Session} Session
 * @typedef {import('./table.js').Table} Table
 *
 * @typedef {object} Answer of the model to a sentence it has not learned from
 * @property {string} source
 * @property {string} wanted the first that counts as right
 * @property {string} said
 * @property {boolean} right
 *
 * @typedef {object} Answers
 * @property {number} updates behind the weights that gave them
 * @property {Answer[]} list
 * @property {number} exact
 * @property {number} bleu standard corpus BLEU-4
 * @property {number} bookBleu mean over the sentences, n-grams up to BOOK_K
 *
 * @typedef {{ source: string, learned: boolean, wanted: string, said: string, bleu: number }} BookAnswer
 */

/** n-grams up to pairs: the k of the book's examples. */
export const BOOK_K = 2;

/** Tokens with spaces between them, without the mark of the end. @param {string[]} tokens */
export const joined = (tokens) => tokens.filter((token) => token !== '<eos>').join(' ');

/** Tokens as they are read: characters are not parted. @param {string} text with spaces @param {Table['tokens']} tokens */
export const readable = (text, tokens) =>
  tokens === 'char' ? text.replace(/(.) ?/gu, '$1') : text;

/**
 * What greedy search makes of the first unseen sentences.
 * @param {Session} session @param {Table} table @param {number} updates @param {number} most
 * @returns {Promise<Answers | undefined>} none when nothing is held out
 */
export async function answerUnseen(session, { unseen, tokens }, updates, most) {
  const asked = unseen.slice(0, most);
  if (asked.length === 0) return undefined;
  const said = await Promise.all(
    asked.map(async ({ source }) => joined((await session.translate(source)).tokens)),
  );
  const references = asked.map(({ wanted }) => wanted);
  const scores = await Promise.all(
    said.map((one, i) => bestBookBleu(session, one, references[i] ?? [])),
  );
  const list = asked.map(({ source, wanted }, i) => ({
    source,
    wanted: readable(wanted[0] ?? '', tokens),
    said: readable(said[i] ?? '', tokens),
    right: wanted.includes(said[i] ?? ''),
  }));
  return {
    updates,
    list,
    exact: list.filter(({ right }) => right).length,
    bleu: await session.bleu(said, references),
    bookBleu: scores.reduce((sum, score) => sum + score, 0) / scores.length,
  };
}

/** @param {Session} session @param {string} said @param {string[]} wanted */
async function bestBookBleu(session, said, wanted) {
  const all = await Promise.all(wanted.map((one) => session.bookBleu(said, one, BOOK_K)));
  return Math.max(...all);
}

/** @param {Session} session @param {Table} table @returns {Promise<BookAnswer[]>} */
export async function answerBook(session, { pairs, held }) {
  const cut = cutterOf(async () => session);
  const learned = new Set(await bookSentencesIn(pairs.slice(0, pairs.length - held), cut));
  return Promise.all(
    BOOK_SENTENCES.map(async ([source, wanted]) => {
      const { text } = await session.translate(source);
      const [said = ''] = await plain(cut, [text]);
      const bleu = await session.bookBleu(said, wanted, BOOK_K);
      return { source, learned: learned.has(source), wanted, said, bleu };
    }),
  );
}
