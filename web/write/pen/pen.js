import { insightOf } from '../../lab/insight.js';
import { find } from '../../parts/dom.js';
import { lettersOf } from './letters.js';
import { createStrip } from './strip.js';

/**
 * @typedef {import('../../lab/sampler.js').Sample} Sample
 * @typedef {{ passage: Sample, letters: HTMLElement[] }} Line what is being written
 */

/** Letters a second: as one reads, and while it trains as fast as an eye can follow. */
const READING = 14;
const TRAINING = 60;
/** While it trains so many at a time: each drawing takes something from the training. */
const AT_A_TIME = 6;
/** Passages after the first one that stay in view, and that are written before the pen rests. */
const IN_VIEW = 3;
const MOST = 12;

/** Keeps the pen's line in view. @param {HTMLElement} place @param {HTMLElement} letter */
function follow(place, letter) {
  const below = letter.offsetTop + letter.offsetHeight - place.offsetTop - place.clientHeight;
  if (below > place.scrollTop) place.scrollTop = below + letter.offsetHeight / 2;
}

/** @param {ReturnType<typeof createStrip>} strip @param {Sample} passage @param {number} at */
function addTo(strip, { insight }, at) {
  if (insight) strip.add(insight.states.subarray(at * insight.units, (at + 1) * insight.units));
}

/** @param {Sample} passage @param {HTMLElement} where @param {boolean} isAhead whether it is still to be written @returns {Line} */
function putDown(passage, where, isAhead) {
  const letters = lettersOf(passage);
  if (isAhead) for (const letter of letters) letter.classList.add('ahead');
  where.append(...letters);
  return { passage, letters };
}

/** @param {Line} line @param {number} at @param {ReturnType<typeof createStrip>} strip */
function writeLetter({ letters, passage }, at, strip) {
  letters.at(at - 1)?.classList.remove('pen'); // of the first one it is the last of the round before
  letters[at]?.classList.remove('ahead');
  letters[at]?.classList.add('pen');
  addTo(strip, passage, at);
}

/** All at once. @param {Sample} passage @param {ReturnType<typeof createStrip>} strip */
function showAll(passage, strip) {
  for (const at of passage.symbols.keys()) addTo(strip, passage, at);
  strip.draw();
}

/**
 * Writes what the network has drawn, letter by letter, and lets the strip go along. While it trains the whole
 * passage is seen, since the next one comes soon; else it goes on behind the passage for as long as somebody may look.
 * @param {import('../../lab/lab.js').Lab} lab
 */
export function createPen(lab) {
  const place = find('sample', HTMLElement);
  const text = find('sample-text', HTMLElement);
  const more = find('sample-more', HTMLElement);
  const strip = createStrip();
  lab.lookInto(insightOf);
  const isStill = matchMedia('(prefers-reduced-motion: reduce)');
  /** @type {Line | undefined} */
  let line;
  let at = 0;
  let written = '';
  let passages = 0;
  let frame = 0;
  let [last, due] = [0, 0];

  /** @param {Sample} passage @param {HTMLElement} where @param {boolean} isAhead whether it is still to be written */
  function take(passage, where, isAhead) {
    line?.letters[at - 1]?.classList.remove('pen');
    line = putDown(passage, where, isAhead);
  }

  /** Another passage behind those that are there. */
  async function goOn() {
    const before = line;
    line = undefined;
    const next = await lab.writeOn(written, 1 + ++passages);
    if (line || before === undefined || next.symbols.length === 0) return;
    if (passages % IN_VIEW === 0) more.replaceChildren();
    before.letters.at(-1)?.classList.remove('pen');
    at = 0;
    take(next, more, true);
    written += next.text;
  }

  function atEnd() {
    if (lab.state.now.phase === 'training') at = 0;
    else if (passages < MOST) goOn();
    else line = undefined;
  }

  /** @param {number} now milliseconds */
  function write(now) {
    frame = requestAnimationFrame(write);
    const isTraining = lab.state.now.phase === 'training';
    due = Math.min(AT_A_TIME, due + ((now - last) / 1000) * (isTraining ? TRAINING : READING));
    last = now;
    if (!line || due < (isTraining ? AT_A_TIME : 1) || place.clientHeight === 0) return;
    for (; due >= 1 && at < line.letters.length; due--) writeLetter(line, at++, strip);
    strip.draw();
    const letter = line.letters[at - 1];
    if (letter && !isTraining) follow(place, letter);
    if (at >= line.letters.length) atEnd();
  }

  return {
    /** Puts the pen down. */
    rest() {
      cancelAnimationFrame(frame);
      line = undefined;
      more.replaceChildren();
    },

    /** @param {Sample} passage */
    write(passage) {
      const isTraining = lab.state.now.phase === 'training';
      const isNew = passage.updates === 0 && !isTraining;
      cancelAnimationFrame(frame);
      text.replaceChildren();
      more.replaceChildren();
      place.scrollTop = 0;
      take(passage, text, isNew && !isStill.matches);
      if (isStill.matches) return showAll(passage, strip);
      written = passage.prompt + passage.text;
      passages = 0;
      if (!isTraining) at = isNew ? 0 : Math.max(0, passage.symbols.length - 1);
      last = performance.now();
      frame = requestAnimationFrame(write);
    },
  };
}
