import { words } from '../app/words.js';
import { find, write } from '../parts/dom.js';
import { confirmTwice, createRunRow } from './run-row.js';

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
function showSwitch(lab) {
  const box = find('runs-switch', HTMLInputElement);
  box.addEventListener('change', () => lab.keepRuns(box.checked));
  lab.state.watch(['keeping'], ({ keeping }) => {
    box.checked = keeping.isOn;
    box.disabled = keeping.isPossible === false;
  });
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

/** A row for each run, which stays while the run does. @param {import('../lab/lab.js').Lab} lab */
function showList(lab) {
  /** @type {Map<string, ReturnType<typeof createRunRow>>} */
  const rows = new Map();
  const list = find('runs-list', HTMLElement);
  lab.state.watch(['runs', 'birth', 'keeping'], ({ runs }) => {
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
    if (hadFocus && !list.querySelector(':focus:not([hidden])'))
      find('runs-title', HTMLElement).focus();
  });
}

/** Every run that this browser keeps. @param {import('../lab/lab.js').Lab} lab */
export function showRuns(lab) {
  const removeAll = find('runs-remove-all', HTMLButtonElement);
  confirmTwice(removeAll, words.runs.reallyRemoveAll, lab.runs.removeAll);
  showList(lab);
  showSwitch(lab);
  lab.state.watch(['runs', 'keeping'], ({ runs, keeping }) => {
    const bytes = runs.reduce((sum, run) => sum + run.bytes, 0);
    write('runs-remark', remarks(keeping, bytes));
    write('runs-problem', keeping.problem);
    removeAll.hidden = runs.length === 0;
  });
}
