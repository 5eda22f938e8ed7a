import { createSession } from '../../wasm/index.js';
import { chosen } from '../app/language.js';
import { readLesson } from '../app/lesson.js';
import { words } from '../app/words.js';
import { createKeeper } from '../store/keeper.js';
import { builtInText } from '../texts/built-in.js';
import { createBench } from './bench.js';
import { watchForBlowUp } from './blow-up.js';
import { createForecaster } from './forecast.js';
import { keepPresent } from './keep-present.js';
import { LONGEST_IN_LINK, readLink, writeLink } from './link.js';
import { createModels } from './models.js';
import { TARGET } from './preset.js';
import { complete, firstFor, presetOf, presets } from './presets.js';
import { createResuming } from './resuming.js';
import { createSampler } from './sampler.js';
import { hostOf, rowsOf, settingsOf, setupOf } from './setup.js';
import { createTexts } from './texts.js';
import { createTraining } from './training.js';
import { createWriting } from './writing.js';
import { createYardsticks } from './yardsticks.js';

/** @typedef {import('./setup.js').Setup} Setup */

/**
 * The one text, one model and one training of the page, and everything a visitor can do with them.
 * Errors end as messages in the state; no method rejects.
 *
 * @param {import('./texts.js').Source} firstText
 * @param {URLSearchParams} query of the page's address: what to begin with
 */
export function createLab(firstText, query) {
  const bench = createBench();
  watchForBlowUp(bench);
  const { state } = bench;
  const { wrong: wrongInLesson, ...lesson } = readLesson(query);
  state.set({ lesson });
  const sampler = createSampler(bench);
  const keeper = createKeeper(bench, () => texts.source());
  const training = createTraining(bench, sampler, keeper);
  const writing = createWriting(bench);
  const yardsticks = createYardsticks(bench);
  const texts = createTexts(bench, firstText);
  const models = createModels(bench, ({ updates }) => {
    writing.stop();
    keeper.forget();
    training.clear(updates);
    sampler.draw();
    yardsticks.count();
    recognize();
  });
  const resuming = createResuming(bench, { texts, models, training, keeper, changeEngine });
  /** Whatever replaces or changes the model is done one after the other. @type {Promise<any>} */
  let last = Promise.resolve();

  const rows = () => rowsOf(state.now.table);
  const setup = () => setupOf(state.now, firstFor(state.now.text?.builtIn).setup);
  /** What is chosen beside any preset. */
  const unrelated = () => {
    const { seed, workers, engine } = setup();
    return { seed, workers, engine };
  };
  const recognize = () => state.set({ preset: presetOf(rows(), setup()) });
  const draw = (/** @type {Partial<LabState>} */ along = {}) =>
    models.draw(settingsOf(setup()), along);

  /** Takes text and model to another build of the core. @param {import('./setup.js').Host['engine']} engine */
  async function changeEngine(engine) {
    const before = bench.session;
    const session = await createSession({ engine });
    const bringBack = await keepPresent(bench);
    bench.session = session;
    try {
      await texts.readAgain();
      await bringBack();
    } catch (error) {
      bench.session = before;
      await session.dispose();
      throw error;
    }
    await before.dispose();
    state.set({ engine: session.engine, host: { ...state.now.host, engine } });
  }

  /** A fresh model by this setup, for this text or the present one. @param {Setup} next @param {import('./texts.js').Source} [source] */
  async function setUp(next, source) {
    const host = hostOf(next);
    if (host.engine !== state.now.host.engine) await changeEngine(host.engine);
    const settings = settingsOf(next);
    const { normalize, maxTokens } = state.now.host;
    const asRead = host.normalize === normalize && host.maxTokens === maxTokens && !source;
    await (asRead
      ? models.redraw(settings, { host })
      : texts.replace(source, host, (along) => models.draw(settings, along)));
  }

  /** Does what the address asks for; what cannot be done is said and left out. */
  async function followLink() {
    const wish = readLink(query, rows());
    const { text, target } = wish;
    const wrong = [...wish.wrong, ...wrongInLesson];
    let notice = wrong.length > 0 ? words.linkWrong(wrong) : '';
    const source = text ? { name: words.linkedText, content: new Blob([text]) } : undefined;
    try {
      await setUp(wish.setup, source);
      if (target) state.set({ target });
    } catch (error) {
      const failure = /** @type {import('./bench.js').Failure} */ (error);
      if (failure.code === 'WORKER_LOST') throw error;
      notice = words.linkRefused(failure);
      await draw();
    }
    state.set({ notice });
  }

  /**
   * Does it when its turn has come and the training has ended.
   * @param {import('./bench.js').Place} place of a message if it fails
   * @param {() => Promise<void>} task
   */
  function exclusively(place, task) {
    last = last.then(async () => {
      await training.stop();
      if (state.now.phase === 'lost') return;
      state.set({ [place]: '' });
      await task().catch((error) => bench.fail(place, error));
    });
    return last;
  }

  /** To the same end, in another way. */
  function trainAnew() {
    const goal = training.goal();
    if (state.now.phase !== 'training' || state.now.updates >= goal) return;
    exclusively('notice', async () => {
      training.start(goal);
    });
  }

  state.watch(['phase'], ({ phase }) => {
    if (phase === 'lost') resuming.offerPresent();
  });
  keeper.start().then(resuming.offerLatest);

  const forecaster = createForecaster(bench, setup, () => texts.source().content);

  const lab = {
    state,

    /** Also after the engine was lost. */
    async start() {
      last = Promise.resolve();
      const again = state.now.model && settingsOf(setup());
      state.set({ phase: 'starting', notice: '', model: undefined });
      try {
        bench.session = await createSession({ engine: state.now.host.engine });
        state.set({ engine: bench.session.engine, table: await bench.session.settingsTable() });
        await texts.readAgain();
        await (again ? models.draw(again) : followLink());
        state.set({ phase: 'ready' });
      } catch (error) {
        bench.fail('notice', error);
        state.set({ phase: 'lost' });
      }
    },

    train: () =>
      exclusively('notice', async () => {
        const { updates, target } = state.now;
        if (updates >= target) state.set({ target: updates + TARGET });
        training.start(state.now.target);
      }),
    pause: () => training.stop(),
    step: () => exclusively('notice', () => training.start(state.now.updates + 1)),
    reset: () => exclusively('notice', () => models.redraw(settingsOf(setup()))),

    /** @param {number} target */
    setTarget(target) {
      const isMeant = state.now.phase === 'training' && training.goal() === state.now.target;
      state.set({ target, remaining: undefined });
      if (!isMeant) return;
      if (target > state.now.updates) lab.train();
      else training.stop();
    },

    /** @param {number} pace updates a second at most, from now on; 0: full speed */
    setPace(pace) {
      state.set({ lesson: { ...state.now.lesson, pace } });
      trainAnew();
    },

    /** @param {boolean} large type */
    setLarge: (large) => state.set({ lesson: { ...state.now.lesson, large } }),

    /** Replaces the text, and the model by a fresh one. @param {import('./texts.js').Source} next */
    useText(next) {
      const textError = texts.objection(next);
      if (textError) state.set({ textError });
      else exclusively('textError', () => texts.use(next, state.now.host, draw));
    },

    /** One of the page's own texts; what suited the other is exchanged for what suits it. @param {import('../app/language.js').Language} one */
    useBuiltIn: (one) =>
      exclusively('textError', async () => {
        const source = await builtInText(one);
        const { preset, text, host } = state.now;
        if (preset !== firstFor(text?.builtIn)) return texts.use(source, host, draw);
        const { setup, target } = firstFor(one);
        await setUp({ ...complete(rows(), setup), ...unrelated() }, source);
        state.set({ target });
      }),
    cancelReading: texts.cancel,

    /** Draws a model with other settings, and trains on if it was training. @param {Setup} changes */
    apply(changes) {
      const wasTraining = state.now.phase === 'training' && training.goal() === state.now.target;
      return exclusively('settingsError', async () => {
        await setUp({ ...setup(), ...changes });
        if (wasTraining) training.start(state.now.target);
      });
    },

    /** Draws the model of a preset, with the present seed and on the present machine. @param {string} id */
    usePreset: (id) =>
      exclusively('notice', async () => {
        const preset = presets.find((one) => one.id === id);
        if (!preset) return;
        await setUp({ ...complete(rows(), preset.setup), ...unrelated() });
        state.set({ target: preset.target });
      }),

    /** Tells the cost of the present setup with these changes; undefined: of none. @param {Setup} [changes] */
    consider: (changes) => forecaster.consider(changes && { ...setup(), ...changes }),

    /** Takes effect between two updates. @type {typeof models.change} */
    change(name, value) {
      last = last.then(() => models.change(name, value)).finally(recognize);
      return last;
    },

    /** @param {import('./setup.js').Host['workers']} workers that share the training from now on */
    shareWork(workers) {
      state.set({ host: { ...state.now.host, workers } });
      trainAnew();
    },

    /**
     * The session with the page's text and model. Another one takes its place when the engine is
     * lost or changed: ask each time. Its text and model are changed by the lab alone; to read,
     * generate, inspect or measure is free, also while it trains.
     */
    session: () => bench.session,

    /** The text that is loaded, as it was before it was read; `state.host` says how it was. */
    source: () => texts.source(),

    /** The whole text as the visitor gave it, if it has at most a million bytes. */
    textContent: () => state.now.text?.content,

    /** Whether a link brings the text along, as it does a short one; the built-in one is there anyway. */
    textIsInLink() {
      const { text } = state.now;
      const { length = Infinity } = text?.content ?? '';
      return text?.builtIn !== undefined || length <= LONGEST_IN_LINK;
    },

    /**
     * Everything that is set, as a link says it.
     * @param {{ lang?: import('../app/language.js').Language, lesson?: import('../app/lesson.js').Lesson }} [changes]
     */
    query({ lang = chosen, lesson = state.now.lesson } = {}) {
      const { text, target } = state.now;
      const { builtIn, content } = text ?? {};
      const wish = { setup: setup(), target, text: content, builtIn, lang, lesson };
      return writeLink(rows(), wish);
    },

    write: writing.start,
    stopWriting: writing.stop,
    save: models.save,
    exportAs: models.exportAs,
    load: (/** @type {Blob} */ file) =>
      exclusively('modelError', async () => {
        await models.load(file);
        await resuming.consider(file);
      }),

    /** Goes on with a training that was kept. @param {import('./resuming.js').Offer} offer */
    async goOn(offer) {
      if (state.now.phase === 'lost') await lab.start();
      await exclusively('notice', () => resuming.accept(offer));
    },
    decline: () => state.set({ offer: undefined }),
    runs: keeper,

    /** Whether anything is kept, what is there now included. @param {boolean} isOn */
    keepRuns(isOn) {
      keeper.turn(isOn);
      if (isOn && state.now.phase === 'ready') exclusively('notice', training.save);
    },

    dismiss: () => state.set({ notice: '' }),
  };
  return lab;
}

/** @typedef {ReturnType<typeof createLab>} Lab */
/** @typedef {import('./bench.js').LabState} LabState */
