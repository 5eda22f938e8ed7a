import { formatPrecise } from '../../app/format.js';
import { words as ofPage } from '../../app/words.js';
import { openSession } from '../../lab/open-session.js';
import { buttonRow } from '../../parts/button.js';
import { errorLine, field, showError } from '../../parts/field.js';
import { make } from '../../parts/make.js';
import { scroller, table } from '../../parts/table.js';
import { brevity, matchesOf, wordsOf } from './matches.js';
import { words } from './words.js';

/** Words of a sentence that the figure has room for, and letters of both. */
const MOST = 12;
const LETTERS = 120;
/** Longest n-grams to choose from; the standard takes the last. */
const ORDERS = /** @type {const} */ (['1', '2', '3', '4']);
/** As in the book: French, whatever the language of the page. */
const SENTENCES = {
  lazy: 'il est paresseux .',
  calm: 'il est calme .',
  short: 'va !',
  repeated: 'il il il il',
};

/** What is wrong with a sentence, or ''. @param {string[]} tokens */
function problemOf(tokens) {
  if (tokens.length === 0) return words.empty;
  return tokens.length > MOST ? words.tooLong(tokens.length, MOST) : '';
}

/** A sentence to type. @param {string} name @param {string} label @param {() => void} changed */
function createSentence(name, label, changed) {
  const id = `learn-${name}`;
  const input = make('input', { id, type: 'text', maxLength: LETTERS, autocomplete: 'off' });
  const error = errorLine({ id: `${id}-error` });
  input.addEventListener('input', changed);
  return {
    root: field(label, input, error),
    input,
    /** @returns {string[] | undefined} its words, if they are as many as they should be */
    read() {
      const tokens = wordsOf(input.value);
      const problem = problemOf(tokens);
      showError(input, error, problem);
      return problem ? undefined : tokens;
    },
  };
}

/** @typedef {ReturnType<typeof matchesOf>} Matches */

const countMet = (/** @type {Matches} */ matches) => matches.filter(({ met }) => met).length;

/** @param {Matches} matches @param {number} n */
function gramsLine(matches, n) {
  const grams = matches.map(({ gram, met }) =>
    make('li', { className: met ? 'met' : '' }, met ? `✓ ${gram}` : gram),
  );
  const none = grams.length === 0 ? [make('li', {}, words.noGrams(n))] : [];
  const order = make('li', { className: 'order' }, words.order(n));
  return make('ul', { className: 'grams' }, order, ...grams, ...none);
}

/**
 * Of each order: how many match, their share, and the factor that it contributes to the book's score and to that of
 * equal weights.
 * @param {Matches[]} all
 */
const factorsOf = (all) =>
  all.map((matches, i) => {
    const share = matches.length ? countMet(matches) / matches.length : undefined;
    const equal = (share ?? 0) ** (1 / all.length);
    return { share, book: share === undefined ? 1 : share ** (0.5 ** (i + 1)), equal };
  });

/**
 * The factors of both scores, and their products.
 * @param {Matches[]} all by n
 * @param {number} brief
 * @param {{ book: number, standard: number } | undefined} scores by the core
 */
function sums(all, brief, scores) {
  const factors = factorsOf(all);
  const rows = factors.map(({ share, book, equal }, i) => [
    words.order(i + 1),
    words.matching(countMet(all[i] ?? []), all[i]?.length ?? 0),
    share === undefined ? '–' : formatPrecise(share),
    share === undefined ? words.leftOut : formatPrecise(book),
    formatPrecise(equal),
  ]);
  const product = factors.reduce((score, { equal }) => score * equal, brief);
  const [short, shown] = [formatPrecise(brief), scores && formatPrecise(scores.book)];
  rows.push([words.brevity, '', '', short, short]);
  rows.push([words.score, '', '', shown ?? '…', formatPrecise(product)]);
  rows.push([words.standard, '', '', '', scores ? formatPrecise(scores.standard) : '…']);
  return table({ caption: words.caption(all.length), heads: words.heads(all.length) }, rows);
}

/** @returns {import('../chapters.js').Figure} */
function createFigure() {
  const session = openSession();
  let k = 2;
  let asked = 0;
  const candidate = createSentence('candidate', words.candidate, draw);
  const reference = createSentence('reference', words.reference, draw);
  const choices = ORDERS.map((order) => /** @type {const} */ ([order, order]));
  const longest = buttonRow(words.longest, choices, (order) => set({ order }));
  longest.root.prepend(words.longest);
  const grams = make('div', {});
  const place = scroller(words.scores);
  const problem = errorLine();
  const root = make('div', { className: 'bleu' }, candidate.root, reference.root, longest.root);
  root.append(grams, place, problem);

  async function draw() {
    const mine = ++asked;
    const [said, wanted] = [candidate.read(), reference.read()];
    if (!said || !wanted) return;
    const all = Array.from({ length: k }, (_, i) => matchesOf(said, wanted, i + 1));
    const brief = brevity(said.length, wanted.length);
    grams.replaceChildren(...all.map((matches, i) => gramsLine(matches, i + 1)));
    place.replaceChildren(sums(all, brief, undefined));
    try {
      const [one, other] = [said.join(' '), wanted.join(' ')];
      const core = await session;
      const [standard, book] = await Promise.all([
        core.bleu([one], [[other]]),
        core.bookBleu(one, other, k),
      ]);
      problem.textContent = '';
      if (mine === asked) place.replaceChildren(sums(all, brief, { book, standard }));
    } catch (/** @type {any} */ error) {
      problem.textContent = ofPage.failure(error);
    }
  }

  /** @param {{ said?: string, wanted?: string, order?: string }} what */
  function set({ said = candidate.input.value, wanted = reference.input.value, order = `${k}` }) {
    candidate.input.value = said;
    reference.input.value = wanted;
    k = Number(order);
    longest.show(/** @type {typeof ORDERS[number]} */ (order));
    draw();
  }
  const { lazy, calm, short, repeated } = SENTENCES;
  set({ said: lazy, wanted: calm });
  const tries = [
    () => set({ said: lazy, wanted: calm, order: '2' }),
    () => set({ said: short, wanted: short, order: '4' }),
    () => set({ said: repeated, wanted: calm, order: '1' }),
  ];
  return { root, tries, show: draw };
}

/** @type {import('../chapters.js').Chapter} */
export const chapter = {
  words,
  right: { tries: [0, 2, 1], questions: [1, 0, 2, 1] },
  createFigure,
};
