import { formatPerplexity } from '../app/format.js';
import { seriesOf, toCsv } from '../lab/series.js';
import { download, find, make } from '../parts/dom.js';
import { colour } from './curve-style.js';

/** @typedef {import('../lab/lab.js').LabState} LabState */
/** @typedef {import('../lab/series.js').Series} Series */

/** @param {Series} line */
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

/** @param {import('../lab/lab.js').Lab['state']} state @param {Series} line */
function chipFor(state, line) {
  const chip = make(
    'button',
    { type: 'button', className: `chip line ${line.value === undefined ? line.id : 'yardstick'}` },
    line.label,
  );
  chip.dataset.line = line.id;
  chip.addEventListener('click', () => {
    const { chart } = state.now;
    const others = chart.hidden.filter((id) => id !== line.id);
    const hidden = others.length < chart.hidden.length ? others : [...others, line.id];
    state.set({ chart: { ...chart, hidden } });
  });
  return chip;
}

/** The legend, whose buttons leave lines out, and what else can be done with the chart. @param {import('../lab/lab.js').Lab} lab */
export function showCurveActions({ state }) {
  const legend = find('legend', HTMLElement);
  const log = find('log-scale', HTMLButtonElement);
  let shown = '';

  /** @param {LabState} now */
  function showLegend(now) {
    const lines = seriesOf(now);
    const ids = lines.map(({ id }) => id).join();
    if (ids !== shown) legend.replaceChildren(...lines.map((line) => chipFor(state, line)));
    shown = ids;
    for (const [i, line] of lines.entries()) {
      const chip = /** @type {HTMLElement} */ (legend.children[i]);
      chip.title = titleOf(line);
      chip.setAttribute('aria-pressed', String(!now.chart.hidden.includes(line.id)));
    }
  }

  state.watch(['baselines', 'preset', 'text', 'model', 'chart'], showLegend);
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
