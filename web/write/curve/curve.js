import { words } from '../../app/words.js';
import { seriesOf } from '../../lab/series.js';
import { find } from '../../parts/dom.js';
import { besideFirstUpdate } from '../first-update.js';

/** @typedef {import('../../lab/lab.js').LabState} LabState */

/**
 * Perplexity against updates: as a chart with a legend, and as a table.
 * @param {import('../../lab/lab.js').Lab} lab
 */
export function showCurve(lab) {
  const { state } = lab;
  const place = find('chart', HTMLElement);
  const hint = find('chart-hint', HTMLElement);
  /** @type {import('../../lab/series.js').Series[]} */
  let drawn = [];
  /** @type {ReturnType<typeof import('./chart.js').createChart> | undefined} */
  let chart;

  /** @param {LabState} now */
  function draw(now) {
    drawn = seriesOf(now).filter(({ id }) => !now.chart.hidden.includes(id));
    hint.hidden = now.curve.training.updates.length > 0;
    chart?.show(drawn, now.chart.log);
  }

  /** The first update comes before what draws it, and what stands beside. */
  async function fetchChart() {
    const missing = () => state.set({ notice: words.chartMissing });
    const beside = import('./beside.js').then(({ showBeside }) => showBeside(lab));
    const fetched = await import('./chart.js').catch(missing);
    await beside.catch(missing);
    if (!fetched) return;
    const cursor = fetched.followCursor(place, state, () => drawn);
    chart = fetched.createChart(place, cursor.watch);
    draw(state.now);
  }

  state.watch(['curve', 'baselines', 'preset', 'text', 'model', 'chart'], draw);
  besideFirstUpdate(lab, fetchChart);
}
