import { createState } from '../app/state.js';
import { words } from '../app/words.js';
import { promptFrom } from '../lab/sampler.js';
import { createEntrant } from './entrant.js';
import { createLanes, keyOf, labelsOf, MOST_LANES, withLane } from './lanes.js';
import { settingsOf } from './line-ups.js';
import { completed } from './settings.js';
import { words as raceWords } from './words.js';

/**
 * @typedef {import('./entrant.js').Entrant} Entrant
 * @typedef {import('./entrant.js').Rules} Rules
 * @typedef {import('./lanes.js').Lane} Lane
 * @typedef {import('./line-ups.js').LineUp} LineUp
 * @typedef {import('./settings.js').Settings} Settings
 * @typedef {import('../lab/texts.js').Source} Source
 *
 * @typedef {object} Run a race that was begun
 * @property {Rules} rules
 * @property {string} key of the lanes it was begun with
 * @property {string} text its name, and how much of it
 * @property {string} fingerprint of the text
 * @property {Entrant[]} entrants
 */

/** @type {LineUp} */
const FIRST = 'cells';

/** Lanes that train at a time: a core is left for the page, so that seconds mean the same to all. */
const AT_ONCE = Math.max(1, Math.min(2, (navigator.hardwareConcurrency || 2) - 1));

const initial = {
  phase: /** @type {'resting' | 'preparing' | 'racing' | 'finishing'} */ ('resting'),
  lanes: /** @type {Lane[]} */ ([]),
  lineUp: /** @type {LineUp | undefined} */ (FIRST),
  by: /** @type {Rules['by']} */ ('updates'),
  limits: { updates: 1000, seconds: 10 },
  validation: 0.1,
  run: /** @type {Run | undefined} */ (undefined),
  /** Counts the reports of a run. */
  news: 0,
  /** What is wrong with a lane, by its id; of all lanes, under 0. */
  errors: /** @type {Record<number, string>} */ ({}),
};

/** @typedef {typeof initial} RaceState */
/** @typedef {ReturnType<typeof createRace>} Race */

/** @param {Entrant} entrant */
const isRunning = ({ fate }) => fate === 'ready' || fate === 'racing';

/** The one that is furthest behind. @param {Entrant[]} waiting */
const lastOf = (waiting) => [...waiting].sort((a, b) => a.at - b.at)[0];

/**
 * Trains all entrants in turns, some at a time.
 * @param {Entrant[]} entrants
 * @param {AbortSignal} signal
 * @param {() => void} tell
 */
async function trainInTurns(entrants, signal, tell) {
  const waiting = new Set(entrants);
  async function trainOn() {
    for (;;) {
      const next = lastOf([...waiting].filter(isRunning));
      if (!next || signal.aborted) return;
      waiting.delete(next);
      await next.turn(signal);
      waiting.add(next);
      tell();
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, trainOn));
  for (const entrant of entrants.filter(isRunning)) entrant.fate = 'stopped';
}

/**
 * The lanes at the start, and the race that is run by them.
 *
 * @param {import('../lab/lab.js').Lab} lab
 * @param {() => Source} source the text of the page
 */
export function createRace(lab, source) {
  const state = createState(initial);
  let controller = new AbortController();

  const table = () => lab.state.now.table;
  const all = (/** @type {Settings} */ settings) => completed(table(), settings);

  /** @param {Lane[]} lanes @param {LineUp} [lineUp] that they are */
  const setLanes = (lanes, lineUp) => state.set({ lanes, lineUp, errors: {} });

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

  /** Every lane with its session, or no run at all and the reasons. @param {AbortSignal} signal */
  async function prepare(signal) {
    const { lanes } = state.now;
    const { text } = lab.state.now;
    const labels = labelsOf(lanes);
    const onCourse = course();
    const made = await Promise.allSettled(
      lanes.map((lane, i) => createEntrant({ ...lane, label: labels[i] ?? '' }, onCourse)),
    );
    const entrants = made.flatMap((one) => (one.status === 'fulfilled' ? one.value : []));
    const errors = made.flatMap((one, i) =>
      one.status === 'rejected' ? [[lanes[i]?.id, words.failure(one.reason)]] : [],
    );
    if (errors.length > 0 || signal.aborted) {
      await leave(entrants);
      state.set({ errors: Object.fromEntries(errors) });
      return undefined;
    }
    const { rules, host } = onCourse;
    const named = raceWords.textOf(text?.name ?? '', entrants[0]?.length ?? 0, host);
    const fingerprint = text?.info.fingerprint ?? '';
    return { rules, key: keyOf(lanes), text: named, fingerprint, entrants };
  }

  const leave = (/** @type {Entrant[]} */ entrants) =>
    Promise.all(entrants.map((entrant) => entrant.leave()));

  /** @param {Run} run @param {AbortSignal} signal */
  async function runIt(run, signal) {
    const { entrants } = run;
    const tell = () => state.set({ news: state.now.news + 1 });
    state.set({ phase: 'racing', run });
    await trainInTurns(entrants, signal, tell);
    state.set({ phase: 'finishing' });
    await Promise.all(entrants.map((entrant) => entrant.write()));
    await leave(entrants);
    tell();
  }

  const race = {
    state,

    /** Needs the engine's table of settings. */
    open() {
      const validation = lab.state.now.model?.settings.validation || initial.validation;
      state.set({ validation });
      race.lineUp(FIRST);
    },

    /** @param {LineUp} name */
    lineUp: (name) => setLanes(createLanes(settingsOf(name).map(all)), name),

    /** A lane with these settings, or those of the page's own model. @param {Settings} [settings] */
    add(settings = lab.state.now.model?.settings) {
      const { lanes } = state.now;
      if (settings && lanes.length < MOST_LANES) setLanes(withLane(lanes, all(settings)));
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

    /** @param {Partial<Pick<RaceState, 'by' | 'limits' | 'validation'>>} rules */
    setRules: (rules) => state.set(rules),

    async start() {
      if (state.now.phase !== 'resting' || state.now.lanes.length === 0) return;
      controller = new AbortController();
      state.set({ phase: 'preparing', errors: {} });
      await lab.pause(); // two trainings at a time would take each other's seconds
      try {
        const run = await prepare(controller.signal);
        if (run) await runIt(run, controller.signal);
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
  return race;
}
