import { builtInOf, builtInText } from './built-in.js';
import { createLab } from './lab.js';
import { translatePage } from './translate-page.js';
import { showControls } from './views/controls.js';
import { showCurve } from './views/curve.js';
import { showCurveActions } from './views/curve-actions.js';
import { showCurveTable } from './views/curve-table.js';
import { showForecast } from './views/forecast.js';
import { showGenerate } from './views/generate.js';
import { showLanguages } from './views/languages.js';
import { showLesson } from './views/lesson.js';
import { showLink } from './views/link.js';
import { showModelFile } from './views/model-file.js';
import { showNotice } from './views/notice.js';
import { showNumbers } from './views/numbers.js';
import { showOffer } from './views/offer.js';
import { showPreset } from './views/preset.js';
import { showRuns } from './views/runs.js';
import { showSample } from './views/sample.js';
import { showSettings } from './views/settings.js';
import { showTabs } from './views/tabs.js';
import { showText } from './views/text.js';

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
  showLesson, // what is left out is left out of all others
];
for (const show of views) show(lab);

await lab.start();
if (import.meta.env.MODE === 'production') {
  const offline = await import('./offline/index.js').catch(() => undefined); // the next visit tries again
  offline?.keepOffline();
  offline?.offerOneFile();
}
