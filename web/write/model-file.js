import { words } from '../app/words.js';
import { download, find, make, write } from '../parts/dom.js';

/** What the files of this model are called. @param {import('../lab/lab.js').LabState} now */
function nameOf({ model, updates }) {
  const { cell, hidden } = model?.settings ?? {};
  return `sluice-${cell}-${hidden}-${updates}`;
}

/** @param {Uint8Array} bytes @param {string} name */
const hand = (bytes, name) =>
  download(new Blob([/** @type {Uint8Array<ArrayBuffer>} */ (bytes)]), name);

/** Buttons that take the model to other programs. @param {import('../lab/lab.js').Lab} lab */
function createExports(lab) {
  const told = make('p', { className: 'meaning', id: 'model-exported' });
  told.setAttribute('role', 'status');
  const forms = /** @type {const} */ (['pytorch-script', 'onnx']);
  const buttons = forms.map((form) => {
    const button = make('button', { type: 'button' }, words.exports[form].button);
    button.addEventListener('click', async () => {
      const files = await lab.exportAs(form, nameOf(lab.state.now));
      for (const { name, bytes } of files) hand(bytes, name);
      const names = files.map(({ name }) => name);
      told.textContent = names.length > 0 ? words.exports[form].done(names) : '';
    });
    return button;
  });
  lab.state.watch(['birth'], () => {
    told.textContent = '';
  });
  return { buttons, told };
}

/** Saving, loading and exporting the model. @param {import('../lab/lab.js').Lab} lab */
export function showModelFile(lab) {
  const save = find('save', HTMLButtonElement);
  const file = find('model-file', HTMLInputElement);
  const { buttons, told } = createExports(lab);
  save.parentElement?.after(make('p', { className: 'row' }, ...buttons), told);
  save.addEventListener('click', async () => {
    const bytes = await lab.save();
    if (bytes) hand(bytes, `${nameOf(lab.state.now)}.safetensors`);
  });
  file.addEventListener('change', () => {
    if (file.files?.[0]) lab.load(file.files[0]);
    file.value = '';
  });
  lab.state.watch(['phase'], ({ phase }) => {
    const usable = phase === 'ready' || phase === 'training';
    for (const control of [save, file, ...buttons]) control.disabled = !usable;
  });
  lab.state.watch(['modelError'], ({ modelError }) => write('model-error', modelError));
}
