import { createReadStream } from 'node:fs';
import { access, constants, open, readFile, realpath, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, sep } from 'node:path';
import { UsageError } from './arguments.js';

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

/**
 * The bytes of a file, or of stdin for "-".
 *
 * @param {string} path
 * @returns {AsyncGenerator<Uint8Array>}
 */
export async function* readText(path) {
  const stream = path === '-' ? process.stdin : createReadStream(path, { highWaterMark: 1 << 18 });
  try {
    yield* stream;
  } catch (error) {
    throw new FileError(path === '-' ? 'stdin' : path, error);
  }
}

/** @param {string} path */
export function readModel(path) {
  return about(path, () => readFile(path));
}

/**
 * Detects before hours of training what would fail after them, or destroy something.
 *
 * @param {string} path
 * @param {string} [source] file that is read, and must stay
 */
export async function checkWritable(path, source) {
  if (basename(path) === '' || path.endsWith(sep)) throw new UsageError('--out takes a file name');
  await about(dirname(path), () => access(dirname(path), constants.W_OK));
  const found = await stat(path).catch(() => null);
  if (found?.isDirectory()) throw new FileError(path, { code: 'EISDIR' });
  if (found && !found.isFile()) {
    throw new FileError(path, { message: 'this is a device or a pipe, not a file' });
  }
  const beside = besideOf(await targetOf(path));
  for (const written of [path, beside]) {
    if (source === undefined || !(await isSame(written, source))) continue;
    throw new FileError(source, {
      message: 'this is the file to learn from: choose another --out',
    });
  }
  await about(path, () => tryOut(beside));
}

/** Where a link leads. @param {string} path */
const targetOf = (path) => realpath(path).catch(() => path);

/** The file that is written first, and then renamed to the target. @param {string} target */
const besideOf = (target) => `${target}.tmp`;

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

/** @param {string} path tried for writing, and left as it was */
async function tryOut(path) {
  const before = await stat(path).catch(() => null);
  await (await open(path, 'a')).close();
  if (!before) await rm(path);
}

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
      await writeThrough(beside, bytes);
      await rename(beside, target);
    } catch (error) {
      await rm(beside, { force: true });
      throw error;
    }
    await flushFolder(dirname(target));
  });
}

/**
 * Writes a file down to the disk, before a new name can point to it.
 *
 * @param {string} path
 * @param {Uint8Array} bytes
 */
async function writeThrough(path, bytes) {
  const file = await open(path, 'w');
  try {
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
