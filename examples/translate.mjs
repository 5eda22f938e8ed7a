// Learns to spell out numbers, and is asked for some it has not seen: node examples/translate.mjs
import { createSession } from 'sluice';

const ONES = ['', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];
const TENS = ['twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety'];
const pairs = TENS.flatMap((ten, i) =>
  ONES.map((one, j) => ({ source: `${i + 2} ${j}`, target: `${ten} ${one}`.trim() })),
);
const unseen = pairs.filter((_, i) => i % 7 === 3);

const session = await createSession();
await session.loadPairs(
  pairs.filter((pair) => !unseen.includes(pair)),
  { minimum: 1 }, // no word is too rare to be learned
);
await session.createTranslator({
  ...{ hidden: 64, embedding: 16, batch: 16, steps: 4 },
  ...{ optimizer: 'adam', lr: 0.01, seed: 1 },
});
await session.train({ updates: 600 }).end();
for (const { source, target } of unseen) {
  const { text, score } = await session.translate(source, { width: 4 });
  console.log(
    `${source}: ${text} (score ${score.toFixed(2)})${text === target ? '' : ` for ${target}`}`,
  );
}
await session.dispose();
