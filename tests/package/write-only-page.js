// examples/write-only.html as Vite builds it, with a model beside it and 20,000 symbols to write.
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'vite';
import { root } from '../browser/serve.js';

export const LENGTH = 20_000;

/** @param {{ after: (close: () => unknown) => void }} t @returns {Promise<string>} the folder with its files */
export async function buildWriteOnlyPage(t) {
  const folder = await mkdtemp(join(tmpdir(), 'sluice-write-'));
  t.after(() => rm(folder, { recursive: true }));
  const page = await readFile(join(root, 'examples/write-only.html'), 'utf8');
  const index = JSON.stringify(join(root, 'wasm/index.js'));
  await writeFile(
    join(folder, 'index.html'),
    page.replace(`'../wasm/index.js'`, index).replace('length: 2000', `length: ${LENGTH}`),
  );
  await mkdir(join(folder, 'public'));
  const model = join(root, 'tests/vectors/golden/language.safetensors');
  await cp(model, join(folder, 'public/model.safetensors'));
  await build({
    ...{ root: folder, configFile: false, logLevel: 'error' },
    worker: { format: 'es' },
    build: { target: 'es2022' },
  });
  return join(folder, 'dist');
}

/** In a page of it: counts frames, the longest of them, and the pieces that come into the field. */
export function watchWriting() {
  const counts = { frames: 0, longest: 0, pieces: 0, first: 0 };
  Object.assign(globalThis, { counts });
  let last = performance.now();
  const frame = () => {
    const now = performance.now();
    if (counts.pieces > 0) counts.longest = Math.max(counts.longest, now - last);
    last = now;
    counts.frames++;
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
  const field = /** @type {HTMLTextAreaElement} */ (document.getElementById('written'));
  const { get, set } = /** @type {any} */ (
    Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, 'value')
  );
  Object.defineProperty(field, 'value', {
    get: () => get.call(field),
    set: (text) => {
      if (text !== '' && counts.pieces++ === 0) counts.first = performance.now();
      set.call(field, text);
    },
  });
}
