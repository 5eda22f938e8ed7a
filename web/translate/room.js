import './room.css';
import { make } from '../parts/make.js';
import { createAnswers, createBook } from './answers-view.js';
import { createLaboratory } from './laboratory.js';
import { createLossCurve, createLossTable } from './loss-curve.js';
import { acceptDrops, createOwnPairs } from './own-pairs.js';
import { createPairs } from './pairs-view.js';
import { createScores } from './scores.js';
import { createSearch } from './search.js';
import { createSettings } from './settings-form.js';
import { createStarts } from './starts-view.js';
import { createTrainingControls } from './training-controls.js';
import { createTranslator } from './translator.js';
import { words } from './words.js';

/**
 * Nothing goes on where nobody sees it, nor is memory held; what was learned stays.
 * @param {HTMLElement} root
 * @param {import('./translator.js').Translator} translator
 * @param {import('./search.js').Search} search
 */
function restWhenLeft(root, translator, search) {
  addEventListener('hashchange', () => {
    if (!root.hidden) return;
    search.stop();
    translator.leave(() => root.hidden !== false);
  });
}

/**
 * The sentence in the laboratory follows the pairs and the weights, also those that came while the room was left.
 * @param {HTMLElement} root
 * @param {import('./translator.js').Translator} translator
 * @param {import('./search.js').Search} search
 */
function follow(root, translator, search) {
  let shown = translator.state.now.table;
  function show() {
    const { table, weights } = translator.state.now;
    if (!table || weights === 0 || root.hidden) return;
    if (table !== shown) search.forget();
    shown = table;
    search.offer(table.unseen[0]?.source ?? table.pairs[0]?.source ?? '');
  }
  translator.state.watch(['table', 'weights'], show);
  addEventListener('hashchange', show);
}

/**
 * Translation: an encoder and a decoder learn pairs of sentences, and how they are searched for the
 * likeliest translation.
 *
 * @param {HTMLElement} root an empty section
 * @param {import('../lab/lab.js').Lab} lab
 */
export function showTranslate(root, lab) {
  const translator = createTranslator(lab);
  const search = createSearch(translator);
  const laboratory = createLaboratory(search, translator);
  const look = (/** @type {string} */ source) => {
    search.ask(source);
    laboratory.scrollIntoView({ block: 'start' });
  };
  const title = make('h2', { id: 'translate-title' }, words.title);
  root.classList.add('translate');
  root.setAttribute('aria-labelledby', title.id);
  const curves = make('section', { className: 'block curves' }, make('h3', {}, words.chart));
  curves.append(createScores(translator), createLossCurve(translator), createLossTable(translator));
  root.append(
    title,
    createStarts(translator, search),
    createTrainingControls(translator),
    curves,
    make('p', { className: 'meaning' }, words.intro),
    createPairs(translator, createOwnPairs(translator)),
    createSettings(translator),
    createAnswers(translator, look),
    createBook(translator),
    laboratory,
  );
  acceptDrops(root, (file) => translator.useFile(file.name, file));
  restWhenLeft(root, translator, search);
  follow(root, translator, search);
  let begun = false;
  lab.state.watch(['phase'], ({ phase }) => {
    if (begun || phase === 'starting') return;
    begun = true; // the engine that the address asks for is known
    translator.begin('french');
  });
}
