/** What the chapter says. */
export const words = {
  prompt: 'The ',
  freely: 'As it learned to write',
  held: 'With the gates held',
  placement: 'Reset',
  placements: { before: 'before the product', after: 'after it' },
  unit: 'One unit of the model reading the last letter of the prompt. The dashed part, with the gate Z, comes in the next chapter; held at 0, Z makes the candidate the new state.',

  paragraphs: [
    'A gated recurrent unit decides for itself how much of its past it uses. The reset gate R is the first of two gates: a number between 0 and 1 for each unit, computed like everything else from the new letter and the old state, R = σ(X W + H W′ + b). Before the network makes a proposal for its new state, the candidate, the old state is multiplied by R, unit by unit: H̃ = tanh(X W + (R ⊙ H) W′ + b).',
    'Read the formula at its ends. With R = 1 the old state goes in whole, and the candidate is that of a plain network. With R = 0 nothing of it goes in, and the candidate sees only the letter just read, as if the text began here. A trained unit moves between the two: it can drop the past where a new word or sentence begins, and rely on it in between.',
    'The drawing shows one unit at work. The figure holds the gate at a value of your choice and lets the same model write twice, with the same seed: once as it learned to, once with the gate held. The weights stay as they are. Whatever changes in the writing is therefore the gate’s own work. Expect damage at R = 1 too: these weights were trained with a gate that moves.',
  ],
  tries: [
    {
      ask: 'Hold R at 0 and Z at 0 as well. What can the next letter then depend on?',
      choices: ['on the last letter alone', 'on the last word', 'on nothing at all'],
      told: 'The candidate sees only the letter, and with Z = 0 the candidate is the whole new state. What is left is a table of which letter follows which, and the writing soon goes in circles.',
    },
    {
      ask: 'Now hold R alone at 0 and let Z go free. Is all memory gone again?',
      choices: ['yes, R = 0 cuts the past off', 'no, some of it remains'],
      told: 'Some remains: R acts on the candidate alone. The update gate, free again, still carries parts of the old state over, and the guess reads the state.',
    },
  ],
  conventions: [
    {
      ask: 'Is R applied before or after the product?',
      answer:
        'Before, as here, in Cho et al. (2014) and in the book’s code from scratch: (R ⊙ H) W′. After, in PyTorch’s nn.GRU and in cuDNN: R ⊙ (H W′ + b′). They are different models; weights of one do not fit the other. The figure has one of each: switch, and compare.',
    },
    {
      ask: 'Why is the product taken element by element?',
      answer:
        'A gate weighs each unit by itself; ⊙ multiplies place by place. Mixing units is the matrices’ business.',
    },
    {
      ask: 'In what order are gates stored?',
      answer:
        'PyTorch stacks r, z, n; ONNX z, r, h. Whoever copies weights across without looking gets a model that runs and writes nonsense.',
    },
  ],
  questions: [
    {
      ask: 'What does the reset gate act on?',
      choices: [
        'the new state directly',
        'the old state, on its way into the candidate',
        'the new letter',
      ],
      why: [
        'That is the update gate’s part.',
        'R ⊙ H is what the candidate is computed from.',
        'The letter always enters whole.',
      ],
    },
    {
      ask: 'With R = 1 everywhere, what is the candidate?',
      choices: ['that of a plain network', 'zero', 'the old state'],
      why: [
        'tanh(X W + H W′ + b) is the plain network’s formula.',
        'It would be only if all its terms cancelled.',
        'The old state still passes through a matrix and tanh.',
      ],
    },
    {
      ask: 'What is R computed from?',
      choices: [
        'the letter alone',
        'it is a constant that is learned',
        'the letter and the old state',
      ],
      why: [
        'Then it could not tell one context from another.',
        'Its weights are learned; its value changes with every letter.',
        'As every gate is.',
      ],
    },
    {
      ask: 'Two texts agree in their last letter only. Which gates make a network write the same after both?',
      choices: ['R = 0', 'R = 0 and Z = 0', 'R = 1 and Z = 0'],
      why: [
        'Z may still carry the past over.',
        'Nothing of the past enters the candidate, and the candidate replaces the state.',
        'Then the candidate sees the whole past.',
      ],
    },
  ],
  further: [
    'Dive into Deep Learning, section “Gated Recurrent Units (GRU)”.',
    'Cho et al., “Learning Phrase Representations using RNN Encoder–Decoder”, 2014.',
  ],
};
