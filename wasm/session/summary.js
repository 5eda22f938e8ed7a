/**
 * A model in words: its kind, and a line for each of its weights.
 *
 * @param {import('../sluice.d.ts').ModelInfo} info
 * @returns {string}
 */
export function summaryOf({ kind, settings, parameters, vocabulary, updates, tensors }) {
  const { cell, layers, hidden, bidirectional } = settings;
  const number = (/** @type {number} */ n) => n.toLocaleString('en');
  const head = [
    `${kind} model, ${vocabulary.length} symbols`,
    `${cell}${bidirectional ? ', both directions' : ''}, ${layers} x ${hidden} hidden units`,
    `${number(parameters)} parameters, ${number(updates)} updates`,
  ];
  const rows = tensors.map(({ name, shape }) => [
    name,
    shape.join(' x '),
    number(shape.reduce((product, length) => product * length, 1)),
  ]);
  const table = [['weights', 'shape', 'numbers'], ...rows];
  const widths = [0, 1, 2].map((i) => Math.max(...table.map((row) => row[i]?.length ?? 0)));
  const line = (/** @type {string[]} */ [name = '', shape = '', count = '']) =>
    `${name.padEnd(widths[0] ?? 0)}  ${shape.padEnd(widths[1] ?? 0)}  ${count.padStart(widths[2] ?? 0)}`;
  return [head.join('; '), ...table.map(line)].join('\n');
}
