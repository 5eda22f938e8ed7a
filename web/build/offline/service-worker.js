import { precacheAndRoute } from 'workbox-precaching';
import { TAKE_OVER } from './take-over.js';

// Keeps all files of the page, so that it works without a network. A new version is fetched beside
// the old one and waits until no tab shows that any more, or a visitor asks for it.

const worker = /** @type {any} */ (globalThis);

precacheAndRoute(FILES, { ignoreURLParametersMatching: [/./] }); // parameters set the page up

worker.addEventListener('message', (/** @type {MessageEvent} */ { data }) => {
  if (data === TAKE_OVER) worker.skipWaiting();
});
worker.addEventListener('activate', (/** @type {any} */ event) => {
  event.waitUntil(worker.clients.claim()); // also of the visit that fetched it
});
