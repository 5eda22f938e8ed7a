import { openSession } from '../../lab/open-session.js';
import { echo } from '../../tasks/echo.js';

/**
 * @typedef {import('../../../wasm/sluice.d.ts').Session} Session
 * @typedef {import('../../../wasm/sluice.d.ts').Inspection} Inspection
 * @typedef {'rnn' | 'gru' | 'lstm'} Cell
 *
 * @typedef {object} Answers of one model to lines it was not trained on
 * @property {number} delay
 * @property {number} right share of letters that came back
 * @property {Record<string, { letter: number, wait: number }>} gates means, by gate
 *
 * @typedef {object} Course how far one cell has come
 * @property {Cell} cell
 * @property {number} updates
 * @property {number} learnt the longest delay that it has mastered; 0: none
 * @property {Answers} answers at the delay that it was last asked for
 */

export const LETTERS = 8;
export const UPDATES = 2000;

/** The settings of all three. */
export const PLAN = {
  hidden: 32,
  batch: 16,
  optimizer: /** @type {const} */ ('adam'),
  lr: 0.01,
  clip: 1,
  init: /** @type {const} */ ('pytorch'),
  seed: 1,
};

/** Of a window: a whole line and some of the next. @param {number} delay */
const stepsFor = (delay) => delay + 12;

/** @type {Cell[]} */
const CELLS = ['rnn', 'gru', 'lstm'];
const SHORTEST = 4;
const GROWTH = 1.6;
const SYMBOLS = 40000;
const UNSEEN_SEED = 1000;
const UNSEEN_SYMBOLS = 2000;
const ROUND = 50;
/** A delay counts as mastered, and the next one is tried. */
const MASTERED = 0.99;

/** Growing delays, each of which gives the next a start. @param {number} delay @returns {number[]} */
function stagesOf(delay) {
  const before = Math.round(delay / GROWTH);
  return before >= SHORTEST && before < delay ? [...stagesOf(before), delay] : [delay];
}

/** @param {number[]} values */
function variance(values) {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
}

/**
 * Means of each gate at the letter and in the wait, over the units that keep the letter: each counts
 * as much as its state, just before the cue, differs from letter to letter.
 *
 * @param {Inspection} inspection
 * @param {number[]} starts of the lines
 * @param {number} delay
 */
function meanGates({ layers, hidden: units }, starts, delay) {
  const [layer] = layers[0];
  const states = layer.memory ?? layer.hidden;
  const weights = Array.from({ length: units }, (_, unit) =>
    variance(starts.map((start) => states[(start + delay - 2) * units + unit])),
  );
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const at = (/** @type {Float32Array} */ gate, /** @type {number} */ t) =>
    weights.reduce((sum, weight, unit) => sum + weight * gate[t * units + unit], 0) / total;
  const wait = Array.from({ length: delay - 2 }, (_, i) => i + 1);
  const mean = (/** @type {Float32Array} */ gate, /** @type {number[]} */ offsets) =>
    starts.reduce(
      (sum, start) => sum + offsets.reduce((part, offset) => part + at(gate, start + offset), 0),
      0,
    ) /
    (starts.length * offsets.length);
  return Object.fromEntries(
    Object.entries(layer.gates).map(([name, gate]) => [
      name,
      { letter: mean(gate, [0]), wait: mean(gate, wait) },
    ]),
  );
}

/** @param {Session} session @param {number} delay @returns {Promise<Answers>} */
async function question(session, delay) {
  const line = delay + 2; // the letter, the wait with the cue, the echo and the end
  const task = { delay, letters: LETTERS, length: UNSEEN_SYMBOLS + line };
  const { text } = echo.generate(task, UNSEEN_SEED);
  const whole = UNSEEN_SYMBOLS - (UNSEEN_SYMBOLS % line);
  const inspection = await session.inspect(text.slice(0, whole));
  const { symbols, vocabulary, distribution } = inspection;
  const starts = Array.from({ length: whole / line }, (_, i) => i * line);
  const right = starts.filter((start) => {
    const cue = start + delay - 1; // the prediction is made where the cue was read
    const row = distribution.subarray(cue * vocabulary.length, (cue + 1) * vocabulary.length);
    return vocabulary[row.indexOf(Math.max(...row))] === symbols[start];
  });
  const gates = meanGates(inspection, starts, delay);
  return { delay, right: right.length / starts.length, gates };
}

/**
 * One cell on its way through the growing delays.
 * @param {Cell} cell
 * @param {number} delay the last of them
 */
async function createPupil(cell, delay) {
  const session = await openSession();
  const stages = stagesOf(delay);
  const read = (/** @type {number} */ stage) =>
    session.loadText(
      echo.generate({ delay: stages[stage], letters: LETTERS, length: SYMBOLS }, stage + 1).text,
      { vocabulary: stage > 0 ? 'model' : 'own' },
    );
  let stage = 0;
  await read(0);
  await session.createModel({ ...PLAN, cell, steps: stepsFor(delay) });
  /** @type {Course} */
  const course = {
    cell,
    updates: 0,
    learnt: 0,
    answers: { delay: stages[0], right: 0, gates: {} },
  };
  return {
    course,
    isDone: () => course.updates >= UPDATES || course.learnt === delay,

    /** Some updates, and a look at what they brought. @param {AbortSignal} signal */
    async learn(signal) {
      const updates = course.updates + ROUND;
      for await (const _ of session.train({ updates, reportEvery: ROUND, signal }));
      signal.throwIfAborted();
      const answers = await question(session, stages[stage]);
      Object.assign(course, { updates, answers });
      if (answers.right < MASTERED) return;
      course.learnt = answers.delay;
      if (course.learnt < delay) await read(++stage);
    },

    /** At the last delay, wherever it has come to. */
    async finish() {
      if (course.answers.delay < delay) course.answers = await question(session, delay);
    },
    leave: () => session.dispose(),
  };
}

/**
 * Trains a model of each cell, turn by turn, to repeat a letter after a delay.
 * @param {number} delay
 * @param {(courses: Course[]) => void} report
 * @param {AbortSignal} signal ends it with an AbortError
 * @returns {Promise<Course[]>} with the answers at `delay`
 */
export async function learnDelay(delay, report, signal) {
  const pupils = await Promise.all(CELLS.map((cell) => createPupil(cell, delay)));
  const courses = pupils.map(({ course }) => course);
  try {
    while (pupils.some((pupil) => !pupil.isDone())) {
      for (const pupil of pupils.filter((one) => !one.isDone())) await pupil.learn(signal);
      report(courses);
    }
    await Promise.all(pupils.map((pupil) => pupil.finish()));
    return courses;
  } finally {
    await Promise.all(pupils.map((pupil) => pupil.leave()));
  }
}
