import { svg } from '../parts/svg.js';
import { scroller } from '../parts/table.js';
import { latticeOf } from './lattice.js';
import { lastStep } from './search.js';
import { words } from './words.js';

/**
 * @typedef {import('./lattice.js').Place} Place
 * @typedef {import('./search.js').Search} Search
 * @typedef {{ left: number, width: number }} Column where its nodes stand
 */

const NODE_HEIGHT = 42;
const ROW = 66;
const TOP = 34;
const LEFT = 4;
const GAP = 32;
const ROOT = 72;
/** Pixels of a letter of a token, about; of one in a long token. */
const LETTER = 10;
const SMALL_LETTER = 7.6;
const NARROWEST = 62;
/** Letters of a token that is written smaller, and of one that is cut. */
const LONG = 10;
const TOO_LONG = 22;

/** @param {string} token */
function fitted(token) {
  const letters = [...(token === ' ' ? '␣' : token)];
  return letters.length > TOO_LONG ? [...letters.slice(0, TOO_LONG - 1), '…'] : letters;
}

/** @param {string} token */
function widthOf(token) {
  const { length } = fitted(token);
  return Math.max(NARROWEST, 20 + length * (length > LONG ? SMALL_LETTER : LETTER));
}

/** As wide as their tokens need. @param {import('./lattice.js').BeamNode[]} tree @param {number} count @returns {Column[]} */
function columnsOf(tree, count) {
  let left = LEFT + ROOT + GAP;
  return Array.from({ length: count }, (_, i) => {
    const own = tree.filter(({ step }) => step === i + 1);
    const width = Math.max(...own.map(({ token }) => widthOf(token)));
    const column = { left, width };
    left += width + GAP;
    return column;
  });
}

const middleOf = (/** @type {number} */ row) => TOP + row * ROW + NODE_HEIGHT / 2;

/** @param {Place} place @param {Place | undefined} parent @param {Column[]} columns @param {number} rootRow */
function edge({ column, row, best, alive }, parent, columns, rootRow) {
  const from = parent && columns[parent.column - 1];
  const x1 = from ? from.left + from.width : LEFT + ROOT;
  const y1 = middleOf(parent ? parent.row : rootRow);
  const [x2, y2] = [columns[column - 1]?.left ?? 0, middleOf(row)];
  const half = (x1 + x2) / 2;
  const kind = best ? 'edge best' : alive ? 'edge' : 'edge dead';
  return svg('path', { class: kind, d: `M${x1} ${y1}C${half} ${y1} ${half} ${y2} ${x2} ${y2}` });
}

/** @param {number} x @param {number} y @param {string} kind @param {string} text */
const label = (x, y, kind, text) => svg('text', { class: kind, x, y }, text);

/** The frame of a node; a finished one has two. @param {Column} column @param {number} y @param {boolean} double */
function frame({ left, width }, y, double) {
  const outer = { class: 'box', x: left, y, width, height: NODE_HEIGHT, rx: 7 };
  const inner = { x: left + 3, y: y + 3, width: width - 6, height: NODE_HEIGHT - 6, rx: 4 };
  const boxes = [svg('rect', outer)];
  if (double) boxes.push(svg('rect', { class: 'inner-box', ...inner }));
  return boxes;
}

/** @param {Place} place @param {Column[]} columns */
function nodeAt({ column, row, node, fate, alive, greedy, best }, columns) {
  const at = columns[column - 1] ?? { left: 0, width: 0 };
  const y = middleOf(row) - NODE_HEIGHT / 2;
  const centre = at.left + at.width / 2;
  const finished = fate === 'finished';
  const letters = fitted(node.token);
  const parts = [
    svg('title', {}, words.nodeTitle(node.token, node.logProbability, fate)),
    ...frame(at, y, finished),
    label(centre, y + 19, letters.length > LONG ? 'token long' : 'token', letters.join('')),
    label(centre, y + 34, 'log', words.number(node.logProbability)),
  ];
  const score = words.scoreIs(node.score);
  if (finished)
    parts.push(label(centre, y + NODE_HEIGHT + 15, 'score', best ? `★ ${score}` : score));
  if (fate === 'dropped') parts.push(label(at.left + at.width - 8, y + 14, 'cross', '✕'));
  if (greedy) parts.push(label(at.left + 6, y - 4, 'greedy', 'g'));
  return svg('g', { class: `node ${fate}${alive ? '' : ' dead'}${best ? ' best' : ''}` }, ...parts);
}

/** @param {number} rootRow */
function rootNode(rootRow) {
  const y = middleOf(rootRow) - NODE_HEIGHT / 2;
  return svg(
    'g',
    { class: 'root' },
    ...frame({ left: LEFT, width: ROOT }, y, false),
    label(LEFT + ROOT / 2, y + 19, 'token', '<bos>'),
    label(LEFT + ROOT / 2, y + 34, 'log', words.number(0)),
  );
}

/** @param {import('./search.js').Finding} finding @param {number} step */
function drawLattice({ beam, greedy, width }, step) {
  const { places, columns: count, rows } = latticeOf(beam.tree, step, greedy.tokens);
  const columns = columnsOf(beam.tree, count);
  const byIndex = new Map(places.map((place) => [place.index, place]));
  const rootRow = (rows - 1) / 2;
  const last = columns.at(-1) ?? { left: 0, width: 0 };
  const newest = columns[step - 1];
  const w = last.left + last.width + 18;
  const h = TOP + rows * ROW;
  const heads = columns
    .slice(0, step)
    .map((column, i) => label(column.left + column.width / 2, 20, 'head', words.stepHead(i + 1)));
  const band = newest && { x: newest.left - 7, y: 2, width: newest.width + 14, height: h - 4 };
  const size = { viewBox: `0 0 ${w} ${h}`, width: w, height: h };
  const name = words.treeLabel(width, places.length, step, count);
  const picture = svg(
    'svg',
    { class: 'lattice', role: 'img', 'aria-label': name, ...size },
    ...(band && step < count ? [svg('rect', { class: 'band', ...band, rx: 8 })] : []),
    ...heads,
    ...places.map((place) => edge(place, byIndex.get(place.parent), columns, rootRow)),
    rootNode(rootRow),
    ...places.map((place) => nodeAt(place, columns)),
  );
  return { picture, newest: newest ?? { left: LEFT, width: ROOT } };
}

/** The tree, as far as it is shown. @param {Search} search */
export function createLatticeView({ state }) {
  const place = scroller(words.treeRegion);
  place.classList.add('tree');
  state.watch(['finding', 'step'], ({ finding, step }) => {
    if (!finding) return place.replaceChildren();
    const { picture, newest } = drawLattice(finding, Math.min(step, lastStep(finding)));
    place.replaceChildren(picture);
    const [left, right] = [newest.left - GAP, newest.left + newest.width + GAP];
    const { scrollLeft, clientWidth } = place;
    if (right > scrollLeft + clientWidth) place.scrollLeft = right - clientWidth;
    else if (left < scrollLeft) place.scrollLeft = left;
  });
  return place;
}
