import { translatePage } from './app/translate-page.js';
import { words } from './app/words.js';
import { createLab } from './lab/lab.js';
import { acceptDecimalCommas } from './parts/decimal-comma.js';
import { find } from './parts/dom.js';
import { showClassButton, showTabs } from './rooms.js';
import { builtInOf, builtInText } from './texts/built-in.js';
import { showBar } from './write/bar.js';
import { showClassMode } from './write/class-mode.js';
import { showCurve } from './write/curve/curve.js';
import { showDetails } from './write/details.js';
import { besideFirstUpdate } from './write/first-update.js';
import { showHeadline } from './write/headline.js';
import { showHowFar } from './write/how-far.js';
import { showNotice, showOffer } from './write/notice.js';
import { showNumbers } from './write/numbers.js';
import { showPolicy } from './write/policy.js';
import { showSample } from './write/sample.js';

const query = new URLSearchParams(location.search);
const [text] = await Promise.all([builtInText(builtInOf(query.get('builtin'))), translatePage()]);
const lab = createLab(text, query);

const views = [
  showBar,
  showHowFar,
  showHeadline,
  showCurve,
  showDetails,
  showNumbers,
  showSample,
  showNotice,
  showOffer,
  showPolicy,
  showTabs,
  showClassButton,
  showClassMode,
];
for (const show of views) show(lab);
besideFirstUpdate(lab, async () => {
  const missing = () => lab.state.set({ notice: words.roomMissing });
  await import('./write/behind.js').then(({ showBehind }) => showBehind(lab)).catch(missing);
});
acceptDecimalCommas();
find('not-started', HTMLElement).remove();

await lab.start();
if (lab.state.now.classMode.embed && parent !== window)
  import('./write/in-frame.js').then(({ showInFrame }) => showInFrame(lab)).catch(() => {}); // it works by hand
if (import.meta.env.MODE === 'production') {
  const offline = await import('./build/offline/index.js').catch(() => undefined); // the next visit tries again
  offline?.keepOffline();
  offline?.offerOneFile();
}
