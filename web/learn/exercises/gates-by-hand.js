import { button } from '../../parts/button.js';
import { make } from '../../parts/make.js';
import { scroller, table } from '../../parts/table.js';
import { words as ofRoom } from '../words.js';
import { FROM, judge, LETTERS, statesOf, TO } from './time-line.js';
import { words } from './words.js';

/** @typedef {import('./time-line.js').Gates} Gates */

/** A number as a bar to the left or the right of the middle, with its figure. @param {number} value */
function stateBar(value) {
  const bar = make('span', { className: value < 0 ? 'state below' : 'state' });
  bar.style.inlineSize = `${Math.abs(value) * 50}%`;
  bar.style.marginInlineStart = value < 0 ? `${50 + value * 50}%` : '50%';
  return make('td', {}, words.figure(value), make('span', { className: 'track' }, bar));
}

/** The visitor is the gates of one unit, step by step. */
export function createGatesByHand() {
  /** @type {Gates[]} */
  const gates = LETTERS.map(() => ({ z: 0, r: 0 }));
  const said = make('p', { className: 'sum', role: 'status' });
  const states = LETTERS.map(() => make('td', {}));
  const switches = gates.map((gate, t) => ({
    z: button('', () => turn(t, 'z'), { className: 'gate' }),
    r: button('', () => turn(t, 'r'), { className: 'gate' }),
    gate,
  }));
  const rows = switches.map(({ z, r }, t) => [
    words.step(t + 1, t === FROM, t === TO),
    words.figure(Number(LETTERS[t])),
    z,
    r,
    states[t] ?? '',
  ]);
  const lines = table({ caption: words.task, heads: words.heads, className: 'by-hand' }, rows);

  function show() {
    for (const [t, value] of statesOf(gates).entries()) {
      const { z, r, gate } = switches[t] ?? {};
      states[t]?.replaceChildren(...stateBar(value).childNodes);
      if (!z || !r || !gate) continue;
      z.textContent = String(gate.z);
      r.textContent = String(gate.r);
      z.setAttribute('aria-label', words.gate('Z', t + 1, gate.z));
      r.setAttribute('aria-label', words.gate('R', t + 1, gate.r));
    }
  }

  /** @param {number} t @param {'z' | 'r'} name */
  function turn(t, name) {
    const gate = gates[t];
    if (gate) gate[name] = gate[name] === 0 ? 1 : 0;
    said.textContent = '';
    show();
  }

  function check() {
    said.textContent = words.verdict(judge(gates));
  }

  function clear() {
    for (const gate of gates) Object.assign(gate, { z: 0, r: 0 });
    said.textContent = '';
    show();
  }
  show();
  const row = make(
    'div',
    { className: 'row' },
    button(words.check, check),
    button(ofRoom.fromStart, clear),
  );
  return {
    root: make('div', {}, scroller(words.task, lines), row, said),
    allZero() {
      clear();
      check();
    },
  };
}
