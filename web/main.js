import { translatePage } from './app/translate-page.js';
import { createLab } from './lab/lab.js';
import { builtInOf, builtInText } from './texts/built-in.js';
import { showClassMode } from './write/class-mode.js';
import { showControls } from './write/controls.js';
import { showCurve } from './write/curve.js';
import { showCurveActions } from './write/curve-actions.js';
import { showCurveTable } from './write/curve-table.js';
import { showForecast } from './write/forecast.js';
import { showGenerate } from './write/generate.js';
import { showLanguages } from './write/languages.js';
import { showLink } from './write/link.js';
import { showModelFile } from './write/model-file.js';
import { showNotice } from './write/notice.js';
import { showNumbers } from './write/numbers.js';
import { showOffer } from './write/offer.js';
import { showPreset } from './write/preset.js';
import { showRuns } from './write/runs.js';
import { showSample } from './write/sample.js';
import { showSettings } from './write/settings.js';
import { showTabs } from './write/tabs.js';
import { showText } from './write/text.js';

const query = new URLSearchParams(location.search);
const [text] = await Promise.all([builtInText(builtInOf(query.get('builtin'))), translatePage()]);
const lab = createLab(text, query);

const views = [
  showControls,
  showCurve,
  showCurveActions,
  showCurveTable,
  showForecast,
  showGenerate,
  showLanguages,
  showLink,
  showModelFile,
  showNotice,
  showNumbers,
  showOffer,
  showPreset,
  showRuns,
  showSample,
  showSettings,
  showTabs,
  showText,
  showClassMode, // what is left out is left out of all others
];
for (const show of views) show(lab);

await lab.start();
if (import.meta.env.MODE === 'production') {
  const offline = await import('./build/offline/index.js').catch(() => undefined); // the next visit tries again
  offline?.keepOffline();
  offline?.offerOneFile();
}
