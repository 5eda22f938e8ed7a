import { words } from '../app/words.js';
import { find, make } from '../parts/dom.js';
import { createConfirmed, createRunRow } from './run-row.js';

/** @param {import('../lab/session-state.js').LabState['keeping']} keeping @param {number} bytes */
function remarks({ isOn, isPossible, isSafe, savedAt }, bytes) {
  if (isPossible === false) return words.runs.impossible;
  const said = [];
  if (!isOn) said.push(words.runs.off);
  else if (savedAt !== undefined) said.push(words.runs.saved(savedAt));
  if (bytes === 0) return said.join(' ') || words.runs.none;
  said.push(words.runs.total(bytes));
  if (isSafe !== undefined) said.push(isSafe ? words.runs.safe : words.runs.unsafe);
  return said.join(' ');
}

/** The switch for keeping anything at all. @param {import('../lab/lab.js').Lab} lab */
function createSwitch(lab) {
  const box = make('input', { type: 'checkbox' });
  box.addEventListener('change', () => lab.keepRuns(box.checked));
  lab.state.watch(['keeping'], ({ keeping }) => {
    box.checked = keeping.isOn;
    box.disabled = keeping.isPossible === false;
  });
  return make('label', { className: 'check' }, box, words.runs.switch);
}

/** Puts items in order, around the one with the focus: to move that would take it away. @param {Element} list @param {Element[]} items */
function arrange(list, items) {
  if (items.every((item, place) => list.children[place] === item)) return;
  const held = items.find((item) => item.contains(document.activeElement)) ?? null;
  let next = held;
  for (const item of items)
    if (item === held) next = null;
    else list.insertBefore(item, next);
}

/** Every run that this browser keeps. @param {import('../lab/lab.js').Lab} lab */
export function showRuns(lab) {
  const { state } = lab;
  /** @type {Map<string, ReturnType<typeof createRunRow>>} */
  const rows = new Map();
  const list = make('ul');
  const remark = make('p', { className: 'meaning' });
  const problem = make('p', { className: 'error' });
  problem.setAttribute('role', 'alert');
  const removeAll = createConfirmed(words.runs.removeAll, words.runs.reallyRemoveAll, () =>
    lab.runs.removeAll(),
  );
  const foot = make('p', { className: 'row' }, createSwitch(lab), removeAll);
  const heading = make('h2', { id: 'runs-title', tabIndex: -1 }, words.runs.title);
  const about = make('p', {}, words.runs.about);
  const root = make(
    'section',
    { id: 'runs', className: 'panel across' },
    heading,
    about,
    list,
    remark,
    problem,
    foot,
  );
  root.setAttribute('aria-labelledby', 'runs-title');
  find('model-file', HTMLElement).closest('.desk')?.append(root);

  state.watch(['runs', 'birth', 'keeping'], ({ runs, keeping }) => {
    const hadFocus = list.contains(document.activeElement);
    const present = lab.runs.present()?.id;
    for (const [id, row] of rows)
      if (!runs.some((run) => run.id === id)) {
        row.root.remove();
        rows.delete(id);
      }
    const wanted = runs.map((run) => {
      const row = rows.get(run.id) ?? createRunRow(lab, run.id);
      rows.set(run.id, row);
      row.show(run, run.id === present);
      return row.root;
    });
    arrange(list, wanted);
    if (hadFocus && !list.contains(document.activeElement)) heading.focus();
    remark.textContent = remarks(
      keeping,
      runs.reduce((sum, { bytes }) => sum + bytes, 0),
    );
    problem.textContent = keeping.problem;
    removeAll.hidden = runs.length === 0;
  });
}
