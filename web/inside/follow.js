/** Milliseconds between two readings while the weights move. */
const EVERY = 1000;

/**
 * Lets the room follow the page's model: it reads by itself when it is entered, every second while the model trains, and
 * once more when that rests.
 * @param {HTMLElement} root of the room
 * @param {import('./lens.js').Lens} lens
 * @param {import('../lab/lab.js').Lab['state']} state
 * @param {() => string} sentence to begin with
 */
export function follow(root, lens, state, sentence) {
  let readAt = 0;

  function look() {
    const { phase, updates, birth } = state.now;
    const { reading, birth: read, busy } = lens.state.now;
    if (root.hidden || busy || (phase !== 'ready' && phase !== 'training')) return;
    if (!reading) {
      if (!isTried && sentence() !== '') lens.read(sentence(), birth);
      isTried ||= sentence() !== '';
      return;
    }
    const isNew = reading.updates !== updates || read !== birth;
    const isDue = phase === 'ready' || performance.now() - readAt > EVERY;
    if (!isNew || !isDue) return;
    readAt = performance.now();
    lens.readAgain(birth, phase === 'ready');
  }
  let isTried = false;
  lens.state.watch(['reading', 'busy'], look); // what came while it was reading

  state.watch(['phase', 'updates', 'birth', 'text'], look);
  addEventListener('hashchange', () => setTimeout(look)); // when the room is shown
}
