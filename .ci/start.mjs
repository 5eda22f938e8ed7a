// Builds everything and serves the page on this machine: `npm start`, or `PORT=3000 npm start`.
import { join } from 'node:path';
import { build } from './build.mjs';
import { root } from './steps.mjs';

/** @param {string} message @returns {never} */
function refuse(message) {
  console.error(
    `${message}. Choose another port: PORT=8081 npm start, or PORT=0 for any that is free`,
  );
  process.exit(1);
}

const wanted = process.env.PORT || '8080';
const port = Number(wanted);
if (!/^\d+$/.test(wanted) || port > 65535)
  refuse(`PORT is "${wanted}", and must be a whole number from 0 to 65535`);

await build();
const { preview } = await import('vite');
const server = await preview({
  configFile: join(root, 'web/build/vite.config.js'),
  logLevel: 'warn',
  preview: { host: 'localhost', port, strictPort: true },
}).catch((error) => refuse(error.message));
console.log(`Sluice is at ${server.resolvedUrls?.local[0]} (Ctrl-C ends it)`);
