import { letterOf } from './lanes.js';

/**
 * @typedef {import('./run.js').Run} Run
 * @typedef {import('./entrant.js').Entrant} Entrant
 */

/** @param {unknown} value */
function cell(value) {
  const text = String(value ?? '');
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** @param {Run} run @returns {(entrant: Entrant) => Record<string, unknown>} */
const columnsOf =
  ({ rules, text, fingerprint }) =>
  ({ slot, label, record, sample, settings, ...entrant }) => ({
    lane: letterOf(slot),
    label,
    state: entrant.fate,
    training_perplexity: record.trainingAt(Infinity),
    held_out_perplexity: record.heldOutAt(Infinity),
    updates: entrant.updates,
    seconds: entrant.seconds,
    tokens: entrant.tokens,
    tokens_per_second: entrant.seconds > 0 ? entrant.tokens / entrant.seconds : undefined,
    parameters: entrant.parameters,
    longest_gradient: entrant.longestGradient,
    text,
    fingerprint,
    validation: rules.validation,
    ...settings,
    sample: sample && sample.prompt + sample.text,
  });

/** The standings, with every setting, a line for each lane. @param {Run} run */
export function toCsv(run) {
  const rows = run.entrants.map(columnsOf(run));
  const names = Object.keys(rows[0] ?? {});
  const lines = rows.map((row) => names.map((name) => cell(row[name])).join(','));
  return `${[names.join(','), ...lines].join('\r\n')}\r\n`;
}
