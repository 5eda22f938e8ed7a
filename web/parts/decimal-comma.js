/**
 * Lets visitors write 0,5 for 0.5: left to itself Chromium drops the comma, and reads 5. A whole
 * number with a point in it is then refused like any other that is wrong.
 */
export function acceptDecimalCommas() {
  addEventListener('beforeinput', (event) => {
    const { target, data } = event;
    if (!(target instanceof HTMLInputElement) || target.type !== 'number') return;
    if (!data?.includes(',')) return;
    event.preventDefault();
    // The fields of numbers let nothing else insert where the cursor is.
    document.execCommand('insertText', false, data.replaceAll(',', '.'));
  });
}

/** Whether a field of whole numbers holds one in its range: 1.000 may be meant as a thousand. @param {HTMLInputElement} input */
export const holdsWhole = ({ value, validity }) =>
  value !== '' && validity.valid && !value.includes('.');
