/** What the chapter says. */
export const words = {
  start: 'The river',
  first: 'th',
  second: 'sh',
  input: 'Type, and the model reads along',
  empty: 'Nothing to read: type at least one letter.',
  unknown: 'The model never saw one of these symbols. Use letters of the built-in text.',
  strip: (/** @type {number} */ units, /** @type {number} */ letters) =>
    `The state of ${units} units after each of ${letters} letters: a column for each letter, a row for each unit.`,

  paragraphs: [
    'A recurrent network reads a text one letter at a time. After each letter it holds a list of numbers, its hidden state; here 48, each between −1 and 1. The state is all that it keeps of what it has read: the next letter arrives, the network computes a new state from that letter and the old state, and forgets the letter itself.',
    'In the figure each column is the state after one letter, and each row is one number of the list. Blue stands for positive, orange for negative, and the stronger the colour, the further from 0. Type more, and the strip grows to the right; what stands to the left never changes, because nothing that comes later can reach back.',
    'From the state alone the network guesses what follows: a probability for every letter it knows. The bars show the likeliest ones. Training is nothing but this: read a letter, guess the next one, compare the guess with the text, and change the weights a little so that the right letter becomes more probable. The figure learns while you read: watch its bars sharpen.',
  ],
  tries: [
    {
      ask: 'The model reads “th”. Which letter will it expect next?',
      choices: ['e', 'a', 'a space'],
      told: 'In English text “e” follows “th” most often, and the model has learned that without being told.',
    },
    {
      ask: 'Now it reads “sh” instead. The last letter is the same “h”. Will the bars be the same?',
      choices: ['yes, the letter is the same', 'no, the state is another'],
      told: 'The same letter meets another state, so the new state differs, and with it every probability, even where the likeliest letter stays the same.',
    },
  ],
  conventions: [
    {
      ask: 'Where does the first state come from?',
      answer:
        'Before the first letter all numbers are 0. In training, each window of text may begin with the state that the window before it left; its value is carried over, but no gradient flows back through it.',
    },
    {
      ask: 'What is the output, and what is the state?',
      answer:
        'Libraries return both: the output is the top layer’s state at every step, the state is every layer’s at the last step. With one layer, the last output and the state are the same numbers.',
    },
    {
      ask: 'Why “one-hot”?',
      answer:
        'A letter enters as a row of zeros with a single 1. Such a row times a matrix picks out one row of the matrix, so no program needs to multiply: it looks the row up.',
    },
  ],
  questions: [
    {
      ask: 'What does the network keep of the letters it has read?',
      choices: ['the letters themselves', 'its state, a list of fixed length', 'its weights'],
      why: [
        'Each letter is used once and is then gone.',
        'The list is as long after a thousand letters as after one.',
        'The weights change in training only, not while it reads.',
      ],
    },
    {
      ask: 'What goes into the new state?',
      choices: ['the new letter alone', 'all letters so far', 'the new letter and the old state'],
      why: [
        'Then “th” and “sh” would lead to the same guess.',
        'It has them only in so far as the old state holds them.',
        'These two, and the weights.',
      ],
    },
    {
      ask: 'Before any training, all letters are about equally likely. Why?',
      choices: [
        'The weights are small and random',
        'The state is empty',
        'The text is read backwards',
      ],
      why: [
        'They favour no letter, so the guess is close to uniform.',
        'It is not: it has numbers after the first letter, but the output cannot use them yet.',
        'Reading always goes forwards here.',
      ],
    },
    {
      ask: 'You double the text from 10 letters to 20. How does the last state grow?',
      choices: ['it doubles', 'it does not', 'it depends on the letters'],
      why: [
        'The strip gets twice as long; a state is one column of it.',
        'Always 48 numbers: that is why the past has to be compressed, and why forgetting matters.',
        'Its values do, its size does not.',
      ],
    },
  ],
  further: [
    'Dive into Deep Learning, chapter “Recurrent Neural Networks”: language models, and the network from scratch.',
    'Elman, “Finding Structure in Time”, Cognitive Science, 1990.',
  ],
};
