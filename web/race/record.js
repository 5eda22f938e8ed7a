// The curves of one lane, against updates or against its own seconds of training.

/**
 * @typedef {object} Point the mean of the updates of one bin, or one measurement
 * @property {number} at updates or seconds: the end of what it covers
 * @property {number} covers updates
 * @property {number} loss nats per symbol
 *
 * @typedef {ReturnType<typeof createRecord>} Record
 */

/** Points of a training curve, and measurements of the held-out part. */
export const BINS = 40;
export const MARKS = 20;

/** For places that differ by rounding alone. */
const NEARLY = 1e-9;

/**
 * Where the held-out part is measured the n-th time: after a whole update, or at a second.
 * @param {number} mark from 1 to MARKS
 * @param {{ by: 'updates' | 'seconds', limit: number }} rules
 */
export function placeOf(mark, { by, limit }) {
  const place = (mark / MARKS) * limit;
  return by === 'updates' ? Math.ceil(place - NEARLY) : place;
}

/** What a running mean goes over: the last twentieth of the way. */
const WINDOW = 1 / MARKS;

/** @param {Point[]} points */
function meanLoss(points) {
  const covers = points.reduce((sum, point) => sum + point.covers, 0);
  return points.reduce((sum, { loss, covers }) => sum + loss * covers, 0) / covers;
}

/** @param {number} limit where the race ends, in updates or seconds */
export function createRecord(limit) {
  /** @type {Point[]} */
  const training = [];
  /** @type {Point[]} */
  const heldOut = [];
  const binOf = (/** @type {number} */ at) => Math.ceil((at / limit) * BINS - NEARLY);

  return {
    training,
    heldOut,

    /** @param {Point} point that follows the last one */
    add(point) {
      const last = training.at(-1);
      if (!last || binOf(last.at) !== binOf(point.at)) training.push(point);
      else
        Object.assign(last, {
          at: point.at,
          covers: last.covers + point.covers,
          loss: meanLoss([last, point]),
        });
    },

    /** @param {number} at @param {number} loss */
    measure(at, loss) {
      heldOut.push({ at, covers: 0, loss });
    },

    /** The training perplexity over the last twentieth of the way before `at`. @param {number} at */
    trainingAt(at) {
      const end = Math.min(at, training.at(-1)?.at ?? 0);
      const before = training.filter((point) => point.at <= end + NEARLY);
      const recent = before.filter((point) => point.at > end - WINDOW * limit + NEARLY);
      const points = recent.length > 0 ? recent : before.slice(-1);
      return points.length > 0 ? Math.exp(meanLoss(points)) : undefined;
    },

    /** The last held-out perplexity that was measured up to `at`. @param {number} at */
    heldOutAt(at) {
      const point = heldOut.filter((point) => point.at <= at + NEARLY).at(-1);
      return point && Math.exp(point.loss);
    },

    /** The lowest held-out perplexity, and where it was. */
    best() {
      const points = [...heldOut].sort((a, b) => a.loss - b.loss);
      return points[0] && { at: points[0].at, perplexity: Math.exp(points[0].loss) };
    },

    /**
     * Where the training first went beyond this perplexity, unless it did so in its first steps only.
     * @param {number} perplexity
     */
    wentBeyond(perplexity) {
      const beyond = training.filter(({ loss }) => Math.exp(loss) > perplexity);
      return Number(beyond.at(-1)?.at) > limit / MARKS ? beyond[0]?.at : undefined;
    },
  };
}
