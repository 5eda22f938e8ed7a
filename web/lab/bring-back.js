// What files and kept runs bring back: a model, or a training with its text and settings and what the page showed.
// Loaded when a visitor asks for it.
import { words } from '../app/words.js';
import { keepPresent } from './keep-present.js';
import { hostOfSaved, readNotes, textKey } from './notes.js';
import { readTraining } from './saved-files.js';

/**
 * @typedef {import('./session-state.js').SessionState} SessionState
 * @typedef {import('./session-state.js').Run} Run
 * @typedef {import('./resuming.js').Parts} Parts
 * @typedef {import('../../wasm/sluice.d.ts').SavedTraining} SavedTraining
 */

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

/** @param {SessionState} shared @param {Parts} parts @param {Uint8Array} bytes of a file with training @returns {Promise<string>} what is to be said */
export async function bringBack(shared, { texts, models, measurements, runs, engine }, bytes) {
  const { state } = shared;
  const saved = readTraining(bytes);
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

/** @param {SessionState} shared @param {Parts} parts @param {Run} run @returns {Promise<string>} what is to be said */
export async function bringBackRun(shared, parts, run) {
  const found = await parts.runs.open(run.id);
  if (!found) throw new Error(words.runs.gone);
  const remark = await bringBack(shared, parts, new Uint8Array(found.file));
  const isMine = await parts.runs.adopt(run);
  const isOlder = found.summary.saved < run.saved;
  return remark || (isOlder && words.runs.older) || (isMine ? '' : words.runs.copied);
}

/** @param {SessionState} shared @param {Parts} parts @param {Uint8Array} bytes @returns {Promise<boolean | undefined>} whether the text of this training is here; undefined if it is none of a text */
export async function hasText({ state }, { runs }, bytes) {
  const saved = readTraining(bytes);
  if (saved?.kind !== 'language') return undefined;
  return isOnPresentText(state, saved) || Boolean(await runs.text(keyOf(saved)));
}

/** A model for texts, from a file; if it holds another, the present one stays. @param {SessionState} shared @param {Uint8Array} bytes */
export async function loadLanguageModel(shared, bytes) {
  const bringPresentBack = await keepPresent(shared);
  const model = await shared.session.load(bytes);
  if (model.kind === 'language') return model;
  await bringPresentBack();
  throw new Error(words.isTranslator);
}
