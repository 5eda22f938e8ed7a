/**
 * The name that was probably meant, as the end of a message.
 *
 * @param {string} asked
 * @param {readonly string[]} names
 */
export function suggest(asked, names) {
  const [nearest] = names
    .map((name) => ({ name, distance: editDistance(asked, name) }))
    .sort((a, b) => a.distance - b.distance);
  const isNear = nearest && nearest.distance <= Math.max(2, asked.length >> 2);
  return isNear ? `; did you mean ${nearest.name}?` : '';
}

/**
 * Letters to insert, delete or replace until one word is the other.
 *
 * @param {string} a
 * @param {string} b
 */
function editDistance(a, b) {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = (row[j - 1] ?? 0) + Number(a[i - 1] !== b[j - 1]);
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
