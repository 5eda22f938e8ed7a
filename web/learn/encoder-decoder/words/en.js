/** What the chapter says. */
export const words = {
  input: 'A string for the translator to reverse, letters a to e',
  empty: 'There is nothing to translate: type one to five letters from a to e.',
  strange: (/** @type {string} */ letter) =>
    `The translator knows the letters a to e only: leave out “${letter}”.`,
  tooLong: (/** @type {number} */ count, /** @type {number} */ most) =>
    `These are ${count} letters; type ${most} at most. It has learned from strings of two to four.`,
  strip: (/** @type {string} */ source, /** @type {string} */ written) =>
    `The states of 32 units while the encoder reads ${source} and the decoder writes ${written}; the encoder’s last one is framed.`,
  legend: '∎ is <eos>, the end. The frame is all that the decoder gets.',
  translated: (
    /** @type {string} */ source,
    /** @type {string} */ written,
    /** @type {string} */ share,
  ) => `${source} → ${written}, with probability ${share}.`,
  teacher: 'Teacher forcing:',
  teachers: { 1: '1, always', 0.5: '0.5, half', 0: '0, never' },
  results: 'On 40 pairs that it never saw, with the weights as they are',
  heads: ['teacher forcing', 'updates', 'loss', 'right'],
  right: (/** @type {number} */ right, /** @type {number} */ of) => `${right} of ${of}`,

  paragraphs: [
    'A translation need not be as long as its source, nor in the same order. So the work is divided. The encoder, a recurrent network, reads the whole sentence and keeps only its last state. The decoder, another one, begins from this state and writes token by token until it writes <eos>. Here the task is to reverse strings: small, but the last letter read must come first, so all of them have to pass through the frame.',
    'In the figure the encoder reads up to the frame, and the decoder writes to the right of it. At each step it reads the last token, beginning with <bos>, and beside it the context: the encoder’s last state, the same at every step, so that it need not remember it. Each of its states becomes a probability for every token.',
    'In training the right answer is known. With teacher forcing the decoder reads the true previous token, whatever it would have written; without it, its own guess. The first learns faster, because one error doesn’t spoil the rest. But when it translates there is no teacher, and a model that has never seen its own errors is not prepared for them. Choose how often the teacher helps: each choice trains a translator of its own from the same weights.',
  ],
  tries: [
    {
      ask: 'It has read “abcd”. Now “abce”: which columns change, up to the frame?',
      choices: ['all of them', 'those of the changed letter and after it'],
      told: 'The first three stay as they were, the rest change, the frame too; and with the frame every column of the decoder.',
    },
    {
      ask: 'Strings of two to four letters are all that it has seen. Will five letters, “dabec”, come back whole?',
      choices: ['yes, the rule is the same', 'rather not'],
      told: 'Of all strings of five letters only a minority does. It has not found the rule, but a way to keep up to four letters in 32 numbers.',
    },
    {
      ask: 'Teacher forcing 0, as many updates: will the loss on unseen pairs be higher or lower than with 1?',
      choices: ['higher', 'lower'],
      told: 'Higher: compare the rows. At first nearly all it reads are its own errors. In so small a task the teacher remains ahead; where sentences are long, less help towards the end can pay.',
    },
  ],
  conventions: [
    {
      ask: 'Is the context another one at each step?',
      answer:
        'No: it is the encoder’s last state (of the top layer), joined to the token’s embedding at every step. A context that differs from step to step is attention, and another chapter of the book.',
    },
    {
      ask: 'What does padding do to the state?',
      answer:
        'Nothing, if it is done right. Sentences of a batch are filled up to one length with <pad>; the encoder’s state has to be that after the true last token. A GRU that simply reads on through <pad> changes it, and the translation then depends on the neighbours in the batch. Here it stops at <eos>.',
    },
    {
      ask: 'Is the loss a sum or a mean?',
      answer:
        'Here the mean over the true target tokens, <eos> included and <pad> not. The book’s code averages over all steps, the masked ones counted as 0, and sums over the batch: its gradient grows with the batch, and clipping hides that. So losses and learning rates of the two cannot be compared.',
    },
    {
      ask: 'Is the table’s loss with teacher forcing?',
      answer:
        'Yes, always: each token is judged given the true ones before it. “Right” is counted without: the translator writes by itself, greedily, and every token has to be right.',
    },
  ],
  questions: [
    {
      ask: 'What does the decoder get of the source sentence?',
      choices: [
        'the encoder’s last state',
        'all states of the encoder',
        'the source tokens themselves',
      ],
      why: [
        'As its first state, and as context at every step.',
        'That would be attention.',
        'It never sees them.',
      ],
    },
    {
      ask: 'Teacher forcing is 1. What does the decoder read at step 3 of training?',
      choices: [
        'the token that it guessed at step 2',
        'the true token of step 2',
        'the true token of step 3',
      ],
      why: [
        'That is teacher forcing 0, and every translation.',
        'Whatever it had guessed.',
        'That is what it is to predict.',
      ],
    },
    {
      ask: 'A batch holds sentences of 3 and of 5 tokens. Which state of the shorter one goes to the decoder?',
      choices: ['the one after step 5', 'the one after its own third token', 'the mean of all'],
      why: [
        'Steps 4 and 5 are padding.',
        'Padding must not move it.',
        'Nothing is averaged in this design.',
      ],
    },
    {
      ask: 'Your translator is good at short sentences and poor at long ones, even on training pairs. What is the first suspect?',
      choices: [
        'the one state through which everything passes',
        'the teacher',
        'the size of the vocabulary',
      ],
      why: [
        'Its size is fixed, however long the sentence. Attention was invented for this.',
        'With a teacher, training pairs are at their easiest.',
        'It is the same for short sentences.',
      ],
    },
  ],
  further: [
    'Dive into Deep Learning, sections “The Encoder–Decoder Architecture” and “Sequence-to-Sequence Learning for Machine Translation”.',
    'Sutskever et al., “Sequence to Sequence Learning with Neural Networks”, 2014; Cho et al., 2014.',
    'Bengio et al., “Scheduled Sampling for Sequence Prediction with Recurrent Neural Networks”, 2015, on fading the teacher out.',
  ],
};
