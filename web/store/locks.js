// Several tabs of one browser: who has which run open, and who may change files now.

const RUN = 'sluice-run ';
const STORE = 'sluice-store';

/** Without locks, as on a host without https, tabs ask each other and wait so long: twice as long after a late answer. */
let answerMs = 200;
const LONGEST_ANSWER_MS = 10_000;

/** By which the others know whom they answer. */
const TAB = crypto.getRandomValues(new Uint32Array(2)).join('-');

/** How many questions still wait for answers. */
let asking = 0;

/** The browser's locks; none without https, or where it refuses storage. @type {Promise<LockManager | undefined>} */
const locking = Promise.resolve(navigator.locks?.query()).then(
  (state) => state && navigator.locks,
  () => undefined,
);

/** Some browsers refuse it together with storage. */
function openChannel() {
  try {
    return new BroadcastChannel(STORE);
  } catch {
    return undefined;
  }
}

const channel = openChannel();

/** Runs that this tab has had open: they stay its own until it is closed. @type {Map<string, Promise<boolean>>} */
const claims = new Map();

/** @param {LockManager} locks @param {string} id @returns {Promise<boolean>} */
const requestLock = (locks, id) =>
  new Promise((resolve, reject) => {
    const take = (/** @type {Lock | null} */ lock) => {
      resolve(lock !== null);
      return lock ? new Promise(() => {}) : undefined;
    };
    locks.request(RUN + id, { ifAvailable: true }, take).catch(reject);
  });

/** An answer to a question that waits no more. @param {any} data */
const isLate = (data) => data.to === TAB && asking === 0;

channel?.addEventListener('message', ({ data }) => {
  if (data.who) channel.postMessage({ to: data.who, mine: [...claims.keys()] });
  if (isLate(data)) answerMs = Math.min(2 * answerMs, LONGEST_ANSWER_MS);
});

/** What the other tabs answer. @returns {Promise<Set<string>>} */
async function askOthers() {
  const ids = new Set();
  const note = (/** @type {MessageEvent} */ { data }) => {
    for (const id of data.mine ?? []) ids.add(id);
  };
  asking += 1;
  channel?.addEventListener('message', note);
  channel?.postMessage({ who: TAB });
  await new Promise((resolve) => setTimeout(resolve, answerMs));
  channel?.removeEventListener('message', note);
  asking -= 1;
  return ids;
}

/** The runs that other tabs have open. @returns {Promise<Set<string>>} */
export async function openElsewhere() {
  const locks = await locking;
  if (!locks) return askOthers();
  const { held = [] } = await locks.query();
  const ids = held.map(({ name }) => name ?? '').filter((name) => name.startsWith(RUN));
  return new Set(ids.map((name) => name.slice(RUN.length)).filter((id) => !claims.has(id)));
}

/** Makes this tab the owner of a run. @param {string} id @returns {Promise<boolean>} false if another tab is */
export async function claim(id) {
  if (await claims.get(id)) return true;
  const mine = locking.then(async (locks) =>
    locks ? requestLock(locks, id) : !(await openElsewhere()).has(id),
  );
  claims.set(id, mine);
  if (!(await mine)) claims.delete(id);
  return mine;
}

/** A name for a run that no other tab has. */
export function newId() {
  const bytes = [...crypto.getRandomValues(new Uint8Array(8))];
  const id = bytes.map((byte) => byte.toString(16).padStart(2, '0')).join('');
  claim(id);
  return id;
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
  const turn = last.then(async () => {
    const locks = await locking;
    return locks ? locks.request(STORE, task) : task();
  });
  last = turn.catch(() => {});
  return turn;
}

/** Lets the other tabs know that the runs have changed. */
export const tellOthers = () => channel?.postMessage('changed');

/** Also when what they have open has become known late. @param {() => void} react */
export const whenOthersChange = (react) =>
  channel?.addEventListener('message', ({ data }) => {
    if (data === 'changed' || isLate(data)) react();
  });
