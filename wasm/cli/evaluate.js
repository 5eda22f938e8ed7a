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
  { name: 'json', group: 'output', kind: 'flag', help: 'print one JSON object' },
];

/** @param {import('./commands.js').Invocation} invocation */
export async function run({ values, operands: [model = '', file = ''], stop }) {
  await withModel(model, async (session) => {
    const evaluation = await reading(file, () =>
      session.evaluate(readText(file), { signal: stop }),
    );
    await print(values.json ? jsonLine({ ...evaluation }) : describe(evaluation), stop);
  });
}

/** @param {import('../sluice.d.ts').Evaluation} evaluation */
function describe({ loss, perplexity, tokens, unknown, caveat }) {
  const rows = [
    `loss        ${loss.toFixed(6)} nats per token`,
    `perplexity  ${perplexity.toFixed(4)}`,
    `tokens      ${tokens}`,
  ];
  if (unknown > 0) rows.push(`unknown     ${unknown}`);
  if (caveat) rows.push(`caveat      ${caveat}`);
  return `${rows.join('\n')}\n`;
}
