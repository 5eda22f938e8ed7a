import { shown } from '../core/checks.js';
import { SluiceError } from '../core/error.js';
import { anySignal } from '../core/signals.js';
import { materialFor } from './material.js';
import { trainOptions } from './options.js';
import { part } from './part.js';
import { openTrainer } from './trainer.js';

/**
 * Training the present model on the loaded material; see sluice.d.ts.
 *
 * @typedef {import('./context.js').Context} Context
 */

/** @type {import('./methods.js').Body<'train'>} */
export async function* train(context, options = {}) {
  const { more, ...checked } = trainOptions(options);
  context.checkIdle('train');
  const stopping = new AbortController();
  const signal = options.signal ? anySignal([options.signal, stopping.signal]) : stopping.signal;
  context.stopping = stopping;
  try {
    const limits =
      options.minutes === undefined
        ? { updates: Math.min(checked.updates, presentTrainer(context).updates + more) }
        : await planned(context, { ...options, signal });
    if (limits) yield* presentTrainer(context).run({ ...checked, ...limits, signal });
  } finally {
    context.stopping = null;
  }
}

/**
 * Turns the minutes of the training that is about to begin into updates and a horizon.
 *
 * @param {Context} context
 * @param {import('../sluice.d.ts').TrainOptions} options
 */
async function planned(context, options) {
  const { limitsOf } = await part(() => import('./plan.js')); // few trainings are planned
  const limits = await limitsOf(context, options);
  if (limits) set(context, 'horizon', limits.updates);
  return limits;
}

/** @type {import('./methods.js').Body<'dissect'>} */
export async function dissect(context) {
  context.checkIdle('dissect');
  context.stopping = new AbortController(); // which an update takes no notice of
  try {
    return await presentTrainer(context).dissect();
  } finally {
    context.stopping = null;
  }
}

/** @type {import('./methods.js').Body<'set'>} */
export function set({ core, model, trainer }, name, value) {
  const table = /** @type {import('../sluice.d.ts').Setting[]} */ (core.json('sl_settings_table'));
  const names = table.filter(({ live }) => live).map((row) => String(row.name));
  if (!names.includes(name)) {
    const message = `set changes ${names.join(', ')}, not ${shown(name)}`;
    throw new SluiceError('BAD_SETTING', message);
  }
  model.set(name, value);
  trainer?.set(name, String(value));
}

/**
 * The trainer of the present model on the loaded material; makes one if necessary.
 *
 * @param {Context} context
 * @returns {import('./trainer.js').Trainer} MISUSE, OTHER_VOCABULARY, TEXT_TOO_SHORT
 */
export function presentTrainer(context) {
  const { handle } = context.model;
  const material = materialFor(context, handle);
  if (context.trainer?.isOn(material)) return context.trainer;
  context.endTraining();
  context.trainer = openTrainer(context, handle, material);
  return context.trainer;
}
