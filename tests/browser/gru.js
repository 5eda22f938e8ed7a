// A GRU in plain double arithmetic, from the file that the page saves.

/** @typedef {number[]} Row */

/** @param {Buffer} file safetensors */
function parse(file) {
  const start = 8 + Number(file.readBigUInt64LE());
  const header = JSON.parse(file.toString('utf8', 8, start));
  /** @param {string} name @returns {Row[]} the rows of a matrix; a vector is one row */
  const rows = (name) => {
    const { shape, data_offsets } = header[name];
    const [first, end] = data_offsets;
    const bytes = file.subarray(start + first, start + end);
    const all = Array.from({ length: bytes.length / 4 }, (_, i) => bytes.readFloatLE(4 * i));
    const width = shape[shape.length - 1];
    return Array.from({ length: all.length / width }, (_, i) =>
      all.slice(i * width, (i + 1) * width),
    );
  };
  const { vocabulary } = JSON.parse(header.__metadata__.sluice);
  return { rows, vocabulary: /** @type {string[]} */ (vocabulary) };
}

/** @param {Row} a @param {Row} b */
const dot = (a, b) => a.reduce((sum, value, i) => sum + value * (b[i] ?? NaN), 0);

/** @param {number} x */
export const sigmoid = (x) => 1 / (1 + Math.exp(-x));

/** @param {Row} logits */
function softmax(logits) {
  const powers = logits.map((one) => Math.exp(one - Math.max(...logits)));
  const sum = powers.reduce((a, b) => a + b, 0);
  return powers.map((one) => one / sum);
}

/**
 * A GRU with the reset before the product and an update gate that keeps.
 * @param {Buffer} file
 */
export function gruOf(file) {
  const { rows, vocabulary } = parse(file);
  const [wx, wh] = [rows('rnn.weight_ih_l0'), rows('rnn.weight_hh_l0')];
  const [bx = [], bh = []] = [rows('rnn.bias_ih_l0')[0], rows('rnn.bias_hh_l0')[0]];
  const [wq, bq = []] = [rows('linear.weight'), rows('linear.bias')[0]];

  /** @param {Row} x @param {Row} h @param {number} unit @param {number} gate */
  const sum = (x, h, unit, gate) => {
    const row = gate * h.length + unit;
    return [dot(x, wx[row] ?? []), dot(h, wh[row] ?? []), (bx[row] ?? NaN) + (bh[row] ?? NaN)];
  };
  const total = (/** @type {Row} */ parts) => parts.reduce((a, b) => a + b, 0);

  /** @param {Row} x one-hot, or near it @param {Row} h */
  function step(x, h) {
    const units = h.map((_, unit) => unit);
    const r = units.map((unit) => sigmoid(total(sum(x, h, unit, 0))));
    const z = units.map((unit) => sigmoid(total(sum(x, h, unit, 1))));
    const seen = h.map((value, i) => value * (r[i] ?? NaN));
    const n = units.map((unit) => Math.tanh(total(sum(x, seen, unit, 2))));
    const next = h.map((value, i) => (z[i] ?? NaN) * value + (1 - (z[i] ?? NaN)) * (n[i] ?? NaN));
    return { r, z, n, next, seen };
  }
  /** @param {string} text */
  const inputs = (text) =>
    [...text].map((symbol) => vocabulary.map((known) => Number(known === symbol)));
  /** @param {Row[]} xs */
  function read(xs) {
    let h = new Array(wh[0]?.length).fill(0);
    return xs.map((x) => {
      const before = h;
      const made = step(x, before);
      h = made.next;
      const logits = wq.map((row, i) => dot(row, made.next) + (bq[i] ?? NaN));
      return { x, before, ...made, probabilities: softmax(logits) };
    });
  }
  return { vocabulary, inputs, read, sum };
}
