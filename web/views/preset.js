import { find, make, write } from '../dom.js';
import { presets } from '../presets.js';
import { words } from '../words.js';

const OWN = 'own';

/** @param {import('../presets.js').Preset['size']} size */
function groupOf(size) {
  const options = presets
    .filter((preset) => preset.size === size)
    .map(({ id, kind }) =>
      make('option', { value: id }, `${words.kinds[kind]}, ${words.shortSizes[size]}`),
    );
  return make('optgroup', { label: words.sizes[size] }, ...options);
}

/** Settings to begin with, chapter by chapter, and what to look for in each. @param {import('../lab.js').Lab} lab */
export function showPreset(lab) {
  const select = find('preset', HTMLSelectElement);
  select.append(
    .../** @type {const} */ (['quick', 'classic', 'v1']).map(groupOf),
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
}
