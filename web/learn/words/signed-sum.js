/** Numbers as a sum is written, "−0.31 + 1.20 − 0.05". @param {number[]} parts */
export const signedSum = (parts) =>
  parts
    .map((part, i) => {
      const figure = Math.abs(part).toFixed(2);
      const sign = part < 0 ? '−' : '+';
      if (i > 0) return `${sign} ${figure}`;
      return part < 0 ? `${sign}${figure}` : figure;
    })
    .join(' ');
