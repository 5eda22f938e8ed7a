import { make } from '../parts/dom.js';

/** @param {string} caption @param {string[]} heads @param {string[][]} rows the first cell of each is its head */
export function tableOf(caption, heads, rows) {
  const columns = heads.map((head) => make('th', { scope: 'col' }, head));
  const lines = rows.map(([head, ...cells]) => {
    const values = cells.map((cell) => make('td', {}, cell));
    return make('tr', {}, make('th', { scope: 'row' }, head), ...values);
  });
  return make(
    'table',
    {},
    make('caption', {}, caption),
    make('thead', {}, make('tr', {}, ...columns)),
    make('tbody', {}, ...lines),
  );
}

/** A place for a table that may be wider than the page; it scrolls by keyboard too. @param {string} name */
export function createScroller(name) {
  const place = make('div', { className: 'wide-table', tabIndex: 0 });
  place.setAttribute('role', 'region');
  place.setAttribute('aria-label', name);
  return place;
}
