import { formatPerplexity } from '../../app/format.js';
import { buttonRow } from '../../parts/button.js';
import { make } from '../../parts/make.js';
import { createFrame } from '../frame.js';
import { createLearned } from '../learned.js';
import { ENOUGH, follow } from '../school.js';
import { createStrip } from '../strip.js';
import { words as ofRoom } from '../words.js';
import { createWriting, written } from '../writing.js';
import { returnedOf, SETTINGS, statesOf } from './networks.js';
import { words } from './words.js';

/** @typedef {import('./networks.js').Network} Network */
/** @typedef {import('./networks.js').Returned} Returned */

const NETWORKS = /** @type {Network[]} */ (Object.keys(SETTINGS));
/** Symbols of the training text that the perplexity is measured on. */
const MEASURED = 1000;

/** Said of a frame. @param {number} from @param {number} count of columns */
function framedAt(from, count) {
  if (count === 1) return words.framed.one(from + 1);
  return count === 0 ? words.framed.none : words.framed.all;
}

/** Two strips, each under its name, with a frame around what is returned. */
function createStrips() {
  const strips = [0, 1].map(() => {
    const name = make('h4', {});
    const strip = createStrip(ofRoom.visible);
    return { name, strip, root: make('div', {}, name, strip.root) };
  });
  return {
    root: make('div', {}, ...strips.map(({ root }) => root)),
    /** @param {Network} network @param {Returned} what @param {import('../../../wasm/sluice.d.ts').Inspection} seen */
    show(network, what, seen) {
      const { symbols, hidden } = seen;
      const states = statesOf(network, seen);
      for (const [i, { name, strip }] of strips.entries()) {
        const { from, count } = returnedOf(network, what, i, symbols.length);
        name.textContent = words.strips[network][i] ?? '';
        const label = words.strip(name.textContent, framedAt(from, count));
        strip.show(symbols, states[i] ?? new Float32Array(), hidden, label);
        strip.root.append(createFrame(from, count, hidden));
      }
    },
  };
}

/** What a network has come to: its perplexity, and what it writes. @param {Network} network @param {import('../school.js').Pupil} pupil */
function createResult(network, pupil) {
  const perplexity = make('p', {}, words.perplexity('–'));
  const writing = createWriting(words.networks[network]);
  return {
    root: make('div', { className: network }, writing.root, perplexity, createLearned(pupil)),
    async show() {
      const session = await pupil.session;
      const measured = await session.measure('training', { tokens: MEASURED });
      perplexity.textContent = words.perplexity(formatPerplexity(measured.perplexity));
      writing.text.textContent = await written(session, words.prompt, {});
    },
  };
}

/** @param {import('../school.js').School} school @returns {import('../chapters.js').Figure} */
function createFigure(school) {
  const pupils = NETWORKS.map((network) =>
    school.pupil('gru', network, { settings: SETTINGS[network] }),
  );
  /** @type {{ network: Network, what: Returned }} */
  const chosen = { network: 'deep', what: 'output' };
  const networks = buttonRow(
    words.network,
    NETWORKS.map((one) => /** @type {const} */ ([one, words.networks[one]])),
    (network) => set({ network }),
  );
  const whats = buttonRow(
    words.frame,
    /** @type {const} */ ([
      ['output', words.output],
      ['state', words.state],
    ]),
    (what) => set({ what }),
  );
  whats.root.prepend(words.frame);
  const strips = createStrips();
  const results = NETWORKS.map((one, i) => createResult(one, pupils[i] ?? school.pupil('gru')));
  const root = make('div', { className: 'deep' }, networks.root, whats.root, strips.root);
  root.append(...results.map((result) => result.root));

  async function drawStrips() {
    const session = await pupils[NETWORKS.indexOf(chosen.network)]?.session;
    const seen = await session?.inspect(words.sentence);
    if (seen) strips.show(chosen.network, chosen.what, seen);
  }
  async function drawResults() {
    for (const result of results) await result.show();
  }
  const showStrips = follow(root, pupils, drawStrips);
  const showResults = follow(root, pupils, drawResults); // which take longer
  /** @param {Partial<typeof chosen>} change */
  function set(change) {
    Object.assign(chosen, change);
    networks.show(chosen.network);
    whats.show(chosen.what);
    showStrips();
  }
  set({});
  for (const pupil of pupils) pupil.trainTo(ENOUGH);
  const tries = [
    () => set({ network: 'both', what: 'output' }),
    () => set({ network: 'deep', what: 'state' }),
    () => set({ network: 'both', what: 'state' }),
  ];
  const show = () => {
    showStrips();
    showResults();
  };
  return { root, tries, show };
}

/** @type {import('../chapters.js').Chapter} */
export const chapter = {
  words,
  right: { tries: [1, 1, 0], questions: [1, 0, 2, 0] },
  createFigure,
};
