/** How much larger the page's type is than usual: whatever is drawn grows with it. */
export const typeScale = () =>
  Number.parseFloat(getComputedStyle(document.documentElement).fontSize) / 16;
