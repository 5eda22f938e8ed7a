import { createState } from '../app/state.js';
import { words } from '../app/words.js';
import { promptFrom } from '../lab/sampler.js';
import { createLanes, MOST_LANES, withLane } from './lanes.js';
import { lineUpInAddress, settingsOf } from './line-ups.js';
import { finish, prepareRun, trainInTurns } from './run.js';
import { completed } from './settings.js';

/**
 * @typedef {import('./entrant.js').Rules} Rules
 * @typedef {import('./lanes.js').Lane} Lane
 * @typedef {import('./line-ups.js').LineUp} LineUp
 * @typedef {import('./settings.js').Settings} Settings
 * @typedef {import('../lab/texts.js').Source} Source
 */

/** @type {LineUp} */
const FIRST = 'cells';

const initial = {
  phase: /** @type {'resting' | 'preparing' | 'racing' | 'finishing'} */ ('resting'),
  lanes: /** @type {Lane[]} */ ([]),
  lineUp: /** @type {LineUp | undefined} */ (FIRST),
  by: /** @type {Rules['by']} */ ('updates'),
  limits: { updates: 1000, seconds: 10 },
  validation: 0.1,
  run: /** @type {import('./run.js').Run | undefined} */ (undefined),
  /** Counts the reports of a run. */
  news: 0,
  /** What is wrong with a lane, by its id; of all lanes, under 0. */
  errors: /** @type {Record<number, string>} */ ({}),
};

/** @typedef {typeof initial} RaceState */
/** @typedef {ReturnType<typeof createState<RaceState>>} State */
/** @typedef {ReturnType<typeof createRace>} Race */

/**
 * Who is at the start.
 * @param {State} state
 * @param {import('../lab/lab.js').Lab} lab
 */
function createStart(state, lab) {
  const whole = (/** @type {Settings} */ settings) => completed(lab.state.now.table, settings);

  /** @param {Lane[]} lanes @param {LineUp} [lineUp] that they are */
  function setLanes(lanes, lineUp) {
    state.set({ lanes, lineUp, errors: {} });
    const asked = lineUpInAddress();
    if (!asked || asked === lineUp) return;
    // an address that names another would bring that back
    history.replaceState(history.state, '', lineUp ? `#race=${lineUp}` : '#race');
    dispatchEvent(new Event('hashchange')); // for the links that carry it
  }

  return {
    /** @param {LineUp} name */
    lineUp: (name) => setLanes(createLanes(settingsOf(name).map(whole)), name),

    /** A lane with these settings, or those of the page's own model. @param {Settings} [settings] */
    add(settings = lab.state.now.model?.settings) {
      const { lanes } = state.now;
      if (settings && lanes.length < MOST_LANES) setLanes(withLane(lanes, whole(settings)));
    },

    /** @param {number} id */
    remove: (id) => setLanes(state.now.lanes.filter((lane) => lane.id !== id)),

    /** @param {number} id @param {Settings} change */
    change: (id, change) =>
      setLanes(
        state.now.lanes.map((lane) =>
          lane.id === id ? { ...lane, settings: { ...lane.settings, ...change } } : lane,
        ),
      ),
  };
}

/**
 * The lanes at the start, and the race between them.
 *
 * @param {import('../lab/lab.js').Lab} lab
 * @param {() => Source} source the text of the page
 */
export function createRace(lab, source) {
  const state = createState(initial);
  const lanes = createStart(state, lab);
  let controller = new AbortController();

  /** @returns {import('./entrant.js').Course} */
  function course() {
    const { by, limits, validation } = state.now;
    const { text, host } = lab.state.now;
    return {
      rules: { by, limit: limits[by], validation },
      content: source().content,
      host,
      prompt: promptFrom(text?.opening ?? ''),
    };
  }

  /** @param {AbortSignal} signal */
  async function runOnce(signal) {
    const { run, errors } = await prepareRun(state.now.lanes, course(), lab.state.now.text, signal);
    if (!run) return state.set({ errors });
    const tell = () => state.set({ news: state.now.news + 1 });
    state.set({ phase: 'racing', run });
    await trainInTurns(run.entrants, signal, tell);
    state.set({ phase: 'finishing' });
    await finish(run.entrants);
    tell();
  }

  return {
    state,
    ...lanes,

    /** Needs the engine's table of settings. */
    open() {
      const validation = lab.state.now.model?.settings.validation || initial.validation;
      state.set({ validation });
      lanes.lineUp(lineUpInAddress() ?? FIRST);
    },

    /** Lines up what a link asks for, unless a race is on. */
    follow() {
      const asked = lineUpInAddress();
      const { phase, lanes: present, lineUp } = state.now;
      const isNew = asked !== undefined && asked !== lineUp;
      if (isNew && phase === 'resting' && present.length > 0) lanes.lineUp(asked);
    },

    async start() {
      if (state.now.phase !== 'resting' || state.now.lanes.length === 0) return;
      controller = new AbortController();
      state.set({ phase: 'preparing', errors: {} });
      await lab.pause(); // two trainings at a time would take each other's seconds
      try {
        await runOnce(controller.signal);
      } catch (/** @type {any} */ error) {
        state.set({ errors: { 0: words.failure(error) } });
      }
      state.set({ phase: 'resting' });
    },

    stop() {
      controller.abort();
      if (state.now.phase === 'racing') state.set({ phase: 'finishing' });
    },
  };
}
