// The equations of each cell and variant: the formula, and the same with the numbers of one unit.
import { added, call, element, math, matrix, number, operatorName } from './math.js';

/**
 * @typedef {import('./math.js').Piece} Piece
 * @typedef {import('./reading.js').Values} Values
 * @typedef {import('./reading.js').ModelInfo['settings']} Settings
 *
 * @typedef {object} Equation
 * @property {string} name of the block it computes
 * @property {string} meaning of words.meanings
 * @property {Element[]} formula
 * @property {(values: Values, chip: (name: string, value: number) => Element) => Element[]} figures
 *   chip: a number in the colour of its block
 */

const SIGMOID = 'σ';

/**
 * The letters at this place of the model.
 * @param {Settings} settings
 * @param {import('./reading.js').Place} place
 */
function lettersOf({ layers, bidirectional }, { layer, direction }) {
  const sup = layers > 1 ? `(${layer + 1})` : undefined;
  const arrow = bidirectional ? ['→', '←'][direction] : undefined;
  const earlier = direction ? 't+1' : 't−1';
  /** @param {string} name @param {string} sub @param {import('../parts/cell/plan.js').Term} [term] */
  const letter = (name, sub, term) => matrix(name, { sub, sup, term });
  return {
    /** What the layer reads. */
    input: () =>
      layer === 0
        ? matrix('X', { sub: 't', term: 'x' })
        : matrix('H', { sub: 't', sup: `(${layer})`, term: 'x' }),
    h: () => matrix('H', { sub: 't', sup, accent: arrow, term: 'h' }),
    before: () => matrix('H', { sub: earlier, sup, accent: arrow, term: 'before' }),
    memoryBefore: () => letter('C', earlier, 'memory'),
    gate: (/** @type {string} */ name) =>
      letter(name, 't', /** @type {import('../parts/cell/plan.js').Term} */ (name.toLowerCase())),
    candidate: (/** @type {'H' | 'C'} */ name) =>
      matrix(name, { sub: 't', sup, accent: '~', term: name === 'H' ? 'n' : 'g' }),
    weight: (/** @type {string} */ to) => letter('W', to),
    bias: (/** @type {string} */ to) => letter('b', to),
  };
}

/** @typedef {ReturnType<typeof lettersOf>} Letters */

/** X W_x + H W_h + b. @param {Letters} l @param {string} to @param {boolean} bias @returns {Piece[][]} */
const affine = (l, to, bias) => [
  [l.input(), l.weight(`x${to}`)],
  ['+', l.before(), l.weight(`h${to}`)],
  ...(bias ? [['+', l.bias(to)]] : []),
];

/** @param {import('./weights.js').Sum} sum @param {boolean} bias @returns {Piece[][]} */
const affineFigures = ({ input, state, bias: b }, bias) => [
  [number(input)],
  added(state),
  ...(bias ? [added(b)] : []),
];

/**
 * A gate, or any function of X W_x + H W_h + b.
 * @param {Letters} l @param {boolean} bias
 * @param {{ name: string, shown: Element, to: string, way: string }} gate
 * @returns {Equation}
 */
const simple = (l, bias, { name, shown, to, way }) => ({
  name,
  meaning: name,
  formula: call([shown, '='], way, affine(l, to, bias)),
  figures: ({ now, sums }, chip) =>
    call(['='], way, affineFigures(sums[name], bias), ['=', chip(name, now[name])]),
});

/** @param {Letters} l @param {boolean} bias @returns {Equation[]} */
const rnn = (l, bias) => [simple(l, bias, { name: 'h', shown: l.h(), to: 'h', way: 'tanh' })];

/** The candidate of a GRU. @param {Letters} l @param {Settings} settings @returns {Equation} */
function candidate(l, { bias, reset, gates }) {
  const shown = l.candidate('H');
  const resets = gates !== 'update';
  if (reset === 'after') return candidateAfter(l, bias, resets);
  if (!resets) return simple(l, bias, { name: 'n', shown, to: 'h', way: 'tanh' });
  /** @type {Piece[]} */
  const state = ['+', '(', l.gate('R'), '⊙', l.before(), ')', l.weight('hh')];
  return {
    ...simple(l, bias, { name: 'n', shown, to: 'h', way: 'tanh' }),
    formula: call([shown, '='], 'tanh', [
      [l.input(), l.weight('xh')],
      state,
      ...(bias ? [['+', l.bias('h')]] : []),
    ]),
  };
}

/** With the reset after the product. @param {Letters} l @param {boolean} bias @param {boolean} resets @returns {Equation} */
function candidateAfter(l, bias, resets) {
  /** @type {Piece[]} */
  const inner = [
    ...(bias ? ['('] : []),
    l.before(),
    l.weight('hh'),
    ...(bias ? ['+', l.bias('hh'), ')'] : []),
  ];
  return {
    name: 'n',
    meaning: 'n',
    formula: call([l.candidate('H'), '='], 'tanh', [
      [l.input(), l.weight('xh')],
      ...(bias ? [['+', l.bias('xh')]] : []),
      ['+', ...(resets ? [l.gate('R'), '⊙'] : []), ...inner],
    ]),
    figures: ({ now, sums: { n } }, chip) =>
      call(
        ['='],
        'tanh',
        [
          [number(n.input)],
          ...(bias ? [added(n.bias)] : []),
          [
            '+',
            ...(resets ? [chip('r', now.r), '·'] : []),
            '(',
            number(n.state + n.innerBias),
            ')',
          ],
        ],
        ['=', chip('n', now.n)],
      ),
  };
}

/** H from Z, the state before and the candidate. @param {Letters} l @param {Settings} settings @returns {Equation} */
function blend(l, { update, gates }) {
  const fresh = l.candidate('H');
  const base = { name: 'h', meaning: 'h' };
  if (gates === 'reset')
    return {
      ...base,
      formula: [math(l.h(), '=', fresh)],
      figures: ({ now }, chip) => [math('=', chip('h', now.h))],
    };
  const z = () => [l.gate('Z')];
  const rest = () => ['(', element('mn', {}, '1'), '−', l.gate('Z'), ')'];
  const [old, young] = update === 'takes' ? [rest, z] : [z, rest];
  return {
    ...base,
    formula: [math(l.h(), '=', ...old(), '⊙', l.before()), math('+', ...young(), '⊙', fresh)],
    figures({ now, h }, chip) {
      const keep = update === 'takes' ? 1 - now.z : now.z;
      return [
        math('=', chip('z', keep), '·', chip('h', h)),
        math('+', chip('z', 1 - keep), '·', chip('n', now.n), '=', chip('h', now.h)),
      ];
    },
  };
}

/** @param {Letters} l @param {Settings} settings @returns {Equation[]} */
function gru(l, settings) {
  const { bias, gates, update } = settings;
  const way = SIGMOID;
  const reset = simple(l, bias, { name: 'r', shown: l.gate('R'), to: 'r', way });
  const renew = simple(l, bias, { name: 'z', shown: l.gate('Z'), to: 'z', way });
  const meaning = update === 'takes' ? 'z takes' : 'z';
  return [
    ...(gates === 'update' ? [] : [reset]),
    ...(gates === 'reset' ? [] : [{ ...renew, meaning }]),
    candidate(l, settings),
    blend(l, settings),
  ];
}

/** @param {Letters} l @param {boolean} bias @returns {Equation[]} */
function lstm(l, bias) {
  const way = SIGMOID;
  const gate = (/** @type {string} */ name) =>
    simple(l, bias, { name, shown: l.gate(name.toUpperCase()), to: name, way });
  return [
    gate('i'),
    gate('f'),
    gate('o'),
    simple(l, bias, { name: 'g', shown: l.candidate('C'), to: 'c', way: 'tanh' }),
    {
      name: 'c',
      meaning: 'c',
      formula: [
        math(l.gate('C'), '=', l.gate('F'), '⊙', l.memoryBefore()),
        math('+', l.gate('I'), '⊙', l.candidate('C')),
      ],
      figures: ({ now, c }, chip) => [
        math('=', chip('f', now.f), '·', chip('c', c)),
        math('+', chip('i', now.i), '·', chip('g', now.g), '=', chip('c', now.c)),
      ],
    },
    {
      name: 'h',
      meaning: 'h',
      formula: [math(l.h(), '=', l.gate('O'), '⊙', operatorName('tanh'), '(', l.gate('C'), ')')],
      figures: ({ now }, chip) => [
        math('=', chip('o', now.o), '·', operatorName('tanh'), '(', chip('c', now.c), ')'),
        math('=', chip('h', now.h)),
      ],
    },
  ];
}

/**
 * In the order of the computation.
 * @param {Settings} settings
 * @param {import('./reading.js').Place} place
 * @returns {Equation[]}
 */
export function equationsOf(settings, place) {
  const l = lettersOf(settings, place);
  if (settings.cell === 'rnn') return rnn(l, settings.bias);
  return settings.cell === 'gru' ? gru(l, settings) : lstm(l, settings.bias);
}

/** The output layer; both directions together are its input. @returns {Element[]} */
export const outputFormula = () => [
  math(
    element(
      'msub',
      {},
      element('mover', { accent: 'true' }, matrix('Y', {}), element('mo', {}, '^')),
      element('mtext', {}, 't'),
    ),
    '=',
    operatorName('softmax'),
    '(',
    matrix('H', { sub: 't' }),
    matrix('W', { sub: 'hq' }),
  ),
  math('+', matrix('b', { sub: 'q' }), ')'),
];
