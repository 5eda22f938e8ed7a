/** How long nothing is waited for where nothing is painted: in a hidden tab, in a frame out of view. */
const UNPAINTED_MS = 250;

/**
 * Calls `react` once, before the next frame is painted, or soon where none is.
 * @param {() => void} react
 */
export function atNextFrame(react) {
  const once = () => {
    cancelAnimationFrame(frame);
    clearTimeout(timer);
    react();
  };
  const frame = requestAnimationFrame(once);
  const timer = setTimeout(once, UNPAINTED_MS);
}
