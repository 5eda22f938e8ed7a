import { formatPrecise } from '../../app/format.js';
import { errorLine } from '../../parts/field.js';
import { make } from '../../parts/make.js';
import { scroller, table } from '../../parts/table.js';
import { faultOf, SYMBOLS } from './probabilities.js';
import { words } from './words.js';

/** @typedef {import('./probabilities.js').Row} Row */

/**
 * The probabilities to edit; `take` gets them as soon as every row is right.
 * @param {(rows: Row[]) => void} take
 */
export function createRowsTable(take) {
  const place = scroller(words.table);
  const error = errorLine({ id: 'learn-rows-error' });
  /** @type {{ row: Row, inputs: HTMLInputElement[] }[]} */
  let lines = [];

  /** @param {number[]} shares */
  function complaint(shares) {
    const fault = faultOf(shares);
    if (!fault) return '';
    return fault.sum === undefined ? words.notAShare : words.notOne(formatPrecise(fault.sum));
  }

  function read() {
    const complaints = lines.map(({ row, inputs }) => {
      const wrong = complaint(inputs.map(({ valueAsNumber }) => valueAsNumber));
      for (const input of inputs) input.setAttribute('aria-invalid', String(wrong !== ''));
      return wrong && words.wrongRow(words.row(row.step, row.after), wrong);
    });
    error.textContent = complaints.find(Boolean) ?? '';
    if (error.textContent !== '') return;
    take(
      lines.map(({ row, inputs }) => ({
        ...row,
        shares: inputs.map(({ valueAsNumber }) => valueAsNumber),
      })),
    );
  }

  /** @param {Row} row @param {number} i */
  function shareInput({ step, after, shares }, i) {
    const input = make('input', { type: 'number', min: '0', max: '1', step: '0.05' });
    input.setAttribute('aria-label', words.share(words.row(step, after), SYMBOLS[i] ?? ''));
    input.setAttribute('aria-describedby', error.id);
    input.value = String(shares[i]);
    input.addEventListener('input', read);
    return input;
  }

  return {
    root: make('div', {}, place, error),
    /** @param {Row[]} rows */
    show(rows) {
      lines = rows.map((row) => ({ row, inputs: row.shares.map((_, i) => shareInput(row, i)) }));
      const cells = lines.map(({ row, inputs }) => [words.row(row.step, row.after), ...inputs]);
      const heads = [words.when, ...SYMBOLS];
      place.replaceChildren(table({ caption: words.table, heads, className: 'shares' }, cells));
      read();
    },
  };
}
