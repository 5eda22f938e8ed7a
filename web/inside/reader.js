import { openSession } from '../lab/open-session.js';
import { createReading } from './reading.js';
import { unknownIn } from './sentence.js';
import { words } from './words.js';

/**
 * @typedef {import('./reading.js').Reading} Reading
 * @typedef {import('./reading.js').Session} Session
 */

export const MOST_SYMBOLS = 600;

/** @param {string} text @param {Pick<import('./reading.js').ModelInfo, 'settings' | 'vocabulary'>} model @returns {string} why it cannot be read, or '' */
function objection(text, { settings, vocabulary }) {
  const { length } = [...text];
  if (length === 0) return words.empty;
  if (length > MOST_SYMBOLS) return words.tooLong(length, MOST_SYMBOLS);
  if (settings.normalize !== 'none') return '';
  const unknown = unknownIn(text, vocabulary);
  return unknown.length > 0 ? words.unknown(unknown, vocabulary.length - 1) : '';
}

/**
 * Reads with a copy of the page's model, in a session of its own: so the page may train on while
 * every number of a reading belongs to the same weights.
 *
 * @param {() => Session} pageSession
 */
export function createReader(pageSession) {
  /** @type {Promise<Session> | undefined} */
  let own;
  /** @type {Reading | undefined} */
  let present;

  /** @type {Promise<unknown>} */
  let last = Promise.resolve();

  /** One task after the other: the session holds one model. @template T @param {(session: Session) => Promise<T>} task @returns {Promise<T>} */
  function withOwn(task) {
    const turn = last.then(() => attempt(task));
    last = turn.catch(() => {});
    return turn;
  }

  /** @template T @param {(session: Session) => Promise<T>} task */
  async function attempt(task) {
    own ??= openSession();
    try {
      return await task(await own);
    } catch (/** @type {any} */ error) {
      if (error.code === 'WORKER_LOST' || error.code === 'BAD_MODULE') own = undefined;
      throw error;
    }
  }

  /** @param {string} text @param {Session} session */
  async function readIn(session, text) {
    const file = await pageSession().save();
    const model = await session.load(file);
    const wrong = objection(text, model);
    if (wrong) throw new Error(wrong);
    return createReading(file, model, await session.inspect(text), text);
  }

  return {
    /** With the weights that the page's model has now. @param {string} text @returns {Promise<Reading>} */
    read: (text) =>
      withOwn(async (session) => {
        try {
          present = await readIn(session, text);
          return present;
        } catch (error) {
          if (present) await session.load(present.file); // what is shown goes on being asked about
          throw error;
        }
      }),

    /** Gradient norms of the loss at a position of the present reading. @param {number} position */
    attribute: (position) =>
      withOwn((session) => session.attribute(/** @type {Reading} */ (present).text, position)),
  };
}
