import { words as ofPage } from '../app/words.js';
import { errorLine } from '../parts/field.js';
import { make } from '../parts/make.js';
import { numberField } from '../parts/number-field.js';
import { createProgress } from '../parts/progress.js';
import { segments } from '../parts/segments.js';
import { verdict } from './verdict.js';
import { words } from './words.js';

/**
 * @typedef {import('./race.js').Race} Race
 * @typedef {import('./race.js').RaceState} RaceState
 */

const RANGES = {
  updates: { min: 1, max: 1e6, whole: true, words: ofPage },
  seconds: { min: 1, max: 3600, whole: false, words: ofPage },
};
const MOST_HELD_OUT = 50;
/** So much of the way must be done before the rest can be foretold. */
const FORETELLABLE = 0.05;
/** From here on a rest is the end of a race. */
const HAS_BEGUN = ['racing', 'finishing'];

/** Equal updates or equal seconds. @param {Race} race */
function createBasis(race) {
  const legend = make('legend', { className: 'unseen' }, words.rules);
  const basis = segments({ name: 'race-by', legend, labels: words.by }, (by) =>
    race.state.set({ by }),
  );
  race.state.watch(['by'], ({ by }) => basis.show(by));
  return basis;
}

/** How long, and what is held out. @param {Race} race */
function createNumbers(race) {
  const { state } = race;
  const limits = /** @type {const} */ (['updates', 'seconds']).map((by) => {
    const what = { id: `race-${by}`, label: words.amount[by], ...RANGES[by] };
    const field = numberField(what, (value) =>
      state.set({ limits: { ...state.now.limits, [by]: value } }),
    );
    return { by, field };
  });
  const share = numberField(
    {
      ...{ id: 'race-held-out', label: words.heldOutShare, min: 0, max: MOST_HELD_OUT },
      ...{ whole: false, words: ofPage },
    },
    (value) => state.set({ validation: value / 100 }),
  );
  state.watch(['by', 'limits', 'validation'], (now) => {
    for (const { by, field } of limits) {
      field.root.hidden = by !== now.by;
      field.show(now.limits[by]);
    }
    share.show(Number((100 * now.validation).toPrecision(6)));
  });
  const fields = [...limits.map(({ field }) => field), share];
  return {
    roots: fields.map(({ root }) => root),
    inputs: fields.map(({ input }) => input),
    /** The first field in use whose value is out of range. */
    wrong: () => fields.find(({ root, check }) => !root.hidden && !check()),
  };
}

/** @param {RaceState} now */
const shareOf = ({ run }) => {
  if (!run) return 0;
  const { entrants, rules } = run;
  const gone = entrants.map(({ fate, at }) =>
    fate === 'diverged' || fate === 'failed' ? 1 : Math.min(1, at / rules.limit),
  );
  return gone.reduce((sum, part) => sum + part, 0) / gone.length;
};

/** What all lanes learn from. @param {import('../lab/lab.js').Lab} lab */
function createTextLine(lab) {
  const line = make('p', { className: 'meaning across', id: 'race-text' });
  lab.state.watch(['text', 'host'], ({ text, host }) => {
    line.textContent = text
      ? words.learnsFrom(words.textOf(text.name, text.info.length, host))
      : '';
  });
  return line;
}

/** How far it is, for those who see and those who listen. @param {Race} race */
function createStatus(race) {
  const { root, bar, line, announcer } = createProgress(words.progress);
  let startedAt = 0;
  let phase = 'resting';

  /** @param {RaceState} now */
  function announce(now) {
    if (now.phase === 'racing') {
      startedAt = performance.now();
      announcer.textContent = words.started;
    } else if (now.phase === 'resting' && HAS_BEGUN.includes(phase) && now.run) {
      announcer.textContent = words.ended(verdict(now.run)[0] ?? '');
    }
    phase = now.phase;
  }

  race.state.watch(['phase', 'news'], (now) => {
    if (now.phase !== phase) announce(now);
    const share = now.phase === 'preparing' ? 0 : shareOf(now);
    const passed = (performance.now() - startedAt) / 1000;
    const left = share > FORETELLABLE ? (passed / share) * (1 - share) : undefined;
    bar.value = share;
    bar.hidden = now.phase === 'resting';
    line.textContent = now.phase === 'racing' ? words.racing(share, left) : words.status[now.phase];
  });
  return root;
}

/**
 * The rules, Start and Stop.
 * @param {Race} race
 * @param {import('../lab/lab.js').Lab} lab
 * @param {() => HTMLElement | undefined} wrongSetting a field of a lane whose value is out of range
 */
export function createRules(race, lab, wrongSetting) {
  const { state } = race;
  const basis = createBasis(race);
  const numbers = createNumbers(race);
  const start = make('button', { type: 'submit', className: 'primary' });
  const beside = make('p', { className: 'meaning across', hidden: true }, words.otherTraining);
  const error = errorLine({ className: 'error across' });
  const form = make('form', { className: 'driving rules', noValidate: true });
  form.append(start, basis.root, ...numbers.roots, createStatus(race));
  form.append(createTextLine(lab), beside, error);

  for (const input of numbers.inputs)
    input.addEventListener('keydown', (event) => {
      if (event.key === 'Enter' && input.readOnly) event.preventDefault(); // it would press Stop
    });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    if (state.now.phase === 'finishing') return;
    if (state.now.phase !== 'resting') return race.stop();
    const wrong = numbers.wrong()?.input ?? wrongSetting();
    if (wrong) wrong.focus();
    else race.start();
  });
  const showStart = () => {
    const { phase, lanes, run } = state.now;
    const resting = phase === 'resting';
    start.textContent = resting ? (run ? words.again : words.start) : words.stop;
    // a disabled control would lose the focus
    start.setAttribute('aria-disabled', String(phase === 'finishing'));
    start.disabled = resting && (lanes.length === 0 || !lab.state.now.text);
    for (const input of basis.inputs) input.disabled = !resting;
    for (const input of numbers.inputs) input.readOnly = !resting;
  };
  const showBeside = () => {
    beside.hidden = !(state.now.phase === 'racing' && lab.state.now.phase === 'training');
  };
  state.watch(['phase', 'lanes', 'run'], showStart);
  lab.state.watch(['text'], showStart);
  state.watch(['phase'], showBeside);
  lab.state.watch(['phase'], showBeside);
  state.watch(['errors'], ({ errors }) => {
    error.textContent = errors[0] ?? '';
  });
  return form;
}
