import { buttonRow } from '../../parts/button.js';
import { make } from '../../parts/make.js';
import { scroller, table } from '../../parts/table.js';
import { createLearned } from '../learned.js';
import { ENOUGH, follow } from '../school.js';
import { distanceChart } from './distance-chart.js';
import { words } from './words.js';

/** How far back is looked, in letters, and which distances the table shows. */
const FAR = 30;
const SHOWN = [1, 5, 10, 20, 30];

const CELLS = /** @type {const} */ (['rnn', 'gru']);

/** Updates after which the models are looked at. */
const STAGES = /** @type {const} */ (['0', '100', String(ENOUGH)]);

/**
 * What of the gradient is left at each distance before the last prediction: its norm against that at the last letter.
 * @param {import('../school.js').Session} session
 */
async function sharesOf(session) {
  const { input } = await session.attribute(words.sentence, FAR);
  return Array.from({ length: FAR + 1 }, (_, i) => Number(input[FAR - i]) / Number(input[FAR]));
}

/** @param {import('../school.js').School} school @returns {import('../chapters.js').Figure} */
function createFigure(school) {
  const pupils = CELLS.map((cell) => school.pupil(cell, `${cell}, forgetting`));
  const place = make('div', { className: 'distances' });
  const figures = scroller(words.caption);
  const choices = STAGES.map((stage) => /** @type {const} */ ([stage, words.after(Number(stage))]));
  const set = (/** @type {string} */ stage) => {
    row.show(stage);
    for (const pupil of pupils) pupil.trainTo(Number(stage));
  };
  const row = buttonRow(words.look, choices, set);
  const learned = pupils.slice(0, 1).map(createLearned);
  const root = make('div', {}, place, row.root, figures, ...learned);

  async function draw() {
    const sessions = await Promise.all(pupils.map(({ session }) => session));
    const shares = await Promise.all(sessions.map(sharesOf));
    const curves = CELLS.map((name, i) => ({ name, shares: shares[i] ?? [] }));
    place.replaceChildren(distanceChart(curves, words.axes));
    const rows = CELLS.map((name, i) => [
      words.names[name],
      ...SHOWN.map((at) => words.share(shares[i]?.[at] ?? 0)),
    ]);
    const heads = [words.back, ...SHOWN.map(String)];
    figures.replaceChildren(table({ caption: words.caption, heads }, rows));
  }
  const show = follow(root, pupils, draw);
  row.show('0');
  return { root, tries: [() => set('0'), () => set(String(ENOUGH))], show };
}

/** @type {import('../chapters.js').Chapter} */
export const chapter = { words, right: { tries: [1, 0], questions: [0, 2, 1, 2] }, createFigure };
