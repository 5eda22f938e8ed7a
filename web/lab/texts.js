import { words } from '../app/words.js';
import { inOne } from '../texts/in-one.js';
import { keepPresent } from './keep-present.js';

/**
 * @typedef {import('./session-state.js').Text} Text
 * @typedef {import('../texts/built-in.js').Source} Source
 * @typedef {import('./setup.js').Host} Host
 */

const LARGEST_FILE = 50e6;
const OPENING_BYTES = 2000;
/** Bytes of the longest text that is also kept as a string. */
const SHORT = 1e6;

/** @param {Blob} content @returns {Promise<string>} its first letters */
async function openingOf(content) {
  const text = await content.slice(0, OPENING_BYTES).text();
  return text.replace(/\uFFFD+$/, '').trimStart();
}

/**
 * The one text of the page.
 * @param {import('./session-state.js').SessionState} shared
 * @param {Source} first
 */
export function createTexts(shared, first) {
  const { state } = shared;
  let source = first;
  let reading = new AbortController();

  /** @param {Source} next @param {Host} host @param {AbortSignal} [signal] @returns {Promise<Text>} */
  async function read({ name, content, builtIn }, { normalize, maxTokens }, signal) {
    const total = content.size;
    const onProgress = (/** @type {number} */ bytes) => state.set({ loading: { bytes, total } });
    onProgress(0);
    try {
      const how = { normalize, maxTokens, signal, onProgress };
      const info = await shared.session.loadText(await inOne(content), how);
      const whole = total <= SHORT ? await content.text() : undefined;
      return { name, opening: await openingOf(content), content: whole, info, builtIn };
    } finally {
      state.set({ loading: undefined });
    }
  }

  /**
   * A text too short for a window is read without complaint: it shows when a model is drawn for it.
   * The present text, model and training are then brought back.
   * @param {Source | undefined} next undefined: the present text, read in another way
   * @param {Host} host
   * @param {(along: { text: Text, host: Host }) => Promise<void>} drawModel
   */
  async function replace(next, host, drawModel) {
    const wanted = next ?? source;
    reading = new AbortController();
    const bringBack = await keepPresent(shared);
    const text = await read(wanted, host, reading.signal);
    try {
      await drawModel({ text, host });
      source = wanted;
    } catch (error) {
      await read(source, state.now.host);
      await bringBack();
      throw error;
    }
  }

  return {
    /** The present text once more, for a new session. */
    async readAgain() {
      state.set({ text: await read(source, state.now.host) });
    },

    replace,

    /** The present text before it was read. */
    source: () => source,

    /** @param {Source} next @returns {string} why it is not even read, or '' */
    objection: ({ content }) =>
      content.size > LARGEST_FILE ? words.fileTooLarge(content.size, LARGEST_FILE) : '',

    /**
     * Takes a text and a fresh model for it; if anything fails it says so, and both stay as they are.
     * @type {typeof replace}
     */
    async use(next, host, drawModel) {
      try {
        await replace(next, host, drawModel);
      } catch (error) {
        const failure = /** @type {import('./session-state.js').Failure} */ (error);
        if (failure.code === 'WORKER_LOST') throw error;
        const cancelled = failure.name === 'AbortError';
        state.set({ textError: cancelled ? words.cancelled : words.textRefused(failure) });
      }
    },

    cancel: () => reading.abort(),
  };
}
