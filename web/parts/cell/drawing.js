import './drawing.css';
import { svg } from '../svg.js';
import { BOX, HEIGHT, planOf, RADIUS, WIDTH } from './plan.js';

/**
 * @typedef {import('./plan.js').Plan} Plan
 * @typedef {import('./plan.js').Variant} Variant
 *
 * What is said in a drawing.
 * @typedef {object} Said
 * @property {string} name of the drawing
 * @property {Record<string, [letter: string, name: string]>} boxes by term
 */

const HEAD = 9;

/** @param {import('./plan.js').Wire} wire */
function drawWire({ term, along, isOpen }) {
  const d = along.map(([x, y], i) => `${i === 0 ? 'M' : 'L'}${x} ${y}`).join('');
  const [[fromX, fromY] = [0, 0], [x, y] = [0, 0]] = along.slice(-2);
  const angle = (Math.atan2(y - fromY, x - fromX) * 180) / Math.PI;
  const head = svg('path', {
    class: 'head',
    d: `M0 0L${-HEAD} ${-HEAD / 2}V${HEAD / 2}Z`,
    transform: `translate(${x} ${y}) rotate(${angle})`,
  });
  const line = svg('path', { class: 'wire', d });
  return svg('g', { 'data-term': term }, line, ...(isOpen ? [] : [head]));
}

/** @param {import('./plan.js').Node} node */
function drawNode({ sign, term, at: [x, y] }) {
  const isWord = sign.length > 1;
  const ground = isWord
    ? svg('rect', { x: x - 22, y: y - RADIUS, width: 44, height: 2 * RADIUS, rx: RADIUS })
    : svg('circle', { cx: x, cy: y, r: RADIUS });
  return svg(
    'g',
    { class: 'sign', 'data-term': term },
    ground,
    svg('text', { x, y: y + 5, class: isWord ? 'word' : '' }, sign),
  );
}

/** @param {import('./plan.js').Box} box @param {Said} said */
function drawBox({ term, at: [x, y] }, { boxes }) {
  const [letter = '', name = ''] = boxes[term] ?? [];
  const { width, height } = BOX;
  const value = svg('text', { class: 'value', x, y: y + 20 });
  const title = svg('text', { x, y: y - 6 }, svg('tspan', { class: 'letter' }, letter), ` ${name}`);
  const fact = svg('title', {});
  const ground = svg('rect', { x: x - width / 2, y: y - height / 2, width, height, rx: 10 });
  const place = svg(
    'g',
    { class: 'gate', 'data-term': term, role: 'listitem', tabindex: 0 },
    fact,
    ground,
    title,
    value,
  );
  return { term, place, value, fact };
}

/** @param {import('./plan.js').Label} label */
function drawLabel({ flow, term, at: [x, y] }) {
  const place = svg('text', { class: 'flow', 'data-term': term, x, y });
  return { flow, place };
}

/**
 * A cell as its equations describe it, with the numbers of one unit flowing through it.
 * @param {Variant} variant
 * @param {Said} said
 */
export function drawCell(variant, said) {
  const plan = planOf(variant);
  const boxes = plan.boxes.map((box) => drawBox(box, said));
  const labels = plan.labels.map(drawLabel);
  const hidden = svg(
    'g',
    { 'aria-hidden': 'true' },
    ...plan.wires.map(drawWire),
    ...plan.nodes.map(drawNode),
    ...labels.map(({ place }) => place),
  );
  const list = svg(
    'g',
    { role: 'list', 'aria-label': said.name },
    ...boxes.map(({ place }) => place),
  );
  const frame = svg('rect', { class: 'frame', x: 44, y: 20, width: 640, height: 340, rx: 18 });
  const root = svg(
    'svg',
    { class: 'cell', viewBox: `0 0 ${WIDTH} ${HEIGHT}` },
    frame,
    hidden,
    list,
  );

  return {
    root,
    /**
     * @param {Record<string, string>} values in the boxes, by term
     * @param {Record<string, string>} facts the same as sentences, for those who hear them
     * @param {Record<string, string>} flows what the wires carry, by the name of the label; '' or none: nothing is said
     */
    show(values, facts, flows) {
      for (const { term, value, fact } of boxes) {
        value.textContent = values[term] ?? '';
        fact.textContent = facts[term] ?? '';
      }
      for (const { flow, place } of labels) place.textContent = flows[flow] ?? '';
    },
  };
}
