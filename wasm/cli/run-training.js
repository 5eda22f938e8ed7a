import { createSession, presets, SluiceError } from '../index.js';
import { gridOf } from '../session/epoch.js';
import { warnOfArithmetic, warnOfUnfused } from './arithmetic.js';
import { Autosave } from './autosave.js';
import { Curve } from './curve.js';
import { blownUp, isAstray } from './divergence.js';
import { checkWritable, reading } from './files.js';
import { withLock } from './lock.js';
import { planMinutes, sayHowToRepeat } from './minutes.js';
import { trainNatively } from './native.js';
import { ProgressEvents, ProgressLine } from './progress.js';
import { checkLength, readResumable } from './resume.js';
import { say } from './talk.js';
import { askedFor, limitsOfResumed, NATIVE, SAVE_EVERY, workersIn } from './training-options.js';

/**
 * @typedef {import('../sluice.d.ts').Session} Session
 * @typedef {import('../sluice.d.ts').Settings} Settings
 * @typedef {import('../sluice.d.ts').ModelInfo} ModelInfo
 * @typedef {ModelInfo['settings']} ModelSettings
 * @typedef {Awaited<ReturnType<Session['epoch']>>} Epoch
 * @typedef {import('./training-options.js').Limits} Limits
 * @typedef {import('./training-options.js').Asked} Asked
 *
 * The differences between training on a text and on pairs.
 * @typedef {object} Task
 * @property {ModelInfo['kind']} kind
 * @property {Limits} limits unless the user gives others
 * @property {{ presetFor: import('./training-options.js').PresetFor, minutes: number }} [bare] what is
 *   trained when nobody says what
 * @property {'max-tokens' | 'max-pairs'} limit option that reads a part of the file alone
 * @property {(session: Session, how: Settings & { vocabulary?: 'model', most?: number }) =>
 *   Promise<Loaded>} load reads the text or the pairs, the first `most` of them
 * @property {(session: Session, settings: Settings, isPreset: boolean) => Promise<ModelInfo>} create
 *   isPreset: they are those of a preset, with changes
 * @property {(session: Session, epoch: Epoch, how?: { newest: boolean }) =>
 *   Promise<{ loss: number }>} measure the held-out part
 * @property {(session: Session) => Promise<void>} show what the model has learned
 *
 * What was loaded: its size in words, the distinct symbols of a text, and what to know before a model
 * is trained on it.
 * @typedef {{ size: string, symbols?: number, caveats: (settings: ModelSettings, epoch: Epoch) => string[] }} Loaded
 *
 * @typedef {object} Plan
 * @property {Limits} limits
 * @property {import('../sluice.d.ts').Workers} workers
 * @property {number} validateEvery updates
 * @property {boolean} json
 * @property {boolean} isPlanned whether the limits follow from the time that it may take
 * @property {{ out?: string, seconds: number }} saving
 * @property {import('../sluice.d.ts').SavedTraining | null} resumed
 */

/**
 * Trains on a file as the options say, or resumes a training on it.
 *
 * @param {import('./commands.js').Invocation} invocation
 * @param {Task} task
 */
export async function runTraining(invocation, task) {
  const { values, operands } = invocation;
  const { out } = values;
  const asked = askedFor(values, task);
  if (values.engine === NATIVE) return trainNatively(invocation, asked, task);
  const resumable =
    values.resume === undefined
      ? null
      : await readResumable(values.resume, task, asked.given, values[task.limit]);
  if (resumable) asked.limits = limitsOfResumed(values, resumable.saved);
  if (resumable) checkLength(resumable, asked.limits);
  if (out !== undefined) await checkWritable(out, operands[0] ?? '');
  await withLock(out, () => trainHere(invocation, { asked, resumable }, task));
}

/**
 * @param {import('./commands.js').Invocation} invocation
 * @param {{ asked: Asked, resumable: import('./resume.js').Resumable | null }} what
 * @param {Task} task
 */
async function trainHere({ values, operands: [file = ''], stop }, { asked, resumable }, task) {
  const { engine, out, json = false } = values;
  const { 'save-every': seconds = SAVE_EVERY, [task.limit]: most } = values;
  const workers = workersIn(values);
  const session = await createSession({ worker: false, engine });
  try {
    const { loaded, model } = await reading(file, () =>
      resumable ? resume(session, task, resumable) : begin(session, task, asked, most),
    );
    if (!json) introduce(loaded.size, model, session.engine);
    warnOfUnfused(engine, session);
    const epoch = await session.epoch();
    for (const line of loaded.caveats(model.settings, epoch)) say(line);
    // Counted in updates, so that an interrupted training measures at the same points.
    const running = { workers, validateEvery: gridOf(epoch.updates), json };
    const planned = await reading(file, () => planMinutes(session, asked, running, stop));
    const limits = planned ?? asked.limits;
    const resumed = resumable?.saved ?? null;
    const isPlanned = planned !== null;
    const plan = { ...running, limits, isPlanned, saving: { out, seconds }, resumed };
    const failure = await reading(file, () => train(session, task, plan, stop));
    if (out !== undefined && !json) say(`model and training are in ${out}`);
    if (failure) throw failure;
    if (planned && !json && !stop.aborted) sayHowToRepeat(asked, planned.updates);
    if (!json && !stop.aborted) await task.show(session);
  } finally {
    await session.dispose();
  }
}

/**
 * @param {Session} session
 * @param {Task} task
 * @param {Asked} asked
 * @param {number} [most] symbols or pairs to read, if the user says so
 */
async function begin(session, task, asked, most = asked.preset?.maxTokens) {
  const { given, limits, minutes, presetFor } = asked;
  const loaded = await task.load(session, { ...asked.preset?.settings, ...given, most });
  if (presetFor) {
    const name = presetFor(loaded.symbols ?? 0);
    Object.assign(asked, { name, preset: presets[name] });
  }
  const { preset } = asked;
  const settings = { ...preset?.settings, ...given };
  const model = await task.create(session, settings, preset !== undefined);
  // A schedule runs over the whole training, unless the user says otherwise.
  if (model.settings.schedule !== 'constant' && given.horizon === undefined && !minutes) {
    const total = await totalOf(session, limits);
    if (total > 0) await session.set('horizon', total); // else too little is there, as training says
  }
  return { loaded, model };
}

/**
 * @param {Session} session
 * @param {Limits} limits
 * @returns {Promise<number>} updates of the whole training
 */
async function totalOf(session, { updates, epochs = 0 }) {
  return updates ?? epochs * (await session.epoch()).updates;
}

/**
 * @param {Session} session
 * @param {Task} task
 * @param {import('./resume.js').Resumable} resumable
 */
async function resume(session, task, { path, bytes, saved }) {
  await reading(path, () => session.load(bytes)); // it knows how to read what it learned from
  const loaded = await task.load(session, { vocabulary: 'model', most: saved.most || undefined });
  return { loaded, model: await reading(path, () => session.resume(bytes), ['BAD_FILE']) };
}

/**
 * What is trained, in a line on stderr.
 *
 * @param {string} size of what it learns from
 * @param {ModelInfo} model
 * @param {string} engine
 */
function introduce(size, { parameters, updates }, engine) {
  if (updates > 0) say(`resuming after update ${updates.toLocaleString('en')}`);
  say(`${size}; ${parameters.toLocaleString('en')} parameters; engine ${engine}`);
}

/**
 * Trains, saves the training in the file of `--out`, and reports on it on stderr or, with `json`,
 * on stdout.
 *
 * @param {Session} session
 * @param {Task} task
 * @param {Plan} plan
 * @param {AbortSignal} stop
 * @returns {Promise<SluiceError | null>} what to think of it, if its loss has blown up
 */
async function train(session, task, plan, stop) {
  const { limits, workers, validateEvery, json, isPlanned, saving, resumed } = plan;
  const epoch = await session.epoch();
  const total = await totalOf(session, limits);
  if (resumed) {
    warnOfSchedule(resumed.settings, total);
    warnOfArithmetic(resumed.notes, session);
  }
  if (resumed && resumed.updates >= total && !json) say(`it is at update ${total} already`);
  const course = { total, isPlanned, resumed };
  const progress = json ? new ProgressEvents(course, stop) : new ProgressLine(course);
  const curve = new Curve(resumed);
  const autosave = new Autosave(session, curve, saving);
  await autosave.checkRoom();
  // The interruption may have come while it was measured; before the first update nothing is.
  if (resumed && resumed.updates > 0 && resumed.updates % validateEvery === 0 && epoch.heldOut > 0)
    curve.measured(resumed.updates, (await task.measure(session, epoch, { newest: true })).loss);
  const options = { ...limits, workers, reportEvery: 1, validateEvery, signal: stop };
  /** @type {import('../sluice.d.ts').Progress | undefined} */
  let last;
  try {
    for await (const report of session.train(options)) {
      await progress.add(report);
      await autosave.add(report);
      last = report;
    }
  } catch (error) {
    // The failed update has changed nothing: the model is worth saving.
    if (last && error instanceof SluiceError)
      await autosave.finish(stop).catch(({ message }) => say(`sluice: ${message}`));
    throw error;
  } finally {
    await progress.end();
  }
  await autosave.finish(stop);
  if (stop.aborted) return null;
  const { settings, vocabulary, kept } = await session.info();
  const validation = kept
    ? Math.exp(kept.loss)
    : (last?.validationPerplexity ?? (await heldOutPerplexity(session, task, epoch)));
  const end = last && isAstray({ loss: last.loss, validation }, vocabulary.length) ? last : null;
  const isEarly = settings.patience > 0 && !isAtLimit(limits, last, resumed);
  const patience = isEarly ? settings.patience : undefined;
  const diverged = end !== null;
  await progress.done({ validation, kept, patience, engine: session.engine, diverged });
  return end && blownUp(end, settings);
}

/**
 * Whether a training has come as far as it was to go.
 *
 * @param {Limits} limits
 * @param {import('../sluice.d.ts').Progress | undefined} last
 * @param {Plan['resumed']} resumed
 */
function isAtLimit({ updates, epochs = 0 }, last, resumed) {
  if (updates !== undefined) return (last?.update ?? resumed?.updates ?? 0) >= updates;
  return (last?.epoch ?? resumed?.epochs ?? 0) >= epochs;
}

/**
 * @param {Session} session
 * @param {Task} task
 * @param {Epoch} epoch
 * @returns {Promise<number | undefined>} undefined when nothing is held out
 */
async function heldOutPerplexity(session, task, epoch) {
  return epoch.heldOut > 0 ? Math.exp((await task.measure(session, epoch)).loss) : undefined;
}

/**
 * @param {Required<Settings>} settings of a training that is resumed
 * @param {number} total updates
 */
function warnOfSchedule({ schedule, horizon }, total) {
  if (schedule === 'constant' || total <= horizon) return;
  say(`its ${schedule} schedule ended at update ${horizon}: the learning rate no longer changes`);
}
