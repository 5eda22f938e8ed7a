/** What the chapter says. */
export const words = {
  width: 'Beam width k:',
  widthName: (/** @type {string} */ width) => (width === '1' ? '1, greedy' : width),
  alpha: 'Length: divide log P by L to the power of',
  step: (/** @type {number} */ step) => `step ${step}`,
  tree: 'What the beam keeps',
  keptAt: (/** @type {number} */ step, /** @type {string[]} */ kept) =>
    `Step ${step} keeps ${kept.join(', ')}.`,
  found: 'What each search finds',
  heads: (/** @type {number} */ alpha) => ['search', 'sentence', 'P', `log P / L^${alpha}`],
  greedy: 'greedy',
  beam: (/** @type {number} */ width) => `beam, k = ${width}`,
  exhaustive: 'exhaustive',
  translator: 'A trained translator’s own tree is in Translate, under its sentence.',
  change: 'Change the probabilities',
  table: 'Probability of the next symbol; each row adds up to 1',
  when: 'step, after',
  row: (/** @type {number} */ step, /** @type {string} */ after) =>
    after === '' ? `${step}, first` : `${step}, after ${after}`,
  share: (/** @type {string} */ row, /** @type {string} */ symbol) =>
    `Step ${row}: probability of ${symbol}`,
  reset: 'Back to the book’s table',
  wrongRow: (/** @type {string} */ row, /** @type {string} */ wrong) =>
    `Step ${row}: ${wrong} Until then the figure shows the last good table.`,
  notAShare: 'a probability is a number from 0 to 1.',
  notOne: (/** @type {string} */ sum) =>
    `the row adds up to ${sum}; change a number so that it is 1.`,

  paragraphs: [
    'A decoder gives a probability for each next symbol, but a translation is a whole sentence. Its probability P is the product along the way. Greedy search takes the likeliest symbol at every step and never looks back. In the figure it writes A B C <eos>, with P = 0.5 · 0.4 · 0.4 · 0.6 = 0.048. Had it taken the less likely C at the second step, better ones would have followed: A C B <eos> has 0.054. The likeliest steps do not make the likeliest sentence.',
    'Exhaustive search tries every sentence: here 121, but with 10,000 words and ten steps more than anyone can count. Beam search lies between them. At each step it continues the k hypotheses it holds with every symbol and keeps the k likeliest of all these. With k = 1 it is greedy. The figure draws what it keeps: a column for each step, and under each symbol the probability of all that leads to it. A double frame marks a finished sentence; a dashed one is dropped.',
    'In the end finished sentences of different lengths compete. Each further symbol lowers P, so short ones would win. Therefore log P is divided by L^α, where L counts the symbols including <eos>; often α = 0.75. Change the probabilities and see how the three searches part ways.',
  ],
  tries: [
    {
      ask: 'Greedy search finds 0.048. Will a beam of two find something likelier?',
      choices: ['yes', 'no'],
      told: 'Yes: 0.054, and here it is the best there is. At step 2 it keeps A C beside A B, and at step 3 A C B is ahead.',
    },
    {
      ask: 'Now compare log P itself, with α = 0. What sort of sentence wins?',
      choices: ['a long one', 'a short one'],
      told: 'A short one: A <eos>, with 0.1. The empty sentence, <eos> alone, has 0.1 too. Every further symbol multiplies by a number below 1, and nothing makes up for it.',
    },
  ],
  conventions: [
    {
      ask: 'Dividing by L^α: does it help long sentences or short ones?',
      answer:
        'Long ones. log P is negative, so dividing it by a larger number brings it closer to 0, which is a better score. With α = 0 nothing is divided; with α = 1 it is the mean log probability of a symbol.',
    },
    {
      ask: 'Which state does the decoder go on with?',
      answer:
        'Each hypothesis has a state of its own: A B and A C have read different symbols. When hypotheses are kept, dropped or continued twice, their states must be copied along. To forget this is the most frequent error in one’s own beam search; it runs, and writes nonsense.',
    },
    {
      ask: 'Is the beam certain to find the best sentence?',
      answer:
        'No. What falls out of the beam once is lost, however well it would have gone on. And the likeliest sentence is not always the best translation: for wide beams without α it is often the empty one.',
    },
  ],
  questions: [
    {
      ask: 'What does greedy search take at each step?',
      choices: ['the likeliest sentence', 'the likeliest next symbol', 'a symbol drawn at random'],
      why: ['It would have to know what follows.', 'And it never goes back.', 'That is sampling.'],
    },
    {
      ask: 'Four symbols, k = 2, both hypotheses unfinished: how many continuations are compared?',
      choices: ['2', '4', '8'],
      why: [
        'So many are kept.',
        'That is one hypothesis’ share.',
        'k times the number of symbols.',
      ],
    },
    {
      ask: 'What does a beam keep for each hypothesis?',
      choices: ['its own state of the decoder', 'its own weights', 'its own table of gradients'],
      why: [
        'What was read differs, so the state differs.',
        'All share the same network.',
        'Nothing is trained while it searches.',
      ],
    },
    {
      ask: 'Your translator breaks off too early: its translations are shorter than the references. Which change of the search helps?',
      choices: ['a smaller α', 'a larger α', 'a wider beam with α = 0'],
      why: [
        'Then short sentences gain.',
        'Long sentences gain more by a larger divisor.',
        'A wider beam finds short, likely sentences even more surely.',
      ],
    },
  ],
  further: [
    'Dive into Deep Learning, section “Beam Search”: its example is six rows of this figure’s table.',
    'Wu et al., “Google’s Neural Machine Translation System”, 2016, on the length penalty.',
    'Stahlberg and Byrne, “On NMT Search Errors and Model Errors: Cat Got Your Tongue?”, 2019, on empty translations.',
  ],
};
