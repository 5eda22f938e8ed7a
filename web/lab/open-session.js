import { createSession } from '../../wasm/index.js';

/**
 * A session in a worker; in the page's own thread where the browser or the host refuses workers. It
 * trains without helpers then, to the same bits.
 * @param {import('../../wasm/sluice.d.ts').SessionOptions} [options]
 * @returns {Promise<import('../../wasm/sluice.d.ts').Session & { isInPage?: boolean }>} rejects like createSession
 */
export async function openSession(options) {
  try {
    return await createSession(options);
  } catch (/** @type {any} */ error) {
    if (error.code !== 'WORKER_LOST') throw error;
  }
  const session = await createSession({ ...options, worker: false });
  /** @param {{ workers?: import('../../wasm/sluice.d.ts').Workers }} options */
  const alone = (options) => ({ ...options, workers: /** @type {const} */ (1) });
  const own = {
    /** @param {import('../../wasm/sluice.d.ts').TrainOptions} training */
    train: (training) => session.train(alone(training)),
    /** @param {Parameters<typeof session.plan>[0]} trial */
    plan: (trial) => session.plan({ ...trial, ...alone(trial) }),
  };
  return { ...session, ...own, isInPage: true };
}
