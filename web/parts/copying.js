const TOLD_MS = 2000;

/**
 * Lets a button copy a text, and say for a moment whether it could.
 * @param {HTMLButtonElement} button
 * @param {() => string} textOf
 * @param {{ copied: string, notCopied: string }} labels
 * @param {() => void} [refused] when the browser does not allow it
 */
export function copyOnClick(button, textOf, { copied, notCopied }, refused = () => {}) {
  const usual = button.textContent;
  button.addEventListener('click', async () => {
    try {
      await navigator.clipboard.writeText(textOf());
      button.textContent = copied;
    } catch {
      refused();
      button.textContent = notCopied;
    }
    setTimeout(() => {
      button.textContent = usual;
    }, TOLD_MS);
  });
}
