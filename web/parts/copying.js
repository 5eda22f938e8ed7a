import { button } from './button.js';

const TOLD_MS = 2000;

/**
 * A button that copies a text, and says for a moment whether it could.
 * @param {{ copy: string, copied: string, notCopied: string }} labels
 * @param {() => string} textOf
 * @param {() => void} refused when the browser does not allow it
 */
export function copyButton({ copy, copied, notCopied }, textOf, refused) {
  const made = button(copy, async () => {
    try {
      await navigator.clipboard.writeText(textOf());
      made.textContent = copied;
    } catch {
      refused();
      made.textContent = notCopied;
    }
    setTimeout(() => {
      made.textContent = copy;
    }, TOLD_MS);
  });
  return made;
}
