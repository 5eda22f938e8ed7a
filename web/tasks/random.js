// Chance that begins at a seed and is the same on every host.

/** 2^32 divided by the golden ratio, made odd: steps of this size spread evenly over all states. */
const STEP = 0x9e3779b9;

/**
 * The finishing step of MurmurHash3: a bijection of the 32-bit numbers in which every bit of the
 * input moves about half of the output's.
 *
 * @param {number} value
 */
export function mix(value) {
  let bits = value | 0;
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return (bits ^ (bits >>> 16)) >>> 0;
}

/**
 * A counter whose states are mixed: 2^32 draws before it repeats, ample for a teaching text and of
 * no use for secrets. Two seeds walk the same circle from places that `mix` chooses.
 */
export class Random {
  #state;

  /** @param {number} seed a whole number from 0 to 4,294,967,295 */
  constructor(seed) {
    if (!Number.isInteger(seed) || seed < 0 || seed > 0xffffffff)
      throw new RangeError(`seed is ${seed}: expected a whole number from 0 to 4294967295`);
    this.#state = mix(seed);
  }

  /** 32 fresh bits, as a number from 0 to 4,294,967,295. */
  next() {
    this.#state = (this.#state + STEP) | 0;
    return mix(this.#state);
  }

  /** A whole number from 0 to `count` - 1, all equally likely. @param {number} count up to 2^32 */
  below(count) {
    const fair = 2 ** 32 - (2 ** 32 % count);
    let bits = this.next();
    while (bits >= fair) bits = this.next();
    return bits % count;
  }

  /** True once in `count` times. @param {number} count */
  oneIn(count) {
    return this.below(count) === 0;
  }

  /** @template T @param {ArrayLike<T>} choices not empty @returns {T} */
  pick(choices) {
    return /** @type {T} */ (choices[this.below(choices.length)]);
  }

  /** A copy in random order. @template T @param {readonly T[]} items @returns {T[]} */
  shuffle(items) {
    const order = [...items];
    for (let last = order.length - 1; last > 0; last--) {
      const other = this.below(last + 1);
      [order[last], order[other]] = [
        /** @type {T} */ (order[other]),
        /** @type {T} */ (order[last]),
      ];
    }
    return order;
  }
}
