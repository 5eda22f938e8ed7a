import { words } from '../../app/words.js';
import { seriesAt } from '../../lab/series.js';
import { find } from '../../parts/dom.js';

/** @typedef {import('../../lab/series.js').Series} Series */

/** How far a key goes, in points of the curve; Home and End go all the way. @type {Record<string, number>} */
const STEPS = {
  ArrowLeft: -1,
  ArrowDown: -1,
  ArrowRight: 1,
  ArrowUp: 1,
  PageDown: -10,
  PageUp: 10,
  Home: -Infinity,
  End: Infinity,
};

/** The values of all series at an update, in words. @param {Series[]} all @param {number} update */
function valuesAt(all, update) {
  const values = all.flatMap((series) => {
    const value = seriesAt(series, update);
    return value === undefined ? [] : [words.seriesValue(series.label, value)];
  });
  return words.readout(update, values);
}

/**
 * Reads the chart where the pointer is, or where the arrow keys have gone.
 * @param {HTMLElement} place
 * @param {import('../../lab/lab.js').Lab['state']} state
 * @param {() => Series[]} present those that are drawn
 */
export function followCursor(place, state, present) {
  const readout = find('chart-readout', HTMLElement);
  /** @type {import('uplot') | undefined} */
  let plot;
  /** @type {number | undefined} the update that is read; undefined: none */
  let at;

  function show() {
    const all = present();
    const last = state.now.curve.training.updates.at(-1);
    readout.hidden = at === undefined || last === undefined;
    const read = Math.min(at ?? Infinity, last ?? 0);
    if (!readout.hidden)
      readout.textContent = valuesAt(
        all.filter(({ curve }) => curve),
        read,
      );
    place.setAttribute('aria-valuemin', '0');
    place.setAttribute('aria-valuemax', String(last ?? 0));
    place.setAttribute('aria-valuenow', String(read));
    const spoken = last === undefined ? words.chartEmpty : valuesAt(all, read);
    place.setAttribute('aria-valuetext', spoken);
  }

  /** @param {number} steps */
  function move(steps) {
    const { updates } = state.now.curve.training;
    const from = at === undefined ? updates.length : updates.findIndex((u) => u >= (at ?? 0));
    const to = Math.min(updates.length - 1, Math.max(0, from + steps));
    at = updates[to];
    if (at === undefined || !plot) return;
    plot.setCursor({ left: plot.valToPos(at, 'x'), top: 0 }, false);
    show();
  }

  place.addEventListener('keydown', (event) => {
    const steps = STEPS[event.key];
    if (steps === undefined) return;
    event.preventDefault();
    move(steps);
  });
  place.addEventListener('blur', () => {
    at = undefined;
    plot?.setCursor({ left: -10, top: -10 }, false);
    show();
  });
  place.addEventListener('mousemove', () => {
    at = plot?.data[0][plot.cursor.idx ?? -1];
    show();
  });
  place.addEventListener('mouseleave', () => {
    at = undefined;
    show();
  });
  state.watch(['curve'], show);

  return {
    /** @param {import('uplot')} next the chart, drawn anew */
    watch(next) {
      plot = next;
      show();
    },
  };
}
