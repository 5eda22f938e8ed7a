import { download, find, write } from '../dom.js';

/** @param {import('../lab.js').LabState} now */
function fileName({ model, updates }) {
  const { cell, hidden } = model?.settings ?? {};
  return `sluice-${cell}-${hidden}-${updates}.safetensors`;
}

/** Saving and loading the model. @param {import('../lab.js').Lab} lab */
export function showModelFile(lab) {
  const save = find('save', HTMLButtonElement);
  const file = find('model-file', HTMLInputElement);
  save.addEventListener('click', async () => {
    const bytes = await lab.save();
    if (bytes)
      download(new Blob([/** @type {Uint8Array<ArrayBuffer>} */ (bytes)]), fileName(lab.state.now));
  });
  file.addEventListener('change', () => {
    if (file.files?.[0]) lab.load(file.files[0]);
    file.value = '';
  });
  lab.state.watch(['phase'], ({ phase }) => {
    const usable = phase === 'ready' || phase === 'training';
    save.disabled = !usable;
    file.disabled = !usable;
  });
  lab.state.watch(['modelError'], ({ modelError }) => write('model-error', modelError));
}
