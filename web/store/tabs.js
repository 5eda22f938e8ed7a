// Several tabs of one browser: who has which run open, and who may change files now.

const { locks } = navigator;
const RUN = 'sluice-run ';
const STORE = 'sluice-store';

/** Runs that this tab has had open: they stay its own until it is closed. @type {Map<string, Promise<boolean>>} */
const claims = new Map();

/** @param {string} id @returns {Promise<boolean>} */
const request = (id) =>
  new Promise((resolve, reject) => {
    const take = (/** @type {Lock | null} */ lock) => {
      resolve(lock !== null);
      return lock ? new Promise(() => {}) : undefined;
    };
    locks.request(RUN + id, { ifAvailable: true }, take).catch(reject);
  });

/**
 * Makes this tab the owner of a run.
 * @param {string} id
 * @returns {Promise<boolean>} false if another tab is, or nobody can tell: then take a copy
 */
export async function claim(id) {
  if (!locks) return claims.has(id);
  const mine = await (claims.get(id) ?? request(id));
  if (mine) claims.set(id, Promise.resolve(true));
  return mine;
}

/** The name of a run that no other tab has. */
export function newId() {
  const id = Array.from(crypto.getRandomValues(new Uint8Array(8)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('');
  claims.set(id, locks ? request(id) : Promise.resolve(true));
  return id;
}

/** The runs that other tabs have open, as far as the browser can tell. @returns {Promise<Set<string>>} */
export async function openElsewhere() {
  const { held = [] } = (await locks?.query()) ?? {};
  const ids = held.map(({ name }) => name ?? '').filter((name) => name.startsWith(RUN));
  return new Set(ids.map((name) => name.slice(RUN.length)).filter((id) => !claims.has(id)));
}

/** @type {Promise<unknown>} */
let last = Promise.resolve();

/**
 * Does one task after the other, over all tabs where the browser can.
 * @template T
 * @param {() => Promise<T>} task
 * @returns {Promise<T>}
 */
export function inTurn(task) {
  const turn = last.then(() => (locks ? locks.request(STORE, task) : task()));
  last = turn.catch(() => {});
  return turn;
}

const channel = 'BroadcastChannel' in globalThis ? new BroadcastChannel(STORE) : undefined;

/** Tells the other tabs that the runs are no longer what they were. */
export const tellOthers = () => channel?.postMessage('changed');

/** @param {() => void} react */
export const whenOthersChange = (react) => channel?.addEventListener('message', react);
