// Measuring side by side: every side takes its turn in every round, one at a time, and the order is
// reversed from round to round, so that what else the machine does falls on all alike.

/**
 * @typedef {import('./hosts.mjs').Hosts} Hosts
 * @typedef {{ name: string, host: string, task: object }} Side
 * @typedef {{ median: number, min: number, max: number, samples: number[] }} Rates
 * @typedef {{ sides: Record<string, Rates>, missing: Record<string, string> }} Contest
 * @typedef {{ rounds: number, milliseconds: number }} Effort
 */

/** @param {number[]} values */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
}

/** @param {number[]} samples @returns {Rates} */
export function rates(samples) {
  const digits = (/** @type {number} */ x) => Number(x.toPrecision(6));
  return {
    median: digits(median(samples)),
    min: digits(Math.min(...samples)),
    max: digits(Math.max(...samples)),
    samples: samples.map(digits),
  };
}

/** @param {unknown} error */
const messageOf = (error) =>
  (error instanceof Error ? error.message : String(error)).split('\n')[0];

/**
 * A side that can't be measured is left out, with the reason.
 *
 * @param {Hosts} hosts
 * @param {Side[]} sides
 * @param {Effort} effort rounds, and the length of a sample
 * @returns {Promise<Contest>}
 */
export async function contest(hosts, sides, { rounds, milliseconds }) {
  /** @type {Record<string, string>} */
  const missing = {};
  let runners = [];
  for (const { name, host, task } of sides)
    try {
      const ask = await hosts.get(host);
      runners.push({
        name,
        ask,
        id: await ask('open', task),
        samples: /** @type {number[]} */ ([]),
      });
    } catch (error) {
      missing[name] = messageOf(error);
    }
  for (let round = 0; round < rounds; round++) {
    for (const { name, ask, id, samples } of round % 2 ? runners.toReversed() : runners)
      try {
        samples.push(await ask('sample', id, milliseconds));
      } catch (error) {
        missing[name] = messageOf(error);
      }
    runners = runners.filter(({ name }) => !(name in missing));
  }
  for (const { ask, id } of runners) await ask('close', id);
  return {
    sides: Object.fromEntries(runners.map(({ name, samples }) => [name, rates(samples)])),
    missing,
  };
}

/**
 * The median over the rounds of one side's rate to another's; undefined where one was not measured.
 *
 * @param {Contest | undefined} of
 * @param {string} side
 * @param {string} to
 */
export function ratio(of, side, to) {
  const [a, b] = [of?.sides[side], of?.sides[to]];
  return a && b ? median(a.samples.map((rate, round) => rate / b.samples[round])) : undefined;
}
