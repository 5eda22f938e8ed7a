import { words as ofPage } from '../app/words.js';
import { make } from '../parts/dom.js';
import { numberField } from '../parts/number-field.js';
import { MOST_SEED } from './pairs-view.js';
import { words } from './words.js';

/**
 * @typedef {import('./translator.js').Translator} Translator
 * @typedef {import('./translator.js').OwnChoice} OwnChoice
 */

const MOST_HELD_OUT = 50;
const MOST_MINIMUM = 1000;

/** How a file of the visitor's is read. @param {Translator} translator */
function createChoice(translator) {
  const { state } = translator;
  const change = (/** @type {Partial<OwnChoice>} */ part) => {
    const { own } = state.now;
    if (own) translator.rechoose({ ...own.choice, ...part });
  };
  const tokens = make(
    'select',
    { id: 'translate-tokens' },
    ...Object.entries(words.tokens).map(([value, text]) => make('option', { value }, text)),
  );
  tokens.addEventListener('change', () =>
    change({ tokens: /** @type {OwnChoice['tokens']} */ (tokens.value) }),
  );
  const whole = { min: 1, max: 1, whole: true, words: ofPage };
  const fields = {
    count: numberField({ id: 'translate-own-count', label: words.firstPairs, ...whole }, (count) =>
      later({ count }),
    ),
    minimum: numberField(
      { ...whole, id: 'translate-minimum', label: words.minimum, max: MOST_MINIMUM },
      (minimum) => later({ minimum }),
    ),
    heldOut: numberField(
      {
        ...{ id: 'translate-held', label: words.heldOutShare, min: 0, max: MOST_HELD_OUT },
        ...{ whole: false, words: ofPage },
      },
      (percent) => later({ heldOut: percent / 100 }),
    ),
    seed: numberField(
      { ...whole, id: 'translate-own-seed', label: words.heldOutSeed, min: 0, max: MOST_SEED },
      (seed) => later({ seed }),
    ),
  };
  /** Fields are read while they are typed: the pairs are taken when they are left. @type {Partial<OwnChoice>} */
  let pending = {};
  const later = (/** @type {Partial<OwnChoice>} */ part) => {
    pending = { ...pending, ...part };
  };
  const root = make('fieldset', { className: 'counts' });
  root.setAttribute('aria-label', words.ownChoice);
  const label = make('label', { htmlFor: tokens.id }, words.tokensLabel);
  root.append(make('div', { className: 'field' }, label, tokens));
  root.append(...Object.values(fields).map((field) => field.root));
  root.addEventListener('change', () => {
    const part = pending;
    pending = {};
    if (Object.keys(part).length > 0) change(part);
  });
  state.watch(['table', 'own'], ({ table, own }) => {
    root.hidden = !own || table?.task !== undefined;
    if (!own) return;
    const { choice, pairs } = own;
    tokens.value = choice.tokens;
    fields.count.input.max = String(pairs.length);
    fields.count.show(choice.count);
    fields.minimum.show(choice.minimum);
    fields.heldOut.show(Number((100 * choice.heldOut).toPrecision(4)));
    fields.seed.show(choice.seed);
  });
  return root;
}

/** A file dropped on the panel goes to the translator, not to the page. @param {HTMLElement} root @param {(file: File) => void} take */
export function acceptDrops(root, take) {
  addEventListener('dragover', (event) => {
    if (!root.hidden && event.dataTransfer?.types.includes('Files')) event.preventDefault();
  });
  addEventListener(
    'drop',
    (event) => {
      const file = event.dataTransfer?.files[0];
      if (root.hidden || !file) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      const hint = document.getElementById('drop-hint');
      if (hint) hint.hidden = true;
      take(file);
    },
    { capture: true },
  );
}

/** Pairs of the visitor's own. @param {Translator} translator */
export function createOwnPairs(translator) {
  const input = make('input', { type: 'file', className: 'unseen' });
  input.accept = '.tsv,.txt,text/tab-separated-values,text/plain';
  input.addEventListener('change', () => {
    const file = input.files?.[0];
    if (file) translator.useFile(file.name, file);
    input.value = ''; // so that the same file can be chosen again
  });
  const choose = make('label', { className: 'button small' }, words.chooseFile, input);
  const paste = make('textarea', { id: 'translate-paste', rows: 3, spellcheck: false });
  paste.placeholder = words.pastePlaceholder;
  paste.setAttribute('aria-describedby', 'translate-paste-help translate-table-error');
  const use = make('button', { type: 'submit', className: 'small' }, words.usePasted);
  const form = make('form', { noValidate: true, className: 'paste' });
  form.append(
    make('label', { htmlFor: paste.id }, words.pasteLabel),
    paste,
    make('p', { className: 'help', id: 'translate-paste-help' }, words.pasteHelp),
    make('p', { className: 'row' }, use, choose),
  );
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    translator.useFile(words.pasted, new Blob([paste.value]));
  });
  const details = make('details', { className: 'own' });
  details.append(make('summary', {}, words.ownTitle), form);
  return make('div', {}, createChoice(translator), details);
}
