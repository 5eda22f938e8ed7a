import { words as ofLesson } from '../words.js';

/** What the chapter says. */
export const words = ofLesson.chapters['reset-gate'];
