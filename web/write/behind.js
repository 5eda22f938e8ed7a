import { showAddress } from './address.js';
import { showEnding } from './ending.js';
import { showGenerate } from './generate.js';
import { showModelFile } from './model-file.js';
import { showRuns } from './runs.js';
import { showSettings } from './settings.js';
import { showText } from './text.js';

const views = [
  showAddress,
  showEnding,
  showSettings,
  showGenerate,
  showText,
  showModelFile,
  showRuns,
];

/** What nobody needs before the first update. @param {import('../lab/lab.js').Lab} lab */
export function showBehind(lab) {
  for (const show of views) show(lab);
}
