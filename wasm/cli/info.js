import { readTraining } from '../index.js';
import { reading } from './files.js';
import { jsonLine } from './json.js';
import { print } from './talk.js';
import { withModel } from './with-model.js';

export const about = 'Prints the contents of a model file.';
export const operands = ['MODEL'];

/** @type {import('./arguments.js').Option[]} */
export const options = [
  { name: 'json', group: 'output', kind: 'flag', help: 'print one JSON object' },
];

/** @param {import('./commands.js').Invocation} invocation */
export async function run({ values, operands: [file = ''], stop }) {
  await withModel({ file }, async (_, model, bytes) => {
    const training = await reading(file, async () => readTraining(bytes));
    await print(values.json ? jsonLine({ ...model, training }) : describe(model, training), stop);
  });
}

/**
 * @param {import('../sluice.d.ts').ModelInfo} model
 * @param {import('../sluice.d.ts').SavedTraining | null} training
 */
function describe(model, training) {
  const { kind, settings, parameters, vocabulary, updates, tokens, kept, tensors } = model;
  const separator = kind === 'translation' ? ' ' : '';
  const symbols = vocabulary.slice(1).map(visible);
  return [
    heading('Model'),
    row('kind', kind),
    row('parameters', parameters.toLocaleString('en')),
    row('updates', updates.toLocaleString('en')),
    row('tokens', tokens.toLocaleString('en')),
    ...(kept ? [row('kept', describeKept(kept))] : []),
    row('vocabulary', `${vocabulary.length}: ${vocabulary[0]} ${symbols.join(separator)}`),
    heading('Settings'),
    ...Object.entries(settings).map(([name, value]) => row(name, String(value))),
    ...describeTraining(training),
    heading('Tensors'),
    ...tensors.map(({ name, dtype, shape }) => row(name, `${dtype} ${shape.join(' x ')}`, 24)),
    '',
  ].join('\n');
}

/** @param {NonNullable<import('../sluice.d.ts').ModelInfo['kept']>} kept the best weights */
function describeKept({ update, loss }) {
  const perplexity = Math.exp(loss).toFixed(3);
  return `the weights of update ${update.toLocaleString('en')}, held-out perplexity ${perplexity}`;
}

/**
 * A symbol as a string literal has it: what controls a terminal, or shows nothing, as an escape.
 *
 * @param {string} symbol
 */
function visible(symbol) {
  const literal = JSON.stringify(symbol).slice(1, -1);
  return literal.replace(/(?! )[\p{C}\p{Z}\p{Default_Ignorable_Code_Point}]/gu, (character) => {
    const hex = (character.codePointAt(0) ?? 0).toString(16);
    return hex.length > 4 ? `\\u{${hex}}` : `\\u${hex.padStart(4, '0')}`;
  });
}

/** @param {import('../sluice.d.ts').SavedTraining | null} training that the file can be resumed from */
function describeTraining(training) {
  if (!training) return [];
  return [
    heading('Training'),
    row('updates', training.updates.toLocaleString('en')),
    row('epochs', training.epochs.toLocaleString('en')),
    row('fingerprint', training.fingerprint),
    ...(training.most > 0 ? [row('cut off after', training.most.toLocaleString('en'))] : []),
  ];
}

/** @param {string} title */
function heading(title) {
  return `${title}:`;
}

/**
 * @param {string} name
 * @param {string} value
 */
function row(name, value, width = 16) {
  return `  ${name.padEnd(width)}${value}`;
}
