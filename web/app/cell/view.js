import { drawCell } from '../../parts/cell/drawing.js';
import { scroller } from '../../parts/table.js';
import { words } from './words.js';

/**
 * The numbers of one unit at one position.
 * @typedef {object} Numbers
 * @property {Record<string, number>} now gates, candidate and state by their terms
 * @property {number} h the state before
 * @property {number} [c] the memory before
 * @property {number} [past] what the reset gate weighs, where it stands after the product [h]
 *
 * @typedef {import('../../parts/cell/plan.js').Variant} Variant
 */

/** The book's letters of the boxes, by their terms. @type {Record<string, string>} */
const LETTERS = {
  ...{ h: 'H', r: 'R', z: 'Z', n: 'H\u0303' },
  ...{ f: 'F', i: 'I', g: 'C\u0303', o: 'O' },
};

/** What stands in each box. @param {string} cell @returns {Record<string, [string, string]>} */
function boxesOf(cell) {
  const names = Object.entries(words.boxes[/** @type {keyof typeof words.boxes} */ (cell)]);
  return Object.fromEntries(names.map(([term, name]) => [term, [LETTERS[term] ?? '', name]]));
}

/**
 * The numbers in the wires, which the boxes do not show.
 * @param {Numbers} numbers
 * @param {Variant} variant
 * @param {string} [symbol] that was read; none: the layer below is
 * @returns {Record<string, string>} by the name of the label
 */
function flowsOf({ now, h, c = 0, past = h }, { cell, update }, symbol) {
  const { flows } = words;
  const ends = {
    before: flows.before(h),
    x: symbol === undefined ? flows.below : flows.symbol(symbol),
    h: flows.h(Number(now.h)),
  };
  if (cell === 'rnn') return ends;
  if (cell === 'lstm') {
    const [kept, added] = [Number(now.f) * c, Number(now.i) * Number(now.g)];
    const memory = { memory: flows.memory(c), c: flows.c(Number(now.c)) };
    return { ...ends, ...memory, kept: flows.kept(kept), added: flows.added(added) };
  }
  const takes = update === 'takes';
  const z = Number(now.z);
  const keep = takes ? 1 - z : z;
  return {
    ...ends,
    seen: flows.seen(Number(now.r) * past),
    kept: flows.kept(keep * h),
    added: flows.added((1 - keep) * Number(now.n)),
    rest: flows.rest(1 - z),
  };
}

/** @param {string} name of a block @param {string} update the convention */
const meaningOf = (name, update) =>
  words.meanings[name === 'z' && update === 'takes' ? 'z takes' : name] ?? '';

/** What can be said only of a cell with its update gate. */
const BLENDED = ['kept', 'added', 'rest', 'h'];

/** @param {Element} drawing @param {readonly string[]} closed terms */
function close(drawing, closed) {
  for (const one of drawing.querySelectorAll('[data-term]'))
    one.classList.toggle('closed', closed.includes(one.getAttribute('data-term') ?? ''));
}

/**
 * A cell as a drawing, with the numbers of one unit flowing through it; drawn anew where the variant is another.
 * @param {readonly string[]} [closed] terms that are not told yet: drawn faintly, without their numbers
 */
export function createCellView(closed = []) {
  const root = scroller(words.name);
  /** @type {ReturnType<typeof drawCell> | undefined} */
  let drawing;
  let drawn = '';

  /** As it is before there are numbers. @param {Variant} variant */
  function draw({ cell, gates, reset, update }) {
    const variant = { cell, gates, reset, update };
    if (JSON.stringify(variant) === drawn) return;
    drawn = JSON.stringify(variant);
    drawing = drawCell(variant, { name: words.name, boxes: boxesOf(cell) });
    close(drawing.root, closed);
    root.replaceChildren(drawing.root);
  }

  return {
    root,
    draw,
    /** @param {Variant} variant @param {Numbers} numbers @param {string} [symbol] that was read; none: the layer below is */
    show(variant, numbers, symbol) {
      draw(variant);
      const values = Object.entries(numbers.now).filter(([name]) => !closed.includes(name));
      const figures = values.map(([name, value]) => [name, words.figure(value)]);
      const facts = values.map(([name, value]) => [
        name,
        words.fact(words.blocks[name] ?? name, value, meaningOf(name, variant.update)),
      ]);
      const flows = flowsOf(numbers, variant, symbol);
      if (closed.includes('z')) for (const flow of BLENDED) delete flows[flow];
      drawing?.show(Object.fromEntries(figures), Object.fromEntries(facts), flows);
    },
  };
}
