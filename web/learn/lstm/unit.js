import { createCellView } from '../../app/cell/view.js';
import { lightTogether } from '../../parts/cell/lights.js';
import { make } from '../../parts/make.js';
import { visible } from '../../parts/visible.js';

const LSTM = { cell: 'lstm', gates: '', reset: '', update: '' };

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

/** The cell drawn, with the numbers of one unit at the last symbol in it, over its formulas. */
export function createUnit() {
  const cell = createCellView();
  cell.draw(LSTM);
  const root = make('div', {}, cell.root, formulas());
  lightTogether(root);
  return {
    root,
    /** @param {import('../../app/cell/view.js').Numbers} numbers @param {string} symbol that was read */
    show(numbers, symbol) {
      cell.show(LSTM, numbers, visible(symbol));
    },
  };
}
