// What a host of Sluice is asked to do, in Node and in a page: open a task, take samples of its
// rate, close it. The peers answer to the same three calls.
import { createSession } from '../../wasm/index.js';
import { openKernel } from './kernel.js';

/**
 * @typedef {import('../../wasm/sluice.d.ts').Engine} Engine
 * @typedef {import('../../wasm/sluice.d.ts').Progress} Progress
 * @typedef {import('../../wasm/sluice.d.ts').Session} Session
 * @typedef {import('../../wasm/sluice.d.ts').Settings} Settings
 * @typedef {{ sample: (milliseconds: number) => Promise<number>, close: () => Promise<void> }} Task
 */

/** Milliseconds between two reports of a training. */
const REPORT = 50;

/** @param {AsyncIterator<Progress>} reports */
async function nextOf(reports) {
  const { value, done } = await reports.next();
  if (done) throw new Error('the training has ended');
  return { tokens: /** @type {Progress} */ (value).tokens, at: performance.now() };
}

/** Updates in about REPORT milliseconds. @param {Session} session @param {import('../../wasm/sluice.d.ts').Workers} workers */
async function updatesPerReport(session, workers) {
  let last = performance.now();
  let pace = 0;
  for await (const _ of session.train({ updates: 2, reportEvery: 1, workers })) {
    pace = performance.now() - last;
    last = performance.now();
  }
  return Math.max(1, Math.min(1000, Math.round(REPORT / Math.max(pace, 0.01))));
}

/**
 * Tokens a second of wall-clock time. The training stands still between two samples: nobody asks for
 * its next report then.
 *
 * @param {Session} session @param {import('../../wasm/sluice.d.ts').Workers} workers
 * @returns {Promise<Task>}
 */
async function training(session, workers) {
  const reportEvery = await updatesPerReport(session, workers);
  const reports = session.train({ reportEvery, workers })[Symbol.asyncIterator]();
  return {
    async sample(milliseconds) {
      const first = await nextOf(reports);
      let last;
      do last = await nextOf(reports);
      while (last.at - first.at < milliseconds);
      return ((last.tokens - first.tokens) / (last.at - first.at)) * 1000;
    },
    async close() {
      await reports.return?.();
      await session.dispose();
    },
  };
}

/** @param {{ engine: Engine, workers?: import('../../wasm/sluice.d.ts').Workers, text: string, settings: Settings }} task */
async function openTraining({ engine, workers = 1, text, settings }) {
  const session = await createSession({ engine });
  await session.loadText(text);
  await session.createModel(settings);
  return training(session, workers);
}

/** @param {{ engine: Engine, workers?: import('../../wasm/sluice.d.ts').Workers, pairs: string[][][], settings: Settings }} task */
async function openTranslation({ engine, workers = 1, pairs, settings }) {
  const session = await createSession({ engine });
  const lines = pairs.map((pair) => pair.map((words) => words.join(' ')).join('\t'));
  await session.loadPairs(lines.join('\n'));
  await session.createTranslator(settings);
  return training(session, workers);
}

/**
 * Symbols a second, greedily chosen.
 *
 * @param {{ engine: Engine, text: string, settings: Settings }} task
 * @returns {Promise<Task>}
 */
async function openGeneration({ engine, text, settings }) {
  const session = await createSession({ engine });
  await session.loadText(text);
  await session.createModel(settings);
  return {
    async sample(milliseconds) {
      let symbols = 0;
      const start = performance.now();
      for await (const _ of session.generate({ prompt: 'a', length: 1e6, temperature: 0 })) {
        symbols++;
        if (performance.now() - start >= milliseconds) break;
      }
      return (symbols / (performance.now() - start)) * 1000;
    },
    close: () => session.dispose(),
  };
}

/** @type {Record<string, (task: any) => Promise<Task>>} */
const kinds = {
  kernel: openKernel,
  training: openTraining,
  translation: openTranslation,
  generation: openGeneration,
};

/** @type {Map<number, Task>} */
const tasks = new Map();
let last = 0;

/** @param {{ kind: string }} task @returns {Promise<number>} its number */
export async function open(task) {
  tasks.set(++last, await kinds[task.kind](task));
  return last;
}

/** Its rate, over at least so many milliseconds. @param {number} id @param {number} milliseconds */
export async function sample(id, milliseconds) {
  return /** @type {Task} */ (tasks.get(id)).sample(milliseconds);
}

/** @param {number} id */
export async function close(id) {
  await tasks.get(id)?.close();
  tasks.delete(id);
}
