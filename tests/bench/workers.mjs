// What a second worker brings: node tests/bench/workers.mjs [ROUNDS] [NAME=VALUE...]
// Trains the same model with 1 and with 2 workers, in turn, and then twice half the batch in two
// sessions at once, which is what the machine's cores give when nothing is exchanged. Prints medians
// as JSON: tokens per second, their ratios to one worker within each round, and milliseconds of
// processor time per update, which tell what sharing costs also while the machine does other work.
import { availableParallelism, loadavg } from 'node:os';
import { createSession } from '../../wasm/index.js';
import { median } from './contest.mjs';

/**
 * @typedef {import('../../wasm/sluice.d.ts').Session} Session
 * @typedef {{ tokens: number, milliseconds: number }} Speed tokens per second, processor per update
 */

const [rounds = '7', ...assignments] = process.argv.slice(2);
const settings = {
  ...{ cell: 'gru', hidden: 256, batch: 32, steps: 35 },
  ...Object.fromEntries(assignments.map((assignment) => assignment.split('='))),
};
const UPDATES = 20;
const SENTENCE = 'abcdefghijklmnopqrstuvwxyz the quick brown fox waits for the lazy dog. ';

/** @param {object} [changes] @returns {Promise<Session>} */
async function sessionWith(changes = {}) {
  const session = await createSession({ worker: true });
  await session.loadText(SENTENCE.repeat(2000));
  await session.createModel({ ...settings, ...changes });
  return session;
}

/** @param {Session} session @param {1 | 2} [workers] @returns {Promise<Speed>} */
async function train(session, workers = 1) {
  const updates = (await session.info()).updates + UPDATES;
  const before = process.cpuUsage();
  let tokens = 0;
  for await (const report of session.train({ updates, reportEvery: updates, workers }))
    tokens = report.tokensPerSecond;
  const { user, system } = process.cpuUsage(before);
  return { tokens, milliseconds: (user + system) / 1000 / UPDATES };
}

const half = { batch: Number(settings.batch) / 2 };
const [one, two] = [await sessionWith(), await sessionWith()];
const halves = [await sessionWith(half), await sessionWith(half)];
const measured = [];
for (let round = -1; round < Number(rounds); round++) {
  const alone = await train(one);
  const shared = await train(two, 2);
  const apart = await Promise.all(halves.map((session) => train(session)));
  const sum = apart.reduce((tokens, speed) => tokens + speed.tokens, 0);
  if (round >= 0) measured.push({ alone, shared, apart: sum }); // the first warms up
}
const engine = one.engine;
for (const session of [one, two, ...halves]) await session.dispose();

console.log(
  JSON.stringify({
    ...{ engine, settings, cores: availableParallelism(), load: loadavg()[0] },
    one: median(measured.map(({ alone }) => alone.tokens)),
    two: median(measured.map(({ shared }) => shared.tokens)),
    ratio: median(measured.map(({ alone, shared }) => shared.tokens / alone.tokens)),
    ratioOfHalves: median(measured.map(({ alone, apart }) => apart / alone.tokens)),
    processorOne: median(measured.map(({ alone }) => alone.milliseconds)),
    processorTwo: median(measured.map(({ shared }) => shared.milliseconds)),
  }),
);
