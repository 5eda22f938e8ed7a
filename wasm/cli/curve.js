/**
 * The course of the loss, as a file's notes keep it: each point is the mean over so many updates.
 *
 * @typedef {[update: number, loss: number, tokens: number, validation: number | null]} Point
 * @typedef {import('../sluice.d.ts').Progress} Progress
 */

/** So many points are thinned to half, each of twice the updates. */
const MOST_POINTS = 512;

/** Equal trainings have equal curves, however often they were interrupted. */
export class Curve {
  #every = 1;
  /** @type {Point[]} */
  #points = [];
  /** Of the updates after the last point. */
  #open = emptyMean();
  /** Symbols predicted before the next update. */
  #seen = 0;

  /** @param {{ notes: string, tokens: number } | null} [saved] training that it continues */
  constructor(saved = null) {
    if (!saved) return;
    this.#seen = saved.tokens;
    const curve = parse(saved.notes);
    if (!curve) return;
    this.#every = curve.every;
    this.#points = curve.points;
    this.#open = curve.open;
  }

  /** @param {Progress} progress of one update */
  add({ update, tokens, loss, validationLoss }) {
    const since = tokens - this.#seen;
    const open = this.#open;
    this.#seen = tokens;
    open.sum += loss * since;
    open.tokens += since;
    open.validation = validationLoss ?? open.validation;
    if (update % this.#every !== 0) return;
    this.#points.push([update, open.sum / open.tokens, open.tokens, open.validation]);
    this.#open = emptyMean();
    if (this.#points.length >= MOST_POINTS) this.#thin();
  }

  /**
   * The held-out part was measured at an update that an interruption had left unmeasured.
   *
   * @param {number} update the last one
   * @param {number} loss
   */
  measured(update, loss) {
    const last = this.#points.at(-1);
    if (last?.[0] === update) last[3] = loss;
    else this.#open.validation = loss;
  }

  /** The form in which the notes keep it. */
  toJSON() {
    return { every: this.#every, points: this.#points, open: this.#open };
  }

  #thin() {
    this.#every *= 2;
    this.#points = this.#points.flatMap((point, i) => {
      const next = this.#points[i + 1];
      return i % 2 === 0 && next ? [merged(point, next)] : [];
    });
  }
}

/** @returns {{ sum: number, tokens: number, validation: number | null }} */
function emptyMean() {
  return { sum: 0, tokens: 0, validation: null };
}

/**
 * @param {Point} first
 * @param {Point} second
 * @returns {Point}
 */
function merged([, loss, tokens, held], [update, nextLoss, nextTokens, nextHeld]) {
  const all = tokens + nextTokens;
  return [update, (loss * tokens + nextLoss * nextTokens) / all, all, nextHeld ?? held];
}

/**
 * The curve in a file's notes; null if another host wrote them.
 *
 * @param {string} notes
 * @returns {any}
 */
function parse(notes) {
  try {
    const { curve } = JSON.parse(notes);
    const { sum, tokens } = curve.open;
    const isOurs = Array.isArray(curve.points) && Number.isInteger(curve.every) && curve.every > 0;
    return isOurs && Number.isFinite(sum) && Number.isFinite(tokens) ? curve : null;
  } catch {
    return null;
  }
}
