/** A colour as it is when asked for. @param {string} name of a custom property of the style sheet */
export const colour = (name) => () =>
  getComputedStyle(document.documentElement).getPropertyValue(name).trim();

/** Calls when the page turns light or dark, or goes to paper. @param {() => void} react */
export const onScheme = (react) =>
  matchMedia('screen and (prefers-color-scheme: dark)').addEventListener('change', react);
