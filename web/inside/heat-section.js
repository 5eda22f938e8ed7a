import { holdsWhole } from '../parts/decimal-comma.js';
import { make } from '../parts/make.js';
import { optionsOf, select } from '../parts/select.js';
import { scroller, table } from '../parts/table.js';
import { unfolding } from '../parts/unfolding.js';
import { createHeatMap } from './heat-map.js';
import { blocksOf, shownBlocks, shownUnits } from './lens.js';
import { stepByKey } from './text-view.js';
import { whenChanged } from './when-changed.js';
import { words } from './words.js';

/**
 * @typedef {import('./lens.js').Lens} Lens
 * @typedef {import('./lens.js').LensState} LensState
 */

const FEW = [12, 40];
const MOST_ROWS = 256;

/** @param {string} name @param {HTMLElement} control */
const labelled = (name, control) => make('label', { className: 'inline' }, name, control);

/** Which blocks are shown. @param {Lens} lens */
function createBlockChoice(lens) {
  const boxes = make('fieldset', { className: 'row boxes' });
  const legend = make('legend', { className: 'unseen' }, words.show);
  const names = (/** @type {Readonly<LensState>} */ now) => blocksOf(now).map(({ name }) => name);
  whenChanged(lens.state, ['reading', 'layer', 'direction'], names, (now) => {
    const labels = names(now).map((name) => {
      const checked = !now.hiddenBlocks.includes(name);
      const box = make('input', { type: 'checkbox', checked });
      box.addEventListener('change', () => lens.showBlock(name, box.checked));
      return make('label', { className: 'box' }, box, words.blocks[name]);
    });
    boxes.replaceChildren(legend, ...labels);
  });
  return boxes;
}

/** How many units are shown. @param {Lens} lens */
function createRowChoice(lens) {
  const menu = select({}, [], (rows) => lens.state.set({ rows: Number(rows) }));
  const size = (/** @type {Readonly<LensState>} */ { reading }) => reading?.hidden ?? 0;
  whenChanged(lens.state, ['reading'], size, (now) => {
    const hidden = size(now);
    const most = Math.min(hidden, MOST_ROWS);
    const labelOf = (/** @type {number} */ n) =>
      n < hidden ? words.liveliest(n) : words.allUnits(n);
    const counts = [...FEW.filter((n) => n < most), most];
    const choices = counts.map((n) => /** @type {const} */ ([n, labelOf(n)]));
    menu.replaceChildren(...optionsOf(choices, Math.min(now.rows, most)));
  });
  return labelled(words.units, menu);
}

/** Any unit by its number. @param {Lens} lens */
function createUnitChoice(lens) {
  const input = make('input', { type: 'number', min: '0', step: '1' });
  input.addEventListener('change', () => {
    if (holdsWhole(input)) lens.follow(lens.state.now.block, input.valueAsNumber);
    else input.value = String(lens.state.now.unit);
  });
  lens.state.watch(['reading'], ({ reading }) => {
    input.max = String((reading?.hidden ?? 1) - 1);
  });
  lens.state.watch(['unit'], ({ unit }) => {
    input.value = String(unit);
  });
  return labelled(words.unitChoice, input);
}

/** Which layer and direction, where there are several. @param {Lens} lens */
function createPlaceChoice(lens) {
  const enter = () => lens.enter(Number(layer.value), Number(direction.value));
  const [layer, direction] = [select({}, [], enter), select({}, [], enter)];
  const labels = [labelled(words.layer, layer), labelled(words.direction, direction)];
  const places = (/** @type {Readonly<LensState>} */ now) => {
    const { layers = 1, bidirectional = false } = now.reading?.settings ?? {};
    return { layers, bidirectional, layer: now.layer, direction: now.direction };
  };
  whenChanged(lens.state, ['reading', 'layer', 'direction'], places, (now) => {
    const { layers, bidirectional } = places(now);
    const all = Array.from({ length: layers }, (_, i) => String(i + 1));
    layer.replaceChildren(...optionsOf([...all.entries()], now.layer));
    direction.replaceChildren(...optionsOf([...words.directions.entries()], now.direction));
    labels[0].hidden = layers === 1;
    labels[1].hidden = !bidirectional;
  });
  return labels;
}

/** @param {Readonly<LensState>} now */
function tableAt(now) {
  const { reading, position } = now;
  const blocks = shownBlocks(now);
  const hidden = reading?.hidden ?? 0;
  const rows = shownUnits(now).map((unit) => [
    String(unit),
    ...blocks.map(({ values }) => words.figure(values[position * hidden + unit])),
  ]);
  const symbol = words.spoken(reading?.symbols[position] ?? '');
  const heads = [words.unit, ...blocks.map(({ name }) => words.blocks[name])];
  return table({ caption: words.tableCaption(position, symbol), heads }, rows);
}

/** The heat map for those who do not see it. @param {Lens} lens */
function createTable({ state }) {
  const place = scroller(words.table);
  const fill = () => place.replaceChildren(tableAt(state.now));
  const { root, refresh } = unfolding(words.table, place, fill);
  /** @type {(keyof LensState)[]} */
  const shown = ['reading', 'position', 'order', 'rows', 'hiddenBlocks', 'layer', 'direction'];
  state.watch(shown, refresh);
  return root;
}

/** @param {string[]} ends @param {string} scale */
function ramp(ends, scale) {
  const bar = make('span', { className: `ramp ${scale}` });
  return make('span', { className: 'legend' }, ends[0], bar, ends[ends.length - 1]);
}

/** @param {string} name @param {string[]} ends */
const named = (name, [first, ...others]) => [`${name} ${first}`, ...others];

/** The heat map with its choices, its legend and its table. @param {Lens} lens */
export function createHeatSection(lens) {
  const legend = make('p', { className: 'row legends' });
  lens.state.watch(['reading', 'layer', 'direction'], (now) => {
    const blocks = blocksOf(now);
    const memory = blocks.find(({ name }) => name === 'c');
    const gates = blocks.some(({ scale }) => scale === 'gate');
    legend.replaceChildren(
      ...(gates ? [ramp(words.gateEnds, 'gate')] : []),
      ramp(named(words.states, words.stateEnds(1)), 'state'),
      ...(memory ? [ramp(named('C:', words.stateEnds(memory.limit)), 'state')] : []),
    );
  });
  const choices = [...createPlaceChoice(lens), createRowChoice(lens), createUnitChoice(lens)];
  return make(
    'section',
    {},
    make('h3', {}, words.heatMap),
    make('p', { className: 'help' }, words.heatMapHelp),
    make('div', { className: 'row' }, createBlockChoice(lens), ...choices),
    legend,
    createHeatMap(lens, stepByKey),
    createTable(lens),
  );
}
