import { showLearningOn } from '../learning-on/view.js';
import { showChartActions, showLegend } from './legend.js';
import { showTable } from './table.js';

/** What stands beside the chart, and is fetched with it. @param {import('../../lab/lab.js').Lab} lab */
export function showBeside(lab) {
  showLegend(lab);
  showChartActions(lab);
  showTable(lab);
  showLearningOn(lab);
}
