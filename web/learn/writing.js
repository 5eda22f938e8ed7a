import { make } from '../parts/make.js';

/** Equal odds for all writings: the same seed, and the same prompt. */
const WRITING = { length: 80, temperature: 0.5, seed: 1 };

/**
 * What a model writes after a prompt, with gates held.
 * @param {import('./school.js').Session} session
 * @param {string} prompt
 * @param {import('../../wasm/sluice.d.ts').Hold} hold
 */
export async function written(session, prompt, hold) {
  const drawn = session.generate({ ...WRITING, prompt, hold, chunks: true });
  return prompt + (await drawn.text());
}

/** A place for it, under a name. @param {string} name */
export function createWriting(name) {
  const text = make('p', { className: 'written prose' });
  return { root: make('div', {}, make('h4', {}, name), text), text };
}
