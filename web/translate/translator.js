import { createState } from '../app/state.js';
import { words as ofPage } from '../app/words.js';
import { createPairSources } from './pair-sources.js';
import { starts } from './starts.js';
import { validationOf } from './table.js';
import { createTranslatorSession, cutterOf, loadTable } from './translator-session.js';
import { initial } from './translator-state.js';
import { answer, createTraining } from './translator-training.js';
import { words } from './words.js';

/**
 * @typedef {import('./translator-state.js').TranslatorState} TranslatorState
 * @typedef {import('./translator-state.js').Settings} Settings
 * @typedef {import('./translator-state.js').Place} Place
 * @typedef {import('./table.js').Table} Table
 * @typedef {Error & { code?: string }} Failure
 * @typedef {ReturnType<typeof createTranslator>} Translator
 */

/**
 * The translator's weights, drawn afresh.
 * @param {import('./translator-state.js').State} state
 * @param {ReturnType<typeof createTranslatorSession>} session
 * @param {ReturnType<typeof createTraining>} training
 */
function createWeights(state, session, training) {
  /** For the present pairs. @param {Settings} settings @param {Partial<TranslatorState>} [along] */
  async function draw(settings, along = {}) {
    const held = { table: state.now.table, ...along }.table;
    if (!held) return;
    const opened = await session.open();
    const validation = validationOf(held);
    const model = await opened.createTranslator({ ...settings, validation });
    const { cutOff } = await opened.epoch();
    training.clear();
    const nothing = { updates: 0, training: [], unseen: [], answers: undefined, bookAnswers: [] };
    const weights = state.now.weights + 1;
    state.set({ ...along, ...nothing, settings, model, cutOff, weights, phase: 'ready' });
    await answer(state, opened);
  }

  return {
    draw,

    /** For other pairs. @param {Table} table @param {Settings} settings @param {Partial<TranslatorState>} along */
    async take(table, settings, along) {
      session.forget();
      const info = await loadTable(await session.open(), table);
      await draw(settings, { ...along, table, info });
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
  const session = createTranslatorSession(state, lab);
  const training = createTraining(state, session.open, (error) => fail('notice', error));
  const { draw, take } = createWeights(state, session, training);
  /** Whatever changes the pairs or the model is done one after the other. @type {Promise<void>} */
  let last = Promise.resolve();

  let isStepping = false;

  /** @param {Place} place @param {unknown} error */
  function fail(place, error) {
    const failure = /** @type {Failure} */ (error);
    const { code, name } = failure;
    if (code === 'DISPOSED' || name === 'AbortError') return;
    const text = ofPage.failure(failure);
    if (code === 'WORKER_LOST') {
      session.lose(); // the next pairs begin with another session
      state.set({ phase: 'lost', notice: text });
    } else state.set({ [place]: code === 'DIVERGED' ? words.diverged(failure) : text });
  }

  /** @param {Place} place @param {() => Promise<void>} task */
  function exclusively(place, task) {
    last = last.then(async () => {
      await training.stop();
      state.set({ pairsError: '', settingsError: '', notice: '' });
      await task().catch((error) => fail(place, error));
    });
    return last;
  }

  /** @param {number} target updates */
  async function trainTo(target) {
    await lab.pause(); // two trainings at a time would slow each other
    training.start(target);
  }

  return {
    state,

    /** The session with the present weights; to translate is free, also while it trains. */
    session: session.open,

    ...createPairSources(state, exclusively, take, cutterOf(session.open)),

    /** @param {Settings} settings */
    apply: (settings) => exclusively('settingsError', () => draw(settings, { start: undefined })),

    train: () =>
      exclusively('notice', async () => {
        const { updates, target, start } = state.now;
        const more = start ? starts[start].target : target;
        if (updates >= target) state.set({ target: updates + more });
        await trainTo(state.now.target);
      }),
    pause: training.stop,
    /** One whole update; what is pressed meanwhile is ignored. */
    async step() {
      if (isStepping) return;
      isStepping = true;
      await exclusively('notice', async () => {
        await lab.pause();
        await training.start(state.now.updates + 1);
      });
      isStepping = false;
    },
    reset: () => exclusively('notice', () => draw(state.now.settings)),

    /**
     * Gives worker and memory back; whatever comes next has the same weights.
     * @param {() => boolean} stillLeft asked when the training has stopped
     */
    leave: (stillLeft) =>
      exclusively('notice', async () => {
        if (stillLeft()) await session.giveBack();
      }),
  };
}
