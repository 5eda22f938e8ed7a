import { SAMPLE, SAMPLE_EVERY_MS, VALIDATE_EVERY, VALIDATION_TOKENS } from './monitoring.js';

/**
 * What a training takes on this machine, tried out.
 * @typedef {object} Cost
 * @property {number} parameters
 * @property {number} bytes of the engine's memory: text, model and training
 * @property {number} update seconds
 * @property {number} look seconds of measuring, once every VALIDATE_EVERY updates
 * @property {number} sample seconds of writing the sample beside the curve
 */

/** @typedef {import('../../wasm/sluice.d.ts').Session} Session */

/** @param {() => Promise<unknown>} work @returns {Promise<number>} seconds */
async function time(work) {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}

/** @param {Session} session @param {number} validation */
async function look(session, validation) {
  await session.measure('training', { tokens: VALIDATION_TOKENS });
  if (validation > 0) await session.measure('validation', { tokens: VALIDATION_TOKENS });
}

/** @param {Session} session */
async function write(session) {
  const symbols = [];
  for await (const symbol of session.generate({ length: SAMPLE.length })) symbols.push(symbol);
  const { insightOf } = await import('./insight.js'); // the pen reads what it has written
  await insightOf(session, '', symbols);
}

/** What the page does beside the updates. @param {Session} session with text and model @param {number} validation */
export const timeRests = async (session, validation) => ({
  look: await time(() => look(session, validation)).catch(() => 0), // too little to measure
  sample: await time(() => write(session)),
});

/** Seconds of so many updates at this pace at most (0: full speed). @param {Pick<Cost, 'update' | 'look' | 'sample'>} cost @param {number} updates @param {number} pace */
export function secondsOf({ update, look, sample }, updates, pace) {
  const work = updates * update + (updates / VALIDATE_EVERY) * look;
  const busy = work * (1 + (1000 * sample) / SAMPLE_EVERY_MS);
  return pace > 0 ? Math.max(busy, updates / pace) : busy;
}

/** Updates that fit into so many seconds. @param {Parameters<typeof secondsOf>[0]} cost @param {number} seconds @param {number} pace */
export const updatesIn = (cost, seconds, pace) => Math.floor(seconds / secondsOf(cost, 1, pace));
