import './room.css';
import { createClassLink } from './class-link.js';
import { createPresentation } from './presentation.js';

/**
 * What a lecturer sets: pace and type in the room, and links that leave parts of the page out.
 *
 * @param {HTMLElement} root an empty section
 * @param {import('../lab/lab.js').Lab} lab
 */
export function showClass(root, lab) {
  root.append(createPresentation(lab), createClassLink(lab));
}
