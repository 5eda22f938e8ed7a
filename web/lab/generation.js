import { atNextFrame } from '../app/next-frame.js';

/** Frames that a text takes to appear: fast, but one can watch it being written. */
const FRAMES = 200;

/** @returns {Promise<void>} */
const nextFrame = () => new Promise((resolve) => atNextFrame(() => resolve()));

/**
 * Writes on from a visitor's prompt, with the weights of the moment.
 * @param {import('./session-state.js').SessionState} shared
 */
export function createGeneration(shared) {
  const { state } = shared;
  let controller = new AbortController();
  let presses = 0;

  /** @param {number} length symbols */
  function createPace(length) {
    const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
    const perFrame = still ? length : Math.ceil(length / FRAMES);
    let count = 0;
    return async () => {
      if (++count % perFrame === 0) await nextFrame();
    };
  }

  function stop() {
    controller.abort();
    if (state.now.generation.running)
      state.set({ generation: { ...state.now.generation, running: false } });
  }

  /** @param {{ prompt: string, temperature: number, length: number }} options */
  async function start({ prompt, temperature, length }) {
    stop();
    controller = new AbortController();
    const { signal } = controller;
    const seed = ++presses;
    const pace = createPace(length);
    const { updates } = state.now;
    const generation = { running: true, text: '', prompt, temperature, seed, updates, length: 0 };
    state.set({ generation, promptError: '' });
    try {
      const options = { prompt, temperature, length, seed, signal };
      for await (const symbol of shared.session.generate(options)) {
        if (signal.aborted) return;
        generation.text += symbol;
        generation.length += 1;
        state.set({ generation });
        await pace();
      }
    } catch (error) {
      if (generation.length === 0) generation.prompt = '';
      if (!signal.aborted) shared.fail('promptError', error);
    }
    if (!signal.aborted) state.set({ generation: { ...generation, running: false } });
  }

  return { start, stop };
}
