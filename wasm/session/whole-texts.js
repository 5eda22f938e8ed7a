/**
 * @param {AsyncIterable<any>} drawn symbols, or what was drawn of several samples
 * @param {number} [samples]
 * @returns {Promise<string[]>}
 */
export async function wholeTexts(drawn, samples = 1) {
  /** @type {string[]} */
  const all = [];
  for await (const item of drawn) {
    const { sample = 0, text = item } = item;
    all[sample] = (all[sample] ?? '') + text;
  }
  return Array.from({ length: samples }, (_, sample) => all[sample] ?? '');
}
