/**
 * What training has in common, whether of texts or of pairs: options, limits, and how it is told.
 *
 * @typedef {import('../sluice.d.ts').Progress} Progress
 * @typedef {import('../sluice.d.ts').Session} Session
 * @typedef {import('../sluice.d.ts').Settings} Settings
 * @typedef {import('./arguments.js').Option} Option
 *
 * @typedef {object} Plan
 * @property {{ updates?: number, epochs?: number }} limits
 * @property {number} perEpoch updates in an epoch
 * @property {1 | 2 | 4} workers
 * @property {boolean} json
 * @property {{ out?: string, seconds: number }} keeping
 * @property {import('../sluice.d.ts').SavedTraining | null} resumed
 * @property {(stop: AbortSignal) => Promise<number | undefined>} measure perplexity of the held-out
 *   part, if there is one
 */

import { SluiceError } from '../index.js';
import { UsageError } from './arguments.js';
import { warnOfArithmetic } from './arithmetic.js';
import { Keeper } from './autosave.js';
import { Curve } from './curve.js';
import { ProgressLine, print, RunningLoss, say } from './talk.js';

/** Updates between two progress events of --json, within an epoch; and so often at most is measured. */
const GRID = 100;
/** Seconds between two saves. */
export const SAVE_EVERY = 30;

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
      help: 'end after so many passes over what is learned, counted likewise',
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
    help: 'write model and training here: at the end, meanwhile, and when interrupted (Ctrl+C)',
  },
  {
    ...{ name: 'save-every', group: 'running', kind: 'real', min: 0, default: SAVE_EVERY },
    help: 'seconds between two writes to --out during training',
  },
  {
    ...{ name: 'resume', group: 'running', kind: 'text', value: 'FILE' },
    help: 'go on with the training in this file of --out, with its settings and on the same text',
  },
  {
    ...{ name: 'json', group: 'running', kind: 'flag' },
    help: 'print one JSON object a line instead of progress and sample',
  },
];

/**
 * @param {Record<string, any>} values
 * @param {Plan['limits']} usual without --resume
 * @returns {Plan['limits']}
 */
export function limitsOf({ updates, epochs, resume }, usual) {
  if (updates && epochs) throw new UsageError('give --updates or --epochs, not both');
  if (updates || epochs) return { updates, epochs };
  if (resume === undefined) return usual;
  throw new UsageError('--resume takes --updates or --epochs beside it, counted from the start');
}

/**
 * The settings among the options that were given.
 *
 * @param {Record<string, any>} values
 * @returns {Record<string, any>}
 */
export function settingsIn(values) {
  const others = [...lengthOptions(''), ...runningOptions].map(({ name }) => name);
  const isSetting = (/** @type {string} */ name) =>
    !others.includes(name) && !name.startsWith('max-');
  return Object.fromEntries(Object.entries(values).filter(([name]) => isSetting(name)));
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
 * Trains, keeps the training in the file of `--out`, and tells about it on stderr or, with `json`,
 * on stdout.
 *
 * @param {Session} session
 * @param {Plan} plan
 * @param {AbortSignal} stop
 */
export async function trainAndTell(session, plan, stop) {
  const { limits, workers, perEpoch, resumed } = plan;
  const total = limits.updates ?? (limits.epochs ?? 0) * perEpoch;
  const tokens = resumed?.tokens ?? 0;
  if (resumed) {
    warnOfSchedule(resumed.settings, total);
    warnOfArithmetic(resumed.notes, session.engine);
  }
  const teller = plan.json ? new Events(plan, stop) : new ProgressLine({ total, tokens });
  const keeper = new Keeper(session, new Curve(resumed), plan.keeping);
  // A multiple of updates, so that a training that was interrupted has the same measurements.
  const validateEvery = GRID * Math.max(Math.ceil(perEpoch / GRID), 1);
  const options = { ...limits, workers, reportEvery: 1, validateEvery, signal: stop };
  /** @type {Progress | undefined} */
  let last;
  try {
    for await (const progress of session.train(options)) {
      await teller.add(progress);
      await keeper.add(progress);
      last = progress;
    }
  } catch (error) {
    // what the update that failed began with is as good as ever
    if (last && error instanceof SluiceError)
      await keeper.save().catch(({ message }) => say(`sluice: ${message}`));
    throw error;
  } finally {
    await teller.end();
  }
  await keeper.save();
  if (stop.aborted) return;
  await teller.done(last?.validationPerplexity ?? (await plan.measure(stop)), session.engine);
}

/**
 * @param {Required<Settings>} settings of a training that is resumed
 * @param {number} total updates
 */
function warnOfSchedule({ schedule, horizon }, total) {
  if (schedule === 'constant' || total <= horizon) return;
  say(
    `its ${schedule} schedule ended at update ${horizon}: the learning rate stays as it is there`,
  );
}

/** How training goes, as JSON on stdout. */
class Events {
  #workers;
  #stop;
  #loss;
  #epoch;
  #seconds = 0;
  /** @type {Record<string, number>} what was told last */
  #last = {};
  /** @type {Progress | null} */
  #untold = null;

  /**
   * @param {Plan} plan
   * @param {AbortSignal} stop
   */
  constructor({ resumed, workers }, stop) {
    const { updates = 0, epochs = 0, tokens = 0 } = resumed ?? {};
    this.#workers = workers;
    this.#stop = stop;
    this.#loss = new RunningLoss(tokens);
    this.#epoch = epochs;
    if (resumed) this.#last = { update: updates, epoch: epochs, tokens };
  }

  /** @param {Progress} progress of one update */
  async add(progress) {
    const { update, epoch, seconds } = progress;
    const isDue = update % GRID === 0 || epoch > this.#epoch;
    this.#loss.add(progress);
    this.#untold = progress;
    this.#epoch = epoch;
    this.#seconds = seconds;
    if (isDue) await this.end();
  }

  /** Tells what was not told yet. */
  async end() {
    if (!this.#untold) return;
    const event = eventOf(this.#untold, this.#loss.take());
    this.#untold = null;
    this.#last = { ...this.#last, ...event };
    await this.#print({ event: 'progress', ...event });
  }

  /**
   * @param {number | undefined} validation perplexity of the final weights
   * @param {string} engine
   */
  async done(validation, engine) {
    const held = validation !== undefined && { validation_perplexity: validation };
    const running = { engine, workers: this.#workers, seconds: this.#seconds };
    await this.#print({ event: 'done', ...this.#last, ...held, ...running });
  }

  /** @param {object} event */
  #print(event) {
    return print(`${JSON.stringify(event)}\n`, this.#stop);
  }
}

/**
 * @param {Progress} progress
 * @param {number} loss
 */
function eventOf({ update, epoch, tokens, validationPerplexity, tokensPerSecond }, loss) {
  return {
    // JSON has no infinity
    ...{ update, epoch, tokens, loss, perplexity: Math.min(Math.exp(loss), Number.MAX_VALUE) },
    ...(validationPerplexity !== undefined && { validation_perplexity: validationPerplexity }),
    tokens_per_second: tokensPerSecond,
  };
}

/**
 * What is trained, in a line on stderr.
 *
 * @param {string} size of what it learns from
 * @param {import('../sluice.d.ts').ModelInfo} model
 * @param {Session} session
 */
export function introduce(size, { parameters, updates }, session) {
  if (updates > 0) say(`going on after update ${updates.toLocaleString('en')}`);
  say(`${size}; ${parameters.toLocaleString('en')} parameters; engine ${session.engine}`);
}
