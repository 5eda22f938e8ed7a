import { words as ofPage } from '../app/words.js';
import { button } from '../parts/button.js';
import { choiceControl } from '../parts/choice-control.js';
import { errorLine, field } from '../parts/field.js';
import { make } from '../parts/make.js';
import { numberField } from '../parts/number-field.js';
import { words } from './words.js';

/**
 * @typedef {import('./translator.js').Translator} Translator
 * @typedef {import('./translator-state.js').Settings} Settings
 * @typedef {import('../../wasm/sluice.d.ts').Setting} Setting
 *
 * @typedef {object} Field
 * @property {Setting['name']} name
 * @property {HTMLElement} root
 * @property {() => string | number | boolean} read
 * @property {(value: any) => void} show
 * @property {() => boolean} check
 * @property {() => void} focus
 */

const NAMES = /** @type {const} */ ([
  'cell',
  'hidden',
  'layers',
  'embedding',
  'bidirectional',
  'steps',
  'batch',
  'lr',
  'dropout',
  'teacher',
  'clip',
  'seed',
]);

/** @param {Setting} row @param {string} id @returns {Field} */
function fieldOf(row, id) {
  const { name, kind, min = 0, max = 1 } = row;
  const label = words.settings[name] ?? ofPage.settings[name] ?? name;
  const help = make('p', { className: 'help' }, words.settingHelp[name] ?? '');
  if (kind === 'whole' || kind === 'real') {
    const whole = kind === 'whole';
    const what = { id, label, min, max, whole, words: ofPage };
    const { root, input, show, check } = numberField(what, () => {});
    root.append(help);
    return { name, root, read: () => input.valueAsNumber, show, check, focus: () => input.focus() };
  }
  const { control, read, show } = choiceControl(row, id, (choice) => choice.toUpperCase());
  const root = field(label, control, help);
  return { name, root, read, show, check: () => true, focus: () => control.focus() };
}

/** The settings that matter here, taken together with fresh weights. @param {Translator} translator */
export function createSettings(translator) {
  const { state } = translator;
  /** @type {Field[]} */
  let fields = [];
  const grid = make('div', { className: 'fields' });
  const error = errorLine();
  const apply = make('button', { type: 'submit', className: 'primary' }, words.apply);
  const revert = button(words.revert, () => {
    showAll();
    fields[0]?.focus();
  });
  const actions = make('p', { className: 'row', hidden: true }, apply, revert);
  const form = make('form', { noValidate: true }, grid, error, actions);
  const summary = make('summary');
  const details = make('details', { className: 'block settings' }, summary, form);

  const present = (/** @type {Field} */ { name }) => state.now.model?.settings[name];
  const changed = () => fields.filter((one) => one.read() !== present(one));
  const showActions = () => {
    const isSame = changed().length === 0;
    if (isSame && actions.contains(document.activeElement)) summary.focus();
    actions.hidden = isSame;
  };
  function showAll() {
    for (const one of fields) one.show(present(one));
    showActions();
  }

  form.addEventListener('input', showActions);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const wrong = fields.find((one) => !one.check());
    if (wrong) return wrong.focus();
    const changes = Object.fromEntries(changed().map((one) => [one.name, one.read()]));
    translator.apply({ ...state.now.settings, ...changes });
  });
  state.watch(['rows'], ({ rows }) => {
    if (fields.length > 0) return; // every session has the same
    const wanted = NAMES.flatMap((name) => rows.find((row) => row.name === name) ?? []);
    fields = wanted.map((row) => fieldOf(row, `translate-${row.name}`));
    grid.replaceChildren(...fields.map(({ root }) => root));
    showAll();
  });
  state.watch(['model'], ({ model }) => {
    summary.textContent = model ? words.settingsSummary(model.settings, model.parameters) : '';
    showAll();
  });
  state.watch(['settingsError'], ({ settingsError }) => {
    error.textContent = settingsError;
  });
  return details;
}
