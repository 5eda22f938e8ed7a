// Trains until what is held out is predicted no better, and keeps the best weights: node examples/stop-early.mjs [FILE] [UPDATES]
import { writeFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { createSession } from 'sluice';

const [file = 'README.md', updates = '2000'] = process.argv.slice(2);
const session = await createSession();
await session.loadText(pathToFileURL(file));
await session.createModel({ preset: 'quick-gru', validation: 0.1, keep: 'best', patience: 3 });

const last = await session.train({ updates: Number(updates), validateEvery: 100 }).end();
const why = last?.outOfPatience ? 'no better three times in a row' : 'as many as asked for';
const { kept } = await session.info();
const { perplexity } = await session.measure('validation');
console.log(`${last?.update} updates: ${why}`);
console.log(`kept those of update ${kept?.update}: held-out perplexity ${perplexity.toFixed(2)}`);
await writeFile('model.safetensors', await session.save()); // with the best weights
await session.dispose();
