import { messageOf, SluiceError } from '../core/error.js';
import { countWorkers } from '../replicas/count.js';
import { GAP, gridOf } from './epoch.js';
import { History } from './history.js';
import { explainMismatch } from './material.js';
import { Pacer } from './pacer.js';
import { part } from './part.js';

/**
 * @typedef {import('../sluice.d.ts').Progress} Progress
 * @typedef {import('./material.js').Material} Material
 * @typedef {Omit<ReturnType<typeof import('./options.js').trainOptions>, 'more'>} Options
 */

/** Milliseconds of work between two turns for others. */
const SLICE = 30;
/** Milliseconds between two reports unless the caller says otherwise: about a frame. */
const FRAME = 16;

/** Trains one model on one material: a C trainer, and the clock and memory around it. */
export class Trainer {
  #context;
  #core;
  #model;
  #material;
  #trainer;
  /** @type {import('../replicas/replicas.js').Replicas | null} that share the updates */
  #replicas = null;
  /** @type {import('../replicas/count.js').Size} of an update */
  #size;
  /** Whether the number of workers is ours to choose, and that they cannot be had. */
  #isFree = false;
  #isAlone = false;
  /** All that was reported. */
  history = new History();
  /** Seconds spent in updates. */
  #seconds = 0;
  /** Updates at the last report, and at the last measurement. */
  #reported = 0;
  #measured = -GAP;
  /** Updates between two measurements that choose the best weights; 0: none is chosen. */
  #grid;
  /** Mean over the updates since the last report, and the tokens that it is over. */
  #loss = { mean: Number.NaN, tokens: 0 };
  /** @type {number | undefined} measured and not yet reported */
  #validationLoss;
  /** Milliseconds that the last update took. */
  #pace = 0;
  #stepping = false;
  /** @type {(() => void)[]} work that waits for the end of the update, and precedes the next */
  #afterStep = [];

  /**
   * @param {import('./context.js').Context} context
   * @param {number} model borrowed until close, as is the material
   * @param {Material} material
   */
  constructor(context, model, material) {
    const { core, handles } = context;
    const settings = core.ask('sl_model_settings', model);
    const { keep, batch, steps, shards } = core.json('sl_settings_json', settings);
    const { length, isPairs } = material;
    this.#context = context;
    this.#core = core;
    this.#model = model;
    this.#material = material;
    this.#trainer = handles.add(
      core.make(material.trainer, model, material.handle),
      'sl_trainer_free',
    );
    const epoch = core.ask('sl_settings_updates_per_epoch', settings, length, Number(isPairs));
    this.#grid = keep === 'best' && this.#heldOut > 0 ? gridOf(epoch) : 0;
    const { parameters } = core.json('sl_model_describe', model);
    this.#size = { shards, symbols: batch * steps, parameters };
  }

  /** Made since the start of training. */
  get updates() {
    return this.#count('updates');
  }

  /** @param {Material} material */
  isOn(material) {
    return material === this.#material;
  }

  close() {
    this.#replicas?.close();
    this.#context.handles.drop(this.#trainer);
  }

  /**
   * @param {string} name
   * @param {string} value
   */
  set(name, value) {
    if (this.#replicas) this.#replicas.set(name, value);
    else this.#core.do('sl_trainer_set', this.#trainer, name, value);
  }

  /**
   * The model as a file that also holds the state of its training.
   *
   * @param {string} notes
   */
  async save(notes) {
    if (!this.#stepping) return this.#file(notes);
    return new Promise((resolve) => this.#afterStep.push(() => resolve(this.#file(notes))));
  }

  /** @param {string} notes */
  async #file(notes) {
    this.#context.checkOpen();
    return this.#core.bytes('sl_trainer_save', this.#trainer, notes);
  }

  /** @param {Uint8Array} bytes of such a file, to continue from */
  restore(bytes) {
    this.#core.do('sl_trainer_restore', this.#trainer, bytes, bytes.length);
    this.#reported = this.#count('updates');
  }

  /** Settles when no update is under way: weights and trainer are then in step. */
  async settled() {
    await this.#replicas?.settled();
  }

  /** Makes one update, in this thread, and takes it apart. */
  async dissect() {
    const { dissection } = await part(() => import('./dissection.js')); // few updates are taken apart
    const pacer = new Pacer(SLICE);
    while (this.#context.evaluations > 0) await pacer.rest();
    this.#context.checkOpen();
    this.#parted();
    try {
      return dissection(this.#core, this.#context.handles, this.#trainer);
    } finally {
      this.#reported = this.updates;
    }
  }

  /**
   * Trains until a limit is reached or the signal aborts; pauses while nobody asks for the next
   * report.
   *
   * @param {Options} options
   * @returns {AsyncGenerator<Progress, void, undefined>}
   */
  async *run(options) {
    await this.#share(options);
    this.#replicas?.hold(true);
    try {
      const isReady = await this.#replicas?.ready(options.signal);
      if (isReady === false && this.#isFree) this.#goOnAlone();
      for await (const report of this.#run(options)) {
        this.#replicas?.hold(false); // an iteration that is left open keeps no process alive
        yield report;
        this.#replicas?.hold(true);
      }
    } finally {
      this.#replicas?.hold(false);
    }
  }

  /** @param {Options} options */
  async #share(options) {
    this.#isFree = options.workers === 'auto';
    const count = countWorkers(options.workers, this.#size);
    const workers = this.#isFree && this.#isAlone ? 1 : count;
    if (workers === this.#workers || this.#reached(options)) return;
    this.#replicas?.close();
    this.#replicas = workers > 1 ? await this.#replicate(workers) : null;
  }

  get #workers() {
    return this.#replicas?.count ?? 1;
  }

  /**
   * @param {number} count
   */
  async #replicate(count) {
    const { code } = this.#context;
    if (!code.modules) return null;
    const fetched = await fetchReplicas(code).catch((error) => {
      if (!this.#isFree) throw new SluiceError('WORKER_LOST', messageOf(error), { cause: error });
      this.#isAlone = true;
    });
    this.#context.checkOpen();
    if (!fetched) return null;
    const { Replicas, open } = fetched;
    const parts = { modules: code.modules, trainer: this.#trainer, material: this.#material, open };
    return new Replicas(this.#context, parts, count);
  }

  /** Where there can be no workers, nobody who left their number to us need know. */
  #goOnAlone() {
    this.#parted();
    this.#isAlone = true;
  }

  /** Dismisses the workers, if there are any: an update without them would leave them behind. */
  #parted() {
    this.#replicas?.assign();
    this.#replicas?.close();
    this.#replicas = null;
  }

  /**
   * @param {Options} options
   * @returns {AsyncGenerator<Progress, void, undefined>}
   */
  async *#run(options) {
    const pacer = new Pacer(SLICE);
    const turn = () => this.#context.turn(pacer);
    const held = () => this.#context.evaluations > 0;
    const isStopped = () => options.signal?.aborted === true;
    const start = { tokens: this.#count('tokens'), seconds: this.#seconds };
    let isFirst = true; // one update and a report, for whoever waits to see it start
    let reportedAt = -Infinity;
    if (this.#isMissing(options)) {
      await this.#measure(options, turn);
      this.#validationLoss = undefined; // of an update that was reported before
    }
    while (!this.#reached(options)) {
      await turn();
      while (held() && !isStopped()) {
        await pacer.rest();
        await turn();
      }
      if (isStopped()) break;
      const isEnough = () => isFirst || held() || isStopped();
      const { measureNow, reportNow } = await this.#slice(pacer, options, isEnough);
      if (measureNow) await this.#measure(options, turn);
      const frameOver = !options.reportEvery && performance.now() - reportedAt >= FRAME;
      if (reportNow || frameOver) {
        yield this.#report(start);
        reportedAt = performance.now();
      }
      isFirst = false;
    }
    const last = this.history.reports.at(-1);
    if (this.#count('updates') > this.#reported) yield this.#report(start);
    else if (isFirst && last && !isStopped()) yield last; // nothing was left to do
  }

  /**
   * Makes updates until the slice is used up or something else is due.
   *
   * @param {Pacer} pacer
   * @param {Options} options
   * @param {() => boolean} isEnough asked after each update
   */
  async #slice(pacer, options, isEnough) {
    let due;
    do {
      const epoch = this.#count('epochs');
      await this.#step();
      due = this.#due(options, this.#count('epochs') > epoch);
    } while (!isPause(due) && pacer.left > this.#pace && !isEnough());
    return due;
  }

  async #step() {
    const start = performance.now();
    const before = this.#count('tokens');
    this.#stepping = true;
    try {
      await this.#update();
      this.#addLoss(this.#count('tokens') - before);
    } finally {
      this.#stepping = false;
      this.#pace = performance.now() - start;
      this.#seconds += this.#pace / 1000;
      for (const work of this.#afterStep.splice(0)) work();
    }
  }

  async #update() {
    try {
      if (this.#replicas) return await this.#replicas.step();
    } catch (error) {
      const isLost = error instanceof SluiceError && error.code === 'WORKER_LOST';
      if (!isLost || !this.#isFree) throw error;
      this.#goOnAlone();
    }
    this.#core.do('sl_trainer_step', this.#trainer);
  }

  /** @param {number} tokens of the last update */
  #addLoss(tokens) {
    const { mean, tokens: others } = this.#loss;
    const loss = this.#count('loss');
    const share = tokens / (others + tokens);
    this.#loss = { mean: others ? mean + (loss - mean) * share : loss, tokens: others + tokens };
  }

  /**
   * @param {Options} options
   * @param {boolean} epochOver
   */
  #due(options, epochOver) {
    const { reportEvery, validateEvery } = options;
    const update = this.#count('updates');
    const reached = this.#reached(options);
    const isTime = this.#grid
      ? this.#chooses(options)
      : epochOver && update - this.#measured >= GAP;
    const measureNow = validateEvery ? update % validateEvery === 0 : reached || isTime;
    const reportNow = reportEvery > 0 && (epochOver || update % reportEvery === 0);
    return { reached, measureNow: measureNow && this.#heldOut > 0, reportNow };
  }

  /** @param {Options} options */
  #reached({ updates, epochs }) {
    if (this.#isOutOfPatience) return true;
    return this.#count('updates') >= updates || this.#count('epochs') >= epochs;
  }

  get #isOutOfPatience() {
    return this.#core.ask('sl_trainer_out_of_patience', this.#trainer) !== 0;
  }

  /**
   * Whether a measurement now is one of those that choose the best weights: they repeat, however the
   * training is cut into calls.
   *
   * @param {Options} options
   */
  #chooses({ validateEvery }) {
    const every = this.#grid && (validateEvery || this.#grid);
    return every > 0 && this.#count('updates') % every === 0;
  }

  /**
   * Whether an interruption has left out such a measurement.
   *
   * @param {Options} options
   */
  #isMissing(options) {
    const told = this.#core.ask('sl_trainer_measured_at', this.#trainer);
    return this.#chooses(options) && told !== this.#count('updates');
  }

  /**
   * Measures the held-out part with frozen weights: no update happens meanwhile.
   *
   * @param {Options} options
   * @param {() => Promise<void>} turn
   */
  async #measure(options, turn) {
    const { validationTokens, signal } = options;
    const stretch = {
      first: this.#trainingLength,
      count: Math.min(this.#heldOut, validationTokens),
      newest: true,
    };
    const unlessAborted = async () => {
      await turn();
      signal?.throwIfAborted();
    };
    try {
      const { loss } = await this.#material.measure(this.#model, stretch, unlessAborted);
      this.#validationLoss = loss;
      this.#measured = this.#count('updates');
      if (this.#chooses(options)) this.#core.ask('sl_trainer_measured', this.#trainer, loss);
    } catch (error) {
      if (error !== signal?.reason) throw error; // an abort ends the training without one
    }
  }

  /**
   * @param {{ tokens: number, seconds: number }} start
   * @returns {Progress}
   */
  #report(start) {
    const loss = this.#loss.mean;
    const tokens = this.#count('tokens');
    const validation = this.#validationLoss;
    this.#loss = { mean: Number.NaN, tokens: 0 };
    this.#validationLoss = undefined;
    this.#reported = this.#count('updates');
    const report = {
      update: this.#reported,
      epoch: this.#count('epochs'),
      tokens,
      loss,
      perplexity: Math.exp(loss),
      ...(validation !== undefined && {
        validationLoss: validation,
        validationPerplexity: Math.exp(validation),
      }),
      ...this.#kept,
      gradientNorm: this.#count('gradient_norm'),
      tokensPerSecond: (tokens - start.tokens) / Math.max(this.#seconds - start.seconds, 1e-6),
      seconds: this.#seconds,
      workers: this.#workers,
      ...(this.#isOutOfPatience && { outOfPatience: /** @type {const} */ (true) }),
    };
    this.history.add(report);
    return report;
  }

  /** Of the weights that measured best, if there are any. */
  get #kept() {
    const update = this.#core.ask('sl_model_kept_update', this.#model);
    const loss = this.#core.ask('sl_model_kept_loss', this.#model);
    return update > 0 ? { kept: { update, loss } } : {};
  }

  get #trainingLength() {
    return this.#count('training_length') >>> 0;
  }

  get #heldOut() {
    return this.#material.length - this.#trainingLength;
  }

  /** @param {'updates' | 'epochs' | 'tokens' | 'loss' | 'gradient_norm' | 'training_length'} name */
  #count(name) {
    return this.#core.ask(`sl_trainer_${name}`, this.#trainer);
  }
}

/**
 * A trainer for whatever model and material the caller of a session has brought together.
 *
 * @param {import('./context.js').Context} context
 * @param {number} model borrowed until close, as is the material
 * @param {Material} material
 * @returns {Trainer} MISUSE, OTHER_VOCABULARY, TEXT_TOO_SHORT
 */
export function openTrainer(context, model, material) {
  try {
    return new Trainer(context, model, material);
  } catch (error) {
    throw explainMismatch(error);
  }
}

/** @param {{ measureNow: boolean, reportNow: boolean, reached: boolean }} due */
function isPause({ measureNow, reportNow, reached }) {
  return measureNow || reportNow || reached;
}

/**
 * Small models have no replicas, and so their code comes when it is used.
 *
 * @param {import('./context.js').Code} code
 */
async function fetchReplicas({ open, script }) {
  const { Replicas } = await import('../replicas/replicas.js');
  if (open) return { Replicas, open };
  const { openReplica } = await import('../replicas/open-replica.js');
  /** @type {import('./context.js').OpenReplica} */
  const own = (listener) => openReplica(listener, script);
  return { Replicas, open: own };
}
