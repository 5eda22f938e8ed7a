import { createCellView } from '../../app/cell/view.js';
import { make } from '../../parts/make.js';
import { segments } from '../../parts/segments.js';
import { scroller, table } from '../../parts/table.js';
import { visible } from '../../parts/visible.js';
import { first } from '../first.js';
import { createHeldAt, holdOf } from '../held-at.js';
import { createLearned } from '../learned.js';
import { GRU } from '../one-unit.js';
import { ENOUGH } from '../plan.js';
import { follow } from '../school.js';
import { createStrip } from '../strip.js';
import { lookAt } from './look.js';
import { words } from './words.js';

/** @typedef {import('../held-at.js').Value} Held */
/** @typedef {Awaited<ReturnType<typeof lookAt>> & { takes: boolean, held: Held }} View */

/**
 * As the convention has it: in the other one, Z is what it lacks to 1.
 * @param {import('../../app/cell/view.js').Numbers} numbers
 * @param {boolean} takes
 * @returns {import('../../app/cell/view.js').Numbers}
 */
function inConvention({ now, h }, takes) {
  const z = Number(now.z);
  return { h, now: { ...now, z: takes ? 1 - z : z } };
}

/** What Z is in the other convention. @param {Held} value @returns {Held} */
const inOther = (value) =>
  value === 'free' ? value : /** @type {Held} */ (String(1 - Number(value)));

/** What the figure shows below its strip. */
function createArithmetic() {
  const cell = createCellView();
  const gate = make('p', { className: 'sum' });
  const numbers = scroller(words.numbers);
  cell.draw(GRU);
  return {
    parts: [cell.root, gate, numbers],
    /** @param {View} view */
    show({ symbols, units: all, sum, takes, held }) {
      const units = all.map((numbers) => inConvention(numbers, takes));
      const [first] = units;
      const symbol = visible(symbols.at(-1) ?? '');
      if (first) cell.show({ ...GRU, update: takes ? 'takes' : 'keeps' }, first, symbol);
      // in the other convention every sign is the opposite
      const terms = sum.map((part) => (takes ? -part : part));
      gate.textContent = held === 'free' ? words.gate(terms) : words.gateHeld;
      const rows = units.map(({ h, now }, unit) => [
        words.unit(unit + 1),
        ...[h, now.z, now.n, now.h].map((value) => words.figure(Number(value))),
      ]);
      const caption = takes ? words.takes : words.keeps;
      numbers.replaceChildren(table({ caption, heads: words.heads }, rows));
    },
  };
}

/** @param {import('../school.js').School} school @returns {import('../chapters.js').Figure} */
function createFigure(school) {
  const pupil = school.pupil('gru');
  const strip = createStrip(visible);
  const arithmetic = createArithmetic();
  let takes = false;
  /** @type {Held} */
  let held = 'free';
  const hold = createHeldAt('Z', (value) => {
    held = value;
    show();
  });
  /** The texts of the tries speak of the Z that keeps. @param {Held} value */
  const keepAt = (value) => {
    takes = false;
    convention.show('keeps');
    hold.set(value);
  };
  const legend = make('legend', {}, words.convention);
  const labels = words.conventionNames;
  const convention = segments({ name: 'learn-convention', legend, labels }, (choice) => {
    takes = choice === 'takes';
    hold.set(inOther(held)); // the states stay
  });
  convention.show('keeps');
  const root = make(
    'div',
    {},
    hold.root,
    strip.root,
    convention.root,
    ...arithmetic.parts,
    createLearned(pupil),
  );

  const look = async () => {
    const now = { takes, held };
    const own = takes ? inOther(held) : held; // of the model, whose Z keeps
    const session = await pupil.session;
    return { ...now, ...(await lookAt(session, words.sentence, holdOf('z', own))) };
  };
  /** @param {View} view */
  function draw(view) {
    strip.show(view.symbols, view.states, view.hidden, words.strip(view.held));
    arithmetic.show(view);
  }
  const show = follow(root, [pupil], { look, show: draw, first: first['update-gate'] });
  pupil.trainTo(ENOUGH);
  return { root, tries: [() => keepAt('1'), () => keepAt('0')], show };
}

/** @type {import('../chapters.js').Chapter} */
export const chapter = { words, right: { tries: [2, 1], questions: [0, 1, 2, 1] }, createFigure };
