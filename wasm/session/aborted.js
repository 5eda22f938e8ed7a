/**
 * A session that is opened, unless the signal aborts before: then it is disposed of when it is there.
 *
 * @param {Promise<import('../sluice.d.ts').Session>} opening
 * @param {AbortSignal} signal
 * @returns {Promise<import('../sluice.d.ts').Session>}
 */
export function unlessAborted(opening, signal) {
  return new Promise((resolve, reject) => {
    const abort = () => {
      reject(signal.reason);
      opening.then((session) => session.dispose()).catch(() => {});
    };
    signal.addEventListener('abort', abort);
    if (signal.aborted) abort();
    const forget = () => signal.removeEventListener('abort', abort);
    opening.then(resolve, reject).then(forget);
  });
}
