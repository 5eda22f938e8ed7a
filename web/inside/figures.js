// Signs and numbers as the room shows them.

/** What has no ink of its own, as it is drawn. @type {Record<string, string>} */
const GLYPHS = { ' ': '␣', '\u00a0': '⍽', '\n': '↵', '\r': '␍', '\t': '⇥', '\u3000': '□' };

/** @param {string} symbol */
export const visible = (symbol) => GLYPHS[symbol] ?? symbol;

const SUPERSCRIPTS = [...'⁰¹²³⁴⁵⁶⁷⁸⁹'];

/** As 1.2·10⁻³. @param {number} value */
function power(value) {
  const [figures = '', exponent = '0'] = value.toExponential(1).split('e');
  const raised = [...exponent].map(
    (sign) => SUPERSCRIPTS[Number(sign)] ?? (sign === '-' ? '⁻' : ''),
  );
  return `${figures}·10${raised.join('')}`;
}

/** A share or a factor in two figures. @param {number} value */
export function ratio(value) {
  if (value === 0) return '0';
  return value < 0.001 || value >= 1000 ? power(value) : value.toPrecision(2);
}
