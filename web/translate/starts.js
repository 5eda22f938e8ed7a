// What a visitor can begin with: pairs, settings that learn them in seconds, and a number of updates.
import { dates, numbers, reverse } from '../tasks/index.js';

/**
 * @typedef {import('../../wasm/sluice.d.ts').Settings} Settings
 * @typedef {'french' | 'english' | 'dates' | 'reverse' | 'tiny'} TaskName
 * @typedef {TaskName | 'seq2seq' | 'beam'} StartName
 *
 * @typedef {object} Task pairs made to order
 * @property {import('../tasks/task.js').PairsTask} task
 * @property {Record<string, string | number | boolean>} parameters but for how many there are
 *
 * @typedef {object} Start
 * @property {TaskName} task
 * @property {{ pairs: number, unseen: number }} counts
 * @property {Settings} settings
 * @property {number} target updates
 * @property {number} [width] of the beam to begin with
 */

/** @type {Record<TaskName, Task>} */
export const tasks = {
  french: { task: numbers, parameters: { language: 'french', digits: 4 } },
  english: { task: numbers, parameters: { language: 'english', digits: 4 } },
  dates: { task: dates, parameters: { language: 'en-US' } },
  reverse: { task: reverse, parameters: { longest: 5, letters: 5 } },
  tiny: { task: reverse, parameters: { longest: 5, letters: 3 } },
};

/** @type {Settings} */
const COMMON = {
  ...{ cell: 'gru', hidden: 96, layers: 1, embedding: 32, bidirectional: true, init: 'xavier' },
  ...{ batch: 32, steps: 12, optimizer: 'adam', lr: 0.005, clip: 1, dropout: 0, teacher: 1 },
  seed: 1,
};

/** The sizes of Dive into Deep Learning, classic edition. @type {Settings} */
export const BOOK = {
  ...COMMON,
  ...{ reset: 'after', layers: 2, hidden: 32, bidirectional: false, dropout: 0.1 },
  ...{ batch: 64, steps: 10 },
};

/** How the book reads its file: its first pairs, all of them to learn from. */
export const BOOK_TABLE = { count: 600, minimum: 2, heldOut: 0 };
/** 300 passes over them. */
export const BOOK_TARGET = 300 * Math.ceil(BOOK_TABLE.count / 64);

/** @type {Record<StartName, Start>} */
export const starts = {
  french: {
    task: 'french',
    counts: { pairs: 2000, unseen: 200 },
    settings: COMMON,
    target: 600,
  },
  english: {
    task: 'english',
    counts: { pairs: 2000, unseen: 200 },
    settings: COMMON,
    target: 600,
  },
  dates: {
    task: 'dates',
    counts: { pairs: 1500, unseen: 200 },
    settings: { ...COMMON, steps: 32 },
    target: 500,
  },
  reverse: {
    task: 'reverse',
    counts: { pairs: 1500, unseen: 200 },
    settings: { ...COMMON, bidirectional: false, steps: 6 },
    target: 750,
  },
  tiny: {
    task: 'tiny',
    counts: { pairs: 140, unseen: 40 },
    settings: {
      ...{ ...COMMON, bidirectional: false, hidden: 32, embedding: 16, batch: 16 },
      ...{ steps: 6, lr: 0.01 },
    },
    target: 100,
  },
  seq2seq: {
    task: 'french',
    counts: { pairs: 600, unseen: 200 },
    settings: BOOK,
    target: BOOK_TARGET,
  },
  beam: {
    task: 'dates',
    counts: { pairs: 1500, unseen: 200 },
    settings: { ...COMMON, hidden: 48, bidirectional: false, steps: 32 },
    target: 300,
    width: 4,
  },
};

export const startNames = /** @type {StartName[]} */ (Object.keys(starts));

/** The most a table may hold: what a task can be asked for. */
export const MOST_PAIRS = 20000;
export const MOST_UNSEEN = 2000;
