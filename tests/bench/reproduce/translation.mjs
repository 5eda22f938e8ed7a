// Rows about translators: the book's four sentences, and pairs of a task that were never seen.
import { mediansOf } from './medians.mjs';
import { pairs } from './texts.mjs';

/**
 * @typedef {import('../../../wasm/sluice.d.ts').Session} Session
 * @typedef {import('../../../wasm/sluice.d.ts').Settings} Settings
 *
 * @typedef {object} PairsPlan
 * @property {import('../../../web/tasks/task.js').PairsTask} task
 * @property {Record<string, number>} parameters of the task
 * @property {Settings} settings
 * @property {number} epochs
 * @property {number} width of the beam
 */

/** The book's four sentences and what it counts as right. @type {[string, string][]} */
const SENTENCES = [
  ['go .', 'va !'],
  ['i lost .', "j'ai perdu ."],
  ["he's calm .", 'il est calme .'],
  ["i'm home .", 'je suis chez moi .'],
];

/**
 * The book's example, once with each seed; the figures are their medians.
 *
 * @param {Session} session
 * @param {{ settings: Settings, epochs: number, seeds: number[] }} plan
 * @param {string} folder
 * @param {number} share of the training to do
 */
export async function runSentences(session, { settings, epochs, seeds }, folder, share) {
  await session.loadPairs(pairs(folder));
  const runs = [];
  for (const seed of seeds) {
    await session.createTranslator({ ...settings, seed });
    const trained = await train(session, Math.ceil(epochs * share));
    runs.push({
      seed,
      ...trained,
      frozen: (await session.pairsLoss()).loss,
      ...(await four(session)),
    });
  }
  return { ...mediansOf(runs, 'bleu_sum'), runs };
}

/** @param {Session} session */
async function four(session) {
  const translations = [];
  let sum = 0;
  for (const [source, reference] of SENTENCES) {
    const { text } = await session.translate(source);
    const bleu = await session.bookBleu(text, reference, 2);
    translations.push({ source, text, bleu });
    sum += bleu;
  }
  return { bleu_sum: sum, translations };
}

/**
 * @param {Session} session
 * @param {number} epochs
 */
async function train(session, epochs) {
  let last;
  for await (const progress of session.train({ epochs, reportEvery: 1e9 })) last = progress;
  return {
    loss: last?.loss, // of the last epoch, with dropout, each update with its own weights
    tokens_per_second: Math.round(last?.tokensPerSecond ?? NaN),
    seconds: Math.round(last?.seconds ?? NaN),
  };
}

/**
 * Pairs of a task: trained on some, tested on others.
 *
 * @param {Session} session
 * @param {PairsPlan} plan
 * @param {number} share
 */
export async function runPairsTask(session, plan, share) {
  const { task, parameters, settings, epochs, width } = plan;
  const { train: known, test } = task.generate(parameters);
  const table = known.map((pair) => pair.join('\t')).join('\n');
  await session.loadPairs(table, { tokens: task.tokens, minimum: 1 });
  await session.createTranslator(await withHorizon(settings, known.length, epochs));
  const trained = await train(session, Math.ceil(epochs * share));
  const hypotheses = [];
  for (const [source] of test) {
    const { tokens } = await session.translate(source, { width });
    hypotheses.push(tokens.filter((token) => token !== '<eos>').join(' '));
  }
  const separator = task.tokens === 'char' ? '' : ' ';
  const references = test.map(([, target]) => target.split(separator).join(' '));
  return {
    ...trained,
    unseen: test.length,
    exact: hypotheses.filter((text, i) => text === references[i]).length / test.length,
    bleu4: await session.bleu(
      hypotheses,
      references.map((one) => [one]),
    ),
  };
}

/**
 * @param {Settings} settings
 * @param {number} count of pairs
 * @param {number} epochs
 */
async function withHorizon(settings, count, epochs) {
  const perEpoch = Math.ceil(count / Number(settings.batch));
  return { ...settings, horizon: perEpoch * epochs };
}
