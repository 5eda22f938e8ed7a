/** 10⁻⁴. @param {number} power below 0 */
export const powerOfTen = (power) =>
  `10⁻${[...String(-power)].map((digit) => '⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(digit)]).join('')}`;

/** A small share in two figures, 6.8·10⁻⁶. @param {number} share */
export function smallShare(share) {
  const [figures = '', power] = share.toExponential(1).split('e');
  return share > 0 ? `${figures}·${powerOfTen(Number(power))}` : '0';
}
