// The tree of a beam search as a lecturer draws it: a column a step, the likeliest on top.

/**
 * @typedef {import('../../wasm/sluice.d.ts').BeamNode} BeamNode
 *
 * What has become of a hypothesis when so many steps are shown:
 * - open: it goes on from here
 * - inner: one of its continuations was kept
 * - dropped: none of them was
 * - finished: it ends here, by its mark or because no longer one is looked for
 * @typedef {'open' | 'inner' | 'dropped' | 'finished'} Fate
 *
 * @typedef {object} Place a node of the tree in the lattice
 * @property {number} index in the tree
 * @property {number} parent in the tree; -1: the beginning
 * @property {number} column from 1
 * @property {number} row from 0, the likeliest
 * @property {BeamNode} node
 * @property {Fate} fate
 * @property {boolean} alive whether it, or something that continues it, is open or finished
 * @property {boolean} greedy whether greedy search goes through it
 * @property {boolean} best whether it lies on the path that is chosen, once all steps are shown
 */

/** The tokens that lead to a node. @param {BeamNode[]} tree @param {number} index @returns {string[]} */
export function pathTo(tree, index) {
  const node = tree[index];
  return node ? [...pathTo(tree, node.parent), node.token] : [];
}

/** The finished node with the best score; an earlier one wins a tie. @param {BeamNode[]} tree */
function bestOf(tree) {
  let best = -1;
  for (const [i, { finished, score }] of tree.entries())
    if (finished && (best < 0 || score > (tree[best]?.score ?? 0))) best = i;
  return best;
}

/** The nodes on the path of these tokens, as far as they were kept. @param {BeamNode[]} tree @param {string[]} tokens */
function alongside(tree, tokens) {
  /** @type {Set<number>} */
  const met = new Set();
  let parent = -1;
  for (const token of tokens) {
    const next = tree.findIndex((node) => node.parent === parent && node.token === token);
    if (next < 0) break;
    met.add(next);
    parent = next;
  }
  return met;
}

/**
 * @param {BeamNode[]} tree
 * @param {number} shown steps
 * @param {string[]} greedy the tokens of greedy search
 */
export function latticeOf(tree, shown, greedy) {
  const onGreedy = alongside(tree, greedy);
  const last = Math.max(...tree.map(({ step }) => step));
  /** @type {Set<number>} */
  const chosen = new Set();
  if (shown >= last)
    for (let at = bestOf(tree); at >= 0; at = tree[at]?.parent ?? -1) chosen.add(at);
  const kept = new Set(tree.filter(({ step }) => step <= shown).map(({ parent }) => parent));
  /** @type {Map<number, number>} */
  const filled = new Map();

  /** @param {BeamNode} node @param {number} index @returns {Fate} */
  const fateOf = ({ finished, step }, index) => {
    if (finished) return 'finished';
    if (kept.has(index)) return 'inner';
    return step < shown ? 'dropped' : 'open';
  };
  /** @type {Set<number>} */
  const alive = new Set();
  for (let index = tree.length - 1; index >= 0; index--) {
    const node = /** @type {BeamNode} */ (tree[index]);
    if (node.step > shown) continue;
    const fate = fateOf(node, index);
    if (fate === 'open' || fate === 'finished') alive.add(index);
    if (alive.has(index)) alive.add(node.parent);
  }
  // The engine keeps the nodes of a step in the order of their probabilities.
  const places = tree.map((node, index) => {
    const row = filled.get(node.step) ?? 0;
    filled.set(node.step, row + 1);
    return {
      ...{ index, parent: node.parent, column: node.step, row, node },
      ...{
        fate: fateOf(node, index),
        alive: alive.has(index),
        greedy: onGreedy.has(index),
        best: chosen.has(index),
      },
    };
  });
  return {
    columns: last,
    rows: Math.max(...filled.values()),
    places: places.filter(({ column }) => column <= shown),
  };
}

/** What happened in a step, in numbers. @param {BeamNode[]} tree @param {number} step from 1 */
export function accountOf(tree, step) {
  const before = tree.filter((node) => node.step === step - 1 && !node.finished);
  const here = tree.filter((node) => node.step === step);
  const parents = new Set(here.map(({ parent }) => parent));
  const dropped = tree.flatMap((node, i) =>
    node.step === step - 1 && !node.finished && !parents.has(i) ? [i] : [],
  );
  return {
    open: step === 1 ? 1 : before.length,
    kept: here.length,
    ended: here.filter(({ finished }) => finished).length,
    dropped,
  };
}
