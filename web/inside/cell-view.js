import { drawCell } from '../parts/cell/drawing.js';
import { make } from '../parts/make.js';
import { scroller } from '../parts/table.js';
import { words } from './words.js';

/** @typedef {import('./reading.js').Values} Values */

/** The book's letters of the boxes, by their terms. @type {Record<string, string>} */
const LETTERS = {
  ...{ h: 'H', r: 'R', z: 'Z', n: 'H\u0303' },
  ...{ f: 'F', i: 'I', g: 'C\u0303', o: 'O' },
};

/** What stands in each box. @param {import('./reading.js').ModelInfo['settings']} settings @returns {Record<string, [string, string]>} */
function boxesOf({ cell }) {
  const names = Object.entries(words.cell.boxes[cell]);
  return Object.fromEntries(names.map(([term, name]) => [term, [LETTERS[term] ?? '', name]]));
}

/**
 * The numbers in the wires, which the boxes do not show.
 * @param {Values} values
 * @param {import('./reading.js').ModelInfo['settings']} settings
 * @param {string} symbol that was read
 * @param {boolean} isFirstLayer
 * @returns {Record<string, string>} by the name of the label
 */
function flowsOf({ now, h, c, sums }, { cell, reset, update }, symbol, isFirstLayer) {
  const { flows } = words.cell;
  const ends = {
    before: flows.before(h),
    x: isFirstLayer ? flows.symbol(symbol) : flows.below,
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
  const { n } = sums;
  const past = reset === 'after' ? Number(n?.state) + Number(n?.innerBias) : h;
  return {
    ...ends,
    seen: flows.seen(Number(now.r) * past),
    kept: flows.kept(keep * h),
    added: flows.added((1 - keep) * Number(now.n)),
    rest: flows.rest(1 - z),
  };
}

/** The cell as a drawing, with the numbers of the chosen unit flowing through it. @param {import('./lens.js').Lens} lens */
export function createCellView({ state }) {
  const place = scroller(words.cell.name);
  const root = make('section', {}, make('h3', {}, words.cell.title), place);
  /** @type {ReturnType<typeof drawCell> | undefined} */
  let drawing;
  let drawn = '';

  function show() {
    const { reading, layer, direction, unit, position } = state.now;
    if (!reading) return;
    const { settings } = reading;
    const { cell, gates, reset, update } = settings;
    const variant = { cell, gates, reset, update };
    const boxes = boxesOf(settings);
    if (JSON.stringify(variant) !== drawn) {
      drawing = drawCell(variant, { name: words.cell.name, boxes });
      place.replaceChildren(drawing.root);
    }
    drawn = JSON.stringify(variant);
    const values = reading.values({ layer, direction }, unit, position);
    const figures = Object.entries(values.now).map(([name, value]) => [name, words.figure(value)]);
    const facts = Object.entries(values.now).map(([name, value]) => [
      name,
      words.cell.fact(words.blocks[name] ?? name, value, meaningOf(name, update)),
    ]);
    const symbol = reading.symbols[position] ?? '';
    const flows = flowsOf(values, settings, symbol, layer === 0);
    drawing?.show(Object.fromEntries(figures), Object.fromEntries(facts), flows);
  }
  state.watch(['reading', 'layer', 'direction', 'unit', 'position'], show);
  return root;
}

/** @param {string} name of a block @param {string} update the convention */
const meaningOf = (name, update) =>
  words.meanings[name === 'z' && update === 'takes' ? 'z takes' : name] ?? '';
