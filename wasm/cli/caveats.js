/**
 * What to know about a text or pairs before a training, or beside a figure: sentences without a full
 * stop, none where all is well.
 *
 * @typedef {import('../sluice.d.ts').TextInfo} TextInfo
 * @typedef {import('../sluice.d.ts').PairsInfo} PairsInfo
 * @typedef {import('../sluice.d.ts').ModelInfo['settings']} Settings
 * @typedef {Awaited<ReturnType<import('../sluice.d.ts').Session['epoch']>>} Epoch
 */

/** Names of line ends. @type {[keyof TextInfo['lineEnds'], string][]} */
const LINE_ENDS = [
  ['lf', 'LF'],
  ['crlf', 'CR LF'],
  ['cr', 'CR'],
];

/**
 * @param {TextInfo} text
 * @param {string | undefined} normalize
 * @returns {string[]}
 */
export function ofLineEnds({ lineEnds }, normalize) {
  const kinds = LINE_ENDS.filter(([kind]) => lineEnds[kind] > 0);
  if (kinds.length < 2 || normalize === 'd2l') return [];
  const counts = kinds.map(([kind, name]) => `${lineEnds[kind].toLocaleString('en')} with ${name}`);
  return [
    `the text ends its lines in different ways (${counts.join(', ')}), which the model takes for ` +
      'different symbols: save it with one kind of line ends',
  ];
}

/**
 * @param {Settings} settings
 * @returns {string[]}
 */
export function ofDropout({ dropout, dropout_at: at, layers }) {
  if (dropout === 0 || layers > 1 || at !== 'between') return [];
  return [
    `--dropout ${dropout} acts between layers, and this model has one: it drops nothing; --layers 2, ` +
      '--dropout-at every or --dropout-output would',
  ];
}

/**
 * @param {PairsInfo} pairs
 * @param {Settings} settings of the model
 * @param {boolean} isOwn whether the vocabularies are those of the pairs, and could be others
 * @returns {string[]}
 */
export function ofUnknown({ unknown, tokens }, settings, isOwn) {
  if (unknown.source + unknown.target === 0) return [];
  const counts = `${share(unknown.source, tokens.source)} source tokens and ${share(unknown.target, tokens.target)} target tokens`;
  if (!isOwn) return [`${counts} are <unk>: the model's vocabularies lack them`];
  const char = settings.tokens === 'word' ? ', --tokens char has fewer' : '';
  const rare = `they occur fewer than ${settings.minimum} times`;
  return [`${counts} become <unk>, as ${rare} (--minimum 1 keeps them all${char})`];
}

/**
 * @param {Epoch} epoch
 * @param {Settings} settings
 * @param {number} pairs
 * @returns {string[]}
 */
export function ofCutOff({ cutOff }, { steps }, pairs) {
  if (!cutOff || cutOff.source + cutOff.target === 0) return [];
  const { source, target } = cutOff;
  return [
    `${of(source, pairs)} source sentences and ${of(target, pairs)} target sentences are longer than ` +
      `${steps} tokens, <eos> included, and are cut off there (--steps)`,
  ];
}

/**
 * @param {Epoch} epoch of pairs: a text that holds back too little is refused
 * @param {Settings} settings
 * @returns {string[]}
 */
export function ofHeldOut({ training, heldOut }, { validation }) {
  if (validation === 0 || heldOut > 0) return [];
  const enough = Math.min(Math.ceil(1e4 / training) / 1e4, 0.9);
  return [
    `--validation ${validation} of ${training.toLocaleString('en')} pairs holds back none, so nothing ` +
      `is measured on unseen ones: give ${enough} or more`,
  ];
}

/** @param {number} part @param {number} whole */
const of = (part, whole) => `${part.toLocaleString('en')} of ${whole.toLocaleString('en')}`;

/** @param {number} part @param {number} whole */
const share = (part, whole) =>
  `${of(part, whole)} (${((100 * part) / Math.max(whole, 1)).toFixed(1)}%)`;
