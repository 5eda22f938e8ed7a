import { make } from '../../parts/make.js';
import { words } from './words.js';

/** Where the whole page comes as one file, to be opened from disk. */
export function offerOneFile() {
  const link = make('a', { href: 'sluice.html', download: 'sluice.html' }, words.oneFile);
  const [before = '', after = ''] = words.oneFileToo('|').split('|');
  document.querySelector('footer')?.append(make('p', {}, before, link, after));
}
