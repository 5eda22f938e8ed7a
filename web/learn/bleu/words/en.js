/** What the chapter says. */
export const words = {
  candidate: 'What the model wrote, words separated by spaces',
  reference: 'The reference, a good translation',
  longest: 'Longest n-gram, k:',
  empty: 'There is nothing to compare: type at least one word.',
  tooLong: (/** @type {number} */ count, /** @type {number} */ most) =>
    `These are ${count} words; the figure has room for ${most}. Leave some out.`,
  order: (/** @type {number} */ n) => `${n}-grams`,
  noGrams: (/** @type {number} */ n) => `none: the sentence has fewer than ${n} words`,
  matching: (/** @type {number} */ met, /** @type {number} */ all) => `${met} of ${all}`,
  leftOut: 'left out',
  brevity: 'brevity',
  score: 'product',
  standard: 'BLEU-4',
  scores: 'From matches to a score',
  caption: (/** @type {number} */ k) =>
    `From matches to a score, n-grams up to ${k}: each column is multiplied downwards. BLEU-4 is what papers report.`,
  heads: (/** @type {number} */ k) => [
    'n',
    'match',
    'share p',
    'book: p^(1/2ⁿ)',
    `BLEU-${k}: p^(1/${k})`,
  ],

  paragraphs: [
    'How good is a translation? BLEU compares it with a reference written by a person and counts shared n-grams: runs of n words in a row. Single words show whether the right words were found; longer runs show whether they stand in the right order. Both sentences of the figure can be changed. Runs that the reference has too are framed and ticked.',
    'Each n gives a share p: matching n-grams divided by all n-grams of the candidate. An n-gram of the reference can be matched only once, or repeating one good word would be rewarded. The shares are multiplied, each with an exponent. The standard gives every order the same weight, p^(1/k), a geometric mean. The book takes p^(1/2ⁿ): the larger n, the smaller the exponent and, as p is below 1, the milder the punishment, because long matches are hard to get.',
    'Shares alone would favour short candidates: a single safe word is always right. So both formulas multiply by a brevity factor, exp(min(0, 1 − r/c)), with r words in the reference and c in the candidate. It is 1 when the candidate is long enough and falls quickly when it is not. Every number in the table is multiplied as it stands, so you can check the scores by hand.',
  ],
  tries: [
    {
      ask: '“il est paresseux .” for “il est calme .”, n-grams up to 2. Which score is higher?',
      choices: ['the book’s', 'BLEU-2', 'they are equal'],
      told: 'Three of four words and one of three pairs match. The book says 0.75^(1/2) · 0.333^(1/4) = 0.658, BLEU-2 says √(0.75 · 0.333) = 0.5. And BLEU-4 says 0, since no three words in a row match.',
    },
    {
      ask: '“va !” for “va !”, without a fault. What does BLEU-4 give it?',
      choices: ['1', '0.5', '0'],
      told: 'Two words have no 3-grams and no 4-grams; the standard counts these shares as 0, and the product is 0. The book leaves out what a sentence is too short for, and gives 1.',
    },
    {
      ask: '“il il il il” for “il est calme .”: how many of its four words match?',
      choices: ['4', '1', '0'],
      told: 'One. The reference has a single “il”, and the first one of the candidate uses it up.',
    },
  ],
  conventions: [
    {
      ask: 'The book’s weights or equal ones?',
      answer:
        'Two different formulas bear the name BLEU. Numbers from the book’s function are higher and cannot be compared with those in papers, which mean BLEU-4 with equal weights.',
    },
    {
      ask: 'Why does a perfect short sentence score 0?',
      answer:
        'BLEU-4 was made for whole corpora: matches are counted over all sentences first and divided afterwards, so that the few short ones do no harm. On single sentences it is often 0; tools that score those smooth the counts.',
    },
    {
      ask: 'Is the BLEU of a corpus the mean of its sentences?',
      answer:
        'No. Counts are added up, then divided and multiplied once. Translate shows both: standard BLEU-4 over all sentences, and the mean of the book’s scores.',
    },
  ],
  questions: [
    {
      ask: 'What is the denominator of p for n = 2?',
      choices: [
        'the pairs in the reference',
        'the pairs in the candidate',
        'the words in the candidate',
      ],
      why: [
        'That would be recall; BLEU measures precision.',
        'A candidate of c words has c − 1 pairs.',
        'That is the denominator for n = 1.',
      ],
    },
    {
      ask: 'When is the brevity factor below 1?',
      choices: [
        'when the candidate is shorter than the reference',
        'when it is longer',
        'whenever the lengths differ',
      ],
      why: [
        'Then 1 − r/c is negative, and its exponential below 1.',
        'A long candidate pays already: superfluous words lower every share.',
        'Only on one side: min(0, …) stops at 0.',
      ],
    },
    {
      ask: 'Which exponent does the book give to the 3-grams?',
      choices: ['1/3', '1/4', '1/8'],
      why: [
        'That is equal weights with k = 3.',
        'That is the book’s for n = 2, or equal weights with k = 4.',
        '1/2³ = 1/8.',
      ],
    },
    {
      ask: 'One paper reports BLEU 0.35 on a test set; your function, after the book, gives a mean of 0.6 on the same set. What follows?',
      choices: [
        'your model is better',
        'nothing, until both are computed alike',
        'your model is worse',
      ],
      why: [
        'The book’s weights and the mean over sentences lift the number.',
        'Other weights, other treatment of short sentences, mean instead of sum.',
        'That cannot be concluded either.',
      ],
    },
  ],
  further: [
    'Dive into Deep Learning, section “Sequence-to-Sequence Learning for Machine Translation”, on the evaluation of predicted sequences.',
    'Papineni et al., “BLEU: a Method for Automatic Evaluation of Machine Translation”, 2002.',
    'Post, “A Call for Clarity in Reporting BLEU Scores”, 2018.',
  ],
};
