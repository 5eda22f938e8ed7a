import { showModelFile } from './model-file.js';
import { showRuns } from './runs.js';
import { showSettings } from './settings.js';

/** What nobody needs before the first update. @param {import('../lab/lab.js').Lab} lab */
export function showBehind(lab) {
  showSettings(lab);
  showModelFile(lab);
  showRuns(lab);
}
