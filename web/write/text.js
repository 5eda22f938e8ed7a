import { leftOut } from '../app/class-mode.js';
import { formatCount } from '../app/format.js';
import { LANGUAGE_NAMES, LOCALES } from '../app/language.js';
import { words } from '../app/words.js';
import { button } from '../parts/button.js';
import { find, write } from '../parts/dom.js';
import { showError } from '../parts/field.js';
import { make } from '../parts/make.js';
import { BUILT_IN } from '../texts/built-in.js';

const PREVIEW = 220;
/** Less is hardly meant as a text to learn from. */
const LEAST_PASTED = 100;
const OWN = 'own';

/** @param {import('../lab/lab.js').LabState} now */
function showFacts({ text, model, division }) {
  if (!text || !model || !division) return;
  const { length, symbols } = text.info;
  const { batch, steps, validation } = model.settings;
  const { updates, heldOut } = division;
  write('text-name', text.name);
  write('text-preview', `${[...text.opening].slice(0, PREVIEW).join('')} …`);
  write('text-length', formatCount(length));
  write('text-symbols', words.alphabet(symbols));
  write('text-trained', words.windows(updates * batch, steps, batch));
  write('text-pass', words.perPass(updates));
  write('text-held', words.held(heldOut, 100 * validation));
}

/** A file dropped anywhere on the page. @param {(file: File) => void} take */
function acceptDrops(take) {
  const hint = find('drop-hint', HTMLElement);
  const holdsFile = (/** @type {DragEvent} */ event) => event.dataTransfer?.types.includes('Files');
  addEventListener('dragover', (event) => {
    if (!holdsFile(event)) return;
    event.preventDefault();
    hint.hidden = false;
  });
  addEventListener('dragleave', (event) => {
    if (event.relatedTarget === null) hint.hidden = true;
  });
  addEventListener('drop', (event) => {
    hint.hidden = true;
    const file = event.dataTransfer?.files[0];
    if (!file) return;
    event.preventDefault();
    take(file);
  });
}

/** @param {import('../lab/lab.js').Lab} lab */
function acceptTexts(lab) {
  const paste = find('paste', HTMLTextAreaElement);
  const file = find('file', HTMLInputElement);
  const takeFile = (/** @type {File} */ chosen) => {
    if (chosen.name.endsWith('.safetensors')) lab.load(chosen);
    else lab.useText({ name: chosen.name, content: chosen });
  };

  find('paste-form', HTMLFormElement).addEventListener('submit', (event) => {
    event.preventDefault();
    if (paste.value === '') lab.state.set({ textError: words.nothingPasted });
    else lab.useText({ name: words.pastedText, content: new Blob([paste.value]) });
  });
  file.addEventListener('change', () => {
    if (file.files?.[0]) takeFile(file.files[0]);
    file.value = ''; // so that the same file can be chosen again
  });
  if (!leftOut(lab.state.now.classMode).includes('text')) acceptDrops(takeFile);
  find('loading-cancel', HTMLButtonElement).addEventListener('click', () => {
    lab.cancelReading();
    file.focus();
  });
}

/** The page's own texts, each under the name of its language. @param {import('../lab/lab.js').Lab} lab */
function offerBuiltIn(lab) {
  const buttons = BUILT_IN.map((one) =>
    button(LANGUAGE_NAMES[one], () => lab.useBuiltIn(one), {
      className: 'chip',
      lang: LOCALES[one],
    }),
  );
  find('built-in', HTMLElement).append(...buttons);
  return buttons;
}

/** A text pasted where no field takes it. @param {import('../lab/lab.js').Lab} lab */
function acceptPastes(lab) {
  addEventListener('paste', ({ target, clipboardData }) => {
    const pasted = clipboardData?.getData('text/plain') ?? '';
    const isForField = target instanceof Element && target.closest('input, textarea');
    const isForPairs = document.querySelector('#translate:not([hidden])');
    if (isForField || isForPairs || pasted.length < LEAST_PASTED) return;
    lab.useText({ name: words.pastedText, content: new Blob([pasted]) });
  });
}

function goToPaste() {
  const paste = find('paste', HTMLTextAreaElement);
  paste.focus();
  paste.scrollIntoView({ block: 'center' });
}

/** The texts in the bar: the page's own, and the visitor's. @param {import('../lab/lab.js').Lab} lab */
function showSource(lab) {
  const select = find('source', HTMLSelectElement);
  const own = make('option', { value: OWN });
  select.append(
    ...BUILT_IN.map((one) => make('option', { value: one }, words.textIn(LANGUAGE_NAMES[one]))),
    own,
  );
  const show = () => {
    const { text } = lab.state.now;
    const isOwn = text !== undefined && text.builtIn === undefined;
    own.textContent = isOwn ? words.textIn(text.name) : words.ownText;
    select.value = text?.builtIn ?? (isOwn ? OWN : '');
  };
  select.addEventListener('change', () => {
    const chosen = BUILT_IN.find((one) => one === select.value);
    show(); // until it is there
    if (chosen) return lab.useBuiltIn(chosen);
    if (!find('write', HTMLElement).hidden) return goToPaste();
    addEventListener('hashchange', goToPaste, { once: true });
    location.hash = 'write';
  });
  lab.state.watch(['text'], show);
}

/** The text, and the ways to bring another. @param {import('../lab/lab.js').Lab} lab */
export function showText(lab) {
  const { state } = lab;
  acceptTexts(lab);
  if (!leftOut(state.now.classMode).includes('text')) acceptPastes(lab);
  showSource(lab);
  const buttons = offerBuiltIn(lab);
  state.watch(['text', 'model', 'division'], showFacts);
  state.watch(['text'], ({ text }) => {
    for (const [i, button] of buttons.entries())
      button.setAttribute('aria-pressed', String(text?.builtIn === BUILT_IN[i]));
  });
  state.watch(['textError'], ({ textError }) =>
    showError(find('paste', HTMLElement), find('text-error', HTMLElement), textError),
  );
  state.watch(['loading'], ({ loading }) => {
    find('loading', HTMLElement).hidden = loading === undefined;
    if (!loading) return;
    const bar = find('loading-bar', HTMLProgressElement);
    bar.max = Math.max(loading.total, 1);
    bar.value = loading.bytes;
    write('loading-text', words.loading(loading.bytes, loading.total));
  });
}
