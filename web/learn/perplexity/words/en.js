import { formatPrecise } from '../../../app/format.js';

/** What the chapter says. */
export const words = {
  choose: 'How much text to learn from',
  texts: { long: '10,000 letters', short: '1,000 letters' },
  chart: 'Perplexity against updates; the table has the numbers.',
  updates: 'updates',
  key: {
    training: 'training',
    'held-out': 'held-out text',
    level: 'on it: blind guessing, 1-grams to 4-grams',
  },
  figures: 'Perplexity',
  heads: ['Model', 'training', 'held out'],
  network: 'the network',
  ngram: (/** @type {number} */ order) => `${order}-grams`,
  blind: 'blind guessing',
  probabilities: 'Probabilities of the letters that came',
  example: '0.5 0.25 0.125',
  transfer: '0.5 0.5 0.5 0.5 0.5 0.5 0.5 0.5 0.5 0.001',
  /** @param {{ mean: number, loss: number, perplexity: number }} result */
  result: ({ mean, loss, perplexity }) =>
    `Geometric mean ${formatPrecise(mean)}, perplexity ${formatPrecise(perplexity)}: as unsure as between ${formatPrecise(perplexity)} equally likely letters. Loss: ${formatPrecise(loss)} nats.`,
  /** @param {import('../choices.js').Problem} problem @param {number} most */
  wrong: (problem, most) => {
    if (problem.problem === 'empty') return 'Give at least one probability, such as 0.5.';
    if (problem.problem === 'many') return `Give ${most} probabilities at most.`;
    if (problem.problem === 'number')
      return `“${problem.word}” is not a number. Write probabilities like 0.25, with spaces between them.`;
    return `“${problem.word}” will not do: give probabilities above 0 and at most 1. A letter that had been called impossible would make the perplexity infinite.`;
  },

  paragraphs: [
    'Perplexity is the reciprocal of the geometric mean of the probabilities that a model gave to the letters that came. It is an effective number of choices: with a perplexity of 8 the model is as unsure as between 8 equally likely letters. A prophet would reach 1; blind guessing has the size of the alphabet. And it is e to the power of the loss.',
    'Alone it says nothing. On what text was it measured? A network can learn its training text by heart and come close to 1 there: 1.1 on 10,000 letters, as one may read, is no triumph but a recitation. What counts is text that it has never seen, so a part is held out. And compare with what does not learn at all: tables that count which letter follows the last one, two or three. Above their lines, a network knows less about new text than a table.',
    'The figure measures both while a small network learns; thin lines are the tables, on the held-out part. Watch where the held-out curve turns while the training curve still falls: there learning ends and memorising begins. Below, type probabilities of your own.',
  ],
  tries: [
    {
      ask: 'Memorise on purpose: learn from 1,000 letters alone. What will become of the two perplexities?',
      choices: ['both fall', 'both rise', 'training falls towards 1, held out it rises'],
      told: 'The network recites its 800 letters and becomes so sure of itself that on new text it is far worse than blind guessing: sure, and wrong.',
    },
    {
      ask: 'Nine letters had a probability of 0.5 each, one had 0.001. The perplexity is about',
      choices: ['3.7', '2.2', '100'],
      told: 'It is 3.72. The one long shot costs about as many nats as ten letters at 0.5; from the plain mean of the probabilities one would get 2.2.',
    },
  ],
  conventions: [
    {
      ask: 'A mean of what?',
      answer:
        'Of −ln p, letter by letter, and then e to its power: that is one over the geometric mean of the probabilities. The mean of 1 / p is larger, one over the mean of p smaller.',
    },
    {
      ask: 'Letters or words?',
      answer:
        'Perplexity per word is perplexity per letter to the power of the word’s length. Numbers for different symbols cannot be compared.',
    },
    {
      ask: 'Weights moving or frozen?',
      answer:
        'Training perplexity is a running mean while the weights change. Held-out text is read with frozen weights. So in the beginning the training curve may lie above the other.',
    },
  ],
  questions: [
    {
      ask: 'What does a perplexity of 8 mean?',
      choices: [
        '8 of 100 letters are guessed wrongly',
        'as unsure as between 8 equally likely letters',
        'only 8 letters are possible',
      ],
      why: [
        'It counts no errors; it weighs probabilities.',
        'An effective number of choices.',
        'All are possible; some far more than others.',
      ],
    },
    {
      ask: 'Two letters came, with probabilities 0.5 and 0.125. The perplexity is',
      choices: ['4', '5', '3.2'],
      why: [
        'The geometric mean is √(0.5 · 0.125) = 0.25.',
        'That is the mean of 2 and 8.',
        'That is one over the plain mean.',
      ],
    },
    {
      ask: 'Training 1.1, held out 300, with an alphabet of 63. The model',
      choices: [
        'is very good',
        'has trained for too short a time',
        'has learned by heart, and is sure of what is wrong',
      ],
      why: [
        'On new text it is worse than blind guessing.',
        'Longer training makes it worse.',
        'More text, fewer weights, dropout or an earlier end would help.',
      ],
    },
    {
      ask: 'A word model has a perplexity of 100 per word; a word has 5 letters with its space. Per letter, that is',
      choices: ['20', '2.5', '500'],
      why: [
        'Perplexities multiply; they do not add up.',
        'The fifth root of 100 is 2.51.',
        'A letter cannot be harder than its word.',
      ],
    },
  ],
  further: [
    'Dive into Deep Learning, section “Language Models”: perplexity.',
    'In Write, the lines of the n-grams in the curve, and the verdict in words.',
  ],
};
