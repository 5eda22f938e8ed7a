// One unit of a GRU whose gates are set by hand, and whether they carry one letter through.

/**
 * @typedef {{ z: 0 | 1, r: 0 | 1 }} Gates of one step; z keeps
 * @typedef {'never-in' | 'replaced' | 'mixed' | 'leaked'} Fault
 * @typedef {{ right: true } | { right: false, fault: Fault, step: number }} Verdict step: where, from 0
 */

/** What the letter of each step proposes. */
export const LETTERS = [0.6, -0.9, 1.2, -0.5, 0.8, -1.1, 0.4];
/** The letter at FROM is to be carried to TO. */
export const FROM = 2;
export const TO = LETTERS.length - 1;
/** The weight of the old state in the candidate. */
export const STATE_WEIGHT = 1.5;

/**
 * The state after each step, from 0.
 * @param {Gates[]} gates
 * @param {number[]} [letters]
 */
export function statesOf(gates, letters = LETTERS) {
  let state = 0;
  return gates.map(({ z, r }, t) => {
    const candidate = Math.tanh(Number(letters[t]) + STATE_WEIGHT * r * state);
    state = z * state + (1 - z) * candidate;
    return state;
  });
}

/** Letters on which the last state depends: that change it when they are others. @param {Gates[]} gates */
function lettersThatCount(gates) {
  const last = statesOf(gates).at(-1);
  return LETTERS.flatMap((letter, t) => {
    const others = LETTERS.map((one, i) => (i === t ? letter + 0.25 : one));
    return statesOf(gates, others).at(-1) === last ? [] : [t];
  });
}

/** The last step after FROM that takes its candidate. @param {Gates[]} gates */
const lastTaken = (gates) => gates.findLastIndex(({ z }, t) => t > FROM && z === 0);

/**
 * Right is whatever makes the last state depend on the letter at FROM, and on no other.
 * @param {Gates[]} gates
 * @returns {Verdict}
 */
export function judge(gates) {
  const counting = lettersThatCount(gates);
  const carries = counting.includes(FROM);
  if (carries && counting.length === 1) return { right: true };
  if (!carries && gates[FROM]?.z === 1) return { right: false, fault: 'never-in', step: FROM };
  const taken = lastTaken(gates);
  if (!carries) {
    const replaced = gates.findLastIndex(({ z, r }, t) => t > FROM && z === 0 && r === 0);
    return { right: false, fault: 'replaced', step: replaced };
  }
  if (taken >= 0) return { right: false, fault: 'mixed', step: taken };
  return { right: false, fault: 'leaked', step: FROM };
}
