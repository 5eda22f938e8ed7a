import { Core } from '../core/core.js';
import { SluiceError, whole } from '../core/error.js';
import { compileCore, startCore } from '../core/load.js';
import { Replicas } from '../replicas/replicas.js';
import { baselines } from './baselines.js';
import { bleu, bookBleu } from './bleu.js';
import { Context } from './context.js';
import { describePairs, describeText } from './describe.js';
import { Evaluations } from './evaluation.js';
import { generate } from './generation.js';
import { attribute, inspect } from './inspection.js';
import {
  explainMismatch,
  explainOther,
  pairsMaterial,
  stretchOf,
  takenOver,
  textMaterial,
} from './material.js';
import { Model } from './model.js';
import { checkedNotes, generateOptions, trainOptions } from './options.js';
import { readTraining } from './read-training.js';
import { readPairs, readText } from './reading.js';
import { Training } from './training.js';
import { sampleTranslation, translate } from './translation.js';

/**
 * @typedef {import('../sluice.d.ts').Session} Session
 * @typedef {import('../sluice.d.ts').Engine} Engine
 * @typedef {import('./material.js').Material} Material
 */

/**
 * A session in this thread; its methods are described in sluice.d.ts.
 *
 * @implements {Session}
 */
export class LocalSession {
  /** @type {Engine} */
  engine;
  #module;
  #scripts;
  #context;
  #core;
  #handles;
  /** @type {Material | null} */
  #text = null;
  /** @type {Material | null} */
  #pairs = null;
  #model;
  #evaluations;
  /** @type {Training | null} made by the first train of this model on this material */
  #training = null;
  #running = false;

  /** @param {Omit<import('../sluice.d.ts').SessionOptions, 'worker'>} [options] */
  static async open(options) {
    const module = await compileCore(options);
    return new LocalSession(new Core(await startCore(module)), module, options?.scripts);
  }

  /**
   * @param {Core} core
   * @param {WebAssembly.Module} [module] that the core is of, for its replicas
   * @param {import('../sluice.d.ts').Scripts} [scripts]
   */
  constructor(core, module, scripts) {
    this.#module = module;
    this.#scripts = scripts;
    this.#context = new Context(core);
    this.#core = core;
    this.#handles = this.#context.handles;
    this.#model = new Model(this.#context, () => this.#endTraining());
    this.#evaluations = new Evaluations(this.#context, () => this.#training?.settled());
    this.engine = /** @type {Engine} */ (core.text(core.ask('sl_engine')));
  }

  /** @type {Session['settingsTable']} */
  async settingsTable() {
    this.#context.checkOpen();
    return this.#core.json('sl_settings_table');
  }

  // ---- what to learn from ----

  /** @type {Session['loadText']} */
  async loadText(source, { vocabulary = 'own', ...options } = {}) {
    this.#checkIdle('loadText');
    const shared = vocabulary === 'model' ? this.#model.vocabulary : 0;
    const normalize = options.normalize ?? (shared ? this.#model.settings.normalize : 'none');
    const reading = { ...options, normalize, vocabulary: shared };
    const { handle, bytes } = await readText(this.#context, source, reading);
    this.#checkIdle('loadText', handle);
    this.#release(this.#text);
    this.#text = textMaterial(this.#core, this.#handles, handle, { normalize });
    return { ...describeText(this.#core, handle), bytes };
  }

  /** @type {Session['loadPairs']} */
  async loadPairs(source, { vocabulary = 'own', ...options } = {}) {
    this.#checkIdle('loadPairs');
    const model = vocabulary === 'model' ? this.#model.handle : 0;
    const usual = model ? this.#model.settings : this.#context.defaults();
    const { tokens = usual.tokens, minimum = usual.minimum } = options;
    const reading = { ...options, tokens, minimum, model };
    const { handle, bytes } = await readPairs(this.#context, source, reading);
    this.#checkIdle('loadPairs', handle);
    this.#release(this.#pairs);
    this.#pairs = pairsMaterial(this.#core, handle, { tokens, minimum });
    return { ...describePairs(this.#core, handle), bytes };
  }

  // ---- the model ----

  /** @type {Session['createModel']} */
  async createModel(values = {}) {
    this.#checkIdle('createModel');
    if (!this.#text) throw new SluiceError('MISUSE', 'load a text before creating a model');
    const vocabulary = this.#core.ask('sl_text_vocabulary', this.#text.handle);
    this.#model.create(takenOver(this.#text, values), (settings) =>
      this.#core.make('sl_model_create', settings, vocabulary),
    );
    return this.#model.info();
  }

  /** @type {Session['createTranslator']} */
  async createTranslator(values = {}) {
    this.#checkIdle('createTranslator');
    if (!this.#pairs) throw new SluiceError('MISUSE', 'load pairs before creating a translator');
    const { handle } = this.#pairs;
    this.#model.create(takenOver(this.#pairs, values), (settings) =>
      this.#core.make('sl_model_create_translation', settings, handle),
    );
    return this.#model.info();
  }

  /** @type {Session['info']} */
  async info() {
    return this.#model.info();
  }

  /** @type {Session['memory']} */
  async memory() {
    this.#context.checkOpen();
    return this.#core.memorySize;
  }

  /** @type {Session['save']} */
  async save({ training = false, notes } = {}) {
    if (training) return this.#ownTraining().save(checkedNotes(notes));
    if (notes === undefined) return this.#model.save();
    throw new SluiceError('MISUSE', 'notes are kept with the training: save({ training: true })');
  }

  /** @type {Session['load']} */
  async load(bytes) {
    this.#checkIdle('load');
    this.#model.load(bytes);
    return this.#model.info();
  }

  /** @type {Session['resume']} */
  async resume(bytes) {
    this.#checkIdle('resume');
    const model = this.#model.read(bytes);
    try {
      const training = this.#revive(model, bytes);
      this.#model.adopt(model);
      this.#training = training;
    } catch (error) {
      this.#handles.drop(model);
      throw error;
    }
    return { ...this.#model.info(), notes: readTraining(bytes)?.notes ?? '' };
  }

  // ---- training and measuring ----

  /** @type {Session['train']} */
  async *train(options = {}) {
    const checked = trainOptions(options);
    this.#checkIdle('train');
    const training = this.#ownTraining();
    this.#running = true;
    try {
      yield* training.run(checked, {
        turn: (pacer) => this.#context.turn(pacer),
        held: () => this.#evaluations.areRunning,
      });
    } finally {
      this.#running = false;
    }
  }

  /** @type {Session['set']} */
  async set(name, value) {
    this.#context.checkOpen();
    if (name !== 'lr' && name !== 'clip') {
      const message = `only lr and clip can change once a model exists, not ${name}`;
      throw new SluiceError('BAD_SETTING', message);
    }
    this.#model.set(name, value);
    this.#training?.set(name, String(value));
  }

  /** @type {Session['evaluate']} */
  async evaluate(source, { signal } = {}) {
    const { handle: model, vocabulary, settings } = this.#model;
    this.#handles.keep(model);
    let handle = 0;
    try {
      const reading = { normalize: settings.normalize, vocabulary, signal };
      ({ handle } = await readText(this.#context, source, reading));
      const text = textMaterial(this.#core, this.#handles, handle, {});
      const all = { first: 0, count: text.length };
      return await this.#evaluations.ofText(model, text, all, signal);
    } finally {
      this.#handles.drop(handle);
      this.#handles.drop(model);
    }
  }

  /** @type {Session['measure']} */
  async measure(part, { tokens, signal } = {}) {
    const { handle, settings } = this.#model;
    if (!this.#text) throw new SluiceError('MISUSE', 'load a text to measure the model on');
    const { first, count } = stretchOf(part, this.#text.length, settings.validation);
    const most = tokens === undefined ? count : whole('tokens', tokens, 2);
    const stretch = { first, count: Math.min(count, most) };
    return explained(this.#evaluations.ofText(handle, this.#text, stretch, signal));
  }

  /** @type {Session['pairsLoss']} */
  async pairsLoss({ first = 0, count, signal } = {}) {
    const { handle } = this.#model;
    if (!this.#pairs) throw new SluiceError('MISUSE', 'load pairs to measure the translator on');
    const { length } = this.#pairs;
    const from = whole('first', first);
    const stretch = { first: from, count: whole('count', count ?? length - from) };
    if (from + stretch.count > length) {
      const message = `pairs ${from} to ${from + stretch.count} of a table of ${length}`;
      throw new SluiceError('MISUSE', message);
    }
    return explained(this.#evaluations.loss(handle, this.#pairs, stretch, signal));
  }

  /** @type {Session['baselines']} */
  async baselines({ order = 5, ...options } = {}) {
    this.#context.checkOpen();
    if (!this.#text) throw new SluiceError('MISUSE', 'load a text to count');
    const usual = this.#model.exists ? this.#model.settings.validation : 0;
    const { validation = usual } = options;
    const { handle: text, length } = this.#text;
    const { count: training } = stretchOf('training', length, validation);
    const parts = { text, order: whole('order', order), training, heldOut: length - training };
    return baselines(this.#context, parts);
  }

  // ---- using the model ----

  /** @type {Session['generate']} */
  async *generate(options = {}) {
    const checked = generateOptions(options);
    yield* generate(this.#context, this.#model.handle, checked);
  }

  /** @type {Session['inspect']} */
  async inspect(text) {
    return inspect(this.#context, this.#model, text);
  }

  /** @type {Session['attribute']} */
  async attribute(text, position) {
    return attribute(this.#context, this.#model, text, whole('position', position));
  }

  /** @type {Session['translate']} */
  async translate(sentence, options) {
    return translate(this.#core, this.#model.handle, sentence, options);
  }

  /** @type {Session['sampleTranslation']} */
  async sampleTranslation(sentence, options) {
    return sampleTranslation(this.#core, this.#model.handle, sentence, options);
  }

  /** @type {Session['bleu']} */
  async bleu(hypotheses, references) {
    this.#context.checkOpen();
    return bleu(this.#context, hypotheses, references);
  }

  /** @type {Session['bookBleu']} */
  async bookBleu(hypothesis, reference, k = 2) {
    this.#context.checkOpen();
    return bookBleu(this.#context, hypothesis, reference, k);
  }

  async dispose() {
    if (!this.#context.hasEnded) this.#context.end();
  }

  // ---- what is there ----

  /**
   * @param {string} call
   * @param {number} [handle] dropped if the session is not idle
   */
  #checkIdle(call, handle = 0) {
    try {
      this.#context.checkOpen();
      if (!this.#running) return;
      throw new SluiceError('MISUSE', `end the running training before calling ${call}`);
    } catch (error) {
      this.#handles.drop(handle);
      throw error;
    }
  }

  /**
   * @param {number} model
   * @returns {Material} what it is to be trained on
   */
  #materialOf(model) {
    const isTranslator = this.#model.isTranslator(model);
    const material = isTranslator ? this.#pairs : this.#text;
    if (material) return material;
    const missing = isTranslator ? 'load pairs to train the translator on' : '';
    throw new SluiceError('MISUSE', missing || 'load a text to train the model on');
  }

  /** @returns {Training} of the present model */
  #ownTraining() {
    const { handle: model } = this.#model;
    const material = this.#materialOf(model);
    if (this.#training?.isOn(material)) return this.#training;
    this.#endTraining();
    try {
      this.#training = this.#makeTraining(model, material);
    } catch (error) {
      throw explainMismatch(error);
    }
    return this.#training;
  }

  /**
   * @param {number} model
   * @param {Uint8Array} bytes of the file that it was read from
   * @returns {Training} as it was saved
   */
  #revive(model, bytes) {
    if (!readTraining(bytes)) {
      const message =
        'the file holds a model, but no training that could be resumed; load takes it';
      throw new SluiceError('BAD_FILE', message);
    }
    const material = this.#materialOf(model);
    let training;
    try {
      training = this.#makeTraining(model, material);
      training.restore(bytes);
      return training;
    } catch (error) {
      training?.close();
      throw explainOther(error);
    }
  }

  /**
   * @param {number} model
   * @param {Material} material
   */
  #makeTraining(model, material) {
    return new Training(this.#context, { model, material }, (trainer, count) =>
      this.#replicate(trainer, material, count),
    );
  }

  /**
   * @param {number} trainer
   * @param {Material} material
   * @param {number} count
   */
  #replicate(trainer, { handle: text }, count) {
    if (!this.#module || this.#model.isTranslator()) {
      throw new SluiceError('BAD_SETTING', 'a translator trains with one worker');
    }
    const script = this.#scripts?.replica;
    return new Replicas(this.#context, { module: this.#module, trainer, text, script }, count);
  }

  #endTraining() {
    this.#training?.close();
    this.#training = null;
  }

  /** @param {Material | null} material that is being replaced */
  #release(material) {
    if (!material) return;
    if (this.#training?.isOn(material)) this.#endTraining();
    this.#handles.drop(material.handle);
  }
}

/**
 * @template T
 * @param {Promise<T>} measuring
 * @returns {Promise<T>}
 */
function explained(measuring) {
  return measuring.catch((error) => {
    throw explainMismatch(error);
  });
}
