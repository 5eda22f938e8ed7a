// Where everything in the drawing of a cell is: the state runs along the top, the gates stand below it.

/**
 * A term is a quantity of the equations: what is drawn for it and what is written of it go by its name.
 * @typedef {'x' | 'before' | 'memory' | 'r' | 'z' | 'n' | 'i' | 'f' | 'g' | 'o' | 'c' | 'h'} Term
 * @typedef {readonly [number, number]} Point
 *
 * @typedef {object} Box a gate, or a candidate
 * @property {Term} term
 * @property {Point} at its middle
 *
 * @typedef {object} Node a sign between wires
 * @property {string} sign
 * @property {Term} term what it lets through
 * @property {Point} at
 *
 * @typedef {object} Wire
 * @property {Term} term what flows in it
 * @property {Point[]} along
 * @property {boolean} [isOpen] without an arrow at its end: it goes on in others
 *
 * @typedef {object} Label the number that flows in a wire
 * @property {string} flow its name
 * @property {Term} term
 * @property {Point} at its left end
 *
 * @typedef {{ boxes: Box[], nodes: Node[], wires: Wire[], labels: Label[] }} Plan
 * @typedef {{ cell: string, gates: string, reset: string, update: string }} Variant
 */

export const WIDTH = 760;
export const HEIGHT = 400;
/** Of a box, and of a sign. */
export const BOX = { width: 96, height: 60 };
export const RADIUS = 12;

const HALF = BOX.height / 2;
const LEFT = 24;
const RIGHT = 736;

/** @param {Partial<Plan>[]} parts @returns {Plan} */
const together = (parts) => ({
  boxes: parts.flatMap(({ boxes = [] }) => boxes),
  nodes: parts.flatMap(({ nodes = [] }) => nodes),
  wires: parts.flatMap(({ wires = [] }) => wires),
  labels: parts.flatMap(({ labels = [] }) => labels),
});

/** @param {Term} term @param {Point[]} along @returns {Wire} */
const wire = (term, ...along) => ({ term, along });
/** @param {Term} term @param {Point[]} along @returns {Wire} */
const open = (term, ...along) => ({ term, along, isOpen: true });

/** @type {Record<'state' | 'gates', number>} heights */
const GRU = { state: 60, gates: 240 };

/** The reset gate, and the way of the past to the candidate. @param {Variant} variant @returns {Partial<Plan>} */
function gruPast({ gates, reset }) {
  const { state, gates: y } = GRU;
  const top = y - HALF;
  if (gates === 'update') return { wires: [wire('before', [432, state], [432, top])] };
  const isAfter = reset === 'after';
  const at = isAfter ? 142 : 108;
  return {
    boxes: [{ term: 'r', at: [136, y] }],
    nodes: [
      ...(isAfter
        ? [
            {
              sign: 'W',
              term: /** @type {Term} */ ('before'),
              at: /** @type {Point} */ ([212, 100]),
            },
          ]
        : []),
      { sign: '⊙', term: 'r', at: [212, at] },
    ],
    wires: [
      wire('before', [122, state], [122, top]),
      wire('before', [212, state], [212, (isAfter ? 100 : at) - RADIUS]),
      ...(isAfter ? [wire('before', [212, 112], [212, at - RADIUS])] : []),
      wire('r', [136 + BOX.width / 2, y], [212, y], [212, at + RADIUS]),
      wire('r', [212 + RADIUS, at], [432, at], [432, top]),
    ],
    labels: [{ flow: 'seen', term: 'r', at: [230, at - 8] }],
  };
}

/** The update gate, between what was and what is new. @param {Variant} variant @returns {Partial<Plan>} */
function gruBlend({ gates, update }) {
  const { state, gates: y } = GRU;
  const out = 448 + BOX.width / 2;
  if (gates === 'reset')
    return { wires: [wire('n', [out, y], [552, y], [552, state], [RIGHT, state])] };
  const share = /** @type {Point} */ (update === 'takes' ? [374, 92] : [440, 162]);
  return {
    boxes: [{ term: 'z', at: [284, y] }],
    nodes: [
      { sign: '⊙', term: 'z', at: [366, state] },
      { sign: '⊙', term: 'n', at: [552, 172] },
      { sign: '+', term: 'h', at: [552, state] },
    ],
    wires: [
      wire('before', [270, state], [270, y - HALF]),
      wire('before', [LEFT, state], [366 - RADIUS, state]),
      wire('z', [284 + BOX.width / 2, y], [366, y], [366, state + RADIUS]),
      wire('z', [366, 172], [552 - RADIUS, 172]),
      wire('n', [out, y], [552, y], [552, 172 + RADIUS]),
      wire('n', [552, 172 - RADIUS], [552, state + RADIUS]),
      wire('z', [366 + RADIUS, state], [552 - RADIUS, state]),
      wire('h', [552 + RADIUS, state], [RIGHT, state]),
    ],
    labels: [
      { flow: 'kept', term: 'z', at: [392, state - 10] },
      { flow: 'added', term: 'n', at: [564, 124] },
      { flow: 'rest', term: 'z', at: share },
    ],
  };
}

/** @param {Variant} variant @returns {Plan} */
function gru(variant) {
  const { state, gates: y } = GRU;
  const boxes = [
    ...(variant.gates === 'update' ? [] : [136]),
    ...(variant.gates === 'reset' ? [] : [284]),
    448,
  ];
  const bus = 312;
  const isLost = variant.gates === 'reset'; // the past ends in the reset gate
  return together([
    {
      boxes: [{ term: 'n', at: [448, y] }],
      wires: [
        open('x', [64, 388], [64, bus], [448, bus]),
        ...boxes.map((x) => wire('x', [x, bus], [x, y + HALF])),
        ...(isLost ? [open('before', [LEFT, state], [212, state])] : []),
      ],
      labels: [
        { flow: 'before', term: 'before', at: [LEFT, state - 12] },
        { flow: 'x', term: 'x', at: [76, 384] },
        { flow: 'h', term: 'h', at: [630, state - 12] },
      ],
    },
    gruPast(variant),
    gruBlend(variant),
  ]);
}

/** @returns {Plan} */
function lstm() {
  const memory = 56;
  const y = 240;
  const top = y - HALF;
  const columns = /** @type {const} */ ([
    ['f', 160],
    ['i', 280],
    ['g', 400],
    ['o', 520],
  ]);
  const [past, input] = [312, 344];
  return {
    boxes: columns.map(([term, x]) => ({ term, at: [x, y] })),
    nodes: [
      { sign: '⊙', term: 'f', at: [160, memory] },
      { sign: '⊙', term: 'i', at: [400, 140] },
      { sign: '+', term: 'c', at: [400, memory] },
      { sign: 'tanh', term: 'c', at: [620, 104] },
      { sign: '⊙', term: 'o', at: [620, 156] },
    ],
    wires: [
      wire('memory', [LEFT, memory], [160 - RADIUS, memory]),
      wire('f', [160, top], [160, memory + RADIUS]),
      wire('f', [160 + RADIUS, memory], [400 - RADIUS, memory]),
      wire('i', [280, top], [280, 140], [400 - RADIUS, 140]),
      wire('g', [400, top], [400, 140 + RADIUS]),
      wire('i', [400, 140 - RADIUS], [400, memory + RADIUS]),
      wire('c', [400 + RADIUS, memory], [RIGHT, memory]),
      wire('c', [620, memory], [620, 104 - RADIUS]),
      wire('c', [620, 104 + RADIUS], [620, 156 - RADIUS]),
      wire('o', [520, top], [520, 156], [620 - RADIUS, 156]),
      wire('h', [620, 156 + RADIUS], [620, 196], [RIGHT, 196]),
      open('before', [LEFT, past], [506, past]),
      open('x', [64, 388], [64, input], [534, input]),
      ...columns.map(([, x]) => wire('before', [x - 14, past], [x - 14, y + HALF])),
      ...columns.map(([, x]) => wire('x', [x + 14, input], [x + 14, y + HALF])),
    ],
    labels: [
      { flow: 'memory', term: 'memory', at: [LEFT, memory - 12] },
      { flow: 'kept', term: 'f', at: [200, memory - 10] },
      { flow: 'added', term: 'i', at: [410, 104] },
      { flow: 'c', term: 'c', at: [640, memory - 12] },
      { flow: 'h', term: 'h', at: [640, 184] },
      { flow: 'before', term: 'before', at: [LEFT, past - 10] },
      { flow: 'x', term: 'x', at: [76, 384] },
    ],
  };
}

/** @returns {Plan} */
function rnn() {
  const y = 160;
  return {
    boxes: [{ term: 'h', at: [380, y] }],
    nodes: [],
    wires: [
      wire('before', [LEFT, y], [380 - BOX.width / 2, y]),
      wire('x', [380, 388], [380, y + HALF]),
      wire('h', [380 + BOX.width / 2, y], [RIGHT, y]),
    ],
    labels: [
      { flow: 'before', term: 'before', at: [LEFT, y - 12] },
      { flow: 'x', term: 'x', at: [392, 384] },
      { flow: 'h', term: 'h', at: [630, y - 12] },
    ],
  };
}

/** @param {Variant} variant @returns {Plan} */
export function planOf(variant) {
  if (variant.cell === 'rnn') return rnn();
  return variant.cell === 'lstm' ? lstm() : gru(variant);
}
