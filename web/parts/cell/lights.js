/** @param {EventTarget | null} target */
const termOf = (target) =>
  target instanceof Element ? target.closest('[data-term]')?.getAttribute('data-term') : undefined;

/**
 * Lets whatever is marked with one term light up together, in drawings and in formulas, when one of them is pointed
 * at or has the focus.
 * @param {HTMLElement} root
 */
export function lightTogether(root) {
  const light = (/** @type {string | null | undefined} */ term) => {
    for (const one of root.querySelectorAll('[data-term]'))
      one.classList.toggle('lit', Boolean(term) && one.getAttribute('data-term') === term);
  };
  root.addEventListener('pointerover', ({ target }) => light(termOf(target)));
  root.addEventListener('pointerleave', () => light(undefined));
  root.addEventListener('focusin', ({ target }) => light(termOf(target)));
  root.addEventListener('focusout', () => light(undefined));
}
