/**
 * Calls in the frame after an element has got another size, its first one included. To change the
 * page while the browser still measures it would make WebKit report a loop as an error.
 * @param {Element} element
 * @param {() => void} react
 */
export function onResize(element, react) {
  let due = 0;
  new ResizeObserver(() => {
    cancelAnimationFrame(due);
    due = requestAnimationFrame(react);
  }).observe(element);
}
