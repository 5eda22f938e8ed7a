import { NAMES } from '../app/class-mode.js';
import { copyOnClick } from '../parts/copying.js';
import { field } from '../parts/field.js';
import { make } from '../parts/make.js';
import { words } from './words.js';

/** @typedef {import('../lab/lab.js').Lab} Lab */

const ELEMENT = 'sluice-lab.js';

/** A text to be copied, with its button. @param {string} id @param {string} label @param {string} copy what the button says */
function createCopy(id, label, copy) {
  const text = make('textarea', { id, rows: 3, readOnly: true, spellcheck: false });
  const button = make('button', { type: 'button' }, copy);
  copyOnClick(
    button,
    () => text.value,
    words,
    () => text.select(),
  );
  return { root: field(label, text, make('p', { className: 'row' }, button)), text };
}

/** A box for every part. @param {readonly string[]} ticked @param {(names: string[]) => void} onChange */
function createBoxes(ticked, onChange) {
  const boxes = NAMES.map((name) =>
    make('input', { type: 'checkbox', value: name, checked: ticked.includes(name) }),
  );
  const labels = boxes.map((box) =>
    make('label', { className: 'row' }, box, words.parts[box.value] ?? box.value),
  );
  const root = make('fieldset', { className: 'boxes' }, make('legend', {}, words.leaveOut));
  root.append(...labels);
  root.addEventListener('change', () =>
    onChange(boxes.filter(({ checked }) => checked).map(({ value }) => value)),
  );
  return root;
}

/** @param {string} value of an attribute */
const quoted = (value) => `"${value.replaceAll('&', '&amp;').replaceAll('"', '&quot;')}"`;

/** maxTokens becomes max-tokens; `hidden` is a property of every element. @param {string} name of a setting */
const attributeOf = (name) =>
  name === 'hidden'
    ? 'hidden-size'
    : name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** Settings of a link as attributes. @param {string} query */
function snippetOf(query) {
  const attributes = [...new URLSearchParams(query)].map(
    ([name, value]) => ` ${attributeOf(name)}=${quoted(value)}`,
  );
  const script = new URL(ELEMENT, location.href).href;
  return `<script type="module" src=${quoted(script)}></script>\n<sluice-lab${attributes.join('')}></sluice-lab>`;
}

/** The link that a lecturer hands out, and the same for a page of one's own. @param {Lab} lab */
export function createClassLink(lab) {
  const { state } = lab;
  let hide = state.now.classMode.hide;
  const link = createCopy('class-link', words.link, words.copyLink);
  const snippet = createCopy('class-snippet', words.snippet, words.copySnippet);
  const long = make('p', { className: 'help' }, words.longText);
  function show() {
    const query = lab.query({ classMode: { ...state.now.classMode, hide } });
    link.text.value = `${location.origin}${location.pathname}${query}${location.hash}`;
    snippet.text.value = snippetOf(query);
    long.hidden = lab.textIsInLink();
  }
  const boxes = createBoxes(hide, (names) => {
    hide = names;
    show();
  });
  state.watch(['birth', 'model', 'host', 'target', 'minutes', 'plan', 'text', 'classMode'], show);
  addEventListener('hashchange', show);
  return make(
    'details',
    {},
    make('summary', {}, words.classLink),
    make('p', { className: 'help' }, words.classLinkHelp),
    boxes,
    make('div', { className: 'copies' }, link.root, snippet.root),
    make('p', { className: 'help' }, words.embedHelp(ELEMENT)),
    long,
  );
}
