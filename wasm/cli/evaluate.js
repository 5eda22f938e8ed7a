import { LEARN_ON } from '../session/options.js';
import { UsageError } from './arguments.js';
import { reading, readText } from './files.js';
import { jsonLine } from './json.js';
import { print } from './talk.js';
import { withModel } from './with-model.js';

export const about =
  'Prints how well a model predicts a text. The model reads the text once, from a zero state ' +
  'carried to the end; the loss is the mean over every symbol after the first.';
export const operands = ['MODEL', 'FILE|-'];

/** @type {import('./arguments.js').Option[]} */
export const options = [
  {
    ...{ name: 'learn-on', group: 'reading', kind: 'flag' },
    help: 'let a copy of the weights learn on from what it has read (Krause 2018); the model stays as it is',
  },
  {
    ...{ name: 'learn-rate', group: 'reading', kind: 'real', above: 0, max: 1000 },
    help: `with --learn-on: each step is this times the gradient of 20 symbols [${LEARN_ON.rate}]`,
  },
  {
    ...{ name: 'learn-length', group: 'reading', kind: 'real', above: 0, max: 10 },
    help: `with --learn-on: the longest step [${LEARN_ON.length}]`,
  },
  { name: 'json', group: 'output', kind: 'flag', help: 'print one JSON object' },
];

/** @param {import('./commands.js').Invocation} invocation */
export async function run({ values, operands: [model = '', file = ''], stop }) {
  const learnOn = learnOnOf(values);
  await withModel({ file: model, kind: 'language' }, async (session) => {
    const evaluation = await reading(file, () =>
      session.evaluate(readText(file), { learnOn, signal: stop }),
    );
    const told = learnOn ? { ...evaluation, learn_on: true } : evaluation;
    await print(values.json ? jsonLine({ ...told }) : describe(evaluation, learnOn), stop);
  });
}

/**
 * @param {Record<string, any>} values
 * @returns {{ rate?: number, length?: number } | undefined} undefined: the weights stand still
 */
function learnOnOf({ 'learn-on': isOn, 'learn-rate': rate, 'learn-length': length }) {
  if (isOn) return { rate, length };
  if (rate === undefined && length === undefined) return undefined;
  throw new UsageError('--learn-rate and --learn-length say how to learn on: give --learn-on, too');
}

/**
 * @param {import('../sluice.d.ts').Evaluation} evaluation
 * @param {object} [learnOn]
 */
function describe({ loss, perplexity, tokens, unknown, caveat }, learnOn) {
  const rows = [
    `loss        ${loss.toFixed(6)} nats per symbol`,
    `perplexity  ${perplexity.toFixed(4)}`,
    `tokens      ${tokens}`,
  ];
  if (unknown > 0) rows.push(`unknown     ${unknown}`);
  if (learnOn) rows.push('weights     a copy that learned on while it read');
  if (caveat) rows.push(`caveat      ${caveat}`);
  return `${rows.join('\n')}\n`;
}
