/** @typedef {import('../sluice.d.ts').Progress} Progress */

/** Reports that are kept; when there are more, every two become one. */
const MOST = 2048;

/** The reports of a training, the older ones coarser the longer it lasts. */
export class History {
  /** @type {Progress[]} */
  reports = [];

  /** @returns {Progress | undefined} */
  get last() {
    return this.reports.at(-1);
  }

  /** @param {Progress} report */
  add(report) {
    this.reports.push(report);
    if (this.reports.length > MOST) this.reports = merged(this.reports);
  }
}

/**
 * @param {Progress[]} reports
 * @returns {Progress[]} two by two; the last one stays as it is
 */
function merged(reports) {
  const result = [];
  /** @type {number | undefined} */
  let before;
  for (let i = 0; i + 1 < reports.length; i += 2) {
    const [first, second] = /** @type {[Progress, Progress]} */ (reports.slice(i, i + 2));
    const share =
      before === undefined ? 0.5 : (second.tokens - first.tokens) / (second.tokens - before);
    const loss = first.loss + (second.loss - first.loss) * share;
    const { validationLoss, validationPerplexity } = first;
    const measured = validationLoss !== undefined && { validationLoss, validationPerplexity };
    result.push({ ...measured, ...second, loss, perplexity: Math.exp(loss) });
    before = second.tokens;
  }
  if (reports.length % 2 === 1) result.push(/** @type {Progress} */ (reports.at(-1)));
  return result;
}
