import { writeLesson } from './lesson.js';
import { complete, presets } from './presets.js';

/**
 * @typedef {import('./setup.js').Setup} Setup
 * @typedef {import('./setup.js').Row} Row
 *
 * @typedef {object} Wish what a link asks for
 * @property {Setup} setup
 * @property {string} [text]
 * @property {number} [target]
 * @property {string[]} wrong what it asks for in vain, as NAME=VALUE
 */

/** The longest text, in characters, that a link takes along. */
export const LONGEST_IN_LINK = 2000;

/** What a link need not say. @param {Row[]} rows */
const unsaid = (rows) => complete(rows, presets[0]?.setup ?? {});

/** @param {Row} row @param {string} word */
function valueIn({ kind, choices = [], min = -Infinity, max = Infinity }, word) {
  if (kind === 'choice') return choices.includes(word) ? word : undefined;
  if (kind === 'flag') return { true: true, false: false }[word];
  const value = Number(word);
  if (word === '' || !Number.isFinite(value) || value < min || value > max) return undefined;
  return kind === 'real' || Number.isInteger(value) ? value : undefined;
}

/** @param {URLSearchParams} query @param {Row[]} rows @returns {Wish} */
export function readLink(query, rows) {
  /** @type {Record<string, unknown>} */
  const setup = { ...presets[0]?.setup };
  const wrong = [];
  for (const row of rows) {
    const word = query.get(row.name);
    if (word === null) continue;
    const value = valueIn(row, word);
    if (value === undefined) wrong.push(`${row.name}=${word}`);
    else setup[row.name] = value;
  }
  const target = Number(query.get('until')) || undefined;
  const text = query.get('text')?.slice(0, LONGEST_IN_LINK) || undefined;
  return { setup, target, text, wrong };
}

/**
 * The other way round: the query with "?", or '' when there is nothing to say.
 * @param {Row[]} rows
 * @param {{ setup: Setup, target: number, text?: string, lang?: string,
 *           lesson: import('./lesson.js').Lesson }} wish
 */
export function writeLink(rows, { setup, target, text, lang, lesson }) {
  const query = new URLSearchParams(lang ? { lang } : {});
  const usual = unsaid(rows);
  for (const { name } of rows)
    if (setup[name] !== undefined && setup[name] !== usual[name])
      query.set(name, String(setup[name]));
  if (target !== presets[0]?.target) query.set('until', String(target));
  if (text && text.length <= LONGEST_IN_LINK) query.set('text', text);
  writeLesson(query, lesson);
  return query.size > 0 ? `?${query}`.replaceAll('%2C', ',') : '';
}
