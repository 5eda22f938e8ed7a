import { createState } from '../app/state.js';
import { words as ofPage } from '../app/words.js';
import { createReader } from './reader.js';
import { words } from './words.js';

/**
 * @typedef {import('./reading.js').Reading} Reading
 * @typedef {'unit' | 'surprise' | 'leaning'} Colouring
 * @typedef {{ position: number, input: Float32Array }} Leaning
 */

const initial = {
  busy: false,
  problem: '',
  reading: /** @type {Reading | undefined} */ (undefined),
  /** Which of the page's models it was. */
  birth: 0,
  layer: 0,
  direction: 0,
  /** The symbol just read. */
  position: 0,
  unit: 0,
  /** The activation followed in the text. */
  block: 'h',
  /** Units shown, in this order. @type {number[]} */
  order: /** @type {number[]} */ ([]),
  rows: 12,
  /** Blocks that are left out. */
  hiddenBlocks: /** @type {readonly string[]} */ (['n', 'g']),
  colouring: /** @type {Colouring} */ ('unit'),
  leaning: /** @type {Leaning | undefined} */ (undefined),
  playing: false,
  /** Milliseconds a character. */
  pace: words.paces[1][0],
};

/**
 * @typedef {typeof initial} LensState
 * @typedef {ReturnType<typeof createState<LensState>>} State
 */

/**
 * Goes through the text by itself, at the pace of the state.
 * @param {State} state
 * @param {(position: number) => void} go
 */
function createPlayer(state, go) {
  let timer = 0;

  function stop() {
    clearTimeout(timer);
    state.set({ playing: false });
  }

  function tick() {
    const { reading, position, pace } = state.now;
    if (!reading || position >= reading.length - 1) return stop();
    go(position + 1);
    timer = Number(setTimeout(tick, pace));
  }

  /** From the beginning, if the end is reached. */
  function play() {
    if (state.now.playing) return stop();
    const { reading, position } = state.now;
    if (!reading) return;
    if (position >= reading.length - 1) go(0);
    state.set({ playing: true });
    timer = Number(setTimeout(tick, state.now.pace / 2));
  }
  return { stop, play };
}

/**
 * Keeps what mattered for the prediction at the present position, while that colours the text.
 * @param {State} state
 * @param {ReturnType<typeof createReader>} reader
 */
function keepLeaning(state, reader) {
  async function lean() {
    const { reading, position, colouring, leaning } = state.now;
    if (!reading || colouring !== 'leaning' || leaning?.position === position) return;
    if (position >= reading.length - 1) return state.set({ leaning: undefined });
    try {
      const { input } = await reader.attribute(position);
      const { now } = state;
      if (now.reading === reading && now.position === position)
        state.set({ leaning: { position, input } });
    } catch (/** @type {any} */ error) {
      state.set({ problem: ofPage.failure(error) });
    }
  }
  state.watch(['reading', 'position', 'colouring'], lean);
}

/** What to look at first: the top layer as before, and a block that it has. @param {Reading} reading @param {LensState} before */
function firstLook(reading, before) {
  const layer = Math.min(before.layer, reading.settings.layers - 1);
  const has = reading.blocks({ layer, direction: 0 }).some(({ name }) => name === before.block);
  const block = has ? before.block : 'h';
  return { reading, layer, direction: 0, block, position: 0, leaning: undefined };
}

/** What has to be the same for the same place to be looked at. @param {Reading} reading */
const shapeOf = ({ settings: { cell, hidden, layers, bidirectional, gates }, length }) =>
  JSON.stringify([cell, hidden, layers, bidirectional, gates, length]);

/**
 * Reads the present text once more, while its weights move on: what is looked at stays.
 * @param {State} state
 * @param {ReturnType<typeof createReader>} reader
 * @param {(change: Partial<LensState>) => void} focus
 */
function createFollower(state, reader, focus) {
  let isReading = false;
  return async (/** @type {number} */ birth, /** @type {boolean} */ rests) => {
    const { reading } = state.now;
    if (!reading || isReading || state.now.busy) return;
    isReading = true;
    try {
      const next = await reader.read(reading.text);
      if (state.now.reading !== reading) return;
      const isAlike = shapeOf(next) === shapeOf(reading);
      if (!isAlike) return focus({ ...firstLook(next, state.now), birth });
      const order = rests ? next.liveliest(state.now) : state.now.order; // rows that stay can be read
      state.set({ reading: next, birth, leaning: undefined, order });
    } catch {
      // what is shown stays; whoever asks for it hears why
    } finally {
      isReading = false;
    }
  };
}

/**
 * What the room looks at, and what a visitor can do with it. No method rejects.
 * @param {() => import('./reading.js').Session} pageSession
 */
export function createLens(pageSession) {
  const state = createState(initial);
  const reader = createReader(pageSession);

  /** @param {Partial<LensState>} change which layer and direction to look at */
  function focus(change) {
    const { reading, layer, direction } = { ...state.now, ...change };
    if (!reading) return;
    const order = reading.liveliest({ layer, direction });
    state.set({ ...change, order, unit: order[0] });
  }

  /** @param {number} position */
  function go(position) {
    const last = (state.now.reading?.length ?? 1) - 1;
    const next = Math.min(last, Math.max(0, position));
    if (next !== state.now.position) state.set({ position: next, leaning: undefined });
  }
  const { play, stop } = createPlayer(state, go);

  keepLeaning(state, reader);

  return {
    state,

    readAgain: createFollower(state, reader, focus),

    /** @param {string} text @param {number} birth */
    async read(text, birth) {
      if (state.now.busy) return;
      stop();
      state.set({ busy: true, problem: '' });
      try {
        focus({ ...firstLook(await reader.read(text), state.now), birth });
      } catch (/** @type {any} */ error) {
        state.set({ problem: ofPage.failure(error) });
      }
      state.set({ busy: false });
    },

    go,

    /** Any move of the visitor's own ends the playing. @param {number} by */
    step(by) {
      stop();
      go(state.now.position + by);
    },

    /** A character of the text was chosen: where the prediction is looked into, it is the one predicted. @param {number} index */
    choose(index) {
      stop();
      go(state.now.colouring === 'leaning' ? index - 1 : index);
    },

    /** @param {string} block @param {number} unit */
    follow(block, unit) {
      state.set({ block, unit });
    },

    /** @param {number} layer @param {number} direction */
    enter: (layer, direction) => focus({ layer, direction }),

    /** @param {string} name @param {boolean} shown */
    showBlock(name, shown) {
      const others = state.now.hiddenBlocks.filter((one) => one !== name);
      state.set({ hiddenBlocks: shown ? others : [...others, name] });
    },

    play,
    stop,
  };
}

/** @typedef {ReturnType<typeof createLens>} Lens */

/** The blocks to show, in order. @param {Readonly<LensState>} now */
export function blocksOf({ reading, layer, direction }) {
  return reading ? reading.blocks({ layer, direction }) : [];
}

/** @param {Readonly<LensState>} now */
export const shownBlocks = (now) =>
  blocksOf(now).filter(({ name }) => !now.hiddenBlocks.includes(name));

/** @param {Readonly<LensState>} now */
export const shownUnits = ({ order, rows }) => order.slice(0, rows);
