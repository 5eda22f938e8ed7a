import { words } from '../app/words.js';
import { SAMPLE } from '../lab/monitoring.js';
import { openSession } from '../lab/open-session.js';
import { BINS, createRecord, MARKS, placeOf } from './record.js';

/**
 * @typedef {import('../../wasm/sluice.d.ts').Session} Session
 * @typedef {import('../../wasm/sluice.d.ts').Progress} Progress
 * @typedef {import('./settings.js').Settings} Settings
 *
 * @typedef {object} Rules
 * @property {'updates' | 'seconds'} by what is the same for all lanes
 * @property {number} limit updates, or seconds of a lane's own training
 * @property {number} validation the share of the text that is held out
 *
 * @typedef {object} Course what all lanes run on
 * @property {Rules} rules
 * @property {Blob} content
 * @property {import('../lab/setup.js').Host} host how the page reads the text, and with which build of the core
 * @property {string} prompt of the samples
 *
 * @typedef {'ready' | 'racing' | 'done' | 'stopped' | 'diverged' | 'failed'} Fate
 * @typedef {Awaited<ReturnType<typeof createEntrant>>} Entrant
 */

/** Symbols of the held-out part that are measured; more would cost more than the training. */
export const HELD_OUT_TOKENS = 4000;

/** How long a lane trains before it is another's turn. */
const TURN_SECONDS = 0.3;

/** The lanes share the cores already, and their times are compared; they are measured at marks. */
const HOW = /** @type {const} */ ({ workers: 1, validateEvery: 1e9 });

/** A session with the text of the course and a fresh model. @param {Settings} settings @param {Course} course */
async function openLane(settings, { content, host, rules }) {
  const { engine, normalize, maxTokens } = host;
  const session = await openSession({ engine });
  try {
    const text = await session.loadText(content, { normalize, maxTokens });
    const model = await session.createModel({ ...settings, validation: rules.validation });
    for await (const _ of session.train({ updates: 0 })); // do the text and settings go together?
    return { session, model, text, division: await session.epoch() };
  } catch (error) {
    await session.dispose();
    throw error;
  }
}

/** @param {Session} session @param {string} prompt */
async function draw(session, prompt) {
  return { prompt, text: await session.generate({ ...SAMPLE, prompt }).text() };
}

/**
 * Where the turns of a lane end: at a mark, so that all lanes are measured at the same places.
 * @param {Rules} rules
 */
function createTurns(rules) {
  /** Seconds of an update, of late. */
  let pace = 0;
  let mark = 1;
  return {
    /** @param {number} seconds of an update */
    setPace(seconds) {
      pace = seconds;
    },

    /** The update that ends the next turn. @param {{ updates: number, seconds: number }} done */
    endAfter({ updates, seconds }) {
      if (pace === 0) return updates + 1;
      const share = Math.max(1, Math.round(TURN_SECONDS / pace));
      const place = placeOf(mark, rules);
      if (rules.by === 'updates') return Math.min(place, updates + share);
      return updates + Math.max(1, Math.min(share, Math.ceil((place - seconds) / pace)));
    },

    /** Whether a mark was passed on the way to `at`; the next one lies ahead. @param {number} at */
    passMarks(at) {
      const before = mark;
      while (mark <= MARKS && at >= placeOf(mark, rules)) mark++;
      return mark > before;
    },
  };
}

/**
 * One lane on the track: a session with its model, and the books of its training. Rejects when text
 * and settings do not go together.
 *
 * @param {import('./lanes.js').Lane & { label: string }} lane
 * @param {Course} course
 */
export async function createEntrant({ id, slot, label, settings }, course) {
  const { rules } = course;
  const { session, model, text, division } = await openLane(settings, course);
  const held = Math.min(division.heldOut, HELD_OUT_TOKENS);
  const record = createRecord(rules.limit);
  const turns = createTurns(rules);

  /** The held-out part with frozen weights, if there is one. */
  async function measure() {
    if (held < 2) return;
    const { loss } = await session.measure('validation', { tokens: held });
    record.measure(entrant.at, loss);
  }

  const entrant = {
    id,
    slot,
    label,
    settings,
    parameters: model.parameters,
    symbols: text.symbols,
    length: text.length,
    record,
    fate: /** @type {Fate} */ ('ready'),
    problem: '',
    updates: 0,
    tokens: 0,
    seconds: 0,
    longestGradient: 0,
    sample: /** @type {{ prompt: string, text: string } | undefined} */ (undefined),

    /** Updates or seconds, whichever the race goes by. */
    get at() {
      return rules.by === 'updates' ? entrant.updates : entrant.seconds;
    },

    /** Trains for one turn, and measures where a mark was passed. @param {AbortSignal} signal */
    async turn(signal) {
      try {
        entrant.fate = 'racing';
        await train(signal);
        if (signal.aborted) entrant.fate = 'stopped';
        else if (entrant.at >= rules.limit) entrant.fate = 'done';
      } catch (/** @type {any} */ error) {
        entrant.fate = error.code === 'DIVERGED' ? 'diverged' : 'failed';
        entrant.problem = words.failure(error);
      }
    },

    /** What the weights write in the end. */
    async write() {
      const sample = draw(session, course.prompt).catch(() => draw(session, ''));
      entrant.sample = await sample.catch(() => undefined); // weights that are no numbers write nothing
    },

    leave: () => session.dispose(),
  };

  /** @param {Progress} report */
  function keep({ update, tokens, seconds, loss, gradientNorm }) {
    const covers = update - entrant.updates;
    turns.setPace((seconds - entrant.seconds) / covers);
    Object.assign(entrant, { updates: update, tokens, seconds });
    entrant.longestGradient = Math.max(entrant.longestGradient, gradientNorm);
    record.add({ at: entrant.at, covers, loss });
  }

  /** @param {AbortSignal} signal */
  async function train(signal) {
    const reportEvery = rules.by === 'updates' ? Math.max(1, Math.round(rules.limit / BINS)) : 0;
    const updates = turns.endAfter(entrant);
    const options = { updates, reportEvery, ...HOW, signal };
    for await (const report of session.train(options)) keep(report);
    if (!signal.aborted && turns.passMarks(entrant.at)) await measure();
  }

  await measure();
  return entrant;
}
