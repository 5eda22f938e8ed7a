import { ofCutOff, ofUnknown } from './caveats.js';
import { reading, readText } from './files.js';
import { jsonLine } from './json.js';
import { beamOptions, collect, eachTranslated, maxPairs, spacedTokens } from './sentences.js';
import { print, say } from './talk.js';
import { withModel } from './with-model.js';

/**
 * @typedef {import('../sluice.d.ts').Session} Session
 * @typedef {{ loss: number, perplexity: number, tokens: number, pairs: number, exact: number,
 *             bleu4: number, book_bleu2: number }} Scores
 */

/** n-grams up to pairs: the k of the book's examples. */
const BOOK_K = 2;

export const about =
  'Prints how well a translator does on pairs of sentences: its loss with teacher forcing (it sees ' +
  'the true tokens so far), and how close its own translations come to the true ones.';
export const operands = ['MODEL', 'FILE|-'];

/** @type {import('./arguments.js').Option[]} */
export const options = [
  maxPairs,
  ...beamOptions,
  { name: 'json', group: 'output', kind: 'flag', help: 'print one JSON object' },
];

/** @param {import('./commands.js').Invocation} invocation */
export async function run({ values, operands: [model = '', file = ''], stop }) {
  const { 'max-pairs': most, beam: width, alpha, json } = values;
  await withModel({ file: model, kind: 'translation' }, async (session, { settings }) => {
    const how = { maxPairs: most, vocabulary: /** @type {const} */ ('model'), signal: stop };
    const info = await reading(file, () => session.loadPairs(readText(file), how));
    const cutOff = ofCutOff(await session.epoch(), settings, info.pairs);
    for (const caveat of [...ofUnknown(info, settings, false), ...cutOff]) say(caveat);
    const { loss, tokens } = await session.pairsLoss({ signal: stop });
    const measured = { loss, perplexity: Math.exp(loss), tokens };
    const { pairs } = info;
    const table = await session.sentences();
    const translate = async (/** @type {string} */ source) =>
      spacedTokens(await session.translate(source, { width, alpha }));
    const sources = table.map(({ source }) => source);
    const hypotheses = await collect(eachTranslated(sources, translate, stop));
    if (stop.aborted) return;
    const targets = table.map(({ target }) => target);
    const cut = await session.cut(targets, { tokens: settings.tokens });
    const references = cut.map((tokens) => tokens.join(' '));
    const scores = { ...measured, pairs, ...(await score(session, hypotheses, references)) };
    await print(json ? jsonLine(scores) : describe(scores), stop);
  });
}

/**
 * @param {Session} session
 * @param {string[]} hypotheses
 * @param {string[]} references
 */
async function score(session, hypotheses, references) {
  const single = references.map((reference) => [reference]);
  let sum = 0;
  for (const [i, hypothesis] of hypotheses.entries()) {
    sum += await session.bookBleu(hypothesis, references[i] ?? '', BOOK_K);
  }
  return {
    exact: hypotheses.filter((hypothesis, i) => hypothesis === references[i]).length,
    bleu4: await session.bleu(hypotheses, single),
    book_bleu2: sum / hypotheses.length,
  };
}

/** @param {Scores} scores */
function describe({ loss, perplexity, tokens, pairs, exact, bleu4, book_bleu2 }) {
  return [
    `loss        ${loss.toFixed(6)} nats per target token`,
    `perplexity  ${perplexity.toFixed(4)}`,
    `tokens      ${tokens}`,
    `exact       ${exact} of ${pairs} translations`,
    `BLEU-4      ${bleu4.toFixed(4)} (corpus, standard)`,
    `book's BLEU ${book_bleu2.toFixed(4)} (mean over sentences, k = ${BOOK_K})`,
    '',
  ].join('\n');
}
