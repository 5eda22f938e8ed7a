// Before npm packs the package: all that belongs in it is there, or nothing is packed.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './steps.mjs';

const missing = ['relaxed', 'simd', 'scalar'].filter(
  (engine) => !existsSync(join(root, `wasm/bin/sluice-${engine}.wasm`)),
);
if (missing.length > 0) {
  console.error(`wasm/bin lacks the engines ${missing.join(', ')}: npm run build:wasm makes them`);
  process.exit(1);
}
const { writeInline } = await import('./inline.mjs');
await writeInline();
