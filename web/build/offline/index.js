// What the page does for visits without a network.
export { offerOneFile } from './one-file.js';
export { keepOffline } from './updates.js';
