/** Letters that are shown as the likeliest. */
const MOST = 6;

/**
 * The likeliest of some symbols, each with its share.
 * @param {ArrayLike<number>} shares by id
 * @param {string[]} vocabulary
 */
function likeliest(shares, vocabulary) {
  const ids = vocabulary.map((_, id) => id).sort((a, b) => (shares[b] ?? 0) - (shares[a] ?? 0));
  return ids.slice(0, MOST).map((id) => ({ symbol: vocabulary[id] ?? '', share: shares[id] ?? 0 }));
}

/**
 * The state after each letter of a text, and what may follow it.
 * @param {import('../school.js').Session} session
 * @param {string} text
 */
export async function lookAt(session, text) {
  const { symbols, layers, hidden, distribution, vocabulary } = await session.inspect(text);
  return {
    symbols,
    units: hidden,
    states: layers[0]?.[0]?.hidden ?? new Float32Array(),
    next: likeliest(distribution.subarray(-vocabulary.length), vocabulary),
  };
}
