/** The longest n-gram. */
export const ORDER = 4;

/** Letters that are learned from, and the share of them that is held out. */
export const TEXTS = /** @type {const} */ ({
  long: { tokens: 10000, settings: { validation: 0.1 }, validateEvery: 50 },
  short: { tokens: 1000, settings: { validation: 0.2 }, validateEvery: 50 },
});

/**
 * What has been reported of a training, and what does without learning.
 * @param {import('../school.js').Session} session
 * @param {keyof typeof TEXTS} text
 */
export async function lookAt(session, text) {
  const { validation } = TEXTS[text].settings;
  const { uniform, training, heldOut } = await session.baselines({ order: ORDER, validation });
  const reports = await session.history();
  /** @type {import('../log-chart.js').Curve[]} */
  const curves = [
    { name: 'training', points: reports.map(({ update, perplexity }) => [update, perplexity]) },
    {
      name: 'held-out',
      points: reports.flatMap(({ update, validationPerplexity: perplexity }) =>
        perplexity === undefined ? [] : [[update, perplexity]],
      ),
    },
  ];
  return { curves, baselines: { uniform, training, heldOut } };
}
