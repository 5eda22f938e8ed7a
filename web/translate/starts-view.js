import { make } from '../parts/dom.js';
import { startNames, starts } from './starts.js';
import { words } from './words.js';

/**
 * What to begin with, and what to look for in it.
 * @param {import('./translator.js').Translator} translator
 * @param {import('./search.js').Search} search
 */
export function createStarts(translator, search) {
  const { state } = translator;
  const buttons = startNames.map((name) => {
    const properties = { type: 'button', className: 'small' };
    const button = make('button', properties, words.starts[name]);
    button.addEventListener('click', () => {
      const { width } = starts[name];
      if (width) search.again({ width });
      translator.begin(name);
    });
    return { name, button };
  });
  const look = make('p', { className: 'look' });
  state.watch(['start', 'table'], ({ start, table }) => {
    for (const { name, button } of buttons)
      button.setAttribute('aria-pressed', String(name === start));
    const own = table && !table.task;
    const text = start ? words.lookFor[start] : own ? words.lookForOwn : words.lookForOther;
    look.textContent = start === 'seq2seq' ? `${text} ${words.bookFile(own === true)}` : text;
  });
  const row = make('fieldset', { className: 'row' }, ...buttons.map(({ button }) => button));
  row.setAttribute('aria-label', words.startFrom);
  return make('div', { className: 'starts' }, row, look);
}
