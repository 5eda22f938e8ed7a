/** Frames that a text takes to appear: fast, but one can watch it being written. */
const FRAMES = 200;

const nextFrame = () => new Promise((resolve) => requestAnimationFrame(resolve));

/**
 * Writes on from a visitor's prompt, with the weights of the moment.
 * @param {import('./bench.js').Bench} bench
 */
export function createWriting(bench) {
  const { state } = bench;
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
    if (state.now.writing.running) state.set({ writing: { ...state.now.writing, running: false } });
  }

  /** @param {{ prompt: string, temperature: number, length: number }} options */
  async function start({ prompt, temperature, length }) {
    stop();
    controller = new AbortController();
    const { signal } = controller;
    const seed = ++presses;
    const pace = createPace(length);
    const { updates } = state.now;
    const writing = { running: true, text: '', prompt, temperature, seed, updates, length: 0 };
    state.set({ writing, promptError: '' });
    try {
      const options = { prompt, temperature, length, seed, signal };
      for await (const symbol of bench.session.generate(options)) {
        if (signal.aborted) return;
        writing.text += symbol;
        writing.length += 1;
        state.set({ writing });
        await pace();
      }
    } catch (error) {
      if (writing.length === 0) writing.prompt = '';
      if (!signal.aborted) bench.fail('promptError', error);
    }
    if (!signal.aborted) state.set({ writing: { ...writing, running: false } });
  }

  return { start, stop };
}
