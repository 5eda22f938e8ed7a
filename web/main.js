import { createLab } from './lab.js';
import builtInText from './texts/english.txt?raw';
import { showControls } from './views/controls.js';
import { showCurve } from './views/curve.js';
import { showCurveActions } from './views/curve-actions.js';
import { showCurveTable } from './views/curve-table.js';
import { showGenerate } from './views/generate.js';
import { showLink } from './views/link.js';
import { showModelFile } from './views/model-file.js';
import { showNotice } from './views/notice.js';
import { showNumbers } from './views/numbers.js';
import { showPreset } from './views/preset.js';
import { showSample } from './views/sample.js';
import { showSettings } from './views/settings.js';
import { showTabs } from './views/tabs.js';
import { showText } from './views/text.js';

const lab = createLab(builtInText, new URLSearchParams(location.search));

const views = [
  showControls,
  showCurve,
  showCurveActions,
  showCurveTable,
  showGenerate,
  showLink,
  showModelFile,
  showNotice,
  showNumbers,
  showPreset,
  showSample,
  showSettings,
  showTabs,
  showText,
];
for (const show of views) show(lab);

lab.start();
