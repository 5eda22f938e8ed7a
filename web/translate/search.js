import { createState } from '../app/state.js';
import { words } from '../app/words.js';
import { joined } from './answers.js';

/**
 * @typedef {import('../../wasm/sluice.d.ts').Translation} Translation
 * @typedef {import('./translator.js').Translator} Translator
 *
 * What three ways of searching found for one sentence with the same weights.
 * @typedef {object} Finding
 * @property {string} sentence
 * @property {number} width
 * @property {number} alpha
 * @property {number} updates behind the weights
 * @property {Translation} greedy
 * @property {Translation} beam
 * @property {Translation | undefined} exhaustive unless there are too many translations
 */

export const WIDTHS = { min: 1, max: 8 };
export const ALPHAS = { min: 0, max: 2, step: 0.05 };
/** The widest beam of the engine: as wide as needed, it searches everything. */
export const MOST_WIDTH = 1000;
const PLAY_MS = 1200;

const initial = {
  sentence: '',
  width: 4,
  alpha: 0.75,
  finding: /** @type {Finding | undefined} */ (undefined),
  /** Steps of the tree that are shown: 0 is the sentence read and nothing said. */
  step: 0,
  playing: false,
  seeking: false,
  problem: '',
  /** Whether a sentence was looked for in vain. */
  foundNone: false,
};

/** @typedef {typeof initial} SearchState */
/** @typedef {ReturnType<typeof createState<SearchState>>} State */
/** @typedef {ReturnType<typeof createSearch>} Search */

/**
 * How many translations there are of at most `steps` tokens, and the width of a beam that never
 * drops one. Of `tokens` next tokens one ends the sentence.
 * @param {number} tokens @param {number} steps
 */
export function spaceOf(tokens, steps) {
  const goOn = tokens - 1;
  let [sentences, open] = [0, 1];
  for (let step = 1; step < steps; step++) {
    sentences += open; // those that end here
    open *= goOn;
  }
  return { sentences: sentences + open * tokens, width: open * tokens };
}

/** @param {Translator} translator */
export function spaceOfModel({ state }) {
  const { model, info } = state.now;
  if (!model || !info) return undefined;
  return spaceOf(info.target.length - 3, model.settings.steps); // never <unk>, <pad>, <bos>
}

/** The last column of the tree. @param {Finding} finding */
export const lastStep = ({ beam }) => Math.max(...beam.tree.map(({ step }) => step));

/**
 * Searches for one sentence in three ways with the same weights.
 * @param {Translator} translator
 * @param {Pick<SearchState, 'sentence' | 'width' | 'alpha'>} asked
 * @returns {Promise<Finding>}
 */
async function find(translator, { sentence, width, alpha }) {
  const { updates } = translator.state.now;
  const session = await translator.session();
  const space = spaceOfModel(translator);
  const whole = space && space.width <= MOST_WIDTH ? space.width : 0;
  const [greedy, beam, exhaustive] = await Promise.all([
    session.translate(sentence, { alpha }),
    session.translate(sentence, { width, alpha }),
    whole > 0 ? session.translate(sentence, { width: whole, alpha }) : undefined,
  ]);
  return { sentence, width, alpha, updates, greedy, beam, exhaustive };
}

/**
 * The next unseen sentence after the present one, and at last that itself, of which the beam makes something
 * likelier than greedy search.
 * @param {Translator} translator
 * @param {Pick<SearchState, 'sentence' | 'width' | 'alpha'>} present
 */
async function findSplit(translator, { sentence, width, alpha }) {
  const session = await translator.session();
  const { answers } = translator.state.now;
  const list = answers?.list ?? [];
  const next = 1 + list.findIndex(({ source }) => source === sentence);
  for (const { source } of [...list.slice(next), ...list.slice(0, next)]) {
    const greedy = await session.translate(source, { alpha });
    const beam = await session.translate(source, { width, alpha });
    if (joined(beam.tokens) !== joined(greedy.tokens) && beam.score > greedy.score) return source;
  }
  return undefined;
}

/** Steps through the tree, by hand or by itself. @param {State} state */
function createPlayer(state) {
  /** @type {ReturnType<typeof setInterval> | undefined} */
  let timer;

  function stop() {
    clearInterval(timer);
    state.set({ playing: false });
  }

  /** @param {number} step */
  function show(step) {
    const { finding } = state.now;
    if (finding) state.set({ step: Math.max(0, Math.min(step, lastStep(finding))) });
  }

  return {
    stop,

    /** @param {number} step */
    goTo(step) {
      stop();
      show(step);
    },

    /** From the beginning, if the end is reached. */
    play() {
      const { finding, step, playing } = state.now;
      if (playing || !finding) return stop();
      if (step >= lastStep(finding)) show(0);
      state.set({ playing: true });
      timer = setInterval(() => {
        show(state.now.step + 1);
        const now = state.now.finding;
        if (!now || state.now.step >= lastStep(now)) stop();
      }, PLAY_MS);
    },
  };
}

/**
 * One sentence, and what greedy, beam and exhaustive search make of it.
 * @param {Translator} translator
 */
export function createSearch(translator) {
  const state = createState(initial);
  const player = createPlayer(state);
  let asked = 0;
  let typed = false;

  /** The latest wish alone is shown. @param {(last: number) => number} stepOf the new tree */
  async function look(stepOf) {
    const mine = ++asked;
    if (state.now.sentence.trim() === '') return state.set({ finding: undefined, problem: '' });
    try {
      const finding = await find(translator, state.now);
      if (mine === asked) state.set({ finding, step: stepOf(lastStep(finding)), problem: '' });
    } catch (/** @type {any} */ error) {
      if (mine === asked && error.code !== 'DISPOSED')
        state.set({ finding: undefined, problem: words.failure(error) });
    }
  }

  /** The step that the tree is shown at, or the end if that is where it was. @param {number} last */
  function samePlace(last) {
    const { finding, step } = state.now;
    return !finding || step >= lastStep(finding) ? last : Math.min(step, last);
  }

  const search = {
    state,
    ...player,

    /** A sentence of the visitor's choice. @param {string} sentence */
    ask(sentence) {
      typed = true;
      player.stop();
      state.set({ sentence, foundNone: false });
      return look((last) => last);
    },

    /** The first unseen sentence of other pairs, until the visitor chooses one. @param {string} sentence */
    offer(sentence) {
      if (!typed || state.now.sentence === '') state.set({ sentence });
      return look(samePlace);
    },

    /** Other pairs have come: a sentence of the old ones is no longer of interest. */
    forget() {
      typed = false;
      player.stop();
      state.set({ foundNone: false });
    },

    /** The same sentence with other weights, k or alpha. @param {Partial<Pick<SearchState, 'width' | 'alpha'>>} [change] */
    again(change = {}) {
      state.set({ ...change, foundNone: false });
      return look(samePlace);
    },

    /** Asks for a sentence of which the searches disagree. */
    async seek() {
      if (state.now.seeking) return;
      state.set({ seeking: true, foundNone: false });
      try {
        const sentence = await findSplit(translator, state.now);
        if (sentence === undefined) state.set({ foundNone: true });
        else await search.ask(sentence);
      } catch (/** @type {any} */ error) {
        if (error.code !== 'DISPOSED') state.set({ problem: words.failure(error) });
      }
      state.set({ seeking: false });
    },
  };
  return search;
}
