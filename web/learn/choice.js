import { button } from '../parts/button.js';
import { make } from '../parts/make.js';

/**
 * A question whose answer is checked as soon as it is given; another may be given after it.
 * @param {string} ask
 * @param {string[]} choices
 * @param {(choice: number) => string} answer what is said to it
 */
export function createChoice(ask, choices, answer) {
  const told = make('p', { className: 'told', role: 'status' });
  const buttons = choices.map((label, i) =>
    button(
      label,
      () => {
        for (const [j, one] of buttons.entries()) one.setAttribute('aria-pressed', String(i === j));
        told.textContent = answer(i);
      },
      { 'aria-pressed': 'false' },
    ),
  );
  const choicesRow = make('div', { className: 'row' }, ...buttons);
  const legend = make('legend', {}, ask);
  return make('fieldset', { className: 'choice' }, legend, choicesRow, told);
}
