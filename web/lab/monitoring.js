// What is watched beside a training: how often, and over how much of the text.

/** Held-out perplexity: how often, and over how many symbols, so that it costs little beside. */
export const VALIDATE_EVERY = 100;
export const VALIDATION_TOKENS = 2000;

/** The sample beside the curve. Its seed stays the same: only the weights make it change. */
export const SAMPLE = { length: 280, temperature: 0.6, seed: 1 };
export const SAMPLE_EVERY_MS = 1000;

/** The next update at which the time-lapse keeps a sample: 0, 50, 100, 200, 400, ... @param {number} update */
export function nextInLapse(update) {
  let next = 50;
  while (next <= update) next *= 2;
  return next;
}
