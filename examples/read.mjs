// Feeds a model by hand: what does it expect after each symbol? node examples/read.mjs
import { createSession } from 'sluice';

const session = await createSession();
await session.loadText('the grey heron waits in the reeds, and the water goes by. '.repeat(50));
await session.createModel({ cell: 'gru', hidden: 32, batch: 8, steps: 20, lr: 2, seed: 1 });
await session.train({ updates: 200, workers: 1 }).end();

const { vocabulary } = await session.info();
const reader = await session.reader({ temperature: 0 });
for (const symbol of 'the grey her') {
  const shares = await reader.probabilities();
  const share = shares[vocabulary.indexOf(symbol)] ?? 0;
  console.log(`${symbol}  ${(100 * share).toFixed(0).padStart(3)} %`);
  await reader.feed(symbol);
}
const other = await reader.clone(); // two ways on from the same place
await other.feed('e');
for (const [beginning, place] of /** @type {const} */ ([
  ['the grey her', reader],
  ['the grey here', other],
])) {
  let ending = '';
  while (ending.length < 10) ending += (await place.draw()).symbol;
  console.log(`${beginning}|${ending}`);
}
await session.dispose();
