import { words as ofPage } from '../app/words.js';
import { errorLine } from '../parts/field.js';
import { make } from '../parts/make.js';
import { numberField } from '../parts/number-field.js';
import { MOST_PAIRS, MOST_UNSEEN } from './starts.js';
import { words } from './words.js';

/**
 * @typedef {import('./translator.js').Translator} Translator
 * @typedef {import('./translator-state.js').TranslatorState} TranslatorState
 */

const EXAMPLES = 3;
/** The seed of the engine's and of the tasks' chance. */
export const MOST_SEED = 0xffffffff;

/** @param {string} name @param {string} value */
const fact = (name, value) =>
  make('div', {}, make('dt', {}, name), make('dd', { className: 'fact' }, value));

/** What the pairs are. @param {Translator} translator */
function createFacts({ state }) {
  const name = make('p', { className: 'facts', dir: 'auto' });
  const facts = make('dl', { className: 'facts' });
  const examples = make('ul', { className: 'examples' });
  state.watch(['table', 'info'], ({ table, info }) => {
    if (!table || !info) return;
    const { pairs, held, tokens, minimum } = table;
    name.textContent = table.name;
    facts.replaceChildren(
      fact(words.trainedOn, words.pairs(pairs.length - held)),
      fact(words.heldOut, held === 0 ? words.nothing : words.pairs(held)),
      fact(words.sourceSize, words.symbols(info.source.length, tokens)),
      fact(words.targetSize, words.symbols(info.target.length, tokens)),
      fact(words.rare, words.rareMeaning(minimum)),
    );
    unknown.textContent = words.unknown(info.unknown, info.tokens);
    examples.replaceChildren(
      ...pairs
        .slice(0, EXAMPLES)
        .map(({ source, target }) =>
          make(
            'li',
            {},
            make('bdi', { className: 'source' }, source),
            ' → ',
            make('bdi', { className: 'target' }, target),
          ),
        ),
    );
  });
  const unknown = make('p', { className: 'meaning', id: 'translate-unknown' });
  const cut = make('p', { className: 'meaning', id: 'translate-cut-off' });
  state.watch(['cutOff', 'info', 'model'], ({ cutOff, info, model }) => {
    if (cutOff && info && model)
      cut.textContent = words.cutOff(cutOff, info.pairs, model.settings.steps);
  });
  const root = make('div', {}, name, examples, facts, unknown, cut);
  root.append(make('p', { className: 'meaning' }, words.heldOutMeaning));
  return root;
}

/** How many pairs of a task, and the seed that draws them. @param {Translator} translator */
function createCounts(translator) {
  const { state } = translator;
  /** @param {string} id @param {string} label @param {number} min @param {number} max */
  const countField = (id, label, min, max) =>
    numberField({ id, label, min, max, whole: true, words: ofPage }, () => showDraw());
  const fields = {
    pairs: countField('translate-pairs', words.countPairs, 1, MOST_PAIRS),
    unseen: countField('translate-unseen', words.countUnseen, 1, MOST_UNSEEN),
    seed: countField('translate-pairs-seed', words.pairsSeed, 0, MOST_SEED),
  };
  const draw = make('button', { type: 'submit', className: 'small' }, words.remake);
  const all = Object.values(fields);
  const form = make('form', { noValidate: true, className: 'counts' });
  form.append(...all.map(({ root }) => root), draw);
  const read = () => ({
    pairs: fields.pairs.input.valueAsNumber,
    unseen: fields.unseen.input.valueAsNumber,
    seed: fields.seed.input.valueAsNumber,
  });
  /** Only what is changed can be drawn. */
  function showDraw() {
    const { counts, pairsSeed } = state.now;
    const { pairs, unseen, seed } = read();
    const isSame = pairs === counts.pairs && unseen === counts.unseen && seed === pairsSeed;
    if (isSame && draw === document.activeElement) fields.pairs.input.focus();
    draw.hidden = isSame;
  }
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const wrong = all.find(({ check }) => !check());
    if (wrong) return wrong.input.focus();
    const { pairs, unseen, seed } = read();
    translator.remake({ pairs, unseen }, seed);
  });
  state.watch(['table'], ({ table, counts, pairsSeed }) => {
    form.hidden = !table?.task;
    fields.pairs.show(counts.pairs);
    fields.unseen.show(counts.unseen);
    fields.seed.show(pairsSeed);
    showDraw();
  });
  return form;
}

/** The pairs, and the ways to bring others. @param {Translator} translator @param {HTMLElement} own */
export function createPairs(translator, own) {
  const error = errorLine({ id: 'translate-table-error' });
  translator.state.watch(['pairsError'], ({ pairsError }) => {
    error.textContent = pairsError;
  });
  const root = make('section', { className: 'block pairs' }, make('h3', {}, words.pairsTitle));
  root.append(createFacts(translator), createCounts(translator), error, own);
  return root;
}
