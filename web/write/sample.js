import { formatCount } from '../app/format.js';
import { words } from '../app/words.js';
import { SAMPLE } from '../lab/monitoring.js';
import { find, write } from '../parts/dom.js';
import { besideFirstUpdate } from './first-update.js';

/**
 * What the present weights write, and what those before them wrote.
 * @param {import('../lab/lab.js').Lab} lab
 */
export function showSample(lab) {
  const { state } = lab;
  const slider = find('lapse-slider', HTMLInputElement);
  const back = find('lapse-back', HTMLButtonElement);
  const on = find('lapse-on', HTMLButtonElement);
  /** Which frame is looked at; undefined: the present. @type {number | undefined} */
  let looking;
  let birth = 0;
  /** Writes letter by letter, once it is there. @type {ReturnType<typeof import('./pen/pen.js').createPen> | undefined} */
  let pen;
  /** @type {import('../lab/sampler.js').Sample | undefined} */
  let written;

  /** @param {import('../lab/sampler.js').Sample | import('../lab/session-state.js').Frame} passage */
  function writeText(passage) {
    if (pen && 'symbols' in passage) {
      if (written !== passage) pen.write(passage);
      written = passage;
    } else {
      pen?.rest();
      written = undefined;
      write('sample-text', passage.text);
    }
  }

  async function fetchPen() {
    const fetched = await import('./pen/pen.js').catch(() => undefined); // the text is read without
    pen = fetched?.createPen(lab);
  }

  /** @param {number} to */
  function lookAt(to) {
    const { length } = state.now.lapse;
    looking = to < length ? Math.max(0, to) : undefined;
    show();
  }

  function show() {
    const { lapse, sample } = state.now;
    const at = looking ?? lapse.length;
    const frame = lapse[at];
    const { prompt, text, updates } = frame ?? sample;
    writeText(frame ?? sample);
    const problem = frame ? '' : sample.problem;
    write('sample-title', frame ? words.sampleThen(updates) : words.sampleNow);
    write('sample-prompt', prompt);
    const isMoving = !frame && sample.isMoving;
    const drawn = text ? words.sample(updates, SAMPLE.temperature, isMoving) : '';
    write('sample-meaning', problem || drawn);
    write('sample-problem', problem);
    find('lapse', HTMLElement).hidden = lapse.length === 0;
    slider.max = String(lapse.length);
    slider.value = String(at);
    const shown = frame ? words.atUpdate(updates) : words.now;
    slider.setAttribute('aria-valuetext', shown);
    write('lapse-update', frame ? formatCount(updates) : words.now);
    back.setAttribute('aria-disabled', String(at === 0));
    on.setAttribute('aria-disabled', String(!frame));
  }

  slider.addEventListener('input', () => lookAt(slider.valueAsNumber));
  back.addEventListener('click', () => lookAt(slider.valueAsNumber - 1));
  on.addEventListener('click', () => lookAt(slider.valueAsNumber + 1));
  state.watch(['sample', 'lapse', 'birth'], (now) => {
    if (now.birth !== birth) looking = undefined;
    birth = now.birth;
    show();
  });
  besideFirstUpdate(lab, fetchPen);
}
