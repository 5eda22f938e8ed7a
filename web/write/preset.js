import { words } from '../app/words.js';
import { chapters, presets, remarkOf } from '../lab/presets.js';
import { find, make, write } from '../parts/dom.js';

const OWN = 'own';

/** @param {import('../lab/presets.js').Preset['kind']} chapter */
function groupOf(chapter) {
  const options = presets
    .filter(({ kind }) => kind === chapter)
    .map(({ id, size }) =>
      make('option', { value: id }, `${words.kinds[chapter]}, ${words.sizes[size]}`),
    );
  return make('optgroup', { label: words.chapters[chapter] }, ...options);
}

/** Settings to begin with, chapter by chapter, and what to look for in each. @param {import('../lab/lab.js').Lab} lab */
export function showPreset(lab) {
  const select = find('preset', HTMLSelectElement);
  select.append(
    ...chapters.map(groupOf),
    make('option', { value: OWN, disabled: true }, words.ownSettings),
  );
  select.addEventListener('change', async () => {
    await lab.usePreset(select.value);
    select.value = lab.state.now.preset?.id ?? OWN;
  });
  lab.state.watch(['preset', 'phase'], ({ preset, phase }) => {
    select.disabled = phase === 'starting' || phase === 'lost';
    select.value = preset?.id ?? OWN;
    write('look-for', preset ? words.lookFor[preset.size][preset.kind] : '');
  });
  const remark = make('p', { className: 'meaning', id: 'book-remark' });
  find('legend', HTMLElement).after(remark);
  lab.state.watch(['preset', 'text'], (now) => {
    remark.textContent = remarkOf(now);
    remark.hidden = remark.textContent === '';
  });
}
