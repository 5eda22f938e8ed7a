import { formatPerplexity } from '../../app/format.js';
import { buttonRow } from '../../parts/button.js';
import { make } from '../../parts/make.js';
import { visible } from '../../parts/visible.js';
import { first } from '../first.js';
import { createFrame } from '../frame.js';
import { createLearned } from '../learned.js';
import { ENOUGH } from '../plan.js';
import { follow } from '../school.js';
import { createStrip } from '../strip.js';
import { createWriting } from '../writing.js';
import { resultOf, returnedOf, SETTINGS, stripsOf } from './networks.js';
import { words } from './words.js';

/** @typedef {import('./networks.js').Network} Network */
/** @typedef {import('./networks.js').Returned} Returned */
/** @typedef {Awaited<ReturnType<typeof stripsOf>>} Strips */

const NETWORKS = /** @type {Network[]} */ (Object.keys(SETTINGS));

/** Said of a frame. @param {number} from @param {number} count of columns */
function framedAt(from, count) {
  if (count === 1) return words.framed.one(from + 1);
  return count === 0 ? words.framed.none : words.framed.all;
}

/** Two strips, each under its name, with a frame around what is returned. */
function createStrips() {
  const strips = [0, 1].map(() => {
    const name = make('h4', {});
    const strip = createStrip(visible);
    return { name, strip, root: make('div', {}, name, strip.root) };
  });
  return {
    root: make('div', {}, ...strips.map(({ root }) => root)),
    /** @param {Returned} what @param {Strips} strips */
    show(what, { network, symbols, units, states }) {
      for (const [i, { name, strip }] of strips.entries()) {
        const { from, count } = returnedOf(network, what, i, symbols.length);
        name.textContent = words.strips[network][i] ?? '';
        const label = words.strip(name.textContent, framedAt(from, count));
        strip.show(symbols, states[i] ?? new Float32Array(), units, label);
        strip.root.append(createFrame(from, count, units));
      }
    },
  };
}

/**
 * What a network has come to: its perplexity, and what it writes.
 * @param {Network} network
 * @param {import('../school.js').Pupil} pupil
 */
function createResult(network, pupil) {
  const perplexity = make('p', {}, words.perplexity('–'));
  const writing = createWriting(words.networks[network]);
  const root = make('div', { className: network }, writing.root, perplexity, createLearned(pupil));
  /** @param {Awaited<ReturnType<typeof resultOf>>} result */
  function draw(result) {
    perplexity.textContent = words.perplexity(formatPerplexity(result.perplexity));
    writing.text.textContent = result.text;
  }
  const look = async () => resultOf(await pupil.session, words.prompt);
  const show = follow(root, [pupil], { look, show: draw, first: first.deep.results[network] });
  return { root, show };
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

  const showStrips = follow(strips.root, pupils, {
    async look() {
      const { network } = chosen;
      const session = await pupils[NETWORKS.indexOf(network)]?.session;
      return session && stripsOf(session, network, words.sentence);
    },
    /** @param {Strips} view */
    show: (view) => strips.show(chosen.what, view),
    first: first.deep.strips,
  });
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
    for (const result of results) result.show();
  };
  return { root, tries, show };
}

/** @type {import('../chapters.js').Chapter} */
export const chapter = {
  words,
  right: { tries: [1, 1, 0], questions: [1, 0, 2, 0] },
  createFigure,
};
