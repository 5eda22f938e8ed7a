import { createAddress } from './address.js';
import { createAutosave } from './autosave.js';
import { createBaselines } from './baselines.js';
import { watchForBlowUp } from './blow-up.js';
import { createEngine } from './engine.js';
import { createForecaster } from './forecast.js';
import { createFreshModel } from './fresh-model.js';
import { createGeneration } from './generation.js';
import { createGoal } from './goal.js';
import { createKeptRuns } from './kept-runs.js';
import { createMeasurements } from './measurements.js';
import { createModelCommands } from './model-commands.js';
import { createModelFiles, createModels } from './models.js';
import { presentSetup, presetOf } from './presets.js';
import { createQueue } from './queue.js';
import { createResuming } from './resuming.js';
import { createSampler } from './sampler.js';
import { createSessionState } from './session-state.js';
import { createTexts } from './texts.js';
import { createTrainingCommands } from './training-commands.js';
import { createTraining, createTrainingLoop } from './training-loop.js';

/**
 * What the lab is made of.
 * @typedef {ReturnType<typeof createParts>} Parts
 *
 * @param {import('./session-state.js').SessionState} shared
 * @param {import('../texts/built-in.js').Source} firstText
 */
function createParts(shared, firstText) {
  const { state } = shared;
  const texts = createTexts(shared, firstText);
  const sampler = createSampler(shared);
  const runs = createKeptRuns(shared);
  const autosave = createAutosave(shared, runs, texts.source);
  const measurements = createMeasurements(shared);
  const training = createTraining(shared, measurements, sampler, autosave);
  const trainingLoop = createTrainingLoop(shared, training);
  const generation = createGeneration(shared);
  const baselines = createBaselines(shared);
  const recognize = () => state.set({ preset: presetOf(state.now) });
  const models = createModels(shared, ({ updates }) => {
    generation.stop();
    autosave.beginAnew();
    measurements.clear(updates);
    sampler.draw();
    baselines.count();
    recognize();
  });
  const findGoal = createGoal(shared, models);
  const engine = createEngine(shared, texts);
  const freshModel = createFreshModel(shared, { engine, texts, models });
  const resuming = createResuming(shared, { texts, models, measurements, runs, engine });
  const queue = createQueue(shared, trainingLoop.stop);
  const forecaster = createForecaster(shared, () => texts.source().content);
  return {
    ...{ texts, runs, autosave, trainingLoop, generation, recognize, models, findGoal },
    ...{ engine, freshModel, resuming, queue, forecaster, sampler },
  };
}

/**
 * The one text, one model and one training of the page, and everything a visitor can do with them.
 * Errors end as messages in the state; no method rejects.
 *
 * @param {import('../texts/built-in.js').Source} firstText
 * @param {URLSearchParams} query of the page's address: what to begin with
 */
export function createLab(firstText, query) {
  const shared = createSessionState();
  const { state } = shared;
  const parts = createParts(shared, firstText);
  const { engine, freshModel, generation, models, queue, resuming, runs, texts } = parts;
  const address = createAddress(shared, query, freshModel);
  watchForBlowUp(shared);
  state.watch(['phase'], ({ phase }) => {
    if (phase === 'lost') resuming.offerPresent();
  });
  runs.start().then(resuming.offerLatest);

  /** Also after the engine was lost. */
  async function start() {
    queue.clear();
    const hadModel = state.now.model !== undefined;
    const setup = presentSetup(state.now);
    state.set({ phase: 'starting', notice: '', model: undefined });
    try {
      await engine.start();
      await (hadModel ? freshModel.drawBy(setup) : address.follow());
      state.set({ phase: 'ready' });
    } catch (error) {
      shared.fail('notice', error);
      state.set({ phase: 'lost' });
    }
  }

  return {
    state,
    start,
    runs,
    ...createTrainingCommands(shared, parts),
    ...createModelCommands(shared, parts),

    /** @param {import('./session-state.js').Offer} offer of a training to go on with */
    async goOn(offer) {
      if (state.now.phase === 'lost') await start();
      await queue.exclusively('notice', () => resuming.accept(offer));
    },
    decline: () => state.set({ offer: undefined }),

    /** What a link says, and whether it brings the text along. */
    query: address.query,
    textIsInLink: address.textIsInLink,

    /**
     * The session with the page's text and model. Another one takes its place when the engine is
     * lost or changed: ask each time. Its text and model are changed by the lab alone; to read,
     * generate, inspect or measure is free, also while it trains.
     */
    session: () => shared.session,

    /** The text that is loaded, as it was before it was read; `state.host` says how it was. */
    source: texts.source,

    /** Takes effect between two updates. @type {typeof models.change} */
    change: (name, value) => queue.add(() => models.change(name, value).finally(parts.recognize)),

    /** Finds out the cost of the present setup with these changes; undefined: of none. @param {import('./setup.js').Setup} [changes] */
    consider: (changes) =>
      parts.forecaster.consider(changes && { ...presentSetup(state.now), ...changes }),

    /** Whether somebody looks at what the present setup costs. */
    foresee: parts.forecaster.foresee,

    lookAlong: parts.trainingLoop.lookAlong,
    writeOn: parts.sampler.writeOn,
    lookInto: parts.sampler.lookInto,
    generate: generation.start,
    stopGenerating: generation.stop,
    ...createModelFiles(shared),
    /** @param {boolean} large type */
    setLarge: (large) => state.set({ classMode: { ...state.now.classMode, large } }),
    dismiss: () => state.set({ notice: '' }),
  };
}

/** @typedef {ReturnType<typeof createLab>} Lab */
/** @typedef {import('./session-state.js').LabState} LabState */
