// brain.js's GRU. It has no batches: it learns a sequence of the book's 35 steps at a time, with an
// optimizer of its own (RMSProp).
import { answer } from '../lines.mjs';

const load = (/** @type {string} */ name) => import(name); // not among the project's packages
const { default: brain } = await load('brain.js');

/** @type {any} */
let net;
let sequence = '';

await answer({
  /** @param {{ text: string, settings: { hidden: number, steps: number } }} task */
  open({ text, settings: { hidden, steps } }) {
    net = new brain.recurrent.GRU({ hiddenLayers: [hidden] });
    // every symbol once, so that its vocabulary is as large
    const alphabet = [...new Set(text)].join('');
    sequence = (alphabet + text).slice(0, steps);
    net.train([sequence], { iterations: 1 });
    return 1;
  },
  /** @param {number} _ @param {number} milliseconds */
  sample(_, milliseconds) {
    let tokens = 0;
    const start = performance.now();
    while (performance.now() - start < milliseconds) {
      net.train([sequence], { iterations: 1 });
      tokens += sequence.length + 1; // and its end
    }
    return (tokens / (performance.now() - start)) * 1000;
  },
  close() {
    net = undefined;
  },
});
