import './room.css';
import { make } from '../parts/make.js';
import { createLaneCards } from './lane-cards.js';
import { createLaneCurves } from './lane-curves.js';
import { createLaneCurvesTable } from './lane-curves-table.js';
import { createLineUpChoice } from './line-up-choice.js';
import { createRace } from './race.js';
import { createResults, createSamples, createVerdict } from './results.js';
import { createRules } from './rules.js';
import { words } from './words.js';

/**
 * The race: several networks on the page's text, side by side.
 *
 * @param {HTMLElement} root an empty section
 * @param {import('../lab/lab.js').Lab} lab
 * @param {{ source: () => import('../lab/texts.js').Source }} page the text that is loaded now
 */
export function showRace(root, lab, { source }) {
  const race = createRace(lab, source);
  const lanes = createLaneCards(race, lab);
  const title = make('h2', { id: 'race-title' }, words.title);
  root.classList.add('race');
  root.setAttribute('aria-labelledby', title.id);
  root.append(
    title,
    createLineUpChoice(race),
    createRules(race, lab, lanes.wrong),
    lanes.root,
    createLaneCurves(race),
    make('p', { className: 'meaning' }, words.intro),
    createResults(race, lab),
    createVerdict(race),
    createSamples(race),
    createLaneCurvesTable(race),
  );
  let opened = false;
  lab.state.watch(['table', 'model'], ({ table, model }) => {
    if (opened || table.length === 0 || !model) return;
    opened = true;
    race.open();
  });
  addEventListener('hashchange', race.follow);
}
