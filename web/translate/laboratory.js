import './laboratory.css';

import { make } from '../parts/dom.js';
import { readable } from './answers.js';
import { createLatticeTable } from './lattice-table.js';
import { createLatticeView } from './lattice-view.js';
import { scroller } from './scroller.js';
import { ALPHAS, MOST_WIDTH, spaceOfModel, WIDTHS } from './search.js';
import { createStepper } from './stepper.js';
import { words } from './words.js';

/**
 * @typedef {import('./search.js').Search} Search
 * @typedef {import('./search.js').Finding} Finding
 * @typedef {import('./translator.js').Translator} Translator
 */

const MOST_LISTED = 8;

/** The sentence: typed, or one of which the searches disagree. @param {Search} search @param {Translator} translator */
function createQuestion(search, translator) {
  const input = make('input', { type: 'text', id: 'translate-sentence', autocomplete: 'off' });
  input.spellcheck = false;
  input.setAttribute('aria-describedby', 'translate-sentence-error');
  const error = make('p', { className: 'error', id: 'translate-sentence-error' });
  error.setAttribute('role', 'alert');
  const seek = make('button', { type: 'button', className: 'small' }, words.seek);
  const note = make('p', { className: 'meaning' });
  note.setAttribute('role', 'status');
  const label = make('label', { htmlFor: input.id }, words.sentenceLabel);
  input.addEventListener('input', () => search.ask(input.value));
  seek.addEventListener('click', () => search.seek());
  search.state.watch(['sentence'], ({ sentence }) => {
    if (input.value !== sentence) input.value = sentence;
  });
  search.state.watch(['problem'], ({ problem }) => {
    error.textContent = problem && words.sentence(problem);
    input.setAttribute('aria-invalid', String(problem !== ''));
  });
  search.state.watch(['foundNone', 'seeking', 'width'], ({ foundNone, seeking, width }) => {
    note.textContent = seeking ? words.seeking : foundNone ? words.foundNone(width) : '';
  });
  const showSeek = () => {
    const { answers, phase } = translator.state.now;
    seek.disabled = !answers || phase !== 'ready' || search.state.now.seeking;
  };
  translator.state.watch(['answers', 'phase'], showSeek);
  search.state.watch(['seeking'], showSeek);
  const field = make('div', { className: 'field' }, label, input, error);
  return make('div', { className: 'question' }, field, seek, note);
}

/** @param {object} what @param {string} what.id @param {string} what.label @param {{ min: number, max: number, step?: number }} what.range @param {(value: number) => void} take */
function slider({ id, label, range: { min, max, step = 1 } }, take) {
  const bounds = { min: String(min), max: String(max), step: String(step) };
  const input = make('input', { type: 'range', id, ...bounds });
  const output = make('output', { htmlFor: id });
  input.addEventListener('input', () => take(input.valueAsNumber));
  const root = make('div', { className: 'field' });
  root.append(make('label', { htmlFor: id }, `${label} `, output), input);
  return {
    root,
    /** @param {number} value */
    show(value) {
      input.value = String(value);
      output.textContent = String(value);
    },
  };
}

/** k and alpha. @param {Search} search */
function createSliders(search) {
  const k = slider({ id: 'translate-k', label: words.k, range: WIDTHS }, (width) =>
    search.again({ width }),
  );
  const a = slider({ id: 'translate-alpha', label: words.alpha, range: ALPHAS }, (alpha) =>
    search.again({ alpha }),
  );
  search.state.watch(['width', 'alpha'], ({ width, alpha }) => {
    k.show(width);
    a.show(alpha);
  });
  return make('div', { className: 'sliders' }, k.root, a.root);
}

/** What the three searches found. @param {Search} search @param {Translator} translator */
function createComparison({ state }, translator) {
  const body = make('tbody');
  const heads = words.searchColumns.map((name) => make('th', { scope: 'col' }, name));
  const head = make('thead', {}, make('tr', {}, ...heads));
  const caption = make('caption');
  const table = make('table', { className: 'searches' }, caption, head, body);
  const whole = make('p', { className: 'meaning' });

  /** @param {string} name @param {import('./search.js').Translation} found @param {Finding} finding */
  function row(name, found, { greedy, beam, exhaustive }) {
    const best = Math.max(greedy.score, beam.score, exhaustive?.score ?? -Infinity);
    const cells = [
      make('td', { className: 'text' }, found.text || words.silence),
      make('td', {}, words.count(found.tokens.length)),
      make('td', {}, words.number(found.log_probability)),
      make('td', {}, words.number(found.score) + (found.score >= best - 1e-9 ? ' ★' : '')),
    ];
    return make('tr', {}, make('th', { scope: 'row' }, name), ...cells);
  }

  const showSpace = () => {
    const space = spaceOfModel(translator);
    if (!space) return;
    const can = space.width <= MOST_WIDTH;
    const done = state.now.finding?.exhaustive ? words.exhaustiveDone(space.sentences) : '';
    whole.textContent = can ? done : words.exhaustiveNot(space);
  };
  state.watch(['finding'], (now) => {
    const { finding } = now;
    table.hidden = !finding;
    showSpace();
    if (!finding) return;
    const { tokens = 'word', unseen = [] } = translator.state.now.table ?? {};
    const wanted = unseen.find(({ source }) => source === finding.sentence)?.wanted[0];
    caption.textContent = words.searchesCaption(
      finding.updates,
      wanted && readable(wanted, tokens),
    );
    const { greedy, beam, exhaustive, width } = finding;
    body.replaceChildren(
      row(words.greedy, greedy, finding),
      row(words.beam(width), beam, finding),
      ...(exhaustive ? [row(words.exhaustive, exhaustive, finding)] : []),
    );
  });
  translator.state.watch(['model', 'info'], showSpace);
  return make('div', {}, scroller(words.searchesRegion, table), whole);
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
      ...found.map(({ text, tokens, log_probability, score }) =>
        make(
          'li',
          {},
          make('span', { className: 'text' }, text || words.silence),
          make(
            'span',
            { className: 'sum' },
            words.sum(log_probability, tokens.length, finding?.alpha ?? 0, score),
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
    createStepper(search, translator),
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
