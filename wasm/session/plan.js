import { shown } from '../core/checks.js';
import { SluiceError } from '../core/error.js';
import { epoch, gridOf } from './epoch.js';
import { materialFor } from './material.js';
import { runningOptions } from './options.js';
import { Pacer } from './pacer.js';
import { openTrainer } from './trainer.js';

/**
 * How long a training takes here, found by trying it out for a moment on a copy of the model: the
 * model itself then learns as if the number of updates had been known before; see sluice.d.ts.
 *
 * @typedef {import('./context.js').Context} Context
 * @typedef {ReturnType<typeof planOptions>} Options
 * @typedef {{ model: number, material: import('./material.js').Material }} Copy
 */

/** Seconds of trying, at most, and the share of the planned time that they may be. */
const LONGEST = 3;
const SHARE = 0.05;
/** The first of them do not count: workers start, and the engine is not yet compiled for speed. */
const WARMING_UP = 1 / 3;
/** Symbols, or pairs, of the held-out part from which the time to measure it is taken. */
const SAMPLE = { symbols: 4096, pairs: 64 };
/** The longest horizon, and a gap that is never over. */
const MOST = 1e9;

/** @type {import('./methods.js').Body<'plan'>} */
export async function plan(context, options) {
  const checked = planOptions(options);
  context.checkIdle('plan');
  context.stopping = new AbortController(); // nothing that lasts
  try {
    return await tryOut(context, checked);
  } finally {
    context.stopping = null;
  }
}

/**
 * The limits of a training for so many minutes, which is about to begin.
 *
 * @param {Context} context
 * @param {import('../sluice.d.ts').TrainOptions} options
 * @returns {Promise<{ updates: number } | null>} null when the signal aborts; BAD_SETTING, MISUSE
 */
export async function limitsOf(context, { minutes = 0, updates, more, epochs, ...running }) {
  const options = planOptions({ minutes, ...running });
  if ((updates ?? more ?? epochs) !== undefined) {
    const message =
      'minutes sets the number of updates: give no updates, no more and no epochs beside it';
    throw new SluiceError('BAD_SETTING', message);
  }
  const { updates: done = 0 } = context.trainer ?? {};
  if (done > 0) {
    const message = `minutes plans a training from its start, and this one has made ${done} updates`;
    throw new SluiceError('MISUSE', `${message}: give the updates at which it ends`);
  }
  try {
    const { updates: fitting } = await tryOut(context, options);
    return { updates: fitting };
  } catch (error) {
    if (!options.signal?.aborted) throw error;
    return null;
  }
}

/**
 * @param {import('../sluice.d.ts').PlanOptions} options
 * @returns with their defaults; BAD_SETTING
 */
function planOptions(options) {
  const { minutes } = options ?? {};
  if (!(typeof minutes === 'number' && minutes > 0 && Number.isFinite(minutes))) {
    const message = `minutes takes a number above 0, such as 1 or 0.5, not ${shown(minutes)}`;
    throw new SluiceError('BAD_SETTING', message);
  }
  return { minutes, ...runningOptions(options) };
}

/**
 * The caller sees to it that nothing is trained meanwhile.
 *
 * @param {Context} context
 * @param {Options} options
 */
async function tryOut(context, options) {
  const start = performance.now();
  const { core, handles, model } = context;
  const { schedule, warmup } = model.settings;
  const copy = { model: model.read(model.save()), material: materialFor(context, model.handle) };
  try {
    core.do('sl_model_set', copy.model, 'horizon', String(MOST)); // any that the schedule takes
    const update = await timeUpdate(context, copy, options);
    const seconds = (update + (await timeLooks(context, copy, options))) / 1000;
    const left = 60 * options.minutes - (performance.now() - start) / 1000;
    const fewest = schedule === 'constant' ? 1 : warmup + 1; // a schedule begins after its warm-up
    return { updates: Math.min(Math.max(Math.floor(left / seconds), fewest), MOST), seconds };
  } finally {
    handles.drop(copy.model);
  }
}

/**
 * @param {Context} context
 * @param {Copy} copy
 * @param {Options} options
 * @returns {Promise<number>} milliseconds of an update, and of what the host does between two
 */
async function timeUpdate(context, { model, material }, { minutes, workers, signal }) {
  const enough = 1000 * Math.min(LONGEST, SHARE * 60 * minutes);
  const trainer = openTrainer(context, model, material);
  const endless = { updates: Infinity, epochs: Infinity, validationTokens: Infinity };
  const running = { ...endless, reportEvery: 1, validateEvery: MOST, workers, signal };
  const start = performance.now();
  let from = { update: 0, at: Infinity };
  try {
    for await (const { update } of trainer.run(running)) {
      const now = performance.now();
      const isWarm = from.update > 0;
      if (isWarm && now - start >= enough) return (now - from.at) / (update - from.update);
      if (!isWarm && now - start >= WARMING_UP * enough) from = { update, at: now };
    }
    throw signal?.reason; // nothing else ends it
  } finally {
    trainer.close();
  }
}

/**
 * @param {Context} context
 * @param {Copy} copy
 * @param {Options} options
 * @returns {Promise<number>} milliseconds of measuring the held-out part, for each update
 */
async function timeLooks(context, { model, material }, options) {
  const { validateEvery, validationTokens, signal } = options;
  const { updates, training, heldOut } = await epoch(context);
  const whole = Math.min(heldOut, validationTokens);
  if (whole === 0) return 0;
  const count = Math.min(whole, material.isPairs ? SAMPLE.pairs : SAMPLE.symbols);
  const pacer = new Pacer(LONGEST);
  const start = performance.now();
  await material.measure(model, { first: training, count }, async () => {
    await context.turn(pacer);
    signal?.throwIfAborted();
  });
  const look = (performance.now() - start) * (whole / count);
  return look / (validateEvery || gridOf(updates));
}
