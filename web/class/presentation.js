import { PACES } from '../app/class-mode.js';
import { button } from '../parts/button.js';
import { make } from '../parts/make.js';
import { optionsOf, select } from '../parts/select.js';
import { words } from './words.js';

/** Slow motion and large type. @param {import('../lab/lab.js').Lab} lab */
export function createPresentation(lab) {
  const paces = [0, ...PACES].map((pace) => /** @type {const} */ ([pace, words.paceOf(pace)]));
  const pace = select({ id: 'pace' }, optionsOf(paces), (value) => lab.setPace(Number(value)));
  const toggle = () => lab.setLarge(!lab.state.now.classMode.large);
  const large = button(words.large, toggle, { id: 'large' });
  lab.state.watch(['classMode'], ({ classMode }) => {
    pace.value = String(classMode.pace);
    large.setAttribute('aria-pressed', String(classMode.large));
  });
  const label = make('label', { className: 'row' }, words.pace, pace);
  return make('div', { className: 'row' }, label, large);
}
