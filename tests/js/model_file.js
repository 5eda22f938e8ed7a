/**
 * A model file with other output weights.
 *
 * @param {Uint8Array} file
 * @param {(index: number) => number} weight
 */
export function withOutputWeights(file, weight) {
  const copy = new Uint8Array(file);
  const view = new DataView(copy.buffer);
  const start = 8 + view.getUint32(0, true);
  const header = JSON.parse(new TextDecoder().decode(copy.subarray(8, start)));
  const [first, end] = header['linear.weight'].data_offsets;
  for (let at = first; at < end; at += 4)
    view.setFloat32(start + at, weight((at - first) / 4), true);
  return copy;
}
