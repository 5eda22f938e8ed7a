import { createCellView } from '../../app/cell/view.js';
import { make } from '../../parts/make.js';
import { segments } from '../../parts/segments.js';
import { scroller, table } from '../../parts/table.js';
import { createHeldAt, holdOf } from '../held-at.js';
import { createLearned } from '../learned.js';
import { GRU, numbersAt, statesBefore, sumOf } from '../one-unit.js';
import { ENOUGH, follow } from '../school.js';
import { createStrip } from '../strip.js';
import { words as ofRoom } from '../words.js';
import { words } from './words.js';

/** @typedef {import('../../../wasm/sluice.d.ts').Inspection} Inspection */

/** Units whose numbers are shown; the first of them is drawn. */
const SHOWN = 3;

/**
 * As the convention has it: in the other one, Z is what it lacks to 1.
 * @param {Inspection} seen @param {number} unit @param {boolean} takes
 * @returns {import('../../app/cell/view.js').Numbers}
 */
function lastNumbers(seen, unit, takes) {
  const { now, h } = numbersAt(seen, seen.symbols.length - 1, unit);
  return { h, now: { ...now, z: takes ? 1 - Number(now.z) : Number(now.z) } };
}

/** How Z of the first unit comes about: in the other convention every sign is the opposite. @param {Inspection} seen @param {import('../../../wasm/sluice.d.ts').Weights} weights @param {boolean} takes */
function sayGate(seen, weights, takes) {
  const { symbols, vocabulary, hidden } = seen;
  const last = symbols.length - 1;
  const id = vocabulary.indexOf(symbols[last] ?? '');
  const { letter, state, bias } = sumOf(weights, hidden, id, statesBefore(seen, last));
  const sign = takes ? -1 : 1;
  return words.gate([letter, state, bias].map((part) => sign * part));
}

/** What the figure shows below its strip. */
function createArithmetic() {
  const cell = createCellView();
  const gate = make('p', { className: 'sum' });
  const numbers = scroller(words.numbers);
  cell.draw(GRU);
  return {
    parts: [cell.root, gate, numbers],
    /** @param {Inspection} seen @param {import('../../../wasm/sluice.d.ts').Weights} weights @param {boolean} takes @param {boolean} isHeld */
    show(seen, weights, takes, isHeld) {
      const units = Array.from({ length: SHOWN }, (_, unit) => lastNumbers(seen, unit, takes));
      const [first] = units;
      const symbol = ofRoom.visible(seen.symbols.at(-1) ?? '');
      if (first) cell.show({ ...GRU, update: takes ? 'takes' : 'keeps' }, first, symbol);
      gate.textContent = isHeld ? words.gateHeld : sayGate(seen, weights, takes);
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
  const strip = createStrip(ofRoom.visible);
  const arithmetic = createArithmetic();
  let takes = false;
  /** @type {import('../held-at.js').Value} */
  let held = 'free';
  const hold = createHeldAt('Z', (value) => {
    held = value;
    show();
  });
  const legend = make('legend', {}, words.convention);
  const labels = words.conventionNames;
  const convention = segments({ name: 'learn-convention', legend, labels }, (choice) => {
    takes = choice === 'takes';
    show();
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

  async function draw() {
    const session = await pupil.session;
    const seen = await session.inspect(words.sentence, { hold: holdOf('z', held) });
    const states = seen.layers[0]?.[0]?.hidden ?? new Float32Array();
    strip.show(seen.symbols, states, seen.hidden, words.strip(held));
    arithmetic.show(seen, await session.weights(), takes, held !== 'free');
  }
  const show = follow(root, [pupil], draw);
  pupil.trainTo(ENOUGH);
  return { root, tries: [() => hold.set('1'), () => hold.set('0')], show };
}

/** @type {import('../chapters.js').Chapter} */
export const chapter = { words, right: { tries: [2, 1], questions: [0, 1, 2, 1] }, createFigure };
