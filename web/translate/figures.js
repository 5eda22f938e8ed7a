import { formatCount } from '../app/format.js';

// Numbers as the room shows them; every language writes them alike.

const three = new Intl.NumberFormat('en', { minimumFractionDigits: 3, maximumFractionDigits: 3 });
const tiny = new Intl.NumberFormat('en', { maximumSignificantDigits: 1 });
/** Between these, one figure says more than three decimals. */
const SMALL = { least: 0.00005, most: 0.0005 };

/** To a thousandth, with a minus as wide as a figure. @param {number | undefined} value */
export function formatLoss(value) {
  if (value === undefined || Number.isNaN(value)) return '–';
  const size = Math.abs(value);
  const small = size >= SMALL.least && size < SMALL.most;
  return (small ? tiny : three)
    .format(value)
    .replace(/^-(?=0\.000$)/, '')
    .replace('-', '−');
}

/** As so many times a power of ten, where it is long. @param {number} value */
export function formatPower(value) {
  if (value < 1e6) return formatCount(value);
  const exponent = Math.floor(Math.log10(value));
  const raised = [...String(exponent)].map((digit) => '⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(digit)]).join('');
  return `${(value / 10 ** exponent).toFixed(1)} × 10${raised}`;
}
