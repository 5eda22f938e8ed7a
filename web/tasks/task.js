// The two kinds of task: a text to continue, or pairs to translate.
import { complete, whole } from './parameters.js';
import { Random } from './random.js';
import { Script } from './script.js';

/**
 * @typedef {import('./parameters.js').Parameter} Parameter
 * @typedef {import('./parameters.js').Value} Value
 * @typedef {import('./script.js').TaskText} TaskText
 *
 * @typedef {object} TaskPairs
 * @property {[source: string, target: string][]} train
 * @property {[source: string, target: string][]} test with nothing of `train` in it
 *
 * @typedef {object} Description
 * @property {string} name
 * @property {string} lookFor one line: what the task asks for and what to look for
 * @property {Parameter[]} parameters
 *
 * @typedef {Description & {
 *   kind: 'text',
 *   generate: (parameters?: Record<string, Value>, seed?: number) => TaskText,
 * }} TextTask the same parameters and seed give the same text; RangeError names a wrong one
 *
 * @typedef {Description & {
 *   kind: 'pairs',
 *   tokens: 'word' | 'char',
 *   generate: (parameters?: Record<string, Value>, seed?: number) => TaskPairs,
 * }} PairsTask likewise; `tokens` is the package's setting that suits it
 *
 * @typedef {object} Draw
 * @property {string | number} key drawn only once: what training and test must not share
 * @property {string} source
 * @property {string} target
 */

const LENGTH = whole('length', 100, 1_000_000, 20_000, 'symbols, and then to the end of the line');
const PAIRS = whole('pairs', 1, 20_000, 5_000, 'pairs to train on');
const UNSEEN = whole('unseen', 1, 2_000, 500, 'further pairs, kept for the test');

/** After so many futile draws in a row for each pair found, next to no others can be left. */
const PATIENCE = 20;

/**
 * @template P the values of the task's own parameters
 * @param {Description & { line: (values: P, random: Random, script: Script) => void }} definition
 *   `line` writes one example, ended by a line feed
 * @returns {TextTask}
 */
export function textTask({ name, lookFor, parameters: own, line }) {
  const parameters = [...own, LENGTH];
  return {
    name,
    lookFor,
    kind: 'text',
    parameters,
    generate(given = {}, seed = 1) {
      const values = complete(parameters, given);
      const random = new Random(seed);
      const script = new Script();
      while (script.length < Number(values.length)) line(/** @type {P} */ (values), random, script);
      return script.finish();
    },
  };
}

/** A task has fewer different pairs than were asked for. */
export class TooFewPairs extends RangeError {
  /** @param {number} asked to train on and for the test @param {number} found */
  constructor(asked, found) {
    super(`pairs and unseen are ${asked} together: expected ${found} at most`);
    this.asked = asked;
    this.found = found;
  }
}

/** @param {number} count @param {() => Draw} draw @returns {[string, string][]} */
function distinctPairs(count, draw) {
  /** @type {Map<string | number, [string, string]>} */
  const found = new Map();
  for (let misses = 0; found.size < count && misses <= PATIENCE * found.size; misses++) {
    const { key, source, target } = draw();
    if (found.has(key)) continue;
    found.set(key, [source, target]);
    misses = 0;
  }
  if (found.size < count) throw new TooFewPairs(count, found.size);
  return [...found.values()];
}

/**
 * @template P the values of the task's own parameters
 * @param {Description & {
 *   tokens: PairsTask['tokens'],
 *   draw: (values: P, random: Random) => Draw,
 * }} definition
 * @returns {PairsTask}
 */
export function pairsTask({ name, lookFor, tokens, parameters: own, draw }) {
  const parameters = [...own, PAIRS, UNSEEN];
  return {
    name,
    lookFor,
    kind: 'pairs',
    tokens,
    parameters,
    generate(given = {}, seed = 1) {
      const values = complete(parameters, given);
      const random = new Random(seed);
      const train = Number(values.pairs);
      const drawn = distinctPairs(train + Number(values.unseen), () =>
        draw(/** @type {P} */ (values), random),
      );
      // Short ones run out first and so come early: mixed, the test is like the training.
      const pairs = random.shuffle(drawn);
      return { train: pairs.slice(0, train), test: pairs.slice(train) };
    },
  };
}
