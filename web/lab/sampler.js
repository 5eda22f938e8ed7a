import { words } from '../app/words.js';
import { nextInLapse, SAMPLE, SAMPLE_EVERY_MS } from './monitoring.js';

/**
 * Something written, and by which weights.
 * @typedef {object} Sample
 * @property {string} prompt
 * @property {string} text
 * @property {string[]} symbols of the text
 * @property {import('./insight.js').Insight} [insight]
 * @property {number} updates
 * @property {boolean} isMoving whether the weights went on learning meanwhile
 * @property {string} problem why there is none
 */

/** @type {Sample} */
export const NOTHING = {
  ...{ prompt: '', text: '', symbols: [], updates: 0, isMoving: false, problem: '' },
};

/** Symbols before the end of what is written that it is continued from at most. */
const CONTEXT = 1500;

/** The prompt of the sample: the first words of the text, past its title. @param {string} opening */
export function promptFrom(opening) {
  const lines = opening.split('\n');
  const line = lines.find(({ length }) => length > 60) ?? lines[0] ?? '';
  const start = [...line].slice(0, 24).join('');
  if (start.length === line.length) return start;
  if (start.includes(' ')) return start.replace(/\S*$/, '');
  return /^.*[，。；：！？]/s.exec(start)?.[0] ?? start; // no spaces: a clause instead of a word
}

/** How something is drawn from the present weights. @param {import('./session-state.js').SessionState} shared */
function createDrawing(shared) {
  const { state } = shared;
  /** Of whoever wants to know more. @type {typeof import('./insight.js').insightOf | undefined} */
  let insightOf;

  /** @param {string} prompt @param {AbortSignal} [signal] @param {number} [seed] @returns {Promise<Sample>} */
  async function drawFrom(prompt, signal, seed = SAMPLE.seed) {
    const { updates, phase } = state.now;
    const isMoving = phase === 'training' && signal === undefined; // no update waits for it
    const stream = shared.session.generate({ ...SAMPLE, seed, prompt, signal });
    const symbols = [];
    for await (const symbol of stream) symbols.push(symbol);
    const insight = await insightOf?.(shared.session, prompt, symbols);
    return { prompt, text: symbols.join(''), symbols, insight, updates, isMoving, problem: '' };
  }

  /** A loaded model may not know the text's symbols: then the sample begins without a prompt. @param {AbortSignal} [signal] */
  function drawSample(signal) {
    const prompt = promptFrom(state.now.text?.opening ?? '');
    return drawFrom(prompt, signal).catch((error) => {
      if (error.code !== 'UNKNOWN_SYMBOL') throw error;
      return drawFrom('', signal);
    });
  }
  return {
    drawFrom,
    drawSample,
    /** @param {NonNullable<typeof insightOf>} how */
    explainBy(how) {
      insightOf = how;
    },
  };
}

/**
 * Keeps a sample of the present weights, always with the same prompt and the same seed.
 * @param {import('./session-state.js').SessionState} shared
 */
export function createSampler(shared) {
  const { state } = shared;
  let drawing = false;
  let stale = false;
  let drawnAt = 0;
  const { drawFrom, drawSample, explainBy } = createDrawing(shared);

  async function drawOnce() {
    try {
      state.set({ sample: await drawSample() });
    } catch (/** @type {any} */ error) {
      if (stale) return;
      if (error.code === 'WORKER_LOST') shared.fail('notice', error);
      else state.set({ sample: { ...NOTHING, problem: words.failure(error) } });
    }
  }

  async function draw() {
    stale = true;
    if (drawing) return;
    drawing = true;
    while (stale) {
      stale = false;
      await drawOnce();
    }
    drawing = false;
    drawnAt = performance.now();
  }

  /** Whether this update is one of the time-lapse, and not in it yet. @param {number} update */
  const isWanted = (update) =>
    (update === 0 || nextInLapse(update - 1) === update) &&
    state.now.lapse.every(({ updates }) => updates < update);

  return {
    /** Keeps a sample of the present update for the time-lapse, if it is wanted. @param {AbortSignal} signal */
    async keepFrame(signal) {
      if (!isWanted(state.now.updates)) return;
      const sample = await drawSample(signal);
      if (signal.aborted) return;
      const { updates, prompt, text } = sample;
      state.set({ sample, lapse: [...state.now.lapse, { updates, prompt, text }] });
      drawnAt = performance.now();
    },

    /** Draws it anew; once more if it is being drawn. */
    draw,

    /** From now on. @param {typeof import('./insight.js').insightOf} how to look into what is written */
    lookInto(how) {
      explainBy(how);
      return draw();
    },

    /** What would come after all of this. @param {string} written @param {number} seed @returns {Promise<Sample>} NOTHING where nothing can */
    writeOn: (written, seed) =>
      drawFrom([...written].slice(-CONTEXT).join(''), undefined, seed).catch(() => NOTHING),

    /** Draws it anew if it has become old. */
    refresh() {
      if (!drawing && performance.now() - drawnAt > SAMPLE_EVERY_MS) draw();
    },
  };
}
