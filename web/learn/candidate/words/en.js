/** The names of the numbers. */
const LETTERS = { r: 'R', z: 'Z', n: 'H̃', h: 'H′' };

/** What the chapter says. */
export const words = {
  word: 'the river',
  unitLabel: 'Unit',
  part: 'Take apart',
  /** @type {Record<'r' | 'z' | 'n' | 'h', string>} */
  parts: LETTERS,
  products: 'The products behind one number',
  /** @param {'r' | 'z' | 'n' | 'h'} part @param {number} unit */
  caption: (part, unit) => `${LETTERS[part]} of unit ${unit}, from its products`,
  /** @param {'r' | 'z' | 'n' | 'h'} part */
  heads: (part) => {
    if (part === 'h') return ['From', 'value', 'share', 'product'];
    return ['From', part === 'n' ? 'R ⊙ H' : 'H', 'weight', 'product'];
  },
  figure: (/** @type {number} */ value) =>
    (Math.abs(value) < 0.0005 ? 0 : value).toFixed(3).replace('-', '−'),
  letter: (/** @type {string} */ symbol) => `the letter “${symbol}”`,
  unit: (/** @type {number} */ unit) => `unit ${unit}`,
  others: (/** @type {number} */ count) => `${count} other units`,
  bias: 'the bias',
  sum: 'the sum',
  /** @param {'r' | 'z' | 'n' | 'h'} part */
  squeezed: (part) => `${LETTERS[part]} = ${part === 'n' ? 'tanh' : 'σ'} of it`,
  kept: 'the old state, times Z',
  added: 'the candidate, times 1 − Z',
  newState: 'H′, the new state',

  paragraphs: [
    'Now the parts meet. At every letter the cell computes both gates and the candidate, each from the letter X and the old state H: R = σ(X W + H W′ + b), Z likewise with weights of its own, H̃ = tanh(X W + (R ⊙ H) W′ + b). Then it mixes: H′ = Z ⊙ H + (1 − Z) ⊙ H̃. That is the whole cell: three sums, three squashings and one weighted mean.',
    'Each sum is plain arithmetic. A letter enters as a row of zeros with a single 1, so of X W just one number remains: the weight that belongs to this letter. The old state contributes a product for every unit: its value times the weight that leads from there to here. Then comes the bias. σ squeezes the sum between 0 and 1, tanh between −1 and 1.',
    'Step through the words. Choose a unit and one of its four numbers, and the table takes it apart: the letter’s weight, the six largest products of the old state, the other units together, the bias. Everything can be checked with a pocket calculator. H′ is what the next letter finds as its past, and it is all that the guess is read from.',
  ],
  tries: [
    {
      ask: 'Go to the first letter and look at R. What do the products of the old state add up to?',
      choices: ['0', 'the bias', 'something else for every letter'],
      told: '0: before the first letter the state is all zeros. Gates and candidate come from letter and bias alone.',
    },
    {
      ask: 'Go to the third letter and look at H̃. What are the weights of the old state multiplied by?',
      choices: ['H', 'R ⊙ H', 'Z ⊙ H'],
      told: 'By R ⊙ H: what the reset gate lets through. Compare the second column with that of R, where H stands unweighed.',
    },
  ],
  conventions: [
    {
      ask: 'Where does the first state come from?',
      answer:
        'It is set: zeros, here and in the book. While it trains, a model goes on from the state in which the window before ended, but no gradient goes back into that window. One may also learn the first state like a weight; few do.',
    },
    {
      ask: 'Why are there two biases in the file?',
      answer:
        'PyTorch adds one to X W and one to H W′. With the reset before the product only their sum counts: this program learns the first and leaves the second at 0. With the reset after it, R ⊙ (H W′ + b′), the candidate’s second one stands inside, and both are learned.',
    },
    {
      ask: 'X W or W x?',
      answer:
        'The book writes states as rows, X W; many papers as columns, W x. The file has a row of weights for each unit, that is the columns’ way. The numbers are the same.',
    },
  ],
  questions: [
    {
      ask: 'What is the guess of the next letter read from?',
      choices: ['from R and Z', 'from the candidate', 'from the new state'],
      why: [
        'The gates only say how to mix.',
        'Of the candidate only the share 1 − Z comes through.',
        'H′ goes to the output layer and to the next letter.',
      ],
    },
    {
      ask: 'Z = 0.25, the old state 0.8, the candidate −0.4. The new state is',
      choices: ['−0.1', '0.5', '0.4'],
      why: [
        '0.25 · 0.8 + 0.75 · (−0.4) = 0.2 − 0.3.',
        'That is Z = 0.75: the shares are swapped.',
        'That is the sum without any weighing.',
      ],
    },
    {
      ask: 'Why does a single weight remain of X W?',
      choices: [
        'the other weights are close to 0',
        'X is 1 at one letter and 0 at all others',
        'the gate closes the others',
      ],
      why: [
        'They are as large as others; they meet a 0.',
        'Times 0 is nothing, times 1 is the weight itself.',
        'Gates act on states; the letter enters whole.',
      ],
    },
    {
      ask: 'In one unit all weights of Z are 0, and its bias is 5. What will this unit do?',
      choices: [
        'follow every letter',
        'keep most of its value over dozens of letters',
        'stay at 5',
      ],
      why: [
        'That would be a bias far below 0, so that Z is near 0.',
        'σ(5) = 0.993; after 100 letters half of the value is still there.',
        'The bias sets the gate; the state is a mean of values between −1 and 1.',
      ],
    },
  ],
  further: [
    'Dive into Deep Learning, section “Gated Recurrent Units (GRU)”: candidate and hidden state.',
    'In Inside, the same numbers of the model that the page trains.',
  ],
};
