import { leftOut } from '../app/lesson.js';
import { words } from '../app/words.js';
import { openFiles } from './files.js';
import { finite, notesOf, textKey } from './notes.js';
import { createRuns } from './runs.js';
import { claim, inTurn, newId, openElsewhere, tellOthers, whenOthersChange } from './tabs.js';

/** Least time between two savings while it trains. */
const EVERY_MS = 10000;
/** Saving may take at most this share of the time. */
const SHARE = 0.05;

/** Where the visitor's wish stands that nothing be kept. */
const WISH = 'sluice-keep';

function isWished() {
  try {
    return localStorage.getItem(WISH) !== 'off';
  } catch {
    return true;
  }
}

/** @param {boolean} on */
function rememberWish(on) {
  try {
    localStorage.setItem(WISH, on ? 'on' : 'off');
  } catch {
    // then it holds for this visit
  }
}

/**
 * Keeps the training of the page as a run: every few seconds while it trains, and whenever it stops.
 * @param {import('../lab/bench.js').Bench} bench
 * @param {() => import('./runs.js').Text} source the present text
 */
export function createKeeper(bench, source) {
  const { state } = bench;
  /** @type {ReturnType<typeof createRuns> | undefined} */
  let runs;
  /** The one that is trained. @type {{ id: string, name: string, isKept: boolean } | undefined} */
  let run;
  let savedAt = performance.now();
  /** The update that was saved last; one that was never trained need not be. */
  let keptUpdate = 0;
  let wait = EVERY_MS;
  let storing = 0;
  let hasAsked = false;

  const say = (/** @type {Partial<import('../lab/bench.js').LabState['keeping']>} */ patch) =>
    state.set({ keeping: { ...state.now.keeping, ...patch } });

  /** @param {() => Promise<unknown>} task @returns {Promise<boolean>} whether it went well; if not, it is said */
  async function attempt(task) {
    try {
      await inTurn(task);
      return true;
    } catch (error) {
      say({ problem: words.runs.problem(/** @type {Error} */ (error)) });
      return false;
    }
  }

  const refresh = () =>
    attempt(async () => {
      const listed = (await runs?.list()) ?? [];
      const elsewhere = await openElsewhere();
      state.set({ runs: listed.map((one) => ({ ...one, isElsewhere: elsewhere.has(one.id) })) });
    });

  /** Does something to the runs, and shows what is there then. @param {() => Promise<unknown>} task */
  async function change(task) {
    const isDone = await attempt(task);
    if (isDone) say({ problem: '' });
    await refresh();
    tellOthers();
    return isDone;
  }

  async function thin() {
    const elsewhere = await openElsewhere();
    await runs?.thin((id) => id === run?.id || elsewhere.has(id));
  }

  /** Asks once that the browser does not clear the runs away on its own. */
  async function askToPersist() {
    if (hasAsked) return;
    hasAsked = true;
    const { storage } = navigator;
    const isSafe = await storage?.persisted?.().then((is) => is || storage.persist());
    say({ isSafe: Boolean(isSafe) });
  }

  /** @param {NonNullable<typeof run>} kept @returns {import('./runs.js').Summary} */
  function summaryOf({ id, name }) {
    const { text, host, model, updates, perplexity, heldOut } = state.now;
    const { cell, hidden, layers, bidirectional } = /** @type {NonNullable<typeof model>} */ (model)
      .settings;
    return {
      id,
      name,
      saved: Date.now(),
      text: { name: text?.name ?? '', key: textKey(text?.info.fingerprint ?? '', host) },
      model: { cell, hidden, layers, bidirectional },
      updates,
      perplexity: finite(perplexity),
      heldOut: finite(heldOut),
    };
  }

  /** @param {Uint8Array} bytes */
  async function store(bytes) {
    run ??= { id: newId(), name: '', isKept: false };
    const kept = run;
    const summary = summaryOf(kept);
    const text = source();
    const start = performance.now();
    storing++;
    const isDone = await change(async () => {
      const model = new Blob([/** @type {Uint8Array<ArrayBuffer>} */ (bytes)]);
      await runs?.save({ ...summary, name: kept.name }, model, text);
      kept.isKept = true;
      if (run === kept) say({ savedAt: summary.updates });
      await thin();
    });
    storing--;
    if (!isDone) keptUpdate = -1; // then the next stop tries again
    wait = Math.max(EVERY_MS, (performance.now() - start) / SHARE);
    askToPersist().catch(() => {});
  }

  /** What is trained from now on is another run. */
  function leave() {
    run = undefined;
    say({ savedAt: undefined });
  }

  /** What the visitor is not shown is not kept either. */
  const isOn = () =>
    runs !== undefined && state.now.keeping.isOn && !leftOut(state.now.lesson).includes('runs');

  return {
    /** Whether the training should rest for a moment, to be saved. */
    isDue: () => isOn() && storing === 0 && performance.now() - savedAt > wait,

    /** Saves the training, which rests; it may go on while the file is written. @param {import('../lab/history.js').Books} books */
    async save(books) {
      if (!isOn() || state.now.updates === keptUpdate) return;
      savedAt = performance.now();
      keptUpdate = state.now.updates;
      const notes = JSON.stringify(notesOf(state.now, books));
      store(await bench.session.save({ training: true, notes }));
    },

    /** There is a fresh model: it will be another run. */
    forget() {
      leave();
      savedAt = performance.now();
      keptUpdate = state.now.updates;
    },

    /** The model is that of this run, if no other tab has it open: else of a copy. @param {import('./runs.js').Summary} summary */
    async adopt({ id, name }) {
      const isMine = await claim(id);
      run = isMine ? { id, name, isKept: true } : undefined;
      await refresh();
      return isMine;
    },

    /** The latest state that is sound, read before another tab saves a new one. @param {string} id */
    async open(id) {
      /** @type {{ summary: import('./runs.js').Summary, file: ArrayBuffer } | undefined} */
      let read;
      await attempt(async () => {
        const found = await runs?.open(id);
        if (found) read = { summary: found.summary, file: await found.model.arrayBuffer() };
      });
      return read;
    },
    /** @param {string} key */
    text: (key) => inTurn(async () => runs?.text(key)),

    /** @param {string} id @param {string} name */
    async rename(id, name) {
      if (run?.id === id) run.name = name;
      await change(async () => runs?.rename(id, name));
    },

    /** @param {string} id */
    async remove(id) {
      if (run?.id === id) leave();
      await change(async () => {
        await runs?.remove(id);
        await thin();
      });
    },

    async removeAll() {
      leave();
      const { runs: all } = state.now;
      const others = all.some(({ isElsewhere }) => isElsewhere);
      await change(async () => {
        if (!others) return runs?.removeAll();
        for (const { id, isElsewhere } of all) if (!isElsewhere) await runs?.remove(id);
        return thin();
      });
    },

    /** Whether anything is kept from now on. @param {boolean} isOn */
    turn(isOn) {
      rememberWish(isOn);
      say({ isOn });
    },

    /** Finds the runs of former visits. */
    async start() {
      say({ isOn: isWished() });
      const files = await openFiles();
      runs = files && createRuns(files);
      say({ isPossible: files !== undefined });
      await refresh();
      whenOthersChange(refresh);
      document.addEventListener('visibilitychange', () => {
        if (document.hidden) savedAt = -Infinity; // it may not come back
      });
    },

    /** The run that was trained last and that no other tab has open. */
    latest: () => state.now.runs.find(({ isElsewhere }) => !isElsewhere),
    /** The present one, if anything of it is kept. */
    present: () => (run?.isKept ? state.now.runs.find(({ id }) => id === run?.id) : undefined),
  };
}

/** @typedef {ReturnType<typeof createKeeper>} Keeper */
