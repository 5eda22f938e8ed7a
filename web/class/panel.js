import './panel.css';
import { createLessonLink } from './lesson-link.js';
import { createRoom } from './room.js';

/**
 * What a lecturer sets: pace and type in the room, and links that leave parts of the page out.
 *
 * @param {HTMLElement} root an empty section
 * @param {import('../lab/lab.js').Lab} lab
 */
export function showClass(root, lab) {
  root.append(createRoom(lab), createLessonLink(lab));
}
