import { formatCount, formatDuration, formatPerplexity } from '../app/format.js';
import { words } from '../app/words.js';
import { secondsOf, updatesIn } from '../lab/cost.js';
import { VALIDATION_TOKENS } from '../lab/monitoring.js';
import { verdictOf } from '../lab/verdict.js';
import { find, write } from '../parts/dom.js';

/** Milliseconds of training that give the pace. */
const ENOUGH_MS = 2000;

/** @param {import('../lab/lab.js').LabState} now */
function showPerplexity({ perplexity, frozen }) {
  write('training-perplexity', formatPerplexity(perplexity));
  write('frozen-perplexity', formatPerplexity(frozen));
}

/** @param {import('../lab/lab.js').LabState} now */
function showHeldOut({ model, division, curve }) {
  if (!model || !division) return;
  const { validation } = model.settings;
  const { training, heldOut } = division;
  const part = Math.min(VALIDATION_TOKENS, training);
  const [frozenAt, heldOutAt] = [curve.frozen, curve.heldOut].map(({ updates }) => updates.at(-1));
  write('frozen-meaning', words.frozen(part, frozenAt));
  write('held-out-meaning', words.heldOut(100 * validation, VALIDATION_TOKENS, heldOut, heldOutAt));
}

/** Of the whole training, at the pace of what is done. @param {import('../lab/lab.js').LabState} now */
const measured = ({ elapsed, remaining }) =>
  remaining !== undefined && elapsed >= ENOUGH_MS ? elapsed + remaining : undefined;

/** What the training takes. @param {import('../lab/lab.js').LabState} now */
function forecastOf(now) {
  const { cost, target, minutes, plan, classMode } = now;
  const { forecast } = words;
  const isTimed = minutes !== undefined;
  if (isTimed && plan?.updates === target) return forecast.minutes(minutes, plan.updates, true);
  if (!cost) return '';
  if (isTimed && !plan) {
    const updates = updatesIn(cost, 60 * minutes, classMode.pace);
    return `${forecast.minutes(minutes, updates, false)} ${forecast.size(cost)}`;
  }
  const estimated = 1000 * secondsOf(cost, target, classMode.pace);
  return `${forecast.time(target, estimated, measured(now))} ${forecast.size(cost)}`;
}

/** @param {import('../lab/lab.js').Lab} lab */
export function showNumbers({ state, foresee }) {
  state.watch(['perplexity', 'frozen'], showPerplexity);
  state.watch(['curve', 'baselines', 'model', 'perplexity'], (now) =>
    write('verdict', verdictOf(now)),
  );
  state.watch(['model', 'division', 'curve'], showHeldOut);
  state.watch(['report', 'updates'], ({ report, updates }) => {
    write('updates', formatCount(updates));
    write('epochs', formatCount(report?.epoch ?? 0));
    write('speed', report ? formatCount(report.tokensPerSecond) : '–');
  });
  state.watch(['elapsed', 'remaining'], ({ elapsed, remaining }) => {
    write('elapsed', formatDuration(elapsed));
    write('remaining', remaining === undefined ? '–' : formatDuration(remaining));
  });
  state.watch(['cost', 'target', 'minutes', 'plan', 'classMode', 'elapsed', 'remaining'], (now) =>
    write('forecast', forecastOf(now)),
  );
  new IntersectionObserver((changes) => foresee(changes.at(-1)?.isIntersecting === true)).observe(
    find('forecast', Element),
  );
  state.watch(['model', 'engine', 'isInPage'], ({ model, engine, isInPage }) => {
    write('parameters', model ? formatCount(model.parameters) : '–');
    write('engine', engine ? words.engine(engine, isInPage) : '–');
  });
}
