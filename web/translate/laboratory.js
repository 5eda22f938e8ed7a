import './laboratory.css';

import { button } from '../parts/button.js';
import { errorLine, field, showError } from '../parts/field.js';
import { make } from '../parts/make.js';
import { slider } from '../parts/slider.js';
import { scroller, table } from '../parts/table.js';
import { readable } from './answers.js';
import { createBeamStepper } from './beam-stepper.js';
import { createLatticeTable } from './lattice-table.js';
import { createLatticeView } from './lattice-view.js';
import { ALPHAS, MOST_WIDTH, spaceOfModel, WIDTHS } from './search.js';
import { words } from './words.js';

/**
 * @typedef {import('./search.js').Search} Search
 * @typedef {import('./search.js').Finding} Finding
 * @typedef {import('./translator.js').Translator} Translator
 */

const MOST_LISTED = 8;

/** The sentence: typed, or one of which the searches disagree. @param {Search} search @param {Translator} translator */
function createQuestion(search, translator) {
  const named = { type: 'text', id: 'translate-sentence', dir: 'auto', autocomplete: 'off' };
  const input = make('input', named);
  input.spellcheck = false;
  const error = errorLine({ id: 'translate-sentence-error' });
  const asked = field(words.sentenceLabel, input, error);
  const seek = button(words.seek, () => search.seek(), { className: 'small' });
  const note = make('p', { className: 'meaning', role: 'status' });
  input.addEventListener('input', () => search.ask(input.value));
  search.state.watch(['sentence'], ({ sentence }) => {
    if (input.value !== sentence) input.value = sentence;
  });
  search.state.watch(['problem'], ({ problem }) => showError(input, error, problem));
  search.state.watch(['foundNone', 'seeking', 'width'], ({ foundNone, seeking, width }) => {
    note.textContent = seeking ? words.seeking : foundNone ? words.foundNone(width) : '';
  });
  const showSeek = () => {
    const { answers, phase } = translator.state.now;
    seek.disabled = !answers || phase !== 'ready';
    seek.setAttribute('aria-disabled', String(search.state.now.seeking)); // and keeps the focus
  };
  translator.state.watch(['answers', 'phase'], showSeek);
  search.state.watch(['seeking'], showSeek);
  return make('div', { className: 'question' }, asked, seek, note);
}

/** k and alpha. @param {Search} search */
function createSliders(search) {
  const k = slider({ id: 'translate-k', label: words.k, ...WIDTHS }, (width) =>
    search.again({ width }),
  );
  const a = slider({ id: 'translate-alpha', label: words.alpha, ...ALPHAS }, (alpha) =>
    search.again({ alpha }),
  );
  search.state.watch(['width', 'alpha'], ({ width, alpha }) => {
    k.show(width);
    a.show(alpha);
  });
  return make('div', { className: 'sliders' }, k.root, a.root);
}

/** One way of searching. @param {string} name @param {import('./search.js').Translation} found @param {number} best score of them all */
const rowOf = (name, { text, tokens, logProbability, score }, best) => [
  name,
  make('td', { className: 'text', dir: 'auto' }, text || words.silence),
  words.count(tokens.length),
  words.number(logProbability),
  words.number(score) + (score >= best - 1e-9 ? ' ★' : ''),
];

/** @param {Finding} finding @param {string | undefined} wanted */
function comparisonOf({ greedy, beam, exhaustive, width, updates }, wanted) {
  const best = Math.max(greedy.score, beam.score, exhaustive?.score ?? -Infinity);
  const caption = words.searchesCaption(updates, wanted);
  return table({ className: 'searches', caption, heads: words.searchColumns }, [
    rowOf(words.greedy, greedy, best),
    rowOf(words.beam(width), beam, best),
    ...(exhaustive ? [rowOf(words.exhaustive, exhaustive, best)] : []),
  ]);
}

/** What the three searches found. @param {Search} search @param {Translator} translator */
function createComparison({ state }, translator) {
  const place = scroller(words.searchesRegion);
  const whole = make('p', { className: 'meaning' });

  const showSpace = () => {
    const space = spaceOfModel(translator);
    if (!space) return;
    const can = space.width <= MOST_WIDTH;
    const done = state.now.finding?.exhaustive ? words.exhaustiveDone(space.sentences) : '';
    whole.textContent = can ? done : words.exhaustiveNot(space);
  };
  state.watch(['finding'], ({ finding }) => {
    place.hidden = !finding;
    showSpace();
    if (!finding) return;
    const { tokens = 'word', unseen = [] } = translator.state.now.table ?? {};
    const wanted = unseen.find(({ source }) => source === finding.sentence)?.wanted[0];
    place.replaceChildren(comparisonOf(finding, wanted && readable(wanted, tokens)));
  });
  translator.state.watch(['model', 'info'], showSpace);
  return make('div', {}, place, whole);
}

/** Everything the beam finished, best score first: alpha changes the order. @param {Search} search */
function createHypotheses({ state }) {
  const list = make('ol');
  const title = make('h4', {}, words.hypotheses);
  const root = make('div', { className: 'hypotheses' }, title, list);
  root.append(make('p', { className: 'meaning' }, words.hypothesesMeaning));
  state.watch(['finding'], ({ finding }) => {
    root.hidden = !finding;
    const found = finding?.beam.hypotheses.slice(0, MOST_LISTED) ?? [];
    list.replaceChildren(
      ...found.map(({ text, tokens, logProbability, score }) =>
        make(
          'li',
          {},
          make('bdi', { className: 'text' }, text || words.silence),
          make(
            'span',
            { className: 'sum' },
            words.sum(logProbability, tokens.length, finding?.alpha ?? 0, score),
          ),
        ),
      ),
    );
  });
  return root;
}

/** One sentence searched in three ways, and the tree of the beam. @param {Search} search @param {Translator} translator */
export function createLaboratory(search, translator) {
  const root = make('section', { className: 'block laboratory', id: 'translate-laboratory' });
  const beside = make('div', { className: 'beside' }, createQuestion(search, translator));
  beside.append(createSliders(search));
  const key = make('p', { className: 'meaning' }, words.treeKey);
  const tree = make('div', { className: 'beam' }, make('h4', {}, words.treeTitle));
  tree.append(
    createBeamStepper(search, translator),
    createLatticeView(search),
    key,
    createLatticeTable(search, translator),
  );
  root.append(
    make('h3', {}, words.laboratory),
    make('p', { className: 'meaning' }, words.laboratoryMeaning),
    beside,
    createComparison(search, translator),
    tree,
    createHypotheses(search),
  );
  search.state.watch(['finding'], ({ finding }) => {
    tree.hidden = !finding;
  });
  return root;
}
