/**
 * What training has in common, whether of texts or of pairs: options, limits, and how it is told.
 *
 * @typedef {import('../sluice.d.ts').Progress} Progress
 * @typedef {import('../sluice.d.ts').Session} Session
 * @typedef {import('../sluice.d.ts').Settings} Settings
 * @typedef {import('./options.js').Option} Option
 *
 * @typedef {object} Plan
 * @property {{ updates?: number, epochs?: number }} limits
 * @property {1 | 2 | 4} workers
 * @property {boolean} json
 */
import { UsageError } from './options.js';
import { ProgressLine, print, say } from './talk.js';

/** Updates between two progress events of --json, within an epoch. */
const EVENT_UPDATES = 100;

/**
 * The options that end training.
 *
 * @param {string} usual what ends it if neither is given
 * @returns {Option[]}
 */
export function lengthOptions(usual) {
  return [
    {
      ...{ name: 'updates', group: 'length', kind: 'whole', min: 1 },
      help: `end after so many updates, counted from the start${usual}`,
    },
    {
      ...{ name: 'epochs', group: 'length', kind: 'whole', min: 1 },
      help: 'end after so many passes over what is learned',
    },
  ];
}

/** @type {Option[]} */
export const runningOptions = [
  {
    ...{ name: 'engine', group: 'running', kind: 'choice', default: 'auto' },
    choices: ['auto', 'relaxed', 'simd', 'scalar'],
    help: 'build of the core: relaxed is the fastest, the others give the same numbers everywhere',
  },
  {
    ...{ name: 'workers', group: 'running', kind: 'choice', choices: ['1', '2', '4'] },
    ...{ default: '1', help: 'threads that share each batch; the numbers stay the same' },
  },
  {
    ...{ name: 'out', group: 'running', kind: 'text', value: 'FILE' },
    help: 'write the model here at the end, and when interrupted (Ctrl+C)',
  },
  {
    ...{ name: 'json', group: 'running', kind: 'flag' },
    help: 'print one JSON object a line instead of progress and sample',
  },
  { name: 'resume', group: 'running', kind: 'text', later: true, help: '' },
];

/**
 * @param {Record<string, any>} values
 * @param {Plan['limits']} usual
 * @returns {Plan['limits']}
 */
export function limitsOf({ updates, epochs }, usual) {
  if (updates && epochs) throw new UsageError('give --updates or --epochs, not both');
  return updates || epochs ? { updates, epochs } : usual;
}

/**
 * Settings in which a schedule runs over the whole training, unless its horizon was given.
 *
 * @param {Settings} settings
 * @param {Plan['limits']} limits
 * @param {number} updatesPerEpoch
 * @returns {Settings}
 */
export function withHorizon(settings, { updates, epochs = 0 }, updatesPerEpoch) {
  const { schedule = 'constant', horizon } = settings;
  if (schedule === 'constant' || horizon !== undefined) return settings;
  return { ...settings, horizon: updates ?? epochs * updatesPerEpoch };
}

/**
 * The table of settings as the command line shows it.
 *
 * @param {import('../sluice.d.ts').Setting[]} table
 * @returns {Option[]}
 */
export function withOwnHorizon(table) {
  return table.map(({ default: initial, ...row }) =>
    row.name === 'horizon'
      ? { ...row, help: 'updates over which the schedule runs its course [the whole training]' }
      : { ...row, default: initial },
  );
}

/**
 * Trains, and tells about it on stderr or, with `json`, on stdout.
 *
 * @param {Session} session
 * @param {Plan} plan
 * @param {AbortSignal} stop
 */
export async function trainAndTell(session, plan, stop) {
  await (plan.json ? trainAsEvents : trainAsTalk)(session, plan, stop);
}

/**
 * @param {Session} session
 * @param {Plan} plan
 * @param {AbortSignal} stop
 */
async function trainAsTalk(session, { limits, workers }, stop) {
  const line = new ProgressLine();
  try {
    for await (const progress of session.train({ ...limits, workers, signal: stop })) {
      line.add(progress);
    }
  } finally {
    line.end();
  }
}

/**
 * @param {Session} session
 * @param {Plan} plan
 * @param {AbortSignal} stop
 */
async function trainAsEvents(session, { limits, workers }, stop) {
  const options = { ...limits, workers, reportEvery: EVENT_UPDATES, signal: stop };
  let last = {};
  let seconds = 0;
  for await (const progress of session.train(options)) {
    const event = eventOf(progress);
    await print(`${JSON.stringify({ event: 'progress', ...event })}\n`, stop);
    seconds = progress.seconds;
    last = { ...last, ...event }; // the last validation stays known
  }
  if (stop.aborted) return;
  const done = { event: 'done', ...last, engine: session.engine, workers, seconds };
  await print(`${JSON.stringify(done)}\n`, stop);
}

/** @param {Progress} progress */
function eventOf({ update, epoch, tokens, loss, perplexity, ...rest }) {
  const { validationPerplexity: validation, tokensPerSecond } = rest;
  return {
    ...{ update, epoch, tokens, loss, perplexity },
    ...(validation !== undefined && { validation_perplexity: validation }),
    tokens_per_second: tokensPerSecond,
  };
}

/**
 * What is trained, in a line on stderr.
 *
 * @param {string} size of what it learns from
 * @param {number} parameters
 * @param {Session} session
 */
export function introduce(size, parameters, session) {
  say(`${size}; ${parameters.toLocaleString('en')} parameters; engine ${session.engine}`);
}
