import './plot.css';
import uPlot from 'uplot';
import { colour, onScheme } from './colours.js';
import { onResize } from './on-resize.js';
import { typeScale } from './type-scale.js';

/** @typedef {Omit<uPlot.Options, 'width' | 'height'>} PlotOptions all but its size */

/**
 * An axis in the page's type and colours.
 * @param {object} what in CSS pixels at the usual size of type
 * @param {string | (() => string)} what.label
 * @param {number} what.size of its marks
 * @param {number} [what.labelSize]
 * @param {number} [what.space] between two marks
 * @returns {uPlot.Axis}
 */
export function axis({ label, size, labelSize = 22, space }) {
  const scale = typeScale();
  const font = `${14 * scale}px system-ui, sans-serif`;
  return {
    label,
    size: size * scale,
    labelSize: labelSize * scale,
    ...(space && { space: space * scale }),
    labelFont: font,
    font,
    stroke: colour('--muted'),
    grid: { stroke: colour('--grid'), width: 1 },
    ticks: { show: false },
  };
}

/**
 * A plot that fills its place: made when the place is first seen, and anew when the size of type changes.
 * @param {HTMLElement} place
 * @param {() => PlotOptions} options
 * @param {() => uPlot.AlignedData} data
 * @returns {() => void} shows what the data have become
 */
export function createPlot(place, options, data) {
  /** @type {uPlot | undefined} */
  let plot;
  let scale = 0;
  onResize(place, () => {
    const size = { width: place.clientWidth, height: place.clientHeight };
    if (size.width === 0) return; // not on the page, or hidden
    if (plot && scale === typeScale()) return plot.setSize(size);
    plot?.destroy();
    scale = typeScale();
    const shared = { ...size, legend: { show: false } };
    plot = new uPlot({ ...shared, ...options() }, data(), place);
  });
  onScheme(() => plot?.redraw());
  return () => plot?.setData(data());
}
