import { words } from '../app/words.js';
import { secondsOf } from '../lab/calibration.js';
import { find, make } from '../parts/dom.js';

/** Milliseconds of training that tell the pace. */
const ENOUGH_MS = 2000;

/** Of the whole training, at the pace of what is done. @param {import('../lab/lab.js').LabState} now */
const measured = ({ elapsed, remaining }) =>
  remaining !== undefined && elapsed >= ENOUGH_MS ? elapsed + remaining : undefined;

/** @param {import('../lab/lab.js').LabState} now */
function editedWords({ edited, target, classMode, phase }) {
  const { forecast } = words;
  if (!edited) return '';
  if (!edited.cost && edited.calibrated) return forecast.impossible;
  if (!edited.cost) return phase === 'training' ? forecast.later : forecast.trying;
  const estimated = 1000 * secondsOf(edited.cost, target, classMode.pace);
  return `${forecast.edited} ${forecast.time(target, estimated)} ${forecast.size(edited.cost)}`;
}

/** What a training takes: of the present model, and of the settings being edited. @param {import('../lab/lab.js').Lab} lab */
export function showForecast({ state }) {
  const present = make('p', { id: 'forecast', className: 'meaning' });
  const edited = make('p', { id: 'edited-forecast', className: 'meaning across' });
  edited.setAttribute('role', 'status');
  document.querySelector('.numbers')?.after(present);
  find('apply', HTMLElement).before(edited);

  state.watch(['cost', 'target', 'classMode', 'elapsed', 'remaining'], (now) => {
    const { cost, target, classMode } = now;
    const estimated = cost && 1000 * secondsOf(cost, target, classMode.pace);
    const text = cost
      ? `${words.forecast.time(target, estimated ?? 0, measured(now))} ${words.forecast.size(cost)}`
      : '';
    if (present.textContent !== text) present.textContent = text;
  });
  state.watch(['edited', 'target', 'classMode', 'phase'], (now) => {
    const text = editedWords(now);
    edited.hidden = text === '';
    if (edited.textContent !== text) edited.textContent = text;
  });
}
