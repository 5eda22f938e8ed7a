// Which rate and which cell learn a text best? node examples/sweep.mjs [FILE] [UPDATES]
import { pathToFileURL } from 'node:url';
import { createSession } from 'sluice';

const [file = 'README.md', updates = '200'] = process.argv.slice(2);
const session = await createSession();
await session.loadText(pathToFileURL(file), { maxTokens: 50_000 });

const results = [];
for (const cell of /** @type {const} */ (['rnn', 'gru', 'lstm'])) {
  for (const lr of [0.5, 1, 2]) {
    await session.createModel({ cell, lr, hidden: 64, batch: 16, steps: 20, validation: 0.1 });
    await session.train({ updates: Number(updates), workers: 1 }).end();
    const { perplexity } = await session.measure('validation', { tokens: 2000 });
    results.push({ cell, lr, perplexity: Number(perplexity.toFixed(2)) });
  }
}
console.table(results.sort((a, b) => a.perplexity - b.perplexity));
await session.dispose();
