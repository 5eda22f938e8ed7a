import { onScheme } from '../parts/colours.js';
import { make } from '../parts/make.js';
import { paletteOf } from '../parts/scale.js';
import { equationsOf, outputFormula } from './cells.js';
import { blocksOf } from './lens.js';
import { element } from './math.js';
import { whenChanged } from './when-changed.js';
import { words } from './words.js';

/** @typedef {import('./cells.js').Equation} Equation */

/** What a sequence of lights may take of the time for a character, and at most. */
const LIGHT_SHARE = 0.7;
const LIGHT_MS = 1800;

/** Pieces of a formula with room to wrap between them. @param {Element[]} pieces */
const spaced = (pieces) => pieces.flatMap((piece) => [piece, ' ']);

/** @param {string} meaning @param {Element[]} formula */
function equationItem(meaning, formula) {
  const figures = make('p', { className: 'figures' });
  const item = make(
    'li',
    {},
    make('p', { className: 'formula' }, ...spaced(formula)),
    figures,
    make('p', { className: 'help' }, words.meanings[meaning]),
  );
  return { item, figures };
}

/** Lights the terms one after the other, as the cell computes them. @param {Element} list @param {number} pace */
function light(list, pace) {
  const terms = /** @type {NodeListOf<HTMLElement>} */ (list.querySelectorAll('.formula math'));
  const total = Math.min(LIGHT_MS, LIGHT_SHARE * pace);
  const again = list.classList.contains('lit'); // an animation starts anew when its name changes
  list.classList.toggle('lit', !again);
  list.classList.toggle('lit-again', again);
  for (const [i, term] of terms.entries())
    term.style.animationDelay = `${(i / terms.length) * total}ms`;
}

/** The equations of the cell, with the numbers of the chosen unit. @param {import('./lens.js').Lens} lens */
export function createEquations({ state }) {
  const help = make('p', { className: 'help' });
  const list = make('ol', { className: 'equations' });
  const start = make('p', { className: 'help' });
  const root = make('section', {}, make('h3', {}, words.equations), help, list, start);
  /** @type {{ equation: Equation, figures: HTMLElement }[]} */
  let shown = [];
  let litAt = 0;

  function build() {
    const { reading, layer, direction } = state.now;
    if (!reading) return;
    shown = [];
    list.replaceChildren();
    for (const equation of equationsOf(reading.settings, { layer, direction })) {
      const { item, figures } = equationItem(equation.meaning, equation.formula);
      shown.push({ equation, figures });
      list.append(item);
    }
    list.append(equationItem('y', outputFormula()).item);
  }

  function fill() {
    const { reading, layer, direction, unit, position } = state.now;
    if (!reading) return;
    const palette = paletteOf(root);
    const blocks = new Map(blocksOf(state.now).map((block) => [block.name, block]));
    const values = reading.values({ layer, direction }, unit, position);
    /** @param {string} name @param {number} value */
    const chip = (name, value) => {
      const { scale, limit } = blocks.get(name) ?? {
        scale: /** @type {const} */ ('gate'),
        limit: 1,
      };
      const share = scale === 'gate' ? value : (value / limit + 1) / 2;
      const made = element('mn', { class: 'value' }, words.figure(value));
      /** @type {HTMLElement} */ (made).style.backgroundColor = palette.css(scale, share);
      return made;
    };
    for (const { equation, figures } of shown)
      figures.replaceChildren(...spaced(equation.figures(values, chip)));
    help.textContent = words.equationsOf(unit, reading.hidden);
    const first = direction ? reading.length - 1 : 0;
    start.textContent = position === first ? words.start(direction === 1) : '';
    if (position !== litAt) light(list, state.now.playing ? state.now.pace : LIGHT_MS);
    litAt = position;
  }

  const cell = (/** @type {typeof state.now} */ { reading, layer, direction }) =>
    reading && [reading.settings, layer, direction];
  whenChanged(state, ['reading', 'layer', 'direction'], cell, build);
  state.watch(['reading', 'layer', 'direction', 'unit', 'position'], fill);
  onScheme(fill);
  return root;
}
