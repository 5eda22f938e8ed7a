import { createCellView } from '../app/cell/view.js';
import { make } from '../parts/make.js';
import { visible } from '../parts/visible.js';
import { words } from './words.js';

/** The cell as a drawing, with the numbers of the chosen unit flowing through it. @param {import('./lens.js').Lens} lens */
export function createDrawnCell({ state }) {
  const view = createCellView();
  const root = make('section', {}, make('h3', {}, words.cellTitle), view.root);

  function show() {
    const { reading, layer, direction, unit, position } = state.now;
    if (!reading) return;
    const { settings, symbols } = reading;
    const values = reading.values({ layer, direction }, unit, position);
    const { n } = values.sums;
    const past = settings.reset === 'after' && n ? n.state + n.innerBias : values.h;
    const symbol = layer === 0 ? visible(symbols[position] ?? '') : undefined;
    view.show(settings, { ...values, past }, symbol);
  }
  state.watch(['reading', 'layer', 'direction', 'unit', 'position'], show);
  return root;
}
