import { readTraining } from '../../wasm/index.js';
import { words } from '../app/words.js';
import { hostOf, readNotes, textKey } from '../store/notes.js';

/**
 * @typedef {import('./bench.js').LabState['runs'][number]} Run
 * @typedef {import('../../wasm/sluice.d.ts').SavedTraining} SavedTraining
 *
 * A training that could go on, and why it is offered: the visitor is back, the engine was lost, or
 * a file was loaded that holds one.
 * @typedef {{ reason: 'visit' | 'lost', run: Run }
 *   | { reason: 'file', bytes: Uint8Array, updates: number }} Offer
 */

/**
 * Brings back a training that was kept: its text, model and settings, and what was shown of it.
 * @param {import('./bench.js').Bench} bench
 * @param {object} parts
 * @param {ReturnType<typeof import('./texts.js').createTexts>} parts.texts
 * @param {ReturnType<typeof import('./models.js').createModels>} parts.models
 * @param {ReturnType<typeof import('./training.js').createTraining>} parts.training
 * @param {import('../store/keeper.js').Keeper} parts.keeper
 * @param {(engine: import('./setup.js').Host['engine']) => Promise<void>} parts.changeEngine
 */
export function createResuming(bench, { texts, models, training, keeper, changeEngine }) {
  const { state } = bench;

  /** @param {SavedTraining} saved */
  const keyOf = (saved) => textKey(saved.fingerprint, hostOf(saved));
  /** @param {SavedTraining} saved */
  const isOnPresentText = (saved) =>
    keyOf(saved) === textKey(state.now.text?.info.fingerprint ?? '', state.now.host);

  /** The engine it ran on, where this machine has it. @param {SavedTraining} saved @returns {Promise<string>} what is to be said */
  async function useEngine(saved) {
    const chosen = hostOf(saved).engine;
    const ran = readNotes(saved.notes)?.engine ?? bench.session.engine;
    try {
      if (chosen !== state.now.host.engine) await changeEngine(chosen);
      if (ran !== bench.session.engine)
        await changeEngine(/** @type {import('./setup.js').Host['engine']} */ (ran));
      return '';
    } catch (/** @type {any} */ error) {
      if (error.code === 'WORKER_LOST') throw error;
      return words.runs.otherEngine(ran, bench.session.engine);
    }
  }

  /** @param {Uint8Array} bytes of a file with training @returns {Promise<string>} what is to be said */
  async function goOn(bytes) {
    const saved = readTraining(bytes);
    if (!saved) throw new Error(words.runs.noTraining);
    const text = isOnPresentText(saved) ? undefined : await keeper.text(keyOf(saved));
    if (!text && !isOnPresentText(saved)) throw new Error(words.runs.textMissing);
    const remark = await useEngine(saved);
    const { normalize, maxTokens, workers } = hostOf(saved);
    const host = { ...state.now.host, normalize, maxTokens, workers };
    const resume = (/** @type {Partial<import('./bench.js').LabState>} */ along) =>
      models.resume(bytes, saved.updates, along);
    await (text ? texts.replace(text, host, resume) : resume({ host }));
    const notes = readNotes(saved.notes);
    if (notes) training.restore(notes);
    return remark;
  }

  /** @param {Run} run @returns {Promise<string>} */
  async function continueRun(run) {
    const found = await keeper.open(run.id);
    if (!found) throw new Error(words.runs.gone);
    const remark = await goOn(new Uint8Array(found.file));
    const isMine = await keeper.adopt(run);
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
      const saved = readTraining(bytes);
      if (saved?.kind !== 'language') return;
      if (isOnPresentText(saved) || (await keeper.text(keyOf(saved))))
        state.set({ offer: { reason: 'file', bytes, updates: state.now.updates } });
      else state.set({ modelError: words.runs.fileNeedsText });
    },

    /** Offers the run that was trained last, until the visitor has begun something else. */
    offerLatest() {
      const run = keeper.latest();
      if (run && state.now.phase !== 'training' && state.now.updates === 0)
        state.set({ offer: { reason: 'visit', run } });
    },

    /** Offers what is kept of the present run, whose engine was lost. */
    offerPresent() {
      const run = keeper.present();
      if (run) state.set({ offer: { reason: 'lost', run } });
    },
  };
}
