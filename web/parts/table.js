import { make } from './make.js';

/** @typedef {Node | string} Content a `td` is taken as it is; all else is put in one */

/** @param {Content} content */
const cellOf = (content) =>
  content instanceof HTMLTableCellElement ? content : make('td', {}, content);

/** @param {Content[]} cells the first of them is the head of the row */
export const tableRow = ([head = '', ...cells]) =>
  make('tr', {}, make('th', { scope: 'row' }, head), ...cells.map(cellOf));

/**
 * A table whose first row and first column name the others.
 * @param {object} what
 * @param {string} [what.caption]
 * @param {string[]} what.heads of the columns
 * @param {string} [what.className]
 * @param {Content[][]} rows
 */
export function table({ caption, heads, className = '' }, rows) {
  const columns = heads.map((head) => make('th', { scope: 'col' }, head));
  return make(
    'table',
    { className },
    ...(caption === undefined ? [] : [make('caption', {}, caption)]),
    make('thead', {}, make('tr', {}, ...columns)),
    make('tbody', {}, ...rows.map(tableRow)),
  );
}

/** A region that scrolls sideways where its content is too wide, by keyboard too. @param {string} name @param {(Node | string)[]} children */
export const scroller = (name, ...children) =>
  make(
    'div',
    { className: 'scroller', tabIndex: 0, role: 'region', 'aria-label': name },
    ...children,
  );
