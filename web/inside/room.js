import './room.css';
import { lightTogether } from '../parts/cell/lights.js';
import { errorLine, field, showError } from '../parts/field.js';
import { make } from '../parts/make.js';
import { createBars } from './bars.js';
import { createDrawnCell } from './cell-view.js';
import { createEquations } from './equations.js';
import { follow } from './follow.js';
import { createHeatSection } from './heat-section.js';
import { createLens } from './lens.js';
import { MOST_SYMBOLS } from './reader.js';
import { openingSentence } from './sentence.js';
import { createStepper } from './stepper.js';
import { createTextView } from './text-view.js';
import { words } from './words.js';

/**
 * What the room needs of the page besides the state of the lab.
 * @typedef {object} Page
 * @property {() => import('./reading.js').Session} session the page's own, with its model
 *
 * @typedef {import('./lens.js').Lens} Lens
 * @typedef {import('../lab/lab.js').Lab} Lab
 */

/** The sentence to read, and what is wrong with it. @param {HTMLElement} root of the room @param {Lens} lens @param {Lab} lab */
function createForm(root, lens, lab) {
  const sentence = make('textarea', {
    id: 'inside-sentence',
    dir: 'auto',
    rows: 1,
    spellcheck: false,
  });
  const said = words.sentenceHelp(MOST_SYMBOLS);
  const help = make('p', { className: 'help', id: 'inside-sentence-help' }, said);
  const error = errorLine({ id: 'inside-sentence-error' });
  const look = make('button', { type: 'submit', className: 'primary' });
  const asked = field(words.sentence, sentence, help, error);
  asked.classList.add('wide');
  const form = make('form', { noValidate: true }, asked, make('p', { className: 'row' }, look));

  let typed = false;
  sentence.addEventListener('input', () => {
    typed = true;
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    lens.read(sentence.value, lab.state.now.birth);
  });
  lab.state.watch(['text'], ({ text }) => {
    if (text && !typed) sentence.value = openingSentence(text.opening);
  });
  follow(root, lens, lab.state, () => sentence.value);
  const showButton = () => {
    const { busy } = lens.state.now;
    look.textContent = busy ? words.reading : words.look;
    look.setAttribute('aria-disabled', String(busy)); // a disabled one would lose the focus
    look.disabled = !['ready', 'training'].includes(lab.state.now.phase);
  };
  lab.state.watch(['phase'], showButton);
  lens.state.watch(['busy'], showButton);
  lens.state.watch(['problem'], ({ problem }) => showError(sentence, error, problem));
  return form;
}

/** Whose weights these are. @param {Lens} lens @param {Lab} lab */
function createProvenance(lens, lab) {
  const line = make('p', { className: 'meaning' });
  function show() {
    const { reading, birth } = lens.state.now;
    if (!reading) return;
    const now = lab.state.now;
    const trainedOn = now.updates === reading.updates ? '' : words.trainedOn(now.updates);
    const since = now.birth === birth ? trainedOn : words.otherModel;
    const caution = reading.settings.bidirectional ? words.bidirectional : '';
    const said = [words.weights(reading.updates), since, caution];
    const text = words.together(said.filter((one) => one !== ''));
    if (line.textContent !== text) line.textContent = text;
  }
  lab.state.watch(['updates', 'birth'], show);
  lens.state.watch(['reading'], show);
  return line;
}

/**
 * Fills an empty section: gates, units, predictions and surprise along a text that the page's model
 * reads.
 *
 * @param {HTMLElement} root
 * @param {Lab} lab
 * @param {Page} page
 */
export function showInside(root, lab, page) {
  const lens = createLens(page.session);
  root.classList.add('inside');
  const title = make('h2', { id: 'inside-title' }, words.title);
  root.setAttribute('aria-labelledby', title.id);
  const seen = make(
    'div',
    { className: 'seen', hidden: true },
    createProvenance(lens, lab),
    createStepper(lens),
    createTextView(lens),
    make('div', { className: 'two' }, createDrawnCell(lens), createEquations(lens)),
    make('div', { className: 'two' }, createHeatSection(lens), createBars(lens)),
  );
  lightTogether(seen);
  root.append(
    title,
    make('p', { className: 'lead' }, words.intro),
    createForm(root, lens, lab),
    seen,
  );
  if (document.querySelector('#tabs a[href="#learn"]'))
    root.append(make('p', {}, make('a', { href: '#learn=forgetting' }, words.lesson)));
  lens.state.watch(['reading'], ({ reading }) => {
    seen.hidden = !reading;
  });
}
