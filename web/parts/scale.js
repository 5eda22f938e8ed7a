// From values to colours. The style sheets define the ends of the scales, for light and for dark.

/** @typedef {[number, number, number]} Colour red, green, blue; 0 to 255 */
/** @typedef {'gate' | 'state' | 'surprise' | 'leaning'} Scale */

/** Custom properties from the lowest to the highest value. @type {Record<Scale, string[]>} */
const STOPS = {
  gate: ['--nil', '--open'],
  state: ['--cold', '--nil', '--warm'],
  surprise: ['--nil', '--surprise'],
  leaning: ['--nil', '--leaning'],
};

/** @param {string} hex "#rrggbb" @returns {Colour} */
function parse(hex) {
  const value = Number.parseInt(hex.slice(1), 16);
  return [value >> 16, (value >> 8) & 255, value & 255];
}

/** @param {number} value */
const clamp = (value) => Math.min(1, Math.max(0, value));

/** @param {Colour[]} stops @param {number} share 0 to 1 along them @returns {Colour} */
function between(stops, share) {
  const place = clamp(share) * (stops.length - 1);
  const i = Math.min(stops.length - 2, Math.floor(place));
  const [from, to] = [stops[i], stops[i + 1]];
  const mix = (/** @type {number} */ k) => Math.round(from[k] + (place - i) * (to[k] - from[k]));
  return [mix(0), mix(1), mix(2)];
}

/**
 * The colours as the style sheet has them at this moment.
 * @param {Element} element for which they are defined
 */
export function paletteOf(element) {
  const style = getComputedStyle(element);
  const read = (/** @type {string} */ name) => style.getPropertyValue(name).trim();
  /** @param {Scale} scale */
  const stopsOf = (scale) => STOPS[scale].map((name) => parse(read(name)));
  /** @type {Map<Scale, Colour[]>} */
  const stops = new Map();
  const palette = {
    read,
    /** @param {Scale} scale @param {number} share 0 to 1 */
    colour(scale, share) {
      if (!stops.has(scale)) stops.set(scale, stopsOf(scale));
      return between(/** @type {Colour[]} */ (stops.get(scale)), share);
    },
    /** @param {Scale} scale @param {number} share 0 to 1 */
    css: (scale, share) => `rgb(${palette.colour(scale, share).join(' ')})`,
  };
  return palette;
}

const SHADES = 256;

/** The colours of a scale one after the other, as pixels for an image. @param {Palette} palette @param {Scale} scale */
export function pixelsOf(palette, scale) {
  const bytes = new Uint8ClampedArray(4 * SHADES);
  for (let i = 0; i < SHADES; i++)
    bytes.set([...palette.colour(scale, i / (SHADES - 1)), 255], 4 * i);
  const pixels = new Uint32Array(bytes.buffer);
  /** @param {number} share 0 to 1 */
  return (share) => pixels[Math.round(clamp(share) * (SHADES - 1))];
}

/** @typedef {ReturnType<typeof paletteOf>} Palette */
