/**
 * The curve of one training, kept small: a point may cover a 150th of the updates behind it, so a
 * training ten times as long has some 350 points more.
 *
 * @typedef {object} Curve
 * @property {number[]} updates ascending
 * @property {number[]} perplexities one for each of `updates`
 *
 * @typedef {object} Point
 * @property {number} update the last one it covers
 * @property {number} covers updates
 * @property {number} loss nats per symbol
 *
 * The whole history, in a form that can be kept and brought back.
 * @typedef {{ start: number, training: Point[], frozen: Point[], heldOut: Point[] }} Books
 */

const RESOLUTION = 150;

/** @param {Point[]} points @returns {Curve} */
function curveOf(points) {
  return {
    updates: points.map(({ update }) => update),
    perplexities: points.map(({ loss }) => Math.exp(loss)),
  };
}

/** @param {Point} a @param {Point} b @returns {number} the mean loss of all updates of both */
const meanLoss = (a, b) => (a.loss * a.covers + b.loss * b.covers) / (a.covers + b.covers);

/** @param {Point} _ @param {Point} later @returns {number} of two measurements, the later one */
const laterLoss = (_, later) => later.loss;

/** @param {number} [start] @returns {Books} */
const emptyBooks = (start = 0) => ({ start, training: [], frozen: [], heldOut: [] });

export function createHistory() {
  let books = emptyBooks();

  /** @param {'training' | 'frozen' | 'heldOut'} name @param {number} update @param {number} loss @param {typeof meanLoss} join */
  function append(name, update, loss, join) {
    const { start, [name]: points } = books;
    const last = points.at(-1);
    const point = { update, covers: update - (last?.update ?? start), loss };
    if (last && last.covers < (update - start) / RESOLUTION) {
      Object.assign(last, { update, covers: last.covers + point.covers, loss: join(last, point) });
    } else if (point.covers > 0) points.push(point);
  }

  return {
    /** Forgets everything: the next point follows update `from`. @param {number} from */
    clear(from) {
      books = emptyBooks(from);
    },

    books: () => structuredClone(books),

    /** Continues books that were kept. @param {Books} kept */
    restore(kept) {
      books = structuredClone(kept);
    },

    /** @param {import('../../wasm/sluice.d.ts').Progress} report */
    add({ update, loss, validationLoss }) {
      append('training', update, loss, meanLoss);
      if (validationLoss !== undefined) append('heldOut', update, validationLoss, laterLoss);
    },

    /** A measurement of the training part. @param {number} update @param {number} loss */
    addFrozen(update, loss) {
      append('frozen', update, loss, laterLoss);
    },

    /** Training: means of the updates since the point before. The others: measurements, of many only some. */
    curves: () => ({
      training: curveOf(books.training),
      frozen: curveOf(books.frozen),
      heldOut: curveOf(books.heldOut),
    }),
  };
}
