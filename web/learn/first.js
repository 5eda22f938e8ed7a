import { language } from '../app/language.js';
import { view } from './first/view.js';

const files = { en: () => import('./first/en.js'), zh: () => import('./first/zh.js') };

/** What the figures show until their models are there; tests/js/first-states.mjs has written it down. */
export const first = view((await files[language]()).first);
