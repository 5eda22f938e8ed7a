import { link, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { hostname, uptime } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { besideOf, FileError, targetOf, unfinishedIn } from './files.js';

/**
 * A training tells others by FILE.lock that it writes to FILE.
 *
 * @typedef {{ pid: number, host: string }} Holder
 */

/**
 * Milliseconds between two signs of life. Without one for SILENCE another host's lock no longer counts, nor does
 * one with our own process number without one for MISSED.
 */
const SIGN_OF_LIFE = 60_000;
const SILENCE = 600_000;
const MISSED = 3 * SIGN_OF_LIFE;

/**
 * Holds a file's lock for as long as the body runs.
 *
 * @template T
 * @param {string | undefined} path undefined: nothing is written
 * @param {() => Promise<T>} body
 * @returns {Promise<T>} FileError when another training writes there
 */
export async function withLock(path, body) {
  if (path === undefined) return body();
  const target = await targetOf(path);
  const lock = lockOf(target);
  const own = await take(path, target);
  const timer = setInterval(() => showLife(lock), SIGN_OF_LIFE);
  timer.unref();
  try {
    await removeUnfinished(target);
    return await body();
  } finally {
    clearInterval(timer);
    // after a long silence it may be another host's
    if ((await readFile(lock, 'utf8').catch(() => '')) === own) await rm(lock, { force: true });
  }
}

/** @param {string} target */
const lockOf = (target) => `${target}.lock`;

/** @param {string} lock */
function showLife(lock) {
  const now = new Date();
  utimes(lock, now, now).catch(() => {}); // the training goes on without
}

/**
 * @param {string} path
 * @param {string} target
 * @returns {Promise<string>} what the lock says
 */
async function take(path, target) {
  const lock = lockOf(target);
  for (;;) {
    try {
      return await writeLock(target);
    } catch (error) {
      const { code } = /** @type {NodeJS.ErrnoException} */ (error);
      if (code !== 'EEXIST') throw new FileError(lock, error);
    }
    await removeAbandoned(lock, await checkAbandoned(path, lock), besideOf(target));
  }
}

/**
 * The lock appears whole, so that a process that is killed leaves none that says nothing; but where a file
 * system has no hard links, it is written in place.
 *
 * @param {string} target
 * @returns {Promise<string>} what it says
 */
async function writeLock(target) {
  const own = JSON.stringify({ pid: process.pid, host: hostname() });
  const [lock, beside] = [lockOf(target), besideOf(target)];
  try {
    await writeFile(beside, own, { flag: 'wx' });
    await link(beside, lock);
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'EEXIST') throw error;
    await writeInPlace(lock, own);
  } finally {
    await rm(beside, { force: true });
  }
  return own;
}

/** @param {string} lock @param {string} own */
async function writeInPlace(lock, own) {
  try {
    await writeFile(lock, own, { flag: 'wx' });
  } catch (error) {
    const isOthers = /** @type {NodeJS.ErrnoException} */ (error).code === 'EEXIST';
    if (!isOthers) await rm(lock, { force: true }); // an empty one would say that somebody trains
    throw error;
  }
}

/**
 * Takes away the lock that was found abandoned, but none that another training has taken meanwhile.
 *
 * @param {string} lock
 * @param {import('node:fs').Stats | null} seen
 * @param {string} aside a name for it
 */
async function removeAbandoned(lock, seen, aside) {
  try {
    await rename(lock, aside);
    const { ino, mtimeMs } = await stat(aside);
    const isOthers = ino !== seen?.ino || mtimeMs !== seen.mtimeMs;
    if (isOthers)
      await link(aside, lock).catch(({ code }) => {
        if (code !== 'EEXIST') return rename(aside, lock); // there are no hard links
      });
    await rm(aside, { force: true });
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'ENOENT')
      throw new FileError(lock, error);
  }
}

/**
 * @param {string} path
 * @param {string} lock
 * @returns {Promise<import('node:fs').Stats | null>} of a lock that counts for nothing; null: it is gone
 */
async function checkAbandoned(path, lock) {
  const seen = await stat(lock).catch(() => null);
  if (seen && !seen.isFile()) throw new FileError(lock, { code: 'EISDIR' });
  if (!seen) return null;
  const holder = parse(await readFile(lock, 'utf8').catch(() => ''));
  if (!counts(seen, holder)) return seen;
  const who = holder ? ` (process ${holder.pid} on ${holder.host})` : '';
  const ways = `end it, choose another --out, or delete ${lock} if nobody trains`;
  throw new FileError(path, { message: `another training writes to this file${who}: ${ways}` });
}

/**
 * For a process on another host only its signs of life count. On this host what counts is that the process lives:
 * it may wait for input or be suspended for as long as it likes. After a restart of the host, though, its number may
 * belong to another. A lock with our own number was left before a container was restarted, or belongs to a process
 * in another container.
 *
 * @param {import('node:fs').Stats} seen
 * @param {Holder | null} holder
 */
function counts({ mtimeMs }, holder) {
  const silence = Date.now() - mtimeMs;
  if (holder?.host !== hostname()) return silence <= SILENCE;
  if (holder.pid === process.pid) return silence <= MISSED;
  return silence < 1000 * uptime() && isAlive(holder.pid);
}

/** @param {string} text @returns {Holder | null} null while the lock is being written */
function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM';
  }
}

/**
 * Removes what trainings left that were killed in the middle of a write.
 *
 * @param {string} target
 */
async function removeUnfinished(target) {
  const folder = dirname(target);
  for (const name of await readdir(folder).catch(() => [])) {
    const pid = unfinishedIn(name, basename(target));
    if (pid && !isAlive(pid)) await rm(join(folder, name), { force: true });
  }
}
