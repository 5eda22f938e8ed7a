import { formatPerplexity } from '../../app/format.js';
import { remarkOf } from '../../lab/presets.js';
import { seriesOf, toCsv } from '../../lab/series.js';
import { button } from '../../parts/button.js';
import { colour } from '../../parts/colours.js';
import { find } from '../../parts/dom.js';
import { download } from '../../parts/download.js';
import { make } from '../../parts/make.js';

/**
 * @typedef {import('../../lab/lab.js').Lab} Lab
 * @typedef {import('../../lab/lab.js').LabState} LabState
 * @typedef {import('../../lab/series.js').Series} Series
 */

/** @param {Series} series */
const titleOf = ({ meaning, value }) =>
  value === undefined ? meaning : `${meaning}: ${formatPerplexity(value)}`;

/** What the files of this curve are called. @param {LabState} now */
const fileName = ({ model, updates }) =>
  `sluice-curve-${model?.settings.cell}-${model?.settings.hidden}-${updates}`;

/** The chart as it is drawn, on the colour of its panel. @param {(blob: Blob) => void} take */
function toPng(take) {
  const chart = find('chart', HTMLElement).querySelector('canvas');
  if (!chart) return;
  const { width, height } = chart;
  const canvas = make('canvas', { width, height });
  const context = canvas.getContext('2d');
  if (!context) return;
  context.fillStyle = colour('--panel')();
  context.fillRect(0, 0, width, height);
  context.drawImage(chart, 0, 0);
  canvas.toBlob((blob) => blob && take(blob));
}

/** @param {Lab['state']} state @param {Series} series */
function chipFor(state, { id, label, value }) {
  const className = `chip line ${value === undefined ? id : 'baseline'}`;
  const chip = button(label, () => toggle(state, id), { className });
  chip.dataset.line = id;
  return chip;
}

/** Leaves a series out, or draws it again. @param {Lab['state']} state @param {string} id */
function toggle(state, id) {
  const { chart } = state.now;
  const others = chart.hidden.filter((one) => one !== id);
  const hidden = others.length < chart.hidden.length ? others : [...others, id];
  state.set({ chart: { ...chart, hidden } });
}

/** The series by name, each a button that leaves it out, and a remark on the book's. @param {Lab} lab */
export function showLegend({ state }) {
  const legend = find('legend', HTMLElement);
  const remark = find('book-remark', HTMLElement);
  let shown = '';
  state.watch(['baselines', 'preset', 'text', 'model', 'chart'], (now) => {
    const all = seriesOf(now);
    const ids = all.map(({ id }) => id).join();
    if (ids !== shown) legend.replaceChildren(...all.map((series) => chipFor(state, series)));
    shown = ids;
    for (const [i, series] of all.entries()) {
      const chip = /** @type {HTMLElement} */ (legend.children[i]);
      chip.title = titleOf(series);
      chip.setAttribute('aria-pressed', String(!now.chart.hidden.includes(series.id)));
    }
    remark.textContent = remarkOf(now);
    remark.hidden = remark.textContent === '';
  });
}

/** The scale of the chart, and its files. @param {Lab} lab */
export function showChartActions({ state }) {
  const log = find('log-scale', HTMLButtonElement);
  state.watch(['chart'], ({ chart }) => log.setAttribute('aria-pressed', String(chart.log)));
  log.addEventListener('click', () => {
    state.set({ chart: { ...state.now.chart, log: !state.now.chart.log } });
  });
  find('save-png', HTMLElement).addEventListener('click', () =>
    toPng((blob) => download(blob, `${fileName(state.now)}.png`)),
  );
  find('save-csv', HTMLElement).addEventListener('click', () => {
    const csv = new Blob([toCsv(state.now)], { type: 'text/csv' });
    download(csv, `${fileName(state.now)}.csv`);
  });
}
