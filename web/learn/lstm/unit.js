import { drawCell } from '../../parts/cell/drawing.js';
import { lightTogether } from '../../parts/cell/lights.js';
import { make } from '../../parts/make.js';
import { scroller } from '../../parts/table.js';
import { words } from './words.js';

/** Which unit is drawn. */
const UNIT = 0;
/** In the order of the drawing. @type {Record<string, string>} */
const LETTERS = { f: 'F', i: 'I', g: 'C̃', o: 'O' };
const VARIANT = { cell: 'lstm', gates: '', reset: '', update: '' };

/**
 * The numbers of one unit at the last symbol, by the terms of the drawing.
 * @param {import('../../../wasm/sluice.d.ts').Inspection} seen of at least two symbols
 */
function numbersOf({ layers, hidden, symbols }) {
  const layer = layers[0]?.[0];
  const at = (symbols.length - 1) * hidden + UNIT;
  const read = (/** @type {Float32Array | undefined} */ values, back = 0) =>
    Number(values?.[at - back]);
  const { i, f, g, o } = layer?.gates ?? {};
  return {
    ...{ i: read(i), f: read(f), g: read(g), o: read(o) },
    ...{ memory: read(layer?.memory, hidden), c: read(layer?.memory) },
    ...{ before: read(layer?.hidden, hidden), h: read(layer?.hidden) },
  };
}

/** A letter of a formula, which lights up with what it stands for in the drawing. @param {string} term @param {string} letter */
const letter = (term, letter) => make('span', { 'data-term': term }, letter);

const formulas = () =>
  make(
    'p',
    { className: 'formulas' },
    ...[letter('c', 'C′'), ' = ', letter('f', 'F'), ' ⊙ ', letter('memory', 'C'), ' + '],
    ...[letter('i', 'I'), ' ⊙ ', letter('g', 'C̃'), make('br')],
    ...[letter('h', 'H′'), ' = ', letter('o', 'O'), ' ⊙ tanh(', letter('c', 'C′'), ')'],
  );

/** The cell drawn, with the numbers of one unit in it, over its formulas. */
export function createUnit() {
  /** @type {[term: string, letter: string, name: string][]} */
  const gates = Object.entries(LETTERS).map(([term, sign]) => [
    term,
    sign,
    words.boxes[term] ?? '',
  ]);
  const boxes = Object.fromEntries(gates.map(([term, ...said]) => [term, said]));
  const drawing = drawCell(VARIANT, { name: words.drawing, boxes });
  const root = make('div', {}, scroller(words.drawing, drawing.root), formulas());
  lightTogether(root);
  return {
    root,
    /** @param {import('../../../wasm/sluice.d.ts').Inspection} seen */
    show(seen) {
      const now = numbersOf(seen);
      const told = gates.map(([term, sign, name]) => {
        const value = words.figure(now[/** @type {keyof typeof now} */ (term)]);
        return { term, value, fact: words.fact(sign, name, value) };
      });
      const { flows } = words;
      drawing.show(
        Object.fromEntries(told.map(({ term, value }) => [term, value])),
        Object.fromEntries(told.map(({ term, fact }) => [term, fact])),
        {
          memory: flows.memory(words.figure(now.memory)),
          kept: flows.kept(words.figure(now.f * now.memory)),
          added: flows.added(words.figure(now.i * now.g)),
          c: flows.c(words.figure(now.c)),
          h: flows.h(words.figure(now.h)),
          before: flows.before(words.figure(now.before)),
          x: flows.x(seen.symbols.at(-1) ?? ''),
        },
      );
    },
  };
}
