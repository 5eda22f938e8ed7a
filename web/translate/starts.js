// What a visitor can begin with: pairs, settings that learn them in seconds, and a number of updates.
import { presets } from '../../wasm/index.js';
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

/** The sizes of Dive into Deep Learning, classic edition. */
export const BOOK = presets.seq2seq.settings;

/** How the book reads its file: its first pairs, all of them to learn from. */
export const BOOK_TABLE = { count: 600, minimum: 2, heldOut: 0 };
/** 300 passes over them. */
export const BOOK_TARGET = presets.seq2seq.updates;

/**
 * @param {TaskName} task
 * @param {Start['counts']} counts
 * @param {import('../../wasm/sluice.d.ts').PresetName} preset
 * @returns {Start}
 */
const start = (task, counts, preset) => {
  const { settings, updates: target } = presets[preset];
  return { task, counts, settings, target };
};

/** @type {Record<StartName, Start>} */
export const starts = {
  french: start('french', { pairs: 2000, unseen: 200 }, 'numbers'),
  english: start('english', { pairs: 2000, unseen: 200 }, 'numbers'),
  dates: start('dates', { pairs: 1500, unseen: 200 }, 'dates'),
  reverse: start('reverse', { pairs: 1500, unseen: 200 }, 'reverse'),
  tiny: start('tiny', { pairs: 140, unseen: 40 }, 'reverse-tiny'),
  seq2seq: start('french', { pairs: 600, unseen: 200 }, 'seq2seq'),
  beam: { ...start('dates', { pairs: 1500, unseen: 200 }, 'dates-beam'), width: 4 },
};

export const startNames = /** @type {StartName[]} */ (Object.keys(starts));

/** The most a table may hold: what a task can be asked for. */
export const MOST_PAIRS = 20000;
export const MOST_UNSEEN = 2000;
