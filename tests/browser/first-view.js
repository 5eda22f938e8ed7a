// What a visitor sees without scrolling. These functions run in the page, whichever browser drives it.

/** Of a projector and of a phone. */
export const SIZES = /** @type {const} */ ({
  'a laptop': { width: 1280, height: 800 },
  'a phone': { width: 360, height: 740 },
});

export const FIRST_VIEW = ['#train', '#sample', '#strip', '#held-out-perplexity', '#chart canvas'];

/** Which of these are not whole in view. @param {string[]} selectors */
export function outOfView(selectors) {
  const controls = /** @type {Element} */ (document.querySelector('#controls'));
  const isBelow = getComputedStyle(controls).position === 'fixed';
  const bottom = isBelow ? controls.getBoundingClientRect().top : innerHeight;
  return selectors.filter((selector) => {
    const box = document.querySelector(selector)?.getBoundingClientRect();
    const limit = selector === '#train' ? innerHeight : bottom;
    return !(box && box.height > 0 && box.top >= 0 && box.bottom <= limit);
  });
}

/** The pictures of what moves: the curve and the strip. */
export const moving = () =>
  ['#chart canvas', '#strip'].map((selector) =>
    /** @type {HTMLCanvasElement | null} */ (document.querySelector(selector))?.toDataURL(),
  );

/** Whether both have moved since. @param {(string | undefined)[]} before what `moving` gave */
export function haveMoved(before) {
  return ['#chart canvas', '#strip'].every(
    (selector, i) =>
      /** @type {HTMLCanvasElement | null} */ (document.querySelector(selector))?.toDataURL() !==
      before[i],
  );
}

/** Whether the page is there: it writes, and its curve is drawn. */
export const isThere = () =>
  ['#train:enabled', '#chart canvas', '#strip', '#sample-text [title]'].every((selector) =>
    document.querySelector(selector),
  );
