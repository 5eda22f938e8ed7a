import { PACES } from '../app/class-mode.js';
import { make } from '../parts/dom.js';
import { words } from './words.js';

/** Slow motion and large type. @param {import('../lab/lab.js').Lab} lab */
export function createPresentation(lab) {
  const options = [0, ...PACES].map((pace) => make('option', { value: pace }, words.paceOf(pace)));
  const pace = make('select', { id: 'pace' }, ...options);
  const large = make('button', { id: 'large', type: 'button' }, words.large);
  pace.addEventListener('change', () => lab.setPace(Number(pace.value)));
  large.addEventListener('click', () => lab.setLarge(!lab.state.now.classMode.large));
  lab.state.watch(['classMode'], ({ classMode }) => {
    pace.value = String(classMode.pace);
    large.setAttribute('aria-pressed', String(classMode.large));
  });
  const label = make('label', { className: 'row' }, words.pace, pace);
  return make('div', { className: 'row' }, label, large);
}
