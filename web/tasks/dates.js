import { choice, whole } from './parameters.js';
import { pairsTask } from './task.js';

const FIRST_YEAR = 1950;
const DAY = 24 * 60 * 60 * 1000;
const LANGUAGES = ['en-US', 'en-GB', 'fr', 'de', 'es', 'it', 'pt', 'nl', 'zh-CN'];

/** @type {Intl.DateTimeFormatOptions[]} */
const STYLES = [
  { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' },
  { day: 'numeric', month: 'long', year: 'numeric' },
  { day: 'numeric', month: 'short', year: 'numeric' },
  { day: '2-digit', month: '2-digit', year: 'numeric' },
];

/**
 * The ways to write a date in a language. Americans alone put the month before the day: in figures
 * theirs cannot be told from the others', so they write it out.
 *
 * @param {string} language
 */
function formatsOf(language) {
  const styles = language === 'en-US' ? STYLES.slice(0, -1) : STYLES;
  return styles.map(
    (style) =>
      // The reader's own calendar, figures and time zone must not show through.
      new Intl.DateTimeFormat(language, {
        ...style,
        calendar: 'gregory',
        numberingSystem: 'latn',
        timeZone: 'UTC',
      }),
  );
}

/** Made when first needed: a format takes a while. @type {Map<string, Intl.DateTimeFormat[]>} */
const formats = new Map();

/** @param {string} language */
function formatsFor(language) {
  const known = formats.get(language) ?? formatsOf(language);
  formats.set(language, known);
  return known;
}

/**
 * Dates as people write them, and as ISO 8601 has them. A day occurs once, in one language and
 * style. The days are the same on every host; their wording is the host's own knowledge of
 * languages and may differ in a dot or a capital between its versions.
 */
export const dates = pairsTask({
  name: 'dates',
  lookFor:
    'Names of months, in many languages and orders, become figures: year, month, day. The beam tree shows where it hesitates.',
  tokens: 'char',
  parameters: [
    choice('language', ['all', ...LANGUAGES], 'all', 'one language, or a mixture of all'),
    whole('years', 10, 200, 100, `how many years, from ${FIRST_YEAR} on`),
  ],

  /** @param {{ language: string, years: number }} values */
  draw({ language, years }, random) {
    const first = Date.UTC(FIRST_YEAR, 0, 1);
    const days = (Date.UTC(FIRST_YEAR + years, 0, 1) - first) / DAY;
    const date = new Date(first + DAY * random.below(days));
    const format = random.pick(formatsFor(language === 'all' ? random.pick(LANGUAGES) : language));
    const target = date.toISOString().slice(0, 10);
    return { key: target, source: format.format(date), target };
  },
});
