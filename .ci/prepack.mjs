// Before npm packs the package: all that belongs in it is there, or nothing is packed.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './steps.mjs';

const needed = [
  ...['relaxed', 'simd', 'scalar'].flatMap((engine) =>
    ['', '-base', '-rest'].map((part) => `wasm/bin/sluice-${engine}${part}.wasm`),
  ),
  ...['index.html', 'sluice.html', 'sluice-lab.js', 'sluice-lab.d.ts'].map(
    (name) => `dist/${name}`,
  ),
];
const missing = needed.filter((file) => !existsSync(join(root, file)));
if (missing.length > 0) {
  console.error(`npm run build makes what is missing: ${missing.join(', ')}`);
  process.exit(1);
}
const { writeInline } = await import('./inline.mjs');
await writeInline();
