// Builds everything and serves the page on this machine: `npm start`, or `PORT=3000 npm start`.
import { join } from 'node:path';
import { build } from './build.mjs';
import { root } from './steps.mjs';

await build();
const { preview } = await import('vite');
const port = Number(process.env.PORT ?? 8080);
try {
  await preview({
    configFile: join(root, 'web/build/vite.config.js'),
    logLevel: 'warn',
    preview: { host: 'localhost', port, strictPort: true },
  });
} catch (error) {
  console.error(`${/** @type {Error} */ (error).message}. Choose another: PORT=8081 npm start`);
  process.exit(1);
}
console.log(`Sluice is at http://localhost:${port}/ (Ctrl-C ends it)`);
