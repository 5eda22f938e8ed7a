import { leftOut } from '../app/class-mode.js';
import { recall, remember } from '../store/remembered.js';
import { finite, notesOf, textKey } from './notes.js';

/** Least time between two savings while it trains. */
const EVERY_MS = 10000;
/** Saving may take at most this share of the time. */
const SHARE = 0.05;

/** Where the browser remembers a visitor's wish to keep nothing. */
const WISH = 'sluice-keep';

/** What the list of runs says of the present one. @param {import('./session-state.js').LabState} now */
function factsOf({ text, host, model, updates, perplexity, heldOut }) {
  const { settings } = /** @type {NonNullable<typeof model>} */ (model);
  const { cell, hidden, layers, bidirectional } = settings;
  return {
    saved: Date.now(),
    text: {
      name: text?.name ?? '',
      key: textKey(text?.info.fingerprint ?? '', host),
      builtIn: text?.builtIn,
    },
    model: { cell, hidden, layers, bidirectional },
    updates,
    perplexity: finite(perplexity),
    heldOut: finite(heldOut),
  };
}

/**
 * Saves the training of the page as a run: every few seconds while it trains, and whenever it stops.
 * @param {import('./session-state.js').SessionState} shared
 * @param {import('./kept-runs.js').KeptRuns} runs
 * @param {() => import('../texts/built-in.js').Source} source the present text
 */
export function createAutosave(shared, runs, source) {
  const { state } = shared;
  let savedAt = performance.now();
  /** The update that was saved last; one that was never trained need not be. */
  let keptUpdate = 0;
  let wait = EVERY_MS;
  let storing = 0;
  let hasAsked = false;

  runs.say({ isOn: recall(WISH) !== 'off' });
  document.addEventListener('visibilitychange', () => {
    if (document.hidden) savedAt = -Infinity; // it may not come back
  });

  /** Asks once that the browser does not clear the runs away on its own. */
  async function askToPersist() {
    if (hasAsked) return;
    hasAsked = true;
    const { storage } = navigator;
    const isSafe = await storage?.persisted?.().then((is) => is || storage.persist());
    runs.say({ isSafe: Boolean(isSafe) });
  }

  /** @param {Uint8Array} bytes */
  async function store(bytes) {
    const start = performance.now();
    storing++;
    const model = new Blob([/** @type {Uint8Array<ArrayBuffer>} */ (bytes)]);
    const isDone = await runs.save(factsOf(state.now), model, source());
    storing--;
    if (!isDone) keptUpdate = -1; // then the next stop tries again
    wait = Math.max(EVERY_MS, (performance.now() - start) / SHARE);
    askToPersist().catch(() => {});
  }

  /** What the visitor is not shown is not kept either. */
  const isOn = () =>
    runs.isPossible() && state.now.keeping.isOn && !leftOut(state.now.classMode).includes('runs');

  return {
    /** Whether the training should rest for a moment, to be saved. */
    isDue: () => isOn() && storing === 0 && performance.now() - savedAt > wait,

    /** Saves the training, which rests; it may go on while the file is written. @param {import('./history.js').Books} books */
    async save(books) {
      if (!isOn() || state.now.updates === keptUpdate) return;
      savedAt = performance.now();
      keptUpdate = state.now.updates;
      const notes = JSON.stringify(notesOf(state.now, books));
      store(await shared.session.save({ training: true, notes }));
    },

    /** A fresh model will be another run. */
    beginAnew() {
      runs.leave();
      savedAt = performance.now();
      keptUpdate = state.now.updates;
    },

    /** Whether anything is kept from now on. @param {boolean} isOn */
    turn(isOn) {
      remember(WISH, isOn ? 'on' : 'off');
      runs.say({ isOn });
    },
  };
}
