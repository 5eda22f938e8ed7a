// Numbers as the page shows them.

const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const bytes = new Intl.NumberFormat('en', { maximumFractionDigits: 1 });

/** @param {number} value */
export const formatCount = (value) => whole.format(value);

/** @param {number} count */
export const formatMegabytes = (count) => `${bytes.format(count / 1e6)} MB`;

/** Three figures, which is what a running mean is good for. @param {number | undefined} value */
export function formatPerplexity(value) {
  if (value === undefined) return '–';
  if (!(value < 1e6)) return 'over a million';
  if (value >= 100) return whole.format(value);
  return value.toFixed(value < 10 ? 2 : 1);
}

/** @param {number} milliseconds */
export function formatDuration(milliseconds) {
  const seconds = Math.round(milliseconds / 1000);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min ${String(seconds % 60).padStart(2, '0')} s`;
  return `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')} min`;
}
