import { createState } from '../app/state.js';
import { words as ofPage } from '../app/words.js';
import { openSession } from '../lab/open-session.js';
import { builtInOf, builtInText } from '../texts/built-in.js';
import { SETTINGS, TOKENS } from './plan.js';

/**
 * The small models of the lesson. Each has a session of its own, so that the page's training goes on
 * undisturbed, and learns the beginning of a built-in text in seconds.
 *
 * @typedef {import('../../wasm/sluice.d.ts').Session} Session
 * @typedef {'rnn' | 'gru' | 'lstm'} Cell
 * @typedef {import('../../wasm/sluice.d.ts').Settings} Settings
 * @typedef {object} Own what a pupil of the text has of its own
 * @property {Settings} [settings]
 * @property {number} [tokens] symbols of the text [TOKENS]
 * @property {number} [validateEvery] updates, with a part held out
 *
 * @typedef {ReturnType<typeof createPupil>} Pupil
 *
 * What a pupil learns from, and how its weights are drawn.
 * @typedef {object} Lesson
 * @property {(session: Session) => Promise<unknown>} load
 * @property {(session: Session) => Promise<unknown>} renew
 * @property {number} [validateEvery]
 *
 * @typedef {ReturnType<typeof createSchool>} School
 */

/** @param {Cell} cell @param {Own} own @returns {Lesson} the beginning of the built-in text */
const textLesson = (cell, { settings, tokens = TOKENS, validateEvery }) => ({
  validateEvery,
  async load(session) {
    const { content } = await builtInText(builtInOf(null));
    await session.loadText(content, { maxTokens: tokens });
  },
  renew: (session) => session.createModel({ ...SETTINGS, ...settings, cell }),
});

/** @param {Lesson} lesson */
async function openPupil({ load, renew }) {
  const session = await openSession();
  await load(session);
  await renew(session);
  return session;
}

/** @param {Lesson} lesson */
function createPupil(lesson) {
  /** @type {{ updates: number, problem: string }} */
  const start = { updates: -1, problem: '' };
  const state = createState(start);
  const opened = openPupil(lesson);
  /** @type {AbortController | undefined} */
  let training;
  let work = opened.then(() => state.set({ updates: 0 }));

  /** @param {number} goal @param {AbortSignal} signal */
  async function train(goal, signal) {
    const session = await opened;
    if (signal.aborted) return;
    if (state.now.updates > goal) {
      await lesson.renew(session);
      state.set({ updates: 0 });
    }
    const { validateEvery = 0 } = lesson;
    for await (const { update } of session.train({
      updates: goal,
      validateEvery,
      workers: 1,
      signal,
    }))
      state.set({ updates: update });
  }

  /** @param {any} error */
  const fail = (error) => state.set({ problem: ofPage.failure(error) });
  work.catch(fail);
  return {
    state,
    session: opened,
    fail,
    /** One more update, taken apart. @returns {Promise<import('../../wasm/sluice.d.ts').Dissection | undefined>} none if it fails */
    dissect() {
      const update = work.then(async () => (await opened).dissect());
      work = update.then(({ update }) => state.set({ updates: update })).catch(fail);
      return update.catch(() => undefined);
    },
    /** To so many updates from the start, forwards or from the beginning again. @param {number} goal */
    trainTo(goal) {
      training?.abort();
      training = new AbortController();
      const { signal } = training;
      work = work.then(() => train(goal, signal)).catch(fail);
    },
  };
}

export function createSchool() {
  /** @type {Map<string, Pupil>} */
  const pupils = new Map();
  return {
    /** The same one for all who ask for it by that name. @param {Cell} cell @param {string} [name] @param {Own} [own] */
    pupil(cell, name = cell, own = {}) {
      return this.pupilOf(name, textLesson(cell, own));
    },
    /** The same, of a lesson of its own. @param {string} name @param {Lesson} lesson */
    pupilOf(name, lesson) {
      const known = pupils.get(name) ?? createPupil(lesson);
      pupils.set(name, known);
      return known;
    },
  };
}

/**
 * Draws a figure anew whenever its model has learned on; not faster than it can be drawn, and not while
 * nobody sees it. Until the model is there, it is drawn as it was when the page was made.
 * @template View
 * @param {HTMLElement} root of the figure
 * @param {Pupil[]} pupils
 * @param {{ look: () => Promise<View | undefined>, show: (view: View) => void, first?: View }} drawing
 * @returns {() => void} draws it anew, after something else has changed
 */
export function follow(root, pupils, { look, show, first }) {
  let busy = false;
  let again = false;
  async function draw() {
    const view = await look();
    if (view === undefined) return;
    show(view);
    root.removeAttribute('aria-busy');
  }
  async function drawAgain() {
    again = true;
    if (busy) return;
    busy = true;
    while (again) {
      again = false;
      await draw().catch((error) => pupils[0]?.fail(error));
    }
    busy = false;
  }
  const drawIfSeen = () => {
    if (root.isConnected && pupils.every(({ state }) => state.now.updates >= 0)) drawAgain();
  };
  if (first) {
    show(first);
    root.setAttribute('aria-busy', 'true');
  }
  for (const { state } of pupils) state.watch(['updates'], drawIfSeen);
  return drawIfSeen;
}
