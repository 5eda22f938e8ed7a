// Trainings that must end in equal bytes, however many workers share them. Used under Node and in
// pages.

/** @typedef {import('../../wasm/sluice.d.ts').Settings} Settings */
/** @typedef {import('../../wasm/sluice.d.ts').Workers} Workers */

/** Parts of a training: up to an update, with so many workers, some with a setting changed before. */
/** @typedef {{ updates: number, workers: Workers, lr?: number, clip?: number }} Stage */

export const text = 'the grey heron waits in the reeds, and the water goes by. '.repeat(60);

/** Sentences of one to nine words, each to be read backwards. */
const pairs = Array.from({ length: 60 }, (_, i) => {
  const words = Array.from({ length: 1 + ((i * 7) % 9) }, (_, k) => 'abcdefgh'[(i * k + k) % 8]);
  return `${words.join(' ')}\t${words.reverse().join(' ')}\n`;
}).join('');

/** @type {Settings} */
const common = { hidden: 24, batch: 8, steps: 9, init: 'xavier', seed: 5 };

/** More than one worker, in turn. @type {Workers[]} */
const usual = [2, 4];

/**
 * With pairs, of a translator.
 *
 * @type {{ name: string, settings: Settings, pairs?: string, crews?: Workers[] }[]}
 */
const all = [
  { name: 'rnn', settings: { ...common, cell: 'rnn', lr: 0.3 } },
  {
    name: 'gru, a batch of 7, averaged weights',
    settings: { ...common, batch: 7, reset: 'after', average: 0.9 },
  },
  { name: 'gru, a batch of 1, random order', settings: { ...common, batch: 1, order: 'random' } },
  {
    name: 'lstm, two layers, dropout, adam, held-out part',
    settings: {
      ...{ ...common, cell: 'lstm', layers: 2, batch: 32, steps: 5, validation: 0.1 },
      ...{ dropout: 0.4, dropout_at: 'every', optimizer: 'adam', lr: 0.003 },
    },
  },
  {
    name: 'gru, embedding, locked dropout everywhere, other noise',
    settings: {
      ...{ ...common, embedding: 7, layers: 2, optimizer: 'adam', lr: 0.003 },
      ...{ dropout: 0.3, dropout_mask: 'window', dropout_input: 0.1, dropout_output: 0.4 },
      ...{ dropconnect: 0.2, token_dropout: 0.1 },
    },
  },
  {
    name: 'gru, a batch of 3, schedule, momentum',
    settings: {
      ...{ ...common, batch: 3, optimizer: 'momentum', lr: 0.05 },
      ...{ schedule: 'cosine', warmup: 4, horizon: 50 },
    },
  },
  {
    name: 'gru, 16 shards of a batch of 19',
    settings: { ...common, hidden: 8, batch: 19, shards: 16, dropout: 0.2, dropout_at: 'every' },
    crews: [2, 4, 8, 16],
  },
  {
    name: 'a translator',
    settings: {
      ...{ ...common, embedding: 6, batch: 7, teacher: 0.5, optimizer: 'adam', lr: 0.01 },
      ...{ layers: 2, dropout: 0.2, token_dropout: 0.1, average: 0.9 },
    },
    pairs,
  },
  {
    name: 'a translator of 8 shards that reads both ways',
    settings: { ...common, cell: 'lstm', bidirectional: true, embedding: 6, batch: 32, shards: 8 },
    ...{ pairs, crews: [8] },
  },
];

export const cases = all.map((one) => ({ crews: usual, ...one }));

/** Replicas from the start, made in the middle, given up in the middle; over epochs, lr changed.
 *  @param {Workers} workers @returns {Stage[]} */
export const stages = (workers) => [
  { updates: 3, workers },
  { updates: 11, workers: 1 },
  { updates: 40, workers },
  { updates: 70, workers, lr: 0.01, clip: 0.7 },
  { updates: 75, workers: 1 },
];

/** The same by one worker. @param {Stage[]} list @returns {Stage[]} */
export const alone = (list) => list.map((stage) => ({ ...stage, workers: 1 }));

/**
 * Trains a session and tells its losses and the model file's hash. Refers to nothing outside itself,
 * so that a page can be handed its source.
 *
 * @param {{ index: string, options: object, text: string, pairs?: string, settings: Settings,
 *   stages: Stage[] }} job
 * @returns {Promise<{ hash: string, losses: number[] }>} SHA-256 in hexadecimal
 */
export async function sharedTraining({ index, options, text, pairs, settings, stages }) {
  const { createSession } = await import(/* @vite-ignore */ index);
  const session = await createSession(options);
  const losses = [];
  try {
    if (pairs) {
      await session.loadPairs(pairs, { minimum: 1 });
      await session.createTranslator(settings);
    } else {
      await session.loadText(text);
      await session.createModel(settings);
    }
    for (const { updates, workers, lr, clip } of stages) {
      if (lr) await session.set('lr', lr);
      if (clip) await session.set('clip', clip);
      for await (const { loss } of session.train({ updates, workers, reportEvery: 5 })) {
        losses.push(loss);
      }
    }
    const file = await session.save();
    const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', file));
    const hash = Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
    return { hash, losses };
  } finally {
    await session.dispose();
  }
}
