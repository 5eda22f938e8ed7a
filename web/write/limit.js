import { words } from '../app/words.js';
import { holdsWhole } from '../parts/decimal-comma.js';
import { find } from '../parts/dom.js';
import { showError } from '../parts/field.js';

/** What is being typed stands until the field is left. @param {HTMLInputElement} field @param {number | undefined} value */
function showIn(field, value) {
  if (document.activeElement !== field) field.value = String(value);
}

/** How long it trains: until an update, or for so many minutes. @param {import('../lab/lab.js').Lab} lab */
export function showLimit(lab) {
  const { state } = lab;
  const choice = find('limit', HTMLSelectElement);
  const target = find('target', HTMLInputElement);
  const minutes = find('minutes', HTMLInputElement);
  const error = find('limit-error', HTMLElement);

  /** Whether the minutes are the visitor's own, and none of the list. */
  let isOwn = false;

  /** Says what is wrong with the minutes. @returns {boolean} whether nothing is */
  function check() {
    const { valid } = minutes.validity;
    showError(minutes, error, valid ? '' : words.minutesWrong);
    return valid;
  }

  choice.addEventListener('change', () => {
    if (choice.value === 'updates') return lab.setTarget(state.now.target);
    isOwn = choice.value === 'minutes';
    minutes.value = isOwn ? String(state.now.minutes ?? minutes.defaultValue) : choice.value;
    lab.setMinutes(minutes.valueAsNumber);
  });
  target.addEventListener('change', () => {
    if (holdsWhole(target)) lab.setTarget(target.valueAsNumber);
    else target.value = String(state.now.target);
  });
  minutes.addEventListener('input', check);
  minutes.addEventListener('change', () => check() && lab.setMinutes(minutes.valueAsNumber));
  target.addEventListener('blur', () => showIn(target, state.now.target));
  state.watch(['target'], (now) => showIn(target, now.target));
  state.watch(['minutes'], (now) => {
    const isTimed = now.minutes !== undefined;
    const isListed = [...choice.options].some(({ value }) => value === String(now.minutes));
    isOwn = isTimed && (isOwn || !isListed);
    const timed = isOwn ? 'minutes' : String(now.minutes);
    choice.value = isTimed ? timed : 'updates';
    target.hidden = isTimed;
    minutes.hidden = !isOwn;
    if (isTimed) showIn(minutes, now.minutes);
    showError(minutes, error, '');
  });
}
