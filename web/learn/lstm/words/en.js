/** What the chapter says. */
export const words = {
  sentence: 'The river Arrel begins',
  prompt: 'The ',
  freely: 'As it learned to write',
  held: 'With the gates held',
  figure: (/** @type {number} */ value) => value.toFixed(2).replace('-', '−'),
  sizes: (/** @type {string} */ memory, /** @type {string} */ state) =>
    `After “The river Arrel begins”: of all 48 units the largest |C| is ${memory}, the largest |H| is ${state}. The drawing shows unit 1.`,

  paragraphs: [
    'Long short-term memory came 17 years before the GRU and solves the same problem with one more part. Besides H, a memory, the cell state C, runs along the top of the drawing. From letter to letter C meets no matrix and no tanh: it is multiplied by the forget gate F, and something is added, C′ = F ⊙ C + I ⊙ C̃. The candidate C̃ is what a plain network would compute, and the input gate I says how much of it is written.',
    'What the rest of the network sees is the state, H′ = O ⊙ tanh(C′). The output gate O decides how much of the memory shows. A unit may hold something for fifty letters with O near 0 and reveal it when it is needed; until then it disturbs nobody.',
    'The GRU merges what is apart here. Forgetting and writing become one gate: Z keeps, 1 − Z writes. Memory and state become one. The output gate goes; in its stead R decides how much of the state the candidate sees. Three weight matrices instead of four, and on most tasks about as good. Hold a gate in the figure: the weights stay, the numbers flow anew, and the same model writes with the same seed.',
  ],
  tries: [
    {
      ask: 'Hold F at 0: nothing of C is kept. Is there still a way from the past to the present?',
      choices: [
        'no, all memory is gone',
        'yes, through H into the gates and the candidate',
        'yes, through C',
      ],
      told: '“keeps” is 0 in the drawing, but H still enters all four boxes. What is left resembles a plain network, with the short memory of one.',
    },
    {
      ask: 'Hold F and I both at 1. How large can C become?',
      choices: ['larger than 1, the longer it reads', 'at most 1'],
      told: 'C is now the sum of all candidates so far; see the largest |C| under the drawing. H stays within −1 and 1, because of the tanh on its way.',
    },
    {
      ask: 'Hold O at 0. What becomes of the memory C?',
      choices: ['it is 0 as well', 'it goes on, unseen'],
      told: 'It goes on, though the gates now see the letter alone. But H is 0, so the guess is the same after every letter, and what it writes is letters drawn from one and the same list of chances.',
    },
  ],
  conventions: [
    {
      ask: 'Why tanh again, on C?',
      answer:
        'C is a running sum: with F near 1 it can leave −1 and 1 by far. The tanh brings what is shown back into these bounds, so that the products with the weights stay tame. C itself is not squeezed, or it would lose a little at every letter.',
    },
    {
      ask: 'Why is C not shown to the output layer?',
      answer:
        'Because holding and showing are two decisions. The output layer, the layer above and the next step’s gates get H alone. Both belong to what is carried from step to step: the state of an LSTM is the pair (H, C).',
    },
    {
      ask: 'In what order are the gates stored?',
      answer:
        'PyTorch stacks i, f, g, o, where g is the candidate; Keras does the same under the names i, f, c, o; ONNX has i, o, f, c. The shapes fit in any order, so nothing warns you: compare the outputs for one input after moving weights. PyTorch also has two biases for each gate, which are added.',
    },
  ],
  questions: [
    {
      ask: 'Which gate decides how much of the old memory stays?',
      choices: ['F', 'I', 'O'],
      why: [
        'F ⊙ C is what is kept.',
        'I says how much of the candidate is written.',
        'O says how much of the memory shows.',
      ],
    },
    {
      ask: 'C is 2, F = 0.5, I = 1, C̃ = −0.5. What is C′?',
      choices: ['1.5', '0.5', '−0.25'],
      why: [
        'The candidate is negative.',
        '0.5 · 2 + 1 · (−0.5) = 0.5.',
        'C and C̃ are not multiplied.',
      ],
    },
    {
      ask: 'What in a GRU corresponds to F and I together?',
      choices: ['the reset gate', 'the candidate', 'the update gate'],
      why: [
        'R has no counterpart in the LSTM.',
        'The candidate corresponds to C̃.',
        'Z keeps and 1 − Z writes; an LSTM can do both or neither.',
      ],
    },
    {
      ask: 'Weights stored in the order i, f, g, o are read by a program that expects i, o, f, c. What happens?',
      choices: [
        'an error, the shapes differ',
        'it runs, and forget gate, candidate and output gate are mixed up',
        'nothing, the gates learn their names anew',
      ],
      why: [
        'All four blocks have the same shape.',
        'Its o gets the f, its f gets the g, its c gets the o.',
        'Nothing is trained while weights are read.',
      ],
    },
  ],
  further: [
    'Dive into Deep Learning, section “Long Short-Term Memory (LSTM)”.',
    'Hochreiter and Schmidhuber, “Long Short-Term Memory”, 1997; Gers et al., “Learning to Forget”, 2000, which added F.',
    'Inside shows every unit of the page’s own model, with its equations.',
  ],
};
