import { createReadStream } from 'node:fs';
import { access, constants, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

/** What the system says of a file, in words. */
const REASONS = new Map([
  ['ENOENT', 'there is no such file'],
  ['ENOTDIR', 'a part of the path is not a folder'],
  ['EISDIR', 'this is a folder, not a file'],
  ['EACCES', 'permission denied'],
  ['EPERM', 'permission denied'],
  ['EROFS', 'the file system is read-only'],
  ['ENOSPC', 'the disk is full'],
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
 */
export async function checkWritable(path) {
  const folder = dirname(path);
  await about(folder, () => access(folder, constants.W_OK));
  const found = await stat(path).catch(() => null);
  if (found?.isDirectory()) throw new FileError(path, { code: 'EISDIR' });
}

/**
 * All or nothing: a failure leaves the file that was there.
 *
 * @param {string} path
 * @param {Uint8Array} bytes
 */
export async function writeModel(path, bytes) {
  const beside = `${path}.tmp`;
  await about(path, async () => {
    try {
      await writeFile(beside, bytes, { flush: true });
      await rename(beside, path);
    } catch (error) {
      await rm(beside, { force: true });
      throw error;
    }
  });
}
