/** What the chapter says. */
export const words = {
  sentence: 'The river Arrel begins',
  prompt: 'The ',
  network: 'Network',
  networks: { deep: 'Two layers', both: 'Both directions' },
  frame: 'Frame what a library returns:',
  output: 'as output',
  state: 'as state',
  strips: {
    deep: ['Layer 2, the top one', 'Layer 1, which reads the letters'],
    both: ['Forwards: read from the left', 'Backwards: read from the right'],
  },
  strip: (/** @type {string} */ name, /** @type {string} */ framed) =>
    `${name}: a column of 24 units for each letter. ${framed}`,
  framed: {
    none: 'Nothing is framed.',
    all: 'All columns are framed.',
    one: (/** @type {number} */ place) => `Column ${place} is framed.`,
  },
  perplexity: (/** @type {string} */ perplexity) =>
    `Perplexity on the text it learned from: ${perplexity}`,

  paragraphs: [
    'A recurrent layer gives a state for each letter; a second layer can read these states as if they were letters. Layer 1 reads the text, layer 2 the states of layer 1 at the same step, and the guess is made from the top one. Each layer has weights and a state of its own. The lower one can stay close to the letters, the upper one is free for what extends further. Two or three layers often help, more seldom do.',
    'A layer can also read from right to left. Put beside one that reads from left to right, it gives each letter a state that knows both what comes before it and what comes after it. For filling a gap or for reading a finished sentence that is just right: an encoder may look at the whole sentence, since all of it is there.',
    'As a language model it fails, and the figure shows how. The model is to guess the next letter, but the half that reads from the right has read that letter already. So it learns to hand it over, and its perplexity falls to almost 1. When it writes there is nothing to the right: what it relied on is missing, and it produces nonsense. A wonderful number is no proof of a good model; ask what it was allowed to see.',
  ],
  tries: [
    {
      ask: 'The bidirectional network comes to a perplexity near 1. Will it write well?',
      choices: ['yes, hardly any guess is wrong', 'no'],
      told: 'No. Compare the two texts below the strips: the network with the worse number writes, the other stammers.',
    },
    {
      ask: 'What does a library call the state of the two layers?',
      choices: [
        'the top layer, every step',
        'each layer, the last step',
        'the top layer, the last step',
      ],
      told: 'Each layer’s last column: shape (layers, batch, units). The output is the top layer at every step: shape (steps, batch, units).',
    },
    {
      ask: 'And where does the backward half end, so that its state is framed there?',
      choices: ['at the first letter', 'at the last letter'],
      told: 'At the first: it reads from the right, so its last step is the first letter. In the output, both halves stand side by side for the same letter.',
    },
  ],
  conventions: [
    {
      ask: 'Output or state: which do I take?',
      answer:
        'The output, of the top layer at all steps, goes to whatever speaks at every step. The state, of all layers at the last step, goes to whatever continues: the next window of text, or a decoder. The top layer’s last step is in both.',
    },
    {
      ask: 'Why is a bidirectional model no language model?',
      answer:
        'A language model multiplies probabilities of each letter given those before it. Here each is given the answer as well, so the product is no probability of the text, and its perplexity cannot be compared with any other.',
    },
    {
      ask: 'How large does the output become?',
      answer:
        'Twice the units: both directions are put end to end. The layer above, or the output layer, has to be twice as wide at its entrance.',
    },
  ],
  questions: [
    {
      ask: 'What does layer 2 read at step t?',
      choices: ['the letter at t', 'layer 1’s state at t', 'layer 1’s state at the last step'],
      why: [
        'That is what layer 1 reads.',
        'And its own state at t − 1.',
        'Then it would have to wait for the end of the text.',
      ],
    },
    {
      ask: 'Two layers of 24 units, a batch of 1, 10 steps. What is the shape of the state?',
      choices: ['(2, 1, 24)', '(10, 1, 24)', '(1, 1, 48)'],
      why: [
        'Layers, batch, units.',
        'That is the output: steps, batch, units.',
        'Layers are not put end to end; directions are, in the output.',
      ],
    },
    {
      ask: 'Why does the bidirectional network’s perplexity fall to almost 1?',
      choices: [
        'It has more weights',
        'It has learned the text by heart',
        'One half has already read the letter to be guessed',
      ],
      why: [
        'More weights do not make the next letter certain.',
        'It does as well on a text that it never saw.',
        'All it has to learn is to hand the letter over.',
      ],
    },
    {
      ask: 'For each word of a finished sentence, you want to say whether it is a name. Read in both directions?',
      choices: ['yes, the whole sentence is there', 'no, the model would see the answer'],
      why: [
        'The answer is the mark, which is not part of what is read.',
        'It would if the next word were the answer; here it is a mark.',
      ],
    },
  ],
  further: [
    'Dive into Deep Learning, sections “Deep Recurrent Neural Networks” and “Bidirectional Recurrent Neural Networks”.',
    'Schuster and Paliwal, “Bidirectional Recurrent Neural Networks”, 1997.',
  ],
};
