import { make } from '../../parts/make.js';
import { segments } from '../../parts/segments.js';
import { scroller, table } from '../../parts/table.js';
import { createHeldAt, holdOf } from '../held-at.js';
import { createLearned } from '../learned.js';
import { ENOUGH, follow } from '../school.js';
import { createStrip } from '../strip.js';
import { words as ofRoom } from '../words.js';
import { words } from './words.js';

/** Units whose numbers are shown. */
const SHOWN = 3;

/**
 * The numbers behind the last column, for some units: H before, Z, candidate, H after.
 * @param {import('../../../wasm/sluice.d.ts').Inspection} seen
 * @param {boolean} takes the convention in which Z is shown
 */
function numbersOf({ layers, hidden, symbols }, takes) {
  const layer = layers[0]?.[0];
  const last = (symbols.length - 1) * hidden;
  return Array.from({ length: SHOWN }, (_, unit) => {
    const at = last + unit;
    const z = Number(layer?.gates.z?.[at]);
    const numbers = [layer?.hidden[at - hidden], takes ? 1 - z : z, layer?.gates.n?.[at]];
    return [...numbers, layer?.hidden[at]].map((value) => words.figure(Number(value)));
  });
}

/** @param {import('../school.js').School} school @returns {import('../chapters.js').Figure} */
function createFigure(school) {
  const pupil = school.pupil('gru');
  const strip = createStrip(ofRoom.visible);
  const numbers = scroller(words.numbers);
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
    numbers,
    createLearned(pupil),
  );

  async function draw() {
    const session = await pupil.session;
    const seen = await session.inspect(words.sentence, { hold: holdOf('z', held) });
    const { symbols, layers, hidden } = seen;
    const states = layers[0]?.[0]?.hidden ?? new Float32Array();
    strip.show(symbols, states, hidden, words.strip(held));
    const rows = numbersOf(seen, takes).map((row, unit) => [words.unit(unit + 1), ...row]);
    const caption = takes ? words.takes : words.keeps;
    numbers.replaceChildren(table({ caption, heads: words.heads }, rows));
  }
  const show = follow(root, [pupil], draw);
  pupil.trainTo(ENOUGH);
  return { root, tries: [() => hold.set('1'), () => hold.set('0')], show };
}

/** @type {import('../chapters.js').Chapter} */
export const chapter = { words, right: { tries: [2, 1], questions: [0, 1, 2, 1] }, createFigure };
