import { letterOf } from './lanes.js';
import { differences } from './settings.js';
import { words } from './words.js';

/**
 * @typedef {import('./entrant.js').Entrant} Entrant
 * @typedef {import('./run.js').Run} Run
 *
 * @typedef {object} Standing a lane at the place where all are compared
 * @property {string} name
 * @property {Entrant} entrant
 * @property {number} training perplexity, running
 * @property {number | undefined} heldOut perplexity
 */

/** Nearer than this counts as level: about what another seed changes. */
const LEVEL = 0.02;
/** A fresh model may guess a little worse than blindly; one that does so by far has gone astray. */
const ASTRAY = 2;
const RISEN = 1.03;
/** A best place so near the end may be chance. */
const BEFORE_END = 0.8;
const GAP = 1.25;
const UNLIKE = 1.3;

/** @param {Entrant} entrant */
const nameOf = ({ slot, label }) => words.named(letterOf(slot), label);

/** Where its loss went astray, if it did. @param {Entrant} entrant */
export const astrayAt = ({ record, symbols }) => record.wentBeyond(ASTRAY * symbols);

/** @param {Entrant} entrant */
const isSound = (entrant) =>
  !['diverged', 'failed'].includes(entrant.fate) && astrayAt(entrant) === undefined;

/** The place that all of them reached. @param {Run} run @param {Entrant[]} sound */
function commonPlace({ rules }, sound) {
  const finished = sound.every(({ fate }) => fate === 'done');
  const at = Math.min(...sound.map((entrant) => entrant.at));
  return { at: finished ? rules.limit : at, finished };
}

/**
 * The lanes that can be compared, the least perplexed first.
 * @param {Run} run
 */
export function standings(run) {
  const sound = run.entrants.filter((one) => isSound(one) && !one.settings.bidirectional);
  const { at, finished } = commonPlace(run, sound);
  const all = sound.flatMap((entrant) => {
    const { record } = entrant;
    const upTo = finished ? entrant.at : at;
    const training = record.trainingAt(upTo);
    if (training === undefined) return [];
    return { name: nameOf(entrant), entrant, training, heldOut: record.heldOutAt(upTo) };
  });
  const byHeldOut = all.length > 0 && all.every(({ heldOut }) => heldOut !== undefined);
  const value = (/** @type {Standing} */ { heldOut, training }) =>
    byHeldOut ? Number(heldOut) : training;
  return { all: all.sort((a, b) => value(a) - value(b)), value, byHeldOut, at, finished };
}

/** The least and the most of something, and how many times the one the other is. @param {Standing[]} all @param {(entrant: Entrant) => number} quantity */
function extremes(all, quantity) {
  const sorted = [...all].sort((a, b) => quantity(a.entrant) - quantity(b.entrant));
  const [least, most] = [sorted[0], sorted.at(-1)];
  if (!least || !most) return undefined;
  const ratio = quantity(most.entrant) / quantity(least.entrant);
  return ratio > UNLIKE ? { least, most, ratio } : undefined;
}

/** What went wrong. @param {Run} run */
function troubles({ entrants, rules }) {
  return entrants.flatMap((entrant) => {
    const { fate, problem, settings, longestGradient, updates, symbols } = entrant;
    const name = nameOf(entrant);
    if (fate === 'failed') return words.failed(name, problem);
    const at = fate === 'diverged' ? entrant.at : astrayAt(entrant);
    if (at === undefined) return [];
    const place = words.place(rules.by, at);
    const gone =
      fate === 'diverged' ? words.diverged(name, updates) : words.astray(name, place, symbols);
    return `${gone} ${words.whyAstray(longestGradient, settings.clip ?? 0)}`;
  });
}

/** @param {Standing[]} all */
const differing = (all) => differences(all.map(({ entrant }) => entrant.settings));

/** @param {Standing[]} all */
const onlySeedsDiffer = (all) => differing(all).join() === 'seed';

/** Who is ahead, and by how much. @param {Run} run @param {ReturnType<typeof standings>} stand */
function lead({ rules }, { all, value, byHeldOut, at, finished }) {
  const [first, second, ...rest] = all;
  const where = words.where(rules.by, at, finished);
  if (!first || onlySeedsDiffer(all)) return [];
  if (!second) return [words.alone(first.name, value(first), byHeldOut, where)];
  const by = value(second) / value(first) - 1;
  const told = { where, byHeldOut, by };
  const pair = /** @type {const} */ ([first, second]);
  const values = pair.map((one) => ({ name: one.name, value: value(one) }));
  const others = rest.map((one) => ({ name: one.name, value: value(one) }));
  return [by < LEVEL ? words.level(values, others, told) : words.ahead(values, others, told)];
}

/**
 * Where it was best on unseen text, if that has risen since while the training perplexity fell.
 * @param {Standing} standing
 * @param {number} at
 */
function turnedBack({ name, entrant, training, heldOut }, at) {
  const lowest = entrant.record.best();
  if (!lowest || lowest.at > BEFORE_END * at) return undefined;
  const fell = training < Number(entrant.record.trainingAt(lowest.at));
  const rose = Number(heldOut) > RISEN * lowest.perplexity;
  return fell && rose ? { name, lowest, heldOut } : undefined;
}

/** Who leans on memory. @param {Run} run @param {ReturnType<typeof standings>} stand */
function memorising({ rules }, { all, byHeldOut, at }) {
  if (!byHeldOut) return all.length > 0 ? [words.nothingHeldOut] : [];
  const surest = [...all].sort((a, b) => a.training - b.training)[0];
  const best = all[0];
  if (!surest || !best) return [];
  const behind =
    Number(surest.heldOut) > (1 + LEVEL) * Number(best.heldOut) &&
    best.training > (1 + LEVEL) * surest.training &&
    Number(surest.heldOut) > surest.training;
  const turned = all.flatMap((one) => turnedBack(one, at) ?? []);
  const leaning = all.filter(
    (one) => !turnedBack(one, at) && Number(one.heldOut) > GAP * one.training,
  );
  return [
    ...(behind ? [words.memorises(surest, best)] : []),
    ...turned.map(({ name, lowest, heldOut }) =>
      words.risen(name, words.place(rules.by, lowest.at), lowest.perplexity, Number(heldOut)),
    ),
    ...(leaning.length > 0 ? [words.gap(leaning)] : []),
  ];
}

/** What else was unlike. @param {Run} run @param {Standing[]} all */
function costs({ rules }, all) {
  const said = [];
  const seconds = extremes(all, (entrant) => entrant.seconds / entrant.updates);
  const updates = extremes(all, (entrant) => entrant.updates);
  const size = extremes(all, ({ parameters }) => parameters);
  const read = extremes(all, ({ tokens, updates }) => tokens / updates);
  if (rules.by === 'updates') {
    if (seconds) said.push(words.slower(seconds.most.name, seconds.least.name, seconds.ratio));
    if (read) said.push(words.readMore(read.most.name, read.least.name, read.ratio));
  } else if (updates) {
    const { most, least } = updates;
    said.push(
      words.moreUpdates(most.name, most.entrant.updates, least.name, least.entrant.updates),
    );
  }
  if (size) said.push(words.larger(size.most.name, size.least.name, size.ratio));
  return said;
}

/** What chance alone makes. @param {ReturnType<typeof standings>} stand */
function luck({ all, value }) {
  const [first, last] = [all[0], all.at(-1)];
  if (!first || !last || !onlySeedsDiffer(all)) return [];
  const [least, most] = [value(first), value(last)];
  return [words.luck(all.length, least, most, most / least - 1)];
}

/** What the race does not show. @param {Run} run @param {Standing[]} all */
function limits({ rules }, all) {
  if (all.length < 2 || onlySeedsDiffer(all)) return [];
  const names = differing(all);
  if (names.length === 0 && rules.by === 'updates') return [words.same];
  return [words.limits(names.includes('seed'))];
}

/**
 * What the numbers of a race say, in sentences.
 * @param {Run} run
 * @returns {string[]}
 */
export function verdict(run) {
  const stand = standings(run);
  const blind = run.entrants.filter(({ settings }) => settings.bidirectional);
  const said = [
    ...lead(run, stand),
    ...luck(stand),
    ...troubles(run),
    ...blind.map((entrant) => words.seesAhead(nameOf(entrant))),
    ...memorising(run, stand),
    ...costs(run, stand.all),
    ...limits(run, stand.all),
  ];
  return said.map(words.sentence);
}
