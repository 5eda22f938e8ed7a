import { svg } from '../../parts/svg.js';

const WIDTH = 420;
const HEIGHT = 220;
const LEFT = 44;
const FOOT = 34;
/** Powers of ten from the top to the bottom. */
const DECADES = 8;

/**
 * Curves of what is left of a gradient against the distance, on a logarithmic scale.
 * @param {{ name: string, shares: number[] }[]} curves shares by distance, the first is 1
 * @param {{ distance: string, share: string }} axes
 */
export function distanceChart(curves, axes) {
  const most = Math.max(...curves.map(({ shares }) => shares.length - 1));
  const x = (/** @type {number} */ distance) => LEFT + ((WIDTH - LEFT - 8) * distance) / most;
  const y = (/** @type {number} */ share) => {
    const decades = Math.min(DECADES, Math.max(0, -Math.log10(share)));
    return 8 + ((HEIGHT - FOOT - 8) * decades) / DECADES;
  };
  const marks = [0, 2, 4, 6, 8].map((power) =>
    svg(
      'text',
      { x: LEFT - 6, y: y(10 ** -power) + 4, 'text-anchor': 'end' },
      power ? `10⁻${'⁰¹²³⁴⁵⁶⁷⁸'[power]}` : '1',
    ),
  );
  const steps = [0, 10, 20, 30].filter((step) => step <= most);
  const feet = steps.map((step) =>
    svg('text', { x: x(step), y: HEIGHT - 18, 'text-anchor': 'middle' }, String(step)),
  );
  const lines = curves.map(({ name, shares }) =>
    svg('path', {
      class: name,
      d: shares
        .map((share, i) => `${i ? 'L' : 'M'}${x(i).toFixed(1)} ${y(share).toFixed(1)}`)
        .join(''),
    }),
  );
  return svg(
    'svg',
    { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, class: 'distance', role: 'img', 'aria-label': axes.share },
    svg('path', { class: 'axis', d: `M${LEFT} 8V${HEIGHT - FOOT}H${WIDTH - 8}` }),
    ...marks,
    ...feet,
    svg('text', { x: WIDTH - 8, y: HEIGHT - 3, 'text-anchor': 'end' }, axes.distance),
    ...lines,
  );
}
