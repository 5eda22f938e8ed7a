import { reverse } from '../../tasks/reverse.js';
import { flowOf } from './flow.js';

/** @typedef {import('../school.js').Session} Session */
/** @typedef {'1' | '0.5' | '0'} Teacher how often the decoder is given the true token */

/** Strings of two to four letters, and the same backwards. */
export const LETTERS = 'abcde';
export const LONGEST = 4;
const PAIRS = 300;
const UNSEEN = 40;
/** Updates after which a translator has learned enough. */
export const ENOUGH = 200;

const { train, test } = reverse.generate(
  { longest: LONGEST, letters: LETTERS.length, pairs: PAIRS, unseen: UNSEEN },
  1,
);

/** @satisfies {import('../../../wasm/sluice.d.ts').Settings} */
const SETTINGS = /** @type {const} */ ({
  ...{ cell: 'gru', hidden: 32, embedding: 16, bidirectional: false, reset: 'after' },
  ...{ batch: 32, steps: 6, optimizer: 'adam', lr: 0.005, clip: 1, init: 'xavier', seed: 1 },
  validation: UNSEEN / (PAIRS + UNSEEN),
});

/** @type {import('./flow.js').Vocabularies} */
export const vocabularies = { source: [], target: [] };

/** @param {Teacher} teacher @returns {import('../school.js').Lesson} */
export const lessonOf = (teacher) => ({
  async load(session) {
    const lines = [...train, ...test].map((pair) => pair.join('\t')).join('\n');
    const { source, target } = await session.loadPairs(lines, { tokens: 'char', minimum: 1 });
    Object.assign(vocabularies, { source, target });
  },
  renew: (session) => session.createTranslator({ ...SETTINGS, teacher: Number(teacher) }),
});

export const END = '<eos>';

/** What a translator makes of a string, and the states of encoder and decoder on the way. @param {Session} session @param {string} text */
export async function translated(session, text) {
  const source = [...text, END];
  const { tokens, text: written, logProbability } = await session.translate(text);
  const { encoder, decoder } = flowOf(await session.weights(), vocabularies, source, tokens);
  const states = Float32Array.from([...encoder, ...decoder].flat());
  return {
    ...{ text, tokens, written, share: Math.exp(logProbability) },
    ...{ states, units: encoder[0]?.length ?? 0 },
  };
}

/** How a translator does on pairs that it never saw. @param {Session} session */
export async function judge(session) {
  const { loss } = await session.pairsLoss({ first: PAIRS, count: UNSEEN });
  const answers = await Promise.all(test.map(([source]) => session.translate(source)));
  const right = answers.filter(({ text }, i) => text === test[i]?.[1]).length;
  return { loss, right, of: UNSEEN };
}
