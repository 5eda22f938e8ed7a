/**
 * Where the browser lets a page keep files. A write that does not come to its end leaves the file
 * as it was.
 *
 * @typedef {object} Files
 * @property {() => Promise<string[]>} names
 * @property {(name: string) => Promise<Blob | undefined>} read
 * @property {(name: string, content: Blob) => Promise<void>} write
 * @property {(name: string) => Promise<void>} remove also succeeds if the file does not exist
 */

const NAME = 'sluice-runs';

/**
 * A folder of the origin-private file system. Not all browsers can write there from a page, and
 * none lets a file from disk in.
 * @returns {Promise<Files>}
 */
async function openFolder() {
  if (!('createWritable' in FileSystemFileHandle.prototype)) throw new Error('no createWritable');
  const root = await navigator.storage.getDirectory();
  const folder = await root.getDirectoryHandle(NAME, { create: true });
  const absent = (/** @type {DOMException} */ error) => {
    if (error.name !== 'NotFoundError') throw error;
    return undefined;
  };
  return {
    async names() {
      const names = [];
      for await (const name of folder.keys()) names.push(name);
      return names;
    },
    read: (name) => folder.getFileHandle(name).then((handle) => handle.getFile(), absent),
    async write(name, content) {
      const handle = await folder.getFileHandle(name, { create: true });
      const stream = await handle.createWritable();
      try {
        await stream.write(content);
        await stream.close(); // only now does it take the place of the former content
      } catch (error) {
        await stream.abort().catch(() => {});
        throw error;
      }
    },
    remove: (name) => folder.removeEntry(name).catch(absent),
  };
}

/** @template T @param {IDBRequest<T>} request @returns {Promise<T>} */
const answerOf = (request) =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

/**
 * A table of a database, by name. It holds the files' bytes: Safari's private windows refuse Blobs.
 * Earlier versions of the page stored Blobs, which a Blob may well be made of.
 * @returns {Promise<Files>}
 */
async function openTable() {
  const opening = indexedDB.open(NAME, 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore(NAME);
  const database = await answerOf(opening);
  const table = () => database.transaction(NAME).objectStore(NAME);
  /** @param {(table: IDBObjectStore) => void} change @returns {Promise<void>} when it is on the disk */
  const changed = (change) =>
    new Promise((resolve, reject) => {
      const transaction = database.transaction(NAME, 'readwrite');
      transaction.oncomplete = () => resolve();
      transaction.onabort = () => reject(transaction.error);
      change(transaction.objectStore(NAME));
    });
  return {
    names: async () => (await answerOf(table().getAllKeys())).map(String),
    async read(name) {
      const content = await answerOf(table().get(name));
      return content && new Blob([content]);
    },
    async write(name, content) {
      const bytes = await content.arrayBuffer();
      await changed((table) => table.put(bytes, name));
    },
    remove: (name) => changed((table) => table.delete(name)),
  };
}

/** The best place that this browser offers. @returns {Promise<Files | undefined>} undefined if it offers none */
export async function openFiles() {
  for (const open of [openFolder, openTable]) {
    const files = await open().catch(() => undefined);
    if (files) return files;
  }
  return undefined;
}
