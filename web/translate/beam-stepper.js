import { iconButton } from '../parts/button.js';
import { make } from '../parts/make.js';
import { icon } from '../parts/svg.js';
import { readable } from './answers.js';
import { accountOf, pathTo } from './lattice.js';
import { lastStep } from './search.js';
import { words } from './words.js';

/**
 * @typedef {import('./search.js').Search} Search
 * @typedef {import('./translator.js').Translator} Translator
 */

const PICTURES = {
  start: 'M4 3h3v14H4zM17 3v14L8 10z',
  back: 'M15 3v14L5 10z',
  play: 'M3 3l7 7-7 7zM11 3l7 7-7 7z',
  pause: 'M4 3h4v14H4zM12 3h4v14h-4z',
  forward: 'M5 3l10 7-10 7z',
  end: 'M13 3h3v14h-3zM3 3l9 7-9 7z',
};

/** @param {string} d @param {string} name @param {() => void} press */
const stepButton = (d, name, press) => iconButton(d, name, press, 'small');

/** What the step that is shown did, in words. @param {Search} search @param {Translator} translator */
function createNarration({ state }, translator) {
  /** @param {import('./search.js').Finding} finding @param {number} step */
  function tell({ sentence, beam, alpha }, step) {
    if (step === 0) return words.narrateStart(sentence);
    const { table, info } = translator.state.now;
    const tokens = table?.tokens ?? 'word';
    const account = accountOf(beam.tree, step);
    const named = account.dropped.map((i) => readable(pathTo(beam.tree, i).join(' '), tokens));
    const choices = (info?.target.length ?? 3) - 3; // never <unk>, <pad>, <bos>
    return words.narrate({ ...account, step, choices, named, end: endOf(beam, alpha, step) });
  }
  const line = make('p', { className: 'narration', role: 'status' });
  state.watch(['finding', 'step'], ({ finding, step }) => {
    if (finding) line.textContent = tell(finding, step);
  });
  return line;
}

/** @param {import('./search.js').Finding['beam']} beam @param {number} alpha @param {number} step */
function endOf({ tree, text, logProbability, score, tokens }, alpha, step) {
  const over = tree.every((node) => node.step <= step);
  return over ? words.narrateEnd(text, logProbability, tokens.length, alpha, score) : '';
}

/** Step after step through the tree. @param {Search} search @param {Translator} translator */
export function createBeamStepper(search, translator) {
  const { state } = search;
  const to = (/** @type {number} */ change) => search.goTo(state.now.step + change);
  const start = stepButton(PICTURES.start, words.toStart, () => search.goTo(0));
  const back = stepButton(PICTURES.back, words.back, () => to(-1));
  const play = stepButton(PICTURES.play, words.play, () => search.play());
  const forward = stepButton(PICTURES.forward, words.forward, () => to(1));
  const end = stepButton(PICTURES.end, words.toEnd, () => search.goTo(Infinity));
  const where = make('span', { className: 'where' });
  state.watch(['finding', 'step'], ({ finding, step }) => {
    if (!finding) return;
    const last = lastStep(finding);
    where.textContent = words.stepOf(step, last);
    for (const one of [start, back]) one.setAttribute('aria-disabled', String(step === 0));
    for (const one of [forward, end]) one.setAttribute('aria-disabled', String(step === last));
  });
  state.watch(['playing'], ({ playing }) => {
    play.title = playing ? words.stopPlaying : words.play;
    play.setAttribute('aria-label', play.title);
    play.replaceChildren(icon(playing ? PICTURES.pause : PICTURES.play));
  });
  const named = { className: 'row steps', 'aria-label': words.stepper };
  const row = make('fieldset', named, start, back, play, forward, end, where);
  return make('div', {}, row, createNarration(search, translator));
}
