import { SAMPLE_DEFAULTS } from '../session/translation.js';
import { UsageError } from './arguments.js';
import { jsonLine } from './json.js';
import { beamOptions, eachTranslated, readLines } from './sentences.js';
import { print } from './talk.js';
import { withModel } from './with-model.js';

export const about =
  'Prints translations, one per line: of the sentences given, or else of the lines of stdin.';
export const operands = ['MODEL', '[SENTENCE ...]'];

/** @type {import('./arguments.js').Option[]} */
export const options = [
  ...beamOptions,
  {
    ...{ name: 'temperature', group: 'drawing', kind: 'real', min: 0, max: 100 },
    help: 'draw at random instead: below 1 favours likely tokens, above 1 evens out the chances',
  },
  {
    ...{
      name: 'seed',
      group: 'drawing',
      kind: 'whole',
      min: 0,
      max: 0xffffffff,
      default: SAMPLE_DEFAULTS.seed,
    },
    help: 'the same seed draws the same translations',
  },
  {
    ...{ name: 'json', group: 'output', kind: 'flag' },
    help: 'print one JSON object per sentence, with all hypotheses and the search tree',
  },
];

/** The translation of an empty sentence: no token, with certainty. */
const NOTHING = { text: '', tokens: [], logProbability: 0, score: 0 };
const NOTHING_FOUND = { ...NOTHING, hypotheses: [NOTHING], tree: [] };

/** With the names that JSON has on the command line. @param {any} value @returns {any} */
function asPrinted(value) {
  if (typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map(asPrinted);
  const named = Object.entries(value).map(([name, each]) => [
    name === 'logProbability' ? 'log_probability' : name,
    asPrinted(each),
  ]);
  return Object.fromEntries(named);
}

/** @param {import('./commands.js').Invocation} invocation */
export async function run({ values, operands: [file = '', ...sentences], stop }) {
  const { beam: width, alpha, temperature, seed, json } = values;
  const isDrawn = temperature !== undefined;
  if (isDrawn && (width ?? alpha) !== undefined) {
    throw new UsageError('give --temperature to draw, or --beam and --alpha to search, not both');
  }
  if (!isDrawn && seed !== undefined) throw new UsageError('--seed needs --temperature');
  await withModel({ file, kind: 'translation' }, async (session) => {
    /** @param {string} source */
    const translate = async (source) => {
      if (source.trim() === '') return { source, ...(isDrawn ? NOTHING : NOTHING_FOUND) };
      const translation = isDrawn
        ? await session.sampleTranslation(source, { temperature, seed })
        : await session.translate(source, { width, alpha });
      return { source, ...translation };
    };
    const given = sentences.length > 0 ? sentences : readLines('-', stop);
    for await (const translation of eachTranslated(given, translate, stop)) {
      await print(json ? jsonLine(asPrinted(translation)) : `${translation.text}\n`, stop);
    }
  });
}
