import { createSession } from '../../wasm/index.js';
import { createState } from '../app/state.js';
import { answerBook, answerUnseen } from './answers.js';
import { BOOK, BOOK_TABLE, BOOK_TARGET, starts } from './starts.js';
import { longestOf, madeTable, ownTable, readPairs, validationOf } from './table.js';
import { words } from './words.js';

/**
 * @typedef {import('../../wasm/sluice.d.ts').Session} Session
 * @typedef {import('../../wasm/sluice.d.ts').Settings} Settings
 * @typedef {import('./starts.js').StartName} StartName
 * @typedef {import('./starts.js').TaskName} TaskName
 * @typedef {import('./table.js').Table} Table
 * @typedef {{ at: number, loss: number }} Point nats per true target token
 * @typedef {Error & { code?: string }} Failure
 *
 * What is chosen of a file.
 * @typedef {{ count: number, tokens: import('./table.js').Tokens, minimum: number, heldOut: number, seed: number }} OwnChoice
 * @typedef {{ name: string, pairs: import('./table.js').Pair[], choice: OwnChoice }} Own
 */

/** Updates between two points of the curves. */
export const EVERY = 25;
/** Updates between two rounds of answers while it trains. */
const ANSWER_EVERY = 4 * EVERY;
/** Unseen pairs that are measured and answered. */
export const MOST_ASKED = 200;

/** @type {OwnChoice} */
const OWN = { count: 2000, tokens: 'word', minimum: 2, heldOut: 0.1, seed: 1 };

const initial = {
  phase: /** @type {'starting' | 'ready' | 'training' | 'lost'} */ ('starting'),
  /** Rows of the engine's table of settings. */
  rows: /** @type {import('../../wasm/sluice.d.ts').Setting[]} */ ([]),
  start: /** @type {StartName | undefined} */ (undefined),
  task: /** @type {TaskName} */ ('french'),
  counts: starts.french.counts,
  /** Where the chance of the pairs begins. */
  pairsSeed: 1,
  own: /** @type {Own | undefined} */ (undefined),
  table: /** @type {Table | undefined} */ (undefined),
  info: /** @type {import('../../wasm/sluice.d.ts').PairsInfo | undefined} */ (undefined),
  settings: starts.french.settings,
  model: /** @type {import('../../wasm/sluice.d.ts').ModelInfo | undefined} */ (undefined),
  target: starts.french.target,
  updates: 0,
  training: /** @type {Point[]} */ ([]),
  unseen: /** @type {Point[]} */ ([]),
  answers: /** @type {import('./answers.js').Answers | undefined} */ (undefined),
  bookAnswers: /** @type {import('./answers.js').BookAnswer[]} */ ([]),
  /** Counts the models, and the changes of their weights that are over. */
  weights: 0,
  pairsError: '',
  settingsError: '',
  notice: '',
};

/** @typedef {typeof initial} TranslatorState */
/** @typedef {ReturnType<typeof createTranslator>} Translator */

/** The mean of the training loss, over the tokens up to the next point of the curve. */
function createMean() {
  let [sum, from, to] = [0, 0, 0];
  return {
    /** @param {import('../../wasm/sluice.d.ts').Progress} report */
    add({ loss, tokens }) {
      sum += loss * (tokens - to);
      to = tokens;
    },
    take() {
      const mean = sum / (to - from);
      [sum, from] = [0, to];
      return mean;
    },
    clear() {
      [sum, from, to] = [0, 0, 0];
    },
  };
}

/**
 * The pairs, the one translator and its training, in a session of their own. Errors end as messages
 * in the state.
 * @param {import('../lab/lab.js').Lab} lab whose training rests while this one runs
 */
export function createTranslator(lab) {
  const state = createState(initial);
  const mean = createMean();
  /** @type {Promise<Session> | undefined} */
  let session;
  /** The training as it was when the session was given back. @type {Uint8Array | undefined} */
  let kept;
  let stopping = new AbortController();
  /** @type {Promise<void>} */
  let running = Promise.resolve();
  /** Whatever changes the pairs or the model is done one after the other. @type {Promise<void>} */
  let last = Promise.resolve();

  /** @param {'notice' | 'pairsError' | 'settingsError'} place @param {unknown} error */
  function fail(place, error) {
    const { code, name, message } = /** @type {Failure} */ (error);
    if (code === 'DISPOSED' || name === 'AbortError') return;
    const text = words.failed(message, code);
    if (code === 'WORKER_LOST') {
      session = kept = undefined; // the next pairs begin with another
      state.set({ phase: 'lost', notice: text });
    } else state.set({ [place]: code === 'DIVERGED' ? words.diverged(message) : text });
  }

  /** @param {Session} opened @param {Table} table */
  function loadInto(opened, { tokens, minimum, pairs }) {
    const lines = pairs.map(({ source, target }) => `${source}\t${target}`).join('\n');
    return opened.loadPairs(lines, { tokens, minimum });
  }

  /** A session, with everything that the last one was left with. */
  async function open() {
    const opened = await createSession({ engine: lab.state.now.host.engine });
    state.set({ rows: await opened.settingsTable() });
    const { table } = state.now;
    if (!table || !kept) return opened;
    await loadInto(opened, table);
    await opened.resume(kept);
    kept = undefined;
    return opened;
  }

  function theSession() {
    session ??= open().catch((error) => {
      session = undefined;
      throw error;
    });
    return session;
  }

  /** @param {'notice' | 'pairsError' | 'settingsError'} place @param {() => Promise<void>} task */
  function exclusively(place, task) {
    last = last.then(async () => {
      await stop();
      state.set({ pairsError: '', settingsError: '', notice: '' });
      await task().catch((error) => fail(place, error));
    });
    return last;
  }

  function stop() {
    stopping.abort();
    return running;
  }

  /** Fresh weights for the present pairs. @param {Settings} settings @param {Partial<TranslatorState>} [along] */
  async function draw(settings, along = {}) {
    const held = { table: state.now.table, ...along }.table;
    if (!held) return;
    const validation = validationOf(held);
    const model = await (await theSession()).createTranslator({ ...settings, validation });
    mean.clear();
    const nothing = { updates: 0, training: [], unseen: [], answers: undefined, bookAnswers: [] };
    const weights = state.now.weights + 1;
    state.set({ ...along, ...nothing, settings, model, weights, phase: 'ready' });
    await answer();
  }

  /**
   * Another table, and a fresh translator for it.
   * @param {Table} table @param {Settings} settings @param {Partial<TranslatorState>} along
   */
  async function take(table, settings, along) {
    kept = undefined;
    const info = await loadInto(await theSession(), table);
    await draw(settings, { ...along, table, info });
  }

  /** What it says of the unseen sentences, and of the book's. */
  async function answer() {
    const { table, updates } = state.now;
    const asked = await theSession();
    if (!table) return;
    const answers = await answerUnseen(asked, table, updates, MOST_ASKED);
    const bookAnswers = table.book ? await answerBook(asked, table) : [];
    state.set({ answers, bookAnswers });
  }

  /** One stretch of training, to a point of the curve or the end. @param {number} until @param {AbortSignal} signal */
  async function stretch(until, signal) {
    const validation = { validateEvery: EVERY, validationTokens: MOST_ASKED };
    const trained = (await theSession()).train({ updates: until, ...validation, signal });
    for await (const report of trained) {
      const { update, validationLoss } = report;
      mean.add(report);
      const { training, unseen } = state.now;
      const here = validationLoss !== undefined && update % EVERY === 0;
      state.set({
        updates: update,
        ...(here && { unseen: [...unseen, { at: update, loss: validationLoss }] }),
        ...(update % EVERY === 0 && { training: [...training, { at: update, loss: mean.take() }] }),
      });
    }
  }

  /** @param {number} target @param {AbortSignal} signal */
  async function trainTo(target, signal) {
    try {
      while (state.now.updates < target && !signal.aborted) {
        const { updates } = state.now;
        await stretch(Math.min(target, updates + EVERY - (updates % EVERY)), signal);
        if (state.now.updates % ANSWER_EVERY === 0) await answer();
      }
      if (state.now.answers?.updates !== state.now.updates) await answer();
    } catch (error) {
      fail('notice', error);
    }
    const { phase, weights } = state.now;
    state.set({ weights: weights + 1, phase: phase === 'training' ? 'ready' : phase });
  }

  /** @param {number} target */
  async function begin(target) {
    await lab.pause(); // two trainings at a time would slow each other
    stopping = new AbortController();
    state.set({ phase: 'training' });
    running = trainTo(target, stopping.signal);
  }

  /** @param {Own} own @param {Settings} settings @param {Partial<TranslatorState>} along */
  async function takeOwn(own, settings, along) {
    const table = ownTable(own.name, own.pairs, own.choice);
    await take(table, settings, { own, start: undefined, ...along });
  }

  const translator = {
    state,

    /** The session with the present weights; to translate is free, also while it trains. */
    session: theSession,

    /** @param {StartName} name */
    begin: (name) =>
      exclusively('notice', async () => {
        const { task, counts, settings, target } = starts[name];
        const { own, table } = state.now;
        if (name === 'seq2seq' && own && table && !table.task) {
          const choice = { ...own.choice, ...BOOK_TABLE, tokens: /** @type {const} */ ('word') };
          await takeOwn({ ...own, choice }, BOOK, { start: name, target: BOOK_TARGET });
          return;
        }
        const made = madeTable(task, counts, state.now.pairsSeed);
        await take(made, settings, { start: name, task, counts, target });
      }),

    /** Other pairs of the present task. @param {TranslatorState['counts']} counts @param {number} pairsSeed */
    remake: (counts, pairsSeed) =>
      exclusively('pairsError', async () => {
        const { task, settings } = state.now;
        await take(madeTable(task, counts, pairsSeed), settings, { counts, pairsSeed });
      }),

    /** @param {string} name @param {Blob} file */
    useFile: (name, file) =>
      exclusively('pairsError', async () => {
        const pairs = await readPairs(file);
        const own = { name, pairs, choice: { ...OWN, count: Math.min(OWN.count, pairs.length) } };
        const steps = longestOf(ownTable(name, pairs, own.choice));
        await takeOwn(own, { ...starts.french.settings, steps }, {});
      }),

    /** Other pairs of the visitor's own, or the same read in another way. @param {OwnChoice} choice */
    rechoose: (choice) =>
      exclusively('pairsError', async () => {
        const { own, settings } = state.now;
        if (!own) return;
        const { tokens, count } = own.choice;
        const isLonger = choice.tokens !== tokens || choice.count !== count; // or may be
        const table = ownTable(own.name, own.pairs, choice);
        const fitting = isLonger ? { ...settings, steps: longestOf(table) } : settings;
        await takeOwn({ ...own, choice }, fitting, {});
      }),

    /** @param {Settings} settings */
    apply: (settings) => exclusively('settingsError', () => draw(settings, { start: undefined })),

    train: () =>
      exclusively('notice', async () => {
        const { updates, target, start } = state.now;
        const more = start ? starts[start].target : target;
        if (updates >= target) state.set({ target: updates + more });
        await begin(state.now.target);
      }),
    pause: stop,
    step: () => exclusively('notice', () => begin(state.now.updates + 1)),
    reset: () => exclusively('notice', () => draw(state.now.settings)),

    /** @param {number} target */
    setTarget: (target) => state.set({ target }),

    /**
     * Gives worker and memory back; whatever comes next goes on from the same weights.
     * @param {() => boolean} stillLeft asked when the training has stopped
     */
    leave: (stillLeft) =>
      exclusively('notice', async () => {
        if (!session || !state.now.model || !stillLeft()) return;
        const left = await session;
        kept = await left.save({ training: true });
        session = undefined;
        await left.dispose();
      }),
  };
  return translator;
}
