import { inOne } from '../texts/in-one.js';
import { insightOf } from './insight.js';
import { SAMPLE, VALIDATION_TOKENS } from './monitoring.js';
import { openSession } from './open-session.js';
import { hostOf, settingsOf, workersOf } from './setup.js';

/** @typedef {import('../../wasm/sluice.d.ts').Session} Session */

/** Seconds of updates from which the pace is measured. */
const ENOUGH = 0.25;
const NEVER = 1e9;

/**
 * Seconds of an update, and the workers that shared it; the first report counts only if no second one comes.
 * @param {Session} session
 * @param {import('../../wasm/sluice.d.ts').Workers} asked
 */
async function timeUpdates(session, asked) {
  let from = { update: 0, seconds: 0 };
  let pace = 0;
  let workers = 1;
  for await (const report of session.train({ workers: asked, validateEvery: NEVER })) {
    workers = report.workers;
    const seconds = report.seconds - from.seconds;
    pace = seconds / (report.update - from.update);
    if (seconds >= ENOUGH) break;
    if (from.update === 0) from = report;
  }
  return { update: pace, workers };
}

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
  await insightOf(session, '', symbols); // as the pen reads what it has written
}

/** What the page does beside the updates. @param {Session} session with text and model @param {number} validation */
export const timeLookAndSample = async (session, validation) => ({
  look: await time(() => look(session, validation)).catch(() => 0), // too little to measure
  sample: await time(() => write(session)),
});

/**
 * Trains a model by this setup for a moment, in a session of its own that is gone afterwards: at
 * once when the signal aborts. Rejects when text and settings do not go together.
 *
 * @param {import('./setup.js').Setup} setup
 * @param {Blob} content the text
 * @param {AbortSignal} signal
 * @returns {Promise<import('./cost.js').Cost>}
 */
export async function calibrate(setup, content, signal) {
  const { normalize, maxTokens, engine, ...rest } = hostOf(setup);
  const session = await openSession({ engine });
  const end = () => session.dispose();
  signal.addEventListener('abort', end);
  try {
    signal.throwIfAborted();
    await session.loadText(await inOne(content), { normalize, maxTokens });
    const { parameters, settings } = await session.createModel(settingsOf(setup));
    const { update, workers } = await timeUpdates(session, workersOf(rest));
    return {
      parameters,
      update,
      ...(await timeLookAndSample(session, settings.validation)),
      bytes: workers * (await session.memory()),
    };
  } finally {
    signal.removeEventListener('abort', end);
    await end();
  }
}
