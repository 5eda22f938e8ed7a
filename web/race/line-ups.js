import { presets } from '../../wasm/index.js';

/**
 * @typedef {import('./settings.js').Settings} Settings
 * @typedef {'cells' | 'gates' | 'reset' | 'hidden' | 'layers' | 'rate' | 'clip' | 'luck'} LineUp
 */

/** Adam suits all cells and sizes alike, so that what differs is what is being compared. */
const base = /** @type {Settings} */ ({
  ...presets['quick-gru'].settings,
  ...{ optimizer: 'adam', lr: 0.003 },
});

/** The book's own way, where the step itself is the matter. @type {Settings} */
const plain = { optimizer: 'sgd', lr: 1 };

/** What the lanes of each line-up have of their own. @type {Record<LineUp, Settings[]>} */
const own = {
  cells: [{ cell: 'rnn' }, { cell: 'gru' }, { cell: 'lstm' }],
  gates: [{ gates: 'both' }, { gates: 'reset' }, { gates: 'update' }],
  reset: [{ reset: 'before' }, { reset: 'after' }],
  hidden: [{ hidden: 32 }, { hidden: 64 }, { hidden: 128 }, { hidden: 256 }],
  layers: [{ layers: 1 }, { layers: 2 }],
  rate: [
    { ...plain, lr: 0.1 },
    { ...plain, lr: 1 },
    { ...plain, lr: 4 },
  ],
  clip: [
    { ...plain, cell: 'rnn', clip: 1 },
    { ...plain, cell: 'rnn', clip: 0 },
    { ...plain, cell: 'gru', clip: 1 },
    { ...plain, cell: 'gru', clip: 0 },
  ],
  luck: [{ seed: 1 }, { seed: 2 }, { seed: 3 }, { seed: 4 }],
};

export const lineUps = /** @type {LineUp[]} */ (Object.keys(own));

/** @param {LineUp} name @returns {Settings[]} */
export const settingsOf = (name) => own[name].map((settings) => ({ ...base, ...settings }));

/** Of the line-up that the address names, as in "#race=gates". */
export const lineUpInAddress = () => {
  const asked = new URLSearchParams(location.hash.slice(1)).get('race');
  return lineUps.find((name) => name === asked);
};
