import { words } from '../app/words.js';
import { find, write } from '../parts/dom.js';
import { download } from '../parts/download.js';

/** @typedef {import('../lab/lab.js').Lab} Lab */

/** What the files of this model are called. @param {import('../lab/lab.js').LabState} now */
function nameOf({ model, updates }) {
  const { cell, hidden } = model?.settings ?? {};
  return `sluice-${cell}-${hidden}-${updates}`;
}

/** @param {Uint8Array} bytes @param {string} name */
const hand = (bytes, name) =>
  download(new Blob([/** @type {Uint8Array<ArrayBuffer>} */ (bytes)]), name);

/** A button that takes the model to another program. @param {Lab} lab @param {string} id @param {'pytorch-script' | 'onnx'} form */
function exportButton(lab, id, form) {
  const button = find(id, HTMLButtonElement);
  button.addEventListener('click', async () => {
    const files = (await lab.exportAs(form, nameOf(lab.state.now))) ?? [];
    for (const { name, bytes } of files) hand(bytes, name);
    const names = files.map(({ name }) => name);
    write('model-exported', names.length > 0 ? words.exported[form](names) : '');
  });
  return button;
}

/** Saving, loading and exporting the model. @param {Lab} lab */
export function showModelFile(lab) {
  const { state } = lab;
  const save = find('save', HTMLButtonElement);
  const file = find('model-file', HTMLInputElement);
  const toPyTorch = exportButton(lab, 'export-pytorch', 'pytorch-script');
  const toOnnx = exportButton(lab, 'export-onnx', 'onnx');
  save.addEventListener('click', async () => {
    const bytes = await lab.save();
    if (bytes) hand(bytes, `${nameOf(state.now)}.safetensors`);
  });
  file.addEventListener('change', () => {
    if (file.files?.[0]) lab.load(file.files[0]);
    file.value = '';
  });
  state.watch(['phase'], ({ phase }) => {
    const usable = phase === 'ready' || phase === 'training';
    for (const control of [save, file, toPyTorch, toOnnx]) control.disabled = !usable;
  });
  state.watch(['birth'], () => write('model-exported', ''));
  state.watch(['modelError'], ({ modelError }) => write('model-error', modelError));
}
