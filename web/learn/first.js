import { language } from '../app/language.js';
import { view } from './first/view.js';

/** They come with the words. */
const files = { en: () => import('./words/en.js'), zh: () => import('./words/zh.js') };

/** What the figures show until their models are there; tests/js/first-states.mjs has written it down. */
export const first = view((await files[language]()).first);
