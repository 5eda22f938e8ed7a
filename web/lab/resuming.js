import { words } from '../app/words.js';
import { hostOfSaved, readNotes, textKey } from './notes.js';

/**
 * @typedef {import('./session-state.js').SessionState} SessionState
 * @typedef {import('./session-state.js').Run} Run
 * @typedef {import('./session-state.js').Offer} Offer
 * @typedef {import('../../wasm/sluice.d.ts').SavedTraining} SavedTraining
 *
 * @typedef {object} Parts
 * @property {ReturnType<typeof import('./texts.js').createTexts>} texts
 * @property {ReturnType<typeof import('./models.js').createModels>} models
 * @property {ReturnType<typeof import('./measurements.js').createMeasurements>} measurements
 * @property {import('./kept-runs.js').KeptRuns} runs
 * @property {ReturnType<typeof import('./engine.js').createEngine>} engine
 */

/** The account that a file gives of its training; null without one. @param {Uint8Array} bytes */
async function accountIn(bytes) {
  const { readTraining } = await import('./saved-files.js');
  return readTraining(bytes);
}

/** @param {SavedTraining} saved */
const keyOf = (saved) => textKey(saved.fingerprint, hostOfSaved(saved));

/** @param {SessionState['state']} state @param {SavedTraining} saved */
const isOnPresentText = ({ now }, saved) =>
  keyOf(saved) === textKey(now.text?.info.fingerprint ?? '', now.host);

/** The engine it ran on, where this machine has it. @param {SessionState} shared @param {Parts['engine']} engine @param {SavedTraining} saved @returns {Promise<string>} what is to be said */
async function useEngine(shared, engine, saved) {
  const chosen = hostOfSaved(saved).engine;
  const { engine: before, fused } = readNotes(saved.notes) ?? shared.session;
  const ran = before === 'relaxed' && !fused ? 'simd' : before; // the same numbers, on any host
  try {
    if (chosen !== shared.state.now.host.engine) await engine.change(chosen);
    if (ran !== shared.session.engine)
      await engine.change(/** @type {import('./setup.js').Host['engine']} */ (ran));
    return fused === shared.session.fused ? '' : words.runs.otherRounding(ran);
  } catch (/** @type {any} */ error) {
    if (error.code === 'WORKER_LOST') throw error;
    return words.runs.otherEngine(ran, shared.session.engine);
  }
}

/**
 * Brings back a training that was kept: its text, model and settings, and what the page showed.
 * @param {SessionState} shared
 * @param {Parts} parts
 */
export function createResuming(shared, { texts, models, measurements, runs, engine }) {
  const { state } = shared;

  /** @param {Uint8Array} bytes of a file with training @returns {Promise<string>} what is to be said */
  async function goOn(bytes) {
    const saved = await accountIn(bytes);
    if (!saved) throw new Error(words.runs.noTraining);
    const text = isOnPresentText(state, saved) ? undefined : await runs.text(keyOf(saved));
    if (!text && !isOnPresentText(state, saved)) throw new Error(words.runs.textMissing);
    const remark = await useEngine(shared, engine, saved);
    const { normalize, maxTokens, workers } = hostOfSaved(saved);
    const host = { ...state.now.host, normalize, maxTokens, workers };
    const resume = (/** @type {Partial<import('./session-state.js').LabState>} */ along) =>
      models.resume(bytes, saved.updates, along);
    await (text ? texts.replace(text, host, resume) : resume({ host }));
    const notes = readNotes(saved.notes);
    if (notes) measurements.restore(notes);
    return remark;
  }

  /** @param {Run} run @returns {Promise<string>} */
  async function continueRun(run) {
    const found = await runs.open(run.id);
    if (!found) throw new Error(words.runs.gone);
    const remark = await goOn(new Uint8Array(found.file));
    const isMine = await runs.adopt(run);
    const isOlder = found.summary.saved < run.saved;
    return remark || (isOlder && words.runs.older) || (isMine ? '' : words.runs.copied);
  }

  state.watch(['runs'], ({ offer, runs }) => {
    const isGone = (/** @type {Run} */ run) => runs.every(({ id }) => id !== run.id);
    if (offer && offer.reason !== 'file' && isGone(offer.run)) state.set({ offer: undefined });
  });

  return {
    /** @param {Offer} offer */
    async accept(offer) {
      const remark = await (offer.reason === 'file' ? goOn(offer.bytes) : continueRun(offer.run));
      state.set({ offer: undefined, notice: remark });
    },

    /** Offers to go on with the training of a file, if it holds one. @param {Blob} file */
    async consider(file) {
      const bytes = new Uint8Array(await file.arrayBuffer());
      const saved = await accountIn(bytes);
      if (saved?.kind !== 'language') return;
      if (isOnPresentText(state, saved) || (await runs.text(keyOf(saved))))
        state.set({ offer: { reason: 'file', bytes, updates: state.now.updates } });
      else state.set({ modelError: words.runs.fileNeedsText });
    },

    /** Offers the run that was trained last, until the visitor has begun something else. */
    offerLatest() {
      const run = runs.latest();
      if (run && state.now.phase !== 'training' && state.now.updates === 0)
        state.set({ offer: { reason: 'visit', run } });
    },

    /** Offers what is kept of the present run, whose engine was lost. */
    offerPresent() {
      const run = runs.present();
      if (run) state.set({ offer: { reason: 'lost', run } });
    },
  };
}
