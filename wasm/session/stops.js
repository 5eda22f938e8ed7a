/**
 * Ends a stream of symbols at the first stop string, which is left out: what may be the beginning of
 * one is held back until it is known.
 */
export class Stops {
  #stops;
  /** @type {any[]} */
  #held = [];
  isReached = false;

  /** @param {readonly string[]} stops */
  constructor(stops) {
    this.#stops = stops;
  }

  /**
   * @template {{ text: string }} Drawn
   * @param {Drawn} drawn
   * @returns {Drawn[]} what is no part of a stop string
   */
  pass(drawn) {
    if (this.#stops.length === 0) return [drawn];
    this.#held.push(drawn);
    const text = this.#held.map((each) => each.text).join('');
    const found = this.#stops.find((stop) => text.endsWith(stop));
    this.isReached = found !== undefined;
    const ready = this.#release(
      text.length - (found?.length ?? longestBeginning(text, this.#stops)),
    );
    if (this.isReached) this.#held = [];
    return ready;
  }

  /** What was held back when the stream ends by itself. */
  rest() {
    return this.#held.splice(0);
  }

  /** @param {number} length in UTF-16 units */
  #release(length) {
    let end = 0;
    let count = 0;
    while (end < length) end += this.#held[count++].text.length;
    return this.#held.splice(0, count);
  }
}

/**
 * @param {string} text
 * @param {readonly string[]} stops
 * @returns {number} the length of its longest end that one of them begins with
 */
function longestBeginning(text, stops) {
  const longest = Math.max(...stops.map((stop) => stop.length - 1));
  let length = Math.min(longest, text.length);
  while (length > 0 && !stops.some((stop) => stop.startsWith(text.slice(-length)))) length--;
  return length;
}
