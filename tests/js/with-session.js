/**
 * @typedef {import('../../wasm/sluice.d.ts').Session} Session
 * @typedef {import('../../wasm/sluice.d.ts').SessionOptions} SessionOptions
 * @typedef {import('../../wasm/sluice.d.ts').TrainOptions} TrainOptions
 * @typedef {import('../../wasm/sluice.d.ts').Progress} Progress
 *
 * @typedef {(name: string, body: () => Promise<void>) => void} Test
 * @typedef {(options?: SessionOptions) => Promise<Session>} Create
 * @typedef {(name: string, body: (session: Session) => Promise<void>) => void} WithSession
 */

/**
 * Tests that get a session of their own, which is disposed of at the end.
 *
 * @param {Test} test
 * @param {Create} create
 * @returns {WithSession}
 */
export function withSession(test, create) {
  return (name, body) =>
    test(name, async () => {
      const session = await create();
      try {
        await body(session);
      } finally {
        await session.dispose();
      }
    });
}

/**
 * @param {Session} session
 * @param {TrainOptions} options
 * @returns {Promise<Progress[]>}
 */
export async function train(session, options) {
  const reports = [];
  for await (const progress of session.train(options)) reports.push(progress);
  return reports;
}
