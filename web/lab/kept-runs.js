import { words } from '../app/words.js';
import { openFiles } from '../store/files.js';
import {
  claim,
  inTurn,
  newId,
  openElsewhere,
  tellOthers,
  whenOthersChange,
} from '../store/locks.js';
import { createRuns } from '../store/runs.js';

/**
 * @typedef {import('./session-state.js').SessionState} SessionState
 * @typedef {import('../store/runs.js').Summary} Summary
 * @typedef {ReturnType<typeof createKeptRuns>} KeptRuns
 */

/** The page's own texts bear names in its language, whatever it was when the run was kept. @template {{ name: string, builtIn?: import('../texts/built-in.js').Language }} T @param {T} text @returns {T} */
const named = (text) => (text.builtIn ? { ...text, name: words.builtIn(text.builtIn) } : text);

/** The store and the list of what is in it; what fails is said. @param {SessionState['state']} state */
function createStore(state) {
  /** @type {ReturnType<typeof createRuns> | undefined} */
  let runs;

  const say = (/** @type {Partial<typeof state.now.keeping>} */ patch) =>
    state.set({ keeping: { ...state.now.keeping, ...patch } });

  /** @param {(store: typeof runs) => Promise<unknown>} task @returns {Promise<boolean>} whether it went well */
  async function attempt(task) {
    try {
      await inTurn(() => task(runs));
      return true;
    } catch (error) {
      say({ problem: words.runs.problem(/** @type {Error} */ (error)) });
      return false;
    }
  }

  const list = () =>
    attempt(async (runs) => {
      const listed = (await runs?.list()) ?? [];
      const elsewhere = await openElsewhere();
      const all = listed.map((one) => ({
        ...{ ...one, text: named(one.text) },
        isElsewhere: elsewhere.has(one.id),
      }));
      state.set({ runs: all });
    });

  return {
    say,
    list,
    isOpen: () => runs !== undefined,

    /** @param {string} key of a text */
    text: (key) =>
      inTurn(async () => {
        const text = await runs?.text(key);
        return text && named(text);
      }),

    /** The latest state that is sound, read before another tab saves a new one. @param {string} id */
    async read(id) {
      /** @type {{ summary: Summary, file: ArrayBuffer } | undefined} */
      let read;
      await attempt(async (runs) => {
        const found = await runs?.open(id);
        if (found) read = { summary: found.summary, file: await found.model.arrayBuffer() };
      });
      return read;
    },

    async start() {
      const files = await openFiles();
      runs = files && createRuns(files);
      say({ isPossible: files !== undefined });
      await list();
      whenOthersChange(list);
    },

    /** Does something to the runs, and shows what is there then. @type {typeof attempt} */
    async change(task) {
      const isDone = await attempt(task);
      if (isDone) say({ problem: '' });
      await list();
      tellOthers();
      return isDone;
    },
  };
}

/** The runs that this browser keeps, and which of them the page trains. @param {SessionState} shared */
export function createKeptRuns({ state }) {
  const store = createStore(state);
  /** The one that is trained. @type {{ id: string, name: string, isKept: boolean } | undefined} */
  let run;

  /** What is trained from now on is another run. */
  function leave() {
    run = undefined;
    store.say({ savedAt: undefined });
  }

  /** @param {ReturnType<typeof createRuns>} [runs] */
  async function thin(runs) {
    const elsewhere = await openElsewhere();
    await runs?.thin((id) => id === run?.id || elsewhere.has(id));
  }

  return {
    leave,
    start: store.start,
    say: store.say,
    isPossible: store.isOpen,
    text: store.text,
    open: store.read,

    /** Keeps the present run. @param {Omit<Summary, 'id' | 'name'>} facts @param {Blob} model @param {import('../store/runs.js').Text} text @returns {Promise<boolean>} whether it went well */
    save(facts, model, text) {
      run ??= { id: newId(), name: '', isKept: false };
      const kept = run;
      return store.change(async (runs) => {
        await runs?.save({ ...facts, id: kept.id, name: kept.name }, model, text);
        kept.isKept = true;
        if (run === kept) store.say({ savedAt: facts.updates });
        await thin(runs);
      });
    },

    /** The model is that of this run, if no other tab has it open: else of a copy. @param {Summary} summary */
    async adopt({ id, name }) {
      const isMine = await claim(id);
      run = isMine ? { id, name, isKept: true } : undefined;
      await store.list();
      return isMine;
    },

    /** @param {string} id @param {string} name */
    async rename(id, name) {
      if (run?.id === id) run.name = name;
      await store.change(async (runs) => runs?.rename(id, name));
    },

    /** @param {string} id */
    async remove(id) {
      if (run?.id === id) leave();
      await store.change(async (runs) => {
        await runs?.remove(id);
        await thin(runs);
      });
    },

    async removeAll() {
      leave();
      const { runs: all } = state.now;
      const others = all.some(({ isElsewhere }) => isElsewhere);
      await store.change(async (runs) => {
        if (!others) return runs?.removeAll();
        for (const { id, isElsewhere } of all) if (!isElsewhere) await runs?.remove(id);
        return thin(runs);
      });
    },

    /** The run that was trained last and that no other tab has open. */
    latest: () => state.now.runs.find(({ isElsewhere }) => !isElsewhere),
    /** The present one, once it has been saved. */
    present: () => (run?.isKept ? state.now.runs.find(({ id }) => id === run?.id) : undefined),
  };
}
