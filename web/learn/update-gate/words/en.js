import { signedSum } from '../../words/signed-sum.js';

/** What the chapter says. */
export const words = {
  sentence: 'The river Arrel begins',
  numbers: 'The numbers of three units',
  convention: 'Convention',
  conventionNames: { keeps: 'Z keeps', takes: 'Z takes' },
  keeps: 'The last letter, Z keeps: H′ = Z ⊙ H + (1 − Z) ⊙ H̃',
  takes: 'The last letter, Z takes: H′ = (1 − Z) ⊙ H + Z ⊙ H̃',
  heads: ['Unit', 'H before', 'Z', 'H̃, the candidate', 'H after'],
  unit: (/** @type {number} */ unit) => `unit ${unit}`,
  figure: (/** @type {number} */ value) => value.toFixed(2).replace('-', '−'),
  /** @param {number[]} parts what the letter, the old state and the bias contribute */
  gate: (parts) => {
    const [letter = 0, state = 0, bias = 0] = parts;
    const z = 1 / (1 + Math.exp(-letter - state - bias));
    return `Unit 1, the last letter: Z = σ(${signedSum(parts)}) = ${z.toFixed(2)}, from the letter, the old state and the bias.`;
  },
  gateHeld: 'Unit 1: Z is held, and its weights are not used.',
  strip: (/** @type {string} */ held) =>
    held === 'free'
      ? 'The state after each letter, with the update gate free.'
      : `The state after each letter, with the update gate held at ${held}.`,

  paragraphs: [
    'The candidate is only a proposal. How much of it becomes the new state is for the update gate Z to say, again a number between 0 and 1 for each unit: H′ = Z ⊙ H + (1 − Z) ⊙ H̃. It is a weighted mean of two numbers: the old state with the share Z, the candidate with what remains.',
    'At its ends it is simple. With Z = 1 the unit keeps its old value whole: the letter passes, and the unit does not stir. With Z = 0 it takes the candidate whole, and all is new. A unit that keeps Z near 1 over many letters carries its value through them unharmed, and the gradient comes back the same way, multiplied by nearly 1 instead of by a matrix. This is how a gated network reaches further back.',
    'Hold Z in the figure and look at the rows. Free, some rows change with every letter while others run on for a while in one colour: these units keep. The drawing has grown by the update gate and shows the last letter in one unit; the table adds two more, so that you can check every number by hand. Switch the convention, and Z is shown as the other half of the literature writes it: formula and signs flip, the state stays.',
  ],
  tries: [
    {
      ask: 'Hold Z at 1 from the first letter on. What will the strip show?',
      choices: [
        'stripes in changing colours',
        'the free strip, only paler',
        'nothing: all stays 0',
      ],
      told: 'The state begins at 0, each unit keeps its value, and so it is 0 for ever. No letter ever gets in.',
    },
    {
      ask: 'Now hold Z at 0. Will neighbouring columns resemble each other more or less than with Z free?',
      choices: ['more', 'less'],
      told: 'Less: every column is a fresh candidate, nothing is carried over as it was. Long rows of one colour break up.',
    },
  ],
  conventions: [
    {
      ask: 'Does Z keep or take?',
      answer:
        'Here, in the book and in PyTorch, Z = 1 keeps the old state. In many other texts Z = 1 takes the candidate: H′ = (1 − Z) ⊙ H + Z ⊙ H̃. Since σ(−a) = 1 − σ(a), one becomes the other by changing the sign of all weights and biases of Z. The networks are the same; only the letter means the opposite.',
    },
    {
      ask: 'Are the best gates for remembering letter t′ until t all 0?',
      answer:
        'No. At t′ take the letter in and drop the past: r = z = 0. After it keep: z = 1, whatever r is. So Z has to change just after the letter that matters.',
    },
    {
      ask: 'Can a unit mix keeping and taking?',
      answer:
        'Yes, with Z in between, but a value kept at Z = 0.9 is down to a third after ten letters. To keep for long, Z has to come very close to 1.',
    },
  ],
  questions: [
    {
      ask: 'Z = 1 for one unit, in the convention of the book. What is its new state?',
      choices: ['its old state', 'the candidate', '1'],
      why: ['1 · H + 0 · H̃ = H.', 'That is Z = 0.', 'Z weighs; it is not the state.'],
    },
    {
      ask: 'Old state 0.5, candidate −0.5, Z = 0.75 (keeps). The new state is',
      choices: ['0', '0.25', '−0.25'],
      why: [
        'That would be Z = 0.5.',
        '0.75 · 0.5 + 0.25 · (−0.5) = 0.25.',
        'That is the same Z in the other convention.',
      ],
    },
    {
      ask: 'Why does a gradient survive where Z is close to 1?',
      choices: [
        'because tanh has slope 1 there',
        'because clipping does not apply',
        'because on that path it is multiplied by Z alone, not by a matrix',
      ],
      why: [
        'The path that keeps does not pass through tanh.',
        'Clipping comes at the very end and applies to all.',
        'The derivative of Z ⊙ H with respect to H is Z, apart from what Z itself depends on.',
      ],
    },
    {
      ask: 'A program takes over weights from a paper whose Z takes, and leaves them as they are, though its own Z keeps. What happens?',
      choices: [
        'nothing, training has fixed the meaning',
        'it keeps where it should take, and the other way round',
        'it crashes',
      ],
      why: [
        'Training fixed it for the paper’s formula.',
        'Changing the sign of all weights and biases of Z puts it right.',
        'The shapes are the same, so it runs, and is wrong.',
      ],
    },
  ],
  further: [
    'Dive into Deep Learning, section “Gated Recurrent Units (GRU)”, and its exercises.',
    'Chung et al., “Empirical Evaluation of Gated Recurrent Neural Networks on Sequence Modeling”, 2014.',
  ],
};
