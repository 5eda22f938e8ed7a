import { writeClassMode } from '../app/class-mode.js';
import { language } from '../app/language.js';
import { builtInOf, SYMBOLS } from '../texts/built-in.js';
import { fittedTo } from './fitting.js';
import { complete, firstFor } from './presets.js';
import { USUAL_MINUTES } from './setup.js';

/**
 * @typedef {import('./setup.js').Setup} Setup
 * @typedef {import('./setup.js').Row} Row
 *
 * @typedef {object} Wish what a link asks for
 * @property {Setup} setup
 * @property {string} [text]
 * @property {number} target
 * @property {number} [minutes] instead
 * @property {boolean} isPlanned whether the target came of the minutes
 * @property {string[]} wrong what it asks for in vain, as NAME=VALUE
 * @property {{ batch: number, steps: number }} [fitted] to a short text, if it asks for nothing else
 */

/** The longest text, in characters, that a link takes along. */
export const LONGEST_IN_LINK = 2000;

/** As the fields for them take. */
export const UNTIL = { kind: 'whole', min: 1, max: 1e7 };
const MINUTES = { kind: 'real', min: 0.01, max: 1000 };

/** @param {Pick<Row, 'choices' | 'min' | 'max'> & { kind: string }} row @param {string} word */
function valueIn({ kind, choices = [], min = -Infinity, max = Infinity }, word) {
  if (kind === 'choice') return choices.includes(word) ? word : undefined;
  if (kind === 'flag') return { true: true, false: false }[word];
  const value = Number(word);
  if (word === '' || !Number.isFinite(value) || value < min || value > max) return undefined;
  return kind === 'real' || Number.isInteger(value) ? value : undefined;
}

/** What a link begins with. @param {string} [text] that it brings along @param {import('../app/language.js').Language} [builtIn] */
function beginning(text, builtIn = language) {
  if (text === undefined) return { ...firstFor(SYMBOLS[builtIn]), fitted: undefined };
  const first = firstFor(new Set(text).size + 1);
  const fitted = fittedTo(first.setup, [...text].length);
  return { ...first, setup: { ...first.setup, ...fitted }, fitted };
}

/** @param {URLSearchParams} query @param {Row[]} rows @returns {Wish} */
export function readLink(query, rows) {
  const text = query.get('text')?.slice(0, LONGEST_IN_LINK) || undefined;
  /** @type {string[]} */
  const wrong = [];
  /** What it says of one thing, if it does and can be followed. @param {string} name @param {(word: string) => unknown} parse @returns {any} */
  const read = (name, parse) => {
    const word = query.get(name);
    if (word === null) return undefined;
    const value = parse(word);
    if (value === undefined) wrong.push(`${name}=${word}`);
    return value;
  };
  const builtIn = read('builtin', (word) => (builtInOf(word) === word ? word : undefined));
  const first = beginning(text, builtIn);
  /** @type {Record<string, unknown>} */
  const setup = { ...first.setup };
  for (const row of rows) {
    const name = [row.name, ...(row.aliases ?? [])].find((one) => query.has(one)) ?? row.name;
    const value = read(name, (word) => valueIn(row, word));
    if (value !== undefined) setup[row.name] = value;
  }
  const until = read('until', (word) => valueIn(UNTIL, word));
  const minutes = read('minutes', (word) => valueIn(MINUTES, word));
  const isPlanned = minutes !== undefined && until !== undefined;
  const timed = minutes ?? (until === undefined ? USUAL_MINUTES : undefined);
  const isPlain = rows.every(({ name }) => setup[name] === first.setup[name]);
  const fitted = isPlain ? first.fitted : undefined; // else what is asked for would go with the text
  return { setup, target: until ?? first.target, minutes: timed, isPlanned, text, wrong, fitted };
}

/**
 * The other way round: a query with "?", or '' if nothing differs from a first visit.
 * @param {Row[]} rows
 * @param {object} wish
 * @param {Setup} wish.setup
 * @param {number} wish.target
 * @param {number} [wish.minutes]
 * @param {{ updates: number }} [wish.plan]
 * @param {string} [wish.text]
 * @param {import('../app/language.js').Language} [wish.builtIn] which of the page's own texts it is
 * @param {import('../app/language.js').Language} [wish.lang] of the page
 * @param {import('../app/class-mode.js').ClassMode} wish.classMode
 */
export function writeLink(rows, { setup, target, minutes, plan, text, builtIn, lang, classMode }) {
  const query = new URLSearchParams();
  const own = !builtIn && text && text.length <= LONGEST_IN_LINK ? text : undefined;
  const first = beginning(own, builtIn);
  const usual = complete(rows, first.setup);
  for (const { name } of rows)
    if (setup[name] !== undefined && setup[name] !== usual[name])
      query.set(name, String(setup[name]));
  const isTimed = minutes !== undefined;
  const isWhole = plan ? plan.updates === target : minutes !== USUAL_MINUTES;
  if (isTimed && isWhole) query.set('minutes', String(minutes));
  if (!isTimed || plan) query.set('until', String(target));
  if (builtIn && (`${query}` || builtIn !== language)) query.set('builtin', builtIn);
  if (own) query.set('text', own);
  if (lang) query.set('lang', lang);
  writeClassMode(query, classMode);
  return `${query}` && `?${query}`.replaceAll('%2C', ',');
}
