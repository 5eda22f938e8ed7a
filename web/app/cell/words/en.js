// What is said in and about a drawn cell.

export const words = {
  name: 'The cell, drawn',
  /** With the true minus sign. @param {number} value */
  figure: (value) => (Object.is(value, -0) ? 0 : value).toFixed(2).replace('-', '−'),
  /** What each box is, by the term of its letter. */
  boxes: {
    /** @type {Record<string, string>} */
    rnn: { h: 'state' },
    /** @type {Record<string, string>} */
    gru: { r: 'reset', z: 'update', n: 'candidate' },
    /** @type {Record<string, string>} */
    lstm: { f: 'forget', i: 'input', g: 'candidate', o: 'output' },
  },
  flows: {
    before: (/** @type {number} */ value) => `state before ${words.figure(value)}`,
    memory: (/** @type {number} */ value) => `memory before ${words.figure(value)}`,
    symbol: (/** @type {string} */ symbol) => `reads “${symbol}”`,
    below: 'reads the layer below',
    seen: (/** @type {number} */ value) => `lets through ${words.figure(value)}`,
    kept: (/** @type {number} */ value) => `keeps ${words.figure(value)}`,
    added: (/** @type {number} */ value) => `adds ${words.figure(value)}`,
    rest: (/** @type {number} */ value) => `1 − Z = ${words.figure(value)}`,
    c: (/** @type {number} */ value) => `memory ${words.figure(value)}`,
    h: (/** @type {number} */ value) => `state ${words.figure(value)}`,
  },
  /** @param {string} block @param {number} value @param {string} meaning */
  fact: (block, value, meaning) => `${block}: ${words.figure(value)}. ${meaning}`,
  /** @type {Record<string, string>} */
  blocks: {
    r: 'reset gate R',
    z: 'update gate Z',
    n: 'candidate H̃',
    i: 'input gate I',
    f: 'forget gate F',
    g: 'candidate C̃',
    o: 'output gate O',
    c: 'memory C',
    h: 'hidden state H',
  },
  /** @type {Record<string, string>} */
  meanings: {
    r: 'Reset: how much of the past the candidate gets to see.',
    z: 'Update: 1 keeps the old state, 0 writes the candidate.',
    'z takes': 'Update: 0 keeps the old state, 1 writes the candidate.',
    n: 'The candidate for the new state.',
    i: 'Input: how much of the candidate goes into the memory.',
    f: 'Forget: how much of the old memory stays; 1 keeps all.',
    g: 'The candidate for the memory.',
    o: 'Output: how much of the memory shows.',
    c: 'The memory: what was kept and what was added.',
    h: 'The new hidden state, which the next step and the prediction read.',
    y: 'The prediction: all units together, one probability for each symbol.',
  },
};
