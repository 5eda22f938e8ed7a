import { openChannel } from '../worker/channel.js';

/**
 * Starts the worker of a replica.
 *
 * @param {import('../worker/channel.js').Listener} listener
 * @param {Blob} [script] in place of the file, in a page
 * @returns {import('../worker/channel.js').Channel}
 */
export function openReplica(listener, script) {
  // Bundlers look for this very expression.
  const start = () => new Worker(new URL('./replica.js', import.meta.url), { type: 'module' });
  return openChannel({ start, file: '../replicas/replica.js', script }, listener);
}
