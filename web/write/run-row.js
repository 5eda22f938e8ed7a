import { words } from '../app/words.js';
import { button } from '../parts/button.js';
import { download } from '../parts/download.js';
import { make } from '../parts/make.js';

/**
 * @typedef {import('../lab/session-state.js').Run} Run
 * @typedef {import('../lab/lab.js').Lab} Lab
 */

/** @param {Run} run */
const titleOf = (run) => run.name || words.runs.model(run.model);

/** Asks for a name. @param {(name: string) => void} take @param {() => void} leave */
function createNameForm(take, leave) {
  const input = make('input', {
    ...{ type: 'text', dir: 'auto', maxLength: 60, autocomplete: 'off' },
    'aria-label': words.runs.nameOf,
  });
  const keep = make('button', { type: 'submit', className: 'primary' }, words.runs.keepName);
  const cancel = button(words.runs.cancel, leave);
  const root = make('form', { className: 'row', hidden: true }, input, keep, cancel);
  root.addEventListener('submit', (event) => {
    event.preventDefault();
    take(input.value.trim());
    leave();
  });
  root.addEventListener('keydown', ({ key }) => {
    if (key === 'Escape') leave();
  });
  return { root, input };
}

/**
 * Lets a button act when it is pressed twice: then it says what it will do.
 * @param {HTMLButtonElement} button
 * @param {string} then
 * @param {() => void} act
 */
export function confirmTwice(button, then, act) {
  const first = button.textContent;
  let isSure = false;
  /** @param {boolean} sure */
  function turn(sure) {
    isSure = sure;
    button.textContent = sure ? then : first;
    button.classList.toggle('grave', sure);
  }
  button.addEventListener('click', () => {
    if (isSure) act();
    turn(!isSure);
  });
  button.addEventListener('blur', () => turn(false));
}

/** @param {Lab} lab @param {Run} run */
async function downloadRun(lab, { id, model, updates }) {
  const found = await lab.runs.open(id);
  const name = `sluice-${model.cell}-${model.hidden}-${updates}.safetensors`;
  if (found) download(new Blob([found.file]), name);
}

/** One run of the list, and what can be done with it. @param {Lab} lab @param {string} id */
export function createRunRow(lab, id) {
  /** @type {Run} */
  let run;
  const title = make('strong', { dir: 'auto' });
  const badge = make('span', { className: 'badge' });
  const facts = make('p', { className: 'meaning' });
  const goOn = button('', () => lab.goOn({ reason: 'visit', run }));
  const rename = button(words.runs.rename, () => showForm(true));
  const save = button(words.runs.download, () => downloadRun(lab, run));
  const remove = make('button', { type: 'button' }, words.runs.remove);
  confirmTwice(remove, words.runs.reallyRemove, () => lab.runs.remove(id));
  const actions = make('p', { className: 'row' }, goOn, rename, save, remove);
  const form = createNameForm(
    (name) => lab.runs.rename(id, name),
    () => showForm(false),
  );
  const head = make('p', { className: 'row' }, title, badge);
  const root = make('li', {}, head, facts, actions, form.root);

  /** @param {boolean} isOpen */
  function showForm(isOpen) {
    form.root.hidden = !isOpen;
    actions.hidden = isOpen;
    form.input.value = run.name;
    if (isOpen) form.input.focus();
    else rename.focus();
  }

  return {
    root,
    /** @param {Run} now @param {boolean} isPresent the model of the page is its */
    show(now, isPresent) {
      run = now;
      const { isElsewhere } = now;
      title.textContent = titleOf(now);
      const model = now.name ? `${words.runs.model(now.model)} · ` : '';
      facts.textContent = `${model}${words.runs.facts(now)}`;
      const other = isElsewhere ? words.runs.elsewhere : '';
      badge.textContent = isPresent ? words.runs.present : other;
      goOn.textContent = isElsewhere ? words.runs.copy : words.runs.goOn;
      goOn.hidden = isPresent;
      for (const control of [rename, remove]) control.hidden = isElsewhere;
      for (const control of [goOn, rename, save, remove])
        control.setAttribute('aria-description', titleOf(now));
    },
  };
}
