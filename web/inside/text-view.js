import { onScheme } from '../parts/colours.js';
import { make } from '../parts/make.js';
import { paletteOf } from '../parts/scale.js';
import { segments } from '../parts/segments.js';
import { visible } from '../parts/visible.js';
import { blocksOf } from './lens.js';
import { whenChanged } from './when-changed.js';
import { words } from './words.js';

/**
 * @typedef {import('./lens.js').Lens} Lens
 * @typedef {import('./lens.js').LensState} LensState
 * @typedef {import('./lens.js').Colouring} Colouring
 *
 * @typedef {object} Shade how the characters are coloured
 * @property {import('../parts/scale.js').Scale} scale
 * @property {(t: number) => number | undefined} share 0 to 1 along the scale; undefined: not coloured
 * @property {(t: number) => string} spoken
 * @property {string[]} ends of the legend
 * @property {string} meaning
 */

/** @param {Readonly<LensState>} now @returns {Shade} */
function unitShade(now) {
  const { reading, block, unit, position } = now;
  const all = blocksOf(now);
  const { scale, limit, values, name } =
    all.find((one) => one.name === block) ?? all[all.length - 1];
  const { hidden, symbols } = /** @type {import('./reading.js').Reading} */ (reading);
  const value = (/** @type {number} */ t) => values[t * hidden + unit];
  const spoken = (/** @type {number} */ t) => words.figure(value(t));
  return {
    scale,
    share: (t) => (scale === 'gate' ? value(t) : (value(t) / limit + 1) / 2),
    spoken,
    ends: scale === 'gate' ? words.gateEnds : words.stateEnds(limit),
    meaning: words.unitMeaning(unit, words.blocks[name], symbols[position], spoken(position)),
  };
}

/** @param {Readonly<LensState>} now @returns {Shade} */
function surpriseShade({ reading }) {
  const { surprise, vocabulary } = /** @type {import('./reading.js').Reading} */ (reading);
  const blind = Math.log2(vocabulary.length);
  const count = surprise.length;
  const mean = surprise.reduce((sum, bits) => sum + bits, 0) / count;
  return {
    scale: 'surprise',
    share: (t) => (t > 0 ? surprise[t - 1] / blind : undefined),
    spoken: (t) => (t > 0 ? words.bits(surprise[t - 1]) : words.noContext),
    ends: [words.surpriseStart, words.surpriseEnd(blind)],
    meaning: count > 0 ? words.surprise(mean, count) : words.surpriseNone,
  };
}

/** How many of the last symbols hold half of the sum. @param {Float32Array} input @param {number} last */
function halfWithin(input, last) {
  const total = input.reduce((sum, norm) => sum + norm, 0);
  let sum = 0;
  for (let t = last; t >= 0; t--) {
    sum += input[t];
    if (sum >= total / 2) return last - t + 1;
  }
  return last + 1;
}

/** @param {import('./reading.js').Reading} reading @param {import('./lens.js').Leaning} leaning */
function leaningMeaning({ symbols, settings }, { input, position }) {
  const predicted = symbols[position + 1];
  const upTo = input.subarray(0, position + 1);
  const strongest = upTo.indexOf(Math.max(...upTo));
  if (!(upTo[strongest] > 0)) return words.leaningFlat(predicted);
  const back = position + 1 - strongest;
  const half = halfWithin(upTo, position);
  const both = settings.bidirectional ? [words.leaningBoth] : [];
  return words.together([
    words.leaning(predicted, symbols[strongest], back, half),
    words.leaningMeaning,
    ...both,
  ]);
}

/** @param {Readonly<LensState>} now @returns {Shade} */
function leaningShade({ reading: present, leaning, position }) {
  const reading = /** @type {import('./reading.js').Reading} */ (present);
  const ends = words.leaningEnds;
  if (!leaning) {
    const ended = position >= reading.length - 1;
    const meaning = ended ? words.leaningFirst : words.leaningBusy;
    return { scale: 'leaning', share: () => undefined, spoken: () => '', ends, meaning };
  }
  const { input } = leaning;
  const most = input.reduce((so, norm) => Math.max(so, norm), 0) || 1;
  return {
    scale: 'leaning',
    share: (t) => input[t] / most,
    spoken: (t) => words.perSlope(input[t]),
    ends,
    meaning: words.together([leaningMeaning(reading, leaning), words.leaningHint]),
  };
}

const SHADES = { unit: unitShade, surprise: surpriseShade, leaning: leaningShade };

/** @param {Lens} lens */
function createChoice(lens) {
  const legend = make('legend', {}, words.colourBy);
  const what = { name: 'inside-colouring', legend, labels: words.colours, className: 'field' };
  const choice = segments(what, (colouring) => lens.state.set({ colouring }));
  choice.show(lens.state.now.colouring);
  return choice.root;
}

/** A symbol that can be chosen; what has no ink of its own is drawn, and a line break breaks. @param {string} symbol @param {number} t */
function symbolOption(symbol, t) {
  const broken = symbol === '\n';
  const shown = symbol === ' ' ? ' ' : visible(symbol);
  const id = `inside-symbol-${t}`;
  const option = make('span', { id, className: 'symbol', role: 'option' }, shown);
  return broken ? [option, '\n'] : [option];
}

/** The keys of a text that is stepped through. @param {Lens} lens @param {KeyboardEvent} event */
export function stepByKey(lens, event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const { length = 1 } = lens.state.now.reading ?? {};
  const by = { ArrowLeft: -1, ArrowRight: 1, Home: -length, End: length }[event.key];
  if (by === undefined) return;
  event.preventDefault();
  lens.step(by);
}

/** The text, coloured, and what its colours mean. @param {Lens} lens */
export function createTextView(lens) {
  const { state } = lens;
  const text = make('div', {
    className: 'prose symbols',
    dir: 'auto',
    tabIndex: 0,
    role: 'listbox',
    'aria-orientation': 'horizontal',
    'aria-label': words.text,
  });
  const legend = make('p', { className: 'legend' });
  const meaning = make('p', { className: 'meaning' });
  const key = make('p', { className: 'meaning' }, words.key);
  const top = make('div', { className: 'row between' }, createChoice(lens), legend);
  const root = make('section', {}, top, text, meaning, key);
  /** @type {HTMLElement[]} */
  let options = [];
  let marked = 0;

  function build() {
    const { reading } = state.now;
    if (!reading) return;
    const parts = reading.symbols.map(symbolOption);
    options = parts.map(([option]) => /** @type {HTMLElement} */ (option));
    for (const option of options) option.setAttribute('aria-selected', 'false');
    text.replaceChildren(...parts.flat());
  }

  /** @param {number} t @param {boolean} current */
  function mark(t, current) {
    options[t]?.classList.toggle('read', current);
    options[t]?.setAttribute('aria-selected', String(current));
    options[t + 1]?.classList.toggle('next', current);
  }

  function move() {
    const { position } = state.now;
    mark(marked, false);
    mark(position, true);
    marked = position;
    text.setAttribute('aria-activedescendant', `inside-symbol-${position}`);
  }

  function shade() {
    const { reading, colouring } = state.now;
    if (!reading) return;
    const palette = paletteOf(root);
    const { scale, share, spoken, ends } = SHADES[colouring](state.now);
    for (const [t, option] of options.entries()) {
      const at = share(t);
      option.style.backgroundColor = at === undefined ? '' : palette.css(scale, at);
      option.setAttribute('aria-label', words.option(words.spoken(reading.symbols[t]), spoken(t)));
    }
    const bar = make('span', { className: `ramp ${scale}` });
    const [first, ...others] = ends;
    legend.replaceChildren(first, bar, others[others.length - 1] ?? '');
  }

  function explain() {
    const { reading, colouring } = state.now;
    if (reading) meaning.textContent = SHADES[colouring](state.now).meaning;
  }

  text.addEventListener('click', ({ target }) => {
    const index = options.indexOf(/** @type {HTMLElement} */ (target));
    if (index >= 0) lens.choose(index);
  });
  text.addEventListener('keydown', (event) => stepByKey(lens, event));
  whenChanged(state, ['reading'], ({ reading }) => reading?.symbols, build);
  state.watch(['reading', 'position'], move);
  /** @type {(keyof LensState)[]} */
  const shown = ['reading', 'layer', 'direction', 'block', 'unit', 'colouring', 'leaning'];
  state.watch(shown, shade);
  state.watch([...shown, 'position'], explain);
  onScheme(shade);
  return root;
}
