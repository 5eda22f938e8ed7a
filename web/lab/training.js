import { createHistory } from './history.js';
import { nextFrame, VALIDATE_EVERY, VALIDATION_TOKENS } from './preset.js';

/** @typedef {import('../../wasm/sluice.d.ts').Progress} Progress */

/** How long the perplexity in large type stays, so that it can be read. */
const READABLE_MS = 250;

/** Where something is measured or kept, the weights standing still. @param {number} update @param {number} origin */
const nextStop = (update, origin) =>
  Math.min(update + VALIDATE_EVERY - ((update - origin) % VALIDATE_EVERY), nextFrame(update));

/** Until so many milliseconds have passed, or the signal aborts. @param {number} milliseconds @param {AbortSignal} signal @returns {Promise<void>} */
const wait = (milliseconds, signal) =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });

/** Means of the loss over a readable time. */
function createMean() {
  let sum = 0;
  let updates = 0;
  let last = 0;
  let since = performance.now();
  return {
    /** @param {number} from update */
    begin(from) {
      sum = updates = 0;
      last = from;
      since = performance.now();
    },
    /** @param {Progress} report */
    add({ update, loss }) {
      sum += loss * (update - last);
      updates += update - last;
      last = update;
    },
    due: () => performance.now() - since >= READABLE_MS,
    /** The perplexity since it was last taken, if there were any updates. */
    take() {
      const perplexity = updates > 0 ? Math.exp(sum / updates) : undefined;
      this.begin(last);
      return perplexity;
    },
  };
}

/**
 * Runs the training and keeps its books.
 * @param {import('./bench.js').Bench} bench
 * @param {ReturnType<typeof import('./sampler.js').createSampler>} sampler
 * @param {import('../store/keeper.js').Keeper} keeper
 */
export function createTraining(bench, sampler, keeper) {
  const { state } = bench;
  const history = createHistory();
  const mean = createMean();
  let controller = new AbortController();
  /** @type {Promise<void>} */
  let running = Promise.resolve();

  let frozenAt = 0;
  let goal = 0;

  const curve = () => ({
    training: history.training(),
    frozen: history.frozen(),
    heldOut: history.heldOut(),
  });
  const showMean = () => state.set({ perplexity: mean.take() ?? state.now.perplexity });

  /** @param {Progress} told of the present training, as the session counts */
  function keep(told) {
    const report = { ...told, update: state.now.origin + told.update };
    history.add(report);
    mean.add(report);
    if (mean.due() || state.now.perplexity === undefined) showMean();
    const heldOut = report.validationPerplexity ?? state.now.heldOut;
    state.set({ report, heldOut, updates: report.update, curve: curve() });
    sampler.refresh();
  }

  /** @returns {() => void} keeps the time from now on */
  function startClock() {
    const { elapsed, updates } = state.now;
    const start = performance.now();
    return () => {
      const passed = performance.now() - start;
      const done = state.now.updates - updates;
      const left = Math.max(0, state.now.target - state.now.updates);
      const remaining = done > 0 ? (passed / done) * left : state.now.remaining;
      state.set({ elapsed: elapsed + passed, remaining });
    };
  }

  /** The training part with the weights of this update. @param {AbortSignal} signal */
  async function measureFrozen(signal) {
    const { updates, origin } = state.now;
    if ((updates - origin) % VALIDATE_EVERY > 0 || updates <= Math.max(origin, frozenAt)) return;
    const options = { tokens: VALIDATION_TOKENS, signal };
    const { loss, perplexity } = await bench.session.measure('training', options);
    history.addFrozen(updates, loss);
    frozenAt = updates;
    state.set({ frozen: perplexity, curve: curve() });
  }

  /** What is due while no update is running. @param {AbortSignal} signal */
  async function look(signal) {
    try {
      await measureFrozen(signal);
      await sampler.keepFrame(signal);
    } catch (error) {
      if (!signal.aborted) throw error;
    }
  }

  /** With the perplexity up to now. */
  function save() {
    showMean();
    return keeper.save(history.books());
  }

  /** @param {number} target @param {AbortSignal} signal @param {() => void} tick */
  async function trainTo(target, signal, tick) {
    const validation = { validateEvery: VALIDATE_EVERY, validationTokens: VALIDATION_TOKENS };
    const { pace } = state.now.lesson;
    const workers = /** @type {1 | 2 | 4} */ (Number(state.now.host.workers));
    const { origin } = state.now;
    await look(signal);
    while (state.now.updates < target && !signal.aborted) {
      const at = state.now.updates;
      const updates = pace > 0 ? at + 1 : Math.min(target, nextStop(at, origin));
      const due = pace > 0 ? wait(1000 / pace, signal) : undefined;
      const rest = new AbortController();
      const options = { updates: updates - origin, workers, ...validation };
      const until = AbortSignal.any([signal, rest.signal]);
      for await (const report of bench.session.train({ ...options, signal: until })) {
        keep(report);
        tick();
        if (keeper.isDue()) rest.abort();
      }
      await look(signal);
      if (keeper.isDue()) await save();
      if (updates < target) await due;
    }
  }

  /** @param {number} updates @param {AbortSignal} signal */
  async function run(updates, signal) {
    const tick = startClock();
    mean.begin(state.now.updates);
    try {
      await trainTo(updates, signal, tick);
      tick();
      const model = await bench.session.info();
      state.set({ model, updates: model.updates });
      await save();
    } catch (error) {
      bench.fail('notice', error);
    }
    showMean();
    if (state.now.phase === 'training') state.set({ phase: 'ready' });
    if (state.now.phase === 'ready') sampler.draw();
  }

  return {
    save,

    /** What the training that runs stops at. */
    goal: () => goal,

    /** @param {number} updates to stop at @returns {Promise<void>} when it has stopped */
    start(updates) {
      goal = updates;
      controller = new AbortController();
      state.set({ phase: 'training', notice: '', offer: undefined });
      running = run(updates, controller.signal);
      return running;
    },

    /** @returns {Promise<void>} when no update is running any more */
    stop() {
      controller.abort();
      return running;
    },

    /** Begins new books, for a model with so many updates behind it. @param {number} updates */
    clear(updates) {
      history.clear(updates);
      frozenAt = 0;
      const unknown = { perplexity: undefined, frozen: undefined, heldOut: undefined };
      const nothing = { report: undefined, remaining: undefined, elapsed: 0, lapse: [] };
      state.set({ ...unknown, ...nothing, curve: curve() });
    },

    /** Goes on with books that were kept. @param {import('../store/notes.js').Notes} notes */
    restore({ books, lapse, elapsed, target, report, perplexity }) {
      history.restore(books);
      frozenAt = books.frozen.at(-1)?.update ?? 0;
      const [frozen, heldOut] = [books.frozen, books.heldOut].map((points) => {
        const last = points.at(-1);
        return last && Math.exp(last.loss);
      });
      const shown = { lapse, elapsed, target, report, perplexity, frozen, heldOut };
      state.set({ ...shown, curve: curve() });
    },
  };
}
