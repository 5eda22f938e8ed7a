import { words } from '../app/words.js';
import { download, make } from '../parts/dom.js';

/**
 * @typedef {import('../lab/resuming.js').Run} Run
 * @typedef {import('../lab/lab.js').Lab} Lab
 */

/** @param {Run} run */
const titleOf = (run) => run.name || words.runs.model(run.model);

/** @param {string} label @param {() => void} act @param {string} [className] */
function actionButton(label, act, className = '') {
  const button = make('button', { type: 'button', className }, label);
  button.addEventListener('click', act);
  return button;
}

/** Asks for a name. @param {(name: string) => void} take @param {() => void} leave */
function createNameForm(take, leave) {
  const input = make('input', { type: 'text', maxLength: 60, autocomplete: 'off' });
  const keep = make('button', { type: 'submit', className: 'primary' }, words.runs.keepName);
  const cancel = actionButton(words.runs.cancel, leave);
  const root = make('form', { className: 'row', hidden: true }, input, keep, cancel);
  input.setAttribute('aria-label', words.runs.nameOf);
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
 * A button that is pressed twice: then it says what it will do.
 * @param {string} first
 * @param {string} then
 * @param {() => void} act
 */
export function createConfirmed(first, then, act) {
  let isSure = false;
  const button = actionButton(first, () => {
    if (isSure) act();
    turn(!isSure);
  });
  /** @param {boolean} sure */
  function turn(sure) {
    isSure = sure;
    button.textContent = sure ? then : first;
    button.classList.toggle('grave', sure);
  }
  button.addEventListener('blur', () => turn(false));
  return button;
}

/** One run of the list, and what can be done with it. @param {Lab} lab @param {string} id */
export function createRunRow(lab, id) {
  /** @type {Run} */
  let run;
  const title = make('strong');
  const badge = make('span', { className: 'badge' });
  const facts = make('p', { className: 'meaning' });
  const goOn = actionButton('', () => lab.goOn({ reason: 'visit', run }));
  const rename = actionButton(words.runs.rename, () => showForm(true));
  const save = actionButton(words.runs.download, async () => {
    const found = await lab.runs.open(id);
    if (found)
      download(
        new Blob([found.file]),
        `sluice-${run.model.cell}-${run.model.hidden}-${run.updates}.safetensors`,
      );
  });
  const remove = createConfirmed(words.runs.remove, words.runs.reallyRemove, () =>
    lab.runs.remove(id),
  );
  const actions = make('p', { className: 'row' }, goOn, rename, save, remove);
  const form = createNameForm(
    (name) => lab.runs.rename(id, name),
    () => showForm(false),
  );
  const root = make(
    'li',
    {},
    make('p', { className: 'row' }, title, badge),
    facts,
    actions,
    form.root,
  );

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
      title.textContent = titleOf(now);
      facts.textContent = `${now.name ? `${words.runs.model(now.model)} · ` : ''}${words.runs.facts(now)}`;
      badge.textContent = isPresent
        ? words.runs.present
        : now.isElsewhere
          ? words.runs.elsewhere
          : '';
      goOn.textContent = now.isElsewhere ? words.runs.copy : words.runs.goOn;
      goOn.hidden = isPresent;
      for (const button of [rename, remove]) button.hidden = now.isElsewhere;
      for (const button of [goOn, rename, save, remove])
        button.setAttribute('aria-description', titleOf(now));
    },
  };
}
