import { words as ofPage } from '../app/words.js';
import { field } from '../parts/field.js';
import { make } from '../parts/make.js';
import { numberField } from '../parts/number-field.js';
import { optionsOf, select } from '../parts/select.js';
import { MOST_SEED } from './pairs-view.js';
import { words } from './words.js';

/**
 * @typedef {import('./translator.js').Translator} Translator
 * @typedef {import('./translator-state.js').OwnChoice} OwnChoice
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
  const tokens = select(
    { id: 'translate-tokens' },
    optionsOf(Object.entries(words.tokens)),
    (kind) => change({ tokens: /** @type {OwnChoice['tokens']} */ (kind) }),
  );
  /** @param {string} id @param {string} label @param {number} min @param {number} max @param {(value: number) => void} take */
  const wholeField = (id, label, min, max, take) =>
    numberField({ id, label, min, max, whole: true, words: ofPage }, take);
  const share = { id: 'translate-held', label: words.heldOutShare, min: 0, max: MOST_HELD_OUT };
  const fields = {
    count: wholeField('translate-own-count', words.firstPairs, 1, 1, (count) => later({ count })),
    minimum: wholeField('translate-minimum', words.minimum, 1, MOST_MINIMUM, (minimum) =>
      later({ minimum }),
    ),
    heldOut: numberField({ ...share, whole: false, words: ofPage }, (percent) =>
      later({ heldOut: percent / 100 }),
    ),
    seed: wholeField('translate-own-seed', words.heldOutSeed, 0, MOST_SEED, (seed) =>
      later({ seed }),
    ),
  };
  /** Fields are read while they are typed: the pairs are taken when they are left. @type {Partial<OwnChoice>} */
  let pending = {};
  const later = (/** @type {Partial<OwnChoice>} */ part) => {
    pending = { ...pending, ...part };
  };
  const root = make('fieldset', { className: 'counts', 'aria-label': words.ownChoice });
  root.append(field(words.tokensLabel, tokens));
  root.append(...Object.values(fields).map((one) => one.root));
  root.addEventListener('change', () => {
    if (Object.values(fields).some(({ check }) => !check())) return; // everything is taken once nothing is wrong
    const part = pending;
    pending = {};
    if (Object.keys(part).length > 0) change(part);
  });
  state.watch(['table', 'own'], ({ table, own }) => {
    root.hidden = !own || table?.task !== undefined;
    if (!own) return;
    pending = {};
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

/** A file dropped on the room goes to the translator, not to the page. @param {HTMLElement} root @param {(file: File) => void} take */
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
  const paste = make('textarea', {
    id: 'translate-paste',
    dir: 'auto',
    rows: 3,
    spellcheck: false,
  });
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
