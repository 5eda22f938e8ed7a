import { buttonRow } from '../parts/button.js';
import { make } from '../parts/make.js';
import { startNames, starts } from './starts.js';
import { words } from './words.js';

/**
 * What to begin with, and what to look for in it.
 * @param {import('./translator.js').Translator} translator
 * @param {import('./search.js').Search} search
 */
export function createStarts(translator, search) {
  const { state } = translator;
  const labels = startNames.map((name) => /** @type {const} */ ([name, words.starts[name]]));
  const row = buttonRow(words.startFrom, labels, (name) => {
    const { width } = starts[name];
    if (width) search.again({ width });
    translator.begin(name);
  });
  const look = make('p', { className: 'look' });
  state.watch(['start', 'table'], ({ start, table }) => {
    row.show(start);
    const own = table && !table.task;
    const text = start ? words.lookFor[start] : own ? words.lookForOwn : words.lookForOther;
    look.textContent = start === 'seq2seq' ? `${text} ${words.bookFile(own === true)}` : text;
  });
  return make('div', { className: 'starts' }, row.root, look);
}
