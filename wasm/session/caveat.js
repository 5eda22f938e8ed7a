/**
 * What a figure of a bidirectional model does not mean; a sentence without a full stop.
 */
export const SEES_THE_FUTURE =
  'a bidirectional model also reads the text backwards and so sees the very symbols that it ' +
  'predicts: its perplexity does not measure prediction';

/**
 * What to know about the loss of such a model on a text, beside the loss.
 *
 * @param {import('../sluice.d.ts').ModelInfo['settings']} settings of a language model
 * @returns {{ caveat?: string }}
 */
export function caveatOf({ bidirectional }) {
  return bidirectional ? { caveat: SEES_THE_FUTURE } : {};
}
