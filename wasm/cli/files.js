import { createReadStream } from 'node:fs';
import { access, constants, open, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';

/** What the system says of a file, in words. */
const REASONS = new Map([
  ['ENOENT', 'there is no such file'],
  ['ENOTDIR', 'a part of the path is not a folder'],
  ['EISDIR', 'this is a folder, not a file'],
  ['EACCES', 'permission denied'],
  ['EPERM', 'permission denied'],
  ['EROFS', 'the file system is read-only'],
  ['ENOSPC', 'the disk is full'],
  ['EDQUOT', 'the disk quota is used up'],
  ['EFBIG', 'the system allows no file as large as this'],
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
 * Finds out before hours of training what would fail after them.
 *
 * @param {string} path
 * @param {string} [source] what is read, and stays
 */
export async function checkWritable(path, source) {
  if (source !== undefined && resolve(path) === resolve(source)) {
    throw new FileError(path, { message: 'this is what is learned from: write to another file' });
  }
  const folder = dirname(path);
  await about(folder, () => access(folder, constants.W_OK));
  const found = await stat(path).catch(() => null);
  if (found?.isDirectory()) throw new FileError(path, { code: 'EISDIR' });
}

/**
 * All or nothing: whatever happens, there is the file that was there or the new one, whole.
 *
 * @param {string} path
 * @param {Uint8Array} bytes
 */
export async function writeModel(path, bytes) {
  const beside = `${path}.tmp`;
  await about(path, async () => {
    try {
      await writeThrough(beside, bytes);
      await rename(beside, path);
    } catch (error) {
      await rm(beside, { force: true });
      throw error;
    }
    await flushFolder(dirname(path));
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
