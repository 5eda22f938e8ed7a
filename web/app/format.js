import { LOCALES, language } from './language.js';

// Numbers as the page shows them, in its language.

/** @param {Intl.NumberFormatOptions} options */
function formatter(options) {
  const { format } = new Intl.NumberFormat(LOCALES[language], options);
  return (/** @type {number} */ value) => format(value);
}

/** Units that follow a number. */
const UNITS = {
  en: { second: ' s', minute: ' min', hour: ' h', tooLarge: 'over a million' },
  zh: { second: ' 秒', minute: ' 分', hour: ' 小时', tooLarge: '超过一百万' },
}[language];

export const formatCount = formatter({ maximumFractionDigits: 0 });

/** To a tenth. */
export const formatTenths = formatter({ maximumFractionDigits: 1 });

/** In two figures. */
export const formatRough = formatter({ maximumSignificantDigits: 2 });

/** In three figures. */
export const formatPrecise = formatter({ maximumSignificantDigits: 3 });

/** A share of one, as a percentage in two figures. */
export const formatShare = formatter({ style: 'percent', maximumSignificantDigits: 2 });

/** @param {number} count */
export const formatMegabytes = (count) => `${formatTenths(count / 1e6)} MB`;

/** Three figures, which is what a running mean is good for. @param {number | undefined} value */
export function formatPerplexity(value) {
  if (value === undefined) return '–';
  if (!(value < 1e6)) return UNITS.tooLarge;
  if (value >= 100) return formatCount(value);
  return value.toFixed(value < 10 ? 2 : 1);
}

/** @param {number} milliseconds */
export function formatDuration(milliseconds) {
  const { second, minute, hour } = UNITS;
  const seconds = Math.round(milliseconds / 1000);
  if (seconds < 60) return `${seconds}${second}`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes}${minute} ${String(seconds % 60).padStart(2, '0')}${second}`;
  const rest = String(minutes % 60).padStart(2, '0');
  return `${Math.floor(minutes / 60)}${hour} ${rest}${minute}`;
}

const moment = new Intl.DateTimeFormat(LOCALES[language], {
  dateStyle: 'medium',
  timeStyle: 'short',
});

/** @param {number} time in milliseconds */
export const formatMoment = (time) => moment.format(time);
