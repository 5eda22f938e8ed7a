import { readText } from './files.js';
import { print } from './talk.js';
import { withModel } from './with-model.js';

export const about =
  'Prints how well a model predicts a text. The model reads the text once, from a zero state ' +
  'carried to the end; the loss is the mean over every symbol after the first.';
export const operands = ['MODEL', 'FILE|-'];

/** @type {import('./arguments.js').Option[]} */
export const options = [
  { name: 'json', group: 'output', kind: 'flag', help: 'print one JSON object' },
];

/** @param {import('./main.js').Invocation} invocation */
export async function run({ values, operands: [model = '', file = ''], stop }) {
  await withModel(model, async (session) => {
    const evaluation = await session.evaluate(readText(file), { signal: stop });
    const text = values.json ? `${JSON.stringify(evaluation)}\n` : describe(evaluation);
    await print(text, stop);
  });
}

/** @param {import('../sluice.d.ts').Evaluation} evaluation */
function describe({ loss, perplexity, tokens, unknown }) {
  const rows = [
    `loss        ${loss.toFixed(6)} nats per token`,
    `perplexity  ${perplexity.toFixed(4)}`,
    `tokens      ${tokens}`,
  ];
  if (unknown > 0) rows.push(`unknown     ${unknown}`);
  return `${rows.join('\n')}\n`;
}
