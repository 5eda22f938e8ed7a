import { words as general } from '../../app/words.js';
import { VALIDATION_TOKENS } from '../../lab/monitoring.js';
import { find, write } from '../../parts/dom.js';
import { words } from './words.js';

/**
 * @typedef {import('../../lab/lab.js').Lab} Lab
 * @typedef {import('../../lab/lab.js').LabState} LabState
 */

/** Why it cannot be, or ''. @param {LabState} now */
function objectionTo({ model, division }) {
  if (!model || !division) return '';
  if (model.settings.bidirectional) return words.sawTheFuture;
  return division.heldOut < 2 ? words.nothingHeldOut : '';
}

/** The held-out part, read once as it is and once learning on, by the same weights. @param {Lab} lab @param {AbortSignal} [signal] */
async function readHeldOut(lab, signal) {
  const { updates } = lab.state.now;
  const how = { tokens: VALIDATION_TOKENS, newest: true, signal };
  const [still, learning] = await Promise.all(
    [false, true].map((learnOn) => lab.session().measure('validation', { ...how, learnOn })),
  );
  return words.reading(Number(learning?.perplexity), Number(still?.perplexity), updates);
}

/** @param {any} error */
const problemOf = (error) => (error.code === 'DIVERGED' ? words.astray : general.failure(error));

/** A switch: what the held-out reading is when a copy of the model learns on from what it reads. @param {Lab} lab */
export function showLearningOn(lab) {
  const { state } = lab;
  const box = find('learn-on', HTMLInputElement);
  /** Of which weights the reading is, or will be. */
  let wanted = '';
  let reading = '';

  function show() {
    const objection = objectionTo(state.now);
    box.disabled = !state.now.model || objection !== '';
    write('learn-on-meaning', objection || (box.checked && reading) || words.meaning);
  }

  /** @param {AbortSignal} [signal] */
  async function read(signal) {
    const { birth, updates } = state.now;
    const weights = `${birth}, ${updates}`;
    if (!box.checked || box.disabled || weights === wanted) return;
    wanted = weights;
    const said = await readHeldOut(lab, signal).catch(
      (error) => signal?.aborted || problemOf(error),
    );
    if (typeof said !== 'string') wanted = '';
    else if (weights === wanted) reading = said;
    show();
  }

  box.addEventListener('change', () => {
    wanted = reading = '';
    show();
    if (state.now.phase === 'ready') read();
  });
  lab.lookAlong(read);
  state.watch(['birth'], () => {
    reading = '';
  });
  state.watch(['phase', 'birth', 'updates', 'model', 'division'], ({ phase }) => {
    show();
    if (phase === 'ready') read();
  });
}
