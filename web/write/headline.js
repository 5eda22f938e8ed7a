import { formatCount, formatPerplexity } from '../app/format.js';
import { words } from '../app/words.js';
import { ASTRAY } from '../lab/blow-up.js';
import { VALIDATE_EVERY } from '../lab/monitoring.js';
import { judge } from '../lab/verdict.js';
import { find, write } from '../parts/dom.js';
import { make } from '../parts/make.js';

/** @typedef {import('../lab/lab.js').LabState} LabState */

/**
 * The one number: of the held-out text, and where nothing is held out, of the training text. Before the first
 * measurement it is what blind guessing gives, but of a model that was loaded nothing is known.
 * @param {LabState} now
 */
function headlineOf({ heldOut, perplexity, model, text, origin }) {
  const symbols = text?.info.symbols;
  const isHeldOut = model?.settings.validation !== 0;
  const measured = isHeldOut ? heldOut : perplexity;
  const isAstray = symbols !== undefined && (perplexity ?? 0) > ASTRAY * symbols;
  const guessed = origin > 0 ? undefined : symbols;
  return { isHeldOut, value: measured ?? guessed, isMeasured: measured !== undefined, isAstray };
}

/** @param {LabState} now */
function showNumber(now) {
  const { isHeldOut, value, isMeasured, isAstray } = headlineOf(now);
  const { text, updates, origin } = now;
  write('curve-title', isHeldOut ? words.unsureUnseen : words.unsureTraining);
  const blind = value === undefined ? '–' : formatCount(value);
  write('held-out-perplexity', isMeasured ? formatPerplexity(value) : blind);
  const guessing =
    updates > 0
      ? words.notMeasured(origin, isHeldOut ? VALIDATE_EVERY : 1)
      : words.perplexityAtStart;
  const said = isMeasured ? words.perplexityInWords(Number(value)) : guessing;
  const symbols = text?.info.symbols ?? 0;
  write('perplexity-in-words', isAstray ? words.worseThanGuessing(symbols) : said);
}

/** @param {LabState} now */
function showJudgement(now) {
  const judgement = judge(now);
  const none = ['', now.updates === 0 ? words.judgement.atStart : ''];
  const [name = '', because] = judgement ? words.judgement[judgement.kind](judgement) : none;
  const place = find('judgement', HTMLElement);
  if (place.textContent === `${name} ${because}`) return;
  place.replaceChildren(make('strong', {}, name), ` ${because}`);
}

/** How unsure it is: one number, what it means, and what is to be thought of it. @param {import('../lab/lab.js').Lab} lab */
export function showHeadline({ state }) {
  state.watch(['heldOut', 'perplexity', 'model', 'text', 'updates', 'origin'], showNumber);
  state.watch(['curve', 'baselines', 'model', 'perplexity', 'updates'], showJudgement);
}
