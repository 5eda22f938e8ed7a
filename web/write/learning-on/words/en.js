import { formatCount, formatPerplexity } from '../../../app/format.js';

const meaning = 'a copy learns from what it has just read; the model itself stays as it is.';

export const words = {
  meaning,
  /** @param {number} learning perplexity @param {number} still perplexity @param {number} update */
  reading: (learning, still, update) =>
    `${formatPerplexity(learning)} instead of ${formatPerplexity(still)} at update ${formatCount(update)}; ${meaning}`,
  sawTheFuture:
    'not with this model, which reads in both directions and so sees what it should predict.',
  nothingHeldOut: 'not without a held-out part; the setting “Held-out share” keeps one back.',
  astray: 'the copy went astray on this text, so there is nothing to read off.',
};
