import { randomBytes } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import {
  access,
  constants,
  open,
  readFile,
  readlink,
  realpath,
  rename,
  rm,
  stat,
  statfs,
} from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, sep } from 'node:path';
import { SluiceError } from '../index.js';
import { UsageError } from './arguments.js';
import { openStdin } from './thread.js';

/** The system's error codes, in words. */
const REASONS = new Map([
  ['ENOENT', 'no such file or folder'],
  ['ENOTDIR', 'a part of the path is not a folder'],
  ['EISDIR', 'this is a folder, not a file'],
  ['EACCES', 'permission denied'],
  ['EPERM', 'permission denied'],
  ['EROFS', 'the file system is read-only'],
  ['ENOSPC', 'the disk is full'],
  ['EDQUOT', 'the disk quota is used up'],
  ['EFBIG', 'the system does not allow a file this large'],
  ['ENAMETOOLONG', 'the name is too long'],
  ['ELOOP', 'this link leads back to itself'],
]);

/** A file that cannot be read or written. */
export class FileError extends Error {
  /**
   * @param {string} path
   * @param {unknown} cause
   */
  constructor(path, cause) {
    const { code = '', message } = /** @type {NodeJS.ErrnoException} */ (cause);
    super(`${path}: ${REASONS.get(code) ?? message}`, { cause });
    /** Whether it may work later, when someone has made room or moved what is in the way. */
    this.mayPass = code !== '' && code !== 'EFBIG';
  }
}

/**
 * @template T
 * @param {string} path
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
async function about(path, work) {
  try {
    return await work();
  } catch (error) {
    throw new FileError(path, error);
  }
}

/** Codes of errors that what was read has, and not how it was used. */
const OF_CONTENTS = ['BAD_TEXT', 'TEXT_TOO_SHORT', 'BAD_FILE'];

/** What messages call a file. @param {string} path */
const nameOf = (path) => (path === '-' ? 'stdin' : path);

/**
 * Names the file in an error about its contents.
 *
 * @template T
 * @param {string} path of a file, or "-"
 * @param {() => Promise<T>} work that reads it
 * @param {string[]} [codes] of those errors
 * @returns {Promise<T>}
 */
export async function reading(path, work, codes = OF_CONTENTS) {
  try {
    return await work();
  } catch (error) {
    const isOfContents = error instanceof SluiceError && codes.includes(error.code);
    throw isOfContents ? new FileError(nameOf(path), error) : error;
  }
}

/**
 * The bytes of a file, or of stdin for "-".
 *
 * @param {string} path
 * @returns {AsyncGenerator<Uint8Array>}
 */
export async function* readText(path) {
  const stream = path === '-' ? openStdin() : createReadStream(path, { highWaterMark: 1 << 18 });
  try {
    yield* stream;
  } catch (error) {
    throw new FileError(nameOf(path), error);
  }
}

/** The bytes of a file or a pipe; a device may never end. @param {string} path */
export function readModel(path) {
  return about(path, async () => {
    if ((await stat(path)).isCharacterDevice()) throw new Error('this is a device, not a file');
    return readFile(path);
  });
}

/**
 * Detects before hours of training what would fail after them, or destroy something.
 *
 * @param {string} path
 * @param {string} [source] file that is read, and must stay
 */
export async function checkWritable(path, source) {
  if (path === '-' || basename(path) === '' || path.endsWith(sep))
    throw new UsageError('--out takes a file name');
  const target = await targetOf(path);
  const found = await stat(path).catch(() => null);
  if (found?.isDirectory()) throw new FileError(path, { code: 'EISDIR' });
  if (found && !found.isFile()) {
    throw new FileError(path, { message: 'this is a device or a pipe, not a file' });
  }
  const folder = dirname(target);
  if (!existsSync(folder)) throw new FileError(folder, { message: 'no such folder' });
  await about(folder, () => access(folder, constants.W_OK));
  if (source !== undefined && (await isSame(path, source))) {
    const message = 'this is the file to learn from: write to another one';
    throw new FileError(source, { message });
  }
  await about(path, () => tryOut(besideOf(target)));
}

/** @param {string} path @returns {Promise<string>} */
async function follow(path) {
  try {
    return await realpath(path);
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'ENOENT') throw error;
    const next = await readlink(path).catch(() => undefined);
    if (next === undefined) return path;
    return follow(isAbsolute(next) ? next : join(dirname(path), next));
  }
}

/** Where a link leads, also to a file that is not there yet. @param {string} path */
export const targetOf = (path) => about(path, () => follow(path));

/** The file that is written first, and then renamed to the target: no two writers share one. @param {string} target */
export const besideOf = (target) =>
  `${target}.${process.pid}-${randomBytes(4).toString('hex')}.tmp`;

/**
 * The process whose unfinished file this is.
 *
 * @param {string} name
 * @param {string} target the name that it would get
 * @returns {number} 0: it is something else
 */
export function unfinishedIn(name, target) {
  if (!name.startsWith(`${target}.`)) return 0;
  return Number(/^(\d+)-[0-9a-f]{8}\.tmp$/.exec(name.slice(target.length + 1))?.[1] ?? 0);
}

/**
 * Whether two paths lead to one file.
 *
 * @param {string} a
 * @param {string} b
 */
async function isSame(a, b) {
  const [one, other] = await Promise.all([a, b].map((path) => stat(path).catch(() => null)));
  return one != null && other != null && one.dev === other.dev && one.ino === other.ino;
}

/** @param {string} path tried for writing */
async function tryOut(path) {
  await (await open(path, 'wx')).close();
  await rm(path);
}

/** Bytes by which a file may grow while its training goes on. */
const GROWTH = 1 << 16;

/**
 * Refuses to begin what would find no room at its end.
 *
 * @param {string} path
 * @param {number} size of the file in bytes; it is written beside an older one
 */
export async function checkRoom(path, size) {
  const system = await statfs(dirname(await targetOf(path))).catch(() => null);
  if (!system?.blocks) return; // it gives no account of its room
  const free = system.bavail * system.bsize;
  if (free >= size + GROWTH) return;
  const message = `the file takes ${megabytes(size + GROWTH)}, but only ${megabytes(free)} are free`;
  throw new FileError(path, { message: `${message}: make room, or choose another --out` });
}

/** @param {number} bytes */
const megabytes = (bytes) => `${(bytes / 1e6).toFixed(1)} MB`;

/**
 * Replaces a file, all or nothing: whatever happens, the old one or the new one is there, whole.
 *
 * @param {string} path
 * @param {Uint8Array} bytes
 */
export async function writeModel(path, bytes) {
  const target = await targetOf(path);
  const beside = besideOf(target);
  await about(path, async () => {
    try {
      await writeThrough(beside, bytes, await modeOf(target));
      await rename(beside, target);
    } catch (error) {
      await rm(beside, { force: true });
      throw error;
    }
    await flushFolder(dirname(target));
  });
}

/** The permissions of a file, which the one that replaces it keeps. @param {string} path */
const modeOf = async (path) => {
  const found = await stat(path).catch(() => null);
  return found && found.mode & 0o777;
};

/**
 * Writes a file down to the disk, before a new name can point to it.
 *
 * @param {string} path
 * @param {Uint8Array} bytes
 * @param {number | null} mode its permissions; null: the usual ones
 */
async function writeThrough(path, bytes, mode) {
  const file = await open(path, 'wx');
  try {
    if (mode !== null) await file.chmod(mode).catch(() => {}); // not every file system has them
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}

/**
 * Brings a rename down to the disk, on systems that let one.
 *
 * @param {string} folder
 */
async function flushFolder(folder) {
  const opened = await open(folder, 'r').catch(() => null);
  await opened?.sync().catch(() => {});
  await opened?.close();
}
