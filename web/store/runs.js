import { createGenerations } from './generations.js';
import { isSound, pack, unpack } from './record.js';

/**
 * @typedef {import('./files.js').Files} Files
 *
 * What the list says of a run, without a look at its model.
 * @typedef {object} Summary
 * @property {string} id
 * @property {string} name as the visitor gave it; '' for one that is only kept for a while
 * @property {number} saved when, in milliseconds
 * @property {{ name: string, key: string, builtIn?: Text['builtIn'] }} text
 * @property {{ cell: string, hidden: number, layers: number, bidirectional: boolean }} model
 * @property {number} updates
 * @property {number} [perplexity] on training text, running
 * @property {number} [heldOut] perplexity, weights frozen
 *
 * @typedef {Summary & { bytes: number }} Run with what its files take up
 * @typedef {import('../texts/built-in.js').Source} Text
 */

/** So many runs without a name are kept: the latest. */
export const UNNAMED = 10;

const textFile = (/** @type {string} */ key) => `text-${key}`;

/** The runs that are kept, each with its text, which several may share. @param {Files} files */
export function createRuns(files) {
  /** @type {ReturnType<typeof createGenerations<Summary>>} */
  const generations = createGenerations(files);
  const { open, write, remove } = generations;

  /** @param {string} key of a text */
  async function textRecord(key) {
    const file = await files.read(textFile(key));
    return file && unpack(file);
  }

  /** Every run, latest first. @returns {Promise<Run[]>} */
  async function list() {
    const runs = [];
    for (const id of await generations.ids()) {
      const all = await generations.of(id);
      const [latest] = all;
      if (!latest) continue;
      const bytes = all.reduce((sum, { body }) => sum + body.size, 0);
      runs.push({ ...latest.header, bytes });
    }
    return runs.sort((a, b) => b.saved - a.saved);
  }

  return {
    list,
    open,
    remove,

    /** @param {Summary} summary @param {Blob} model @param {Text} text that it learns from */
    async save(summary, model, { name, content, builtIn }) {
      const { key } = summary.text;
      if (!(await textRecord(key)))
        await files.write(textFile(key), await pack({ name, builtIn }, content));
      await write(summary, model);
    },

    /** @param {string} id @param {string} name */
    async rename(id, name) {
      const found = await open(id);
      if (found) await write({ ...found.summary, name }, found.model);
    },

    /** @param {string} key @returns {Promise<Text | undefined>} undefined if it is gone or damaged */
    async text(key) {
      const record = await textRecord(key);
      if (!record) return undefined;
      const { header, body } = record;
      if (await isSound(record))
        return { name: header.name, builtIn: header.builtIn, content: body };
      await files.remove(textFile(key));
      return undefined;
    },

    /**
     * Removes the oldest runs without a name, and texts that no run needs.
     * @param {(id: string) => boolean} isOpen those stay
     */
    async thin(isOpen) {
      const runs = await list();
      const unnamed = runs.filter(({ name, id }) => name === '' && !isOpen(id));
      for (const { id } of unnamed.slice(UNNAMED)) await remove(id);
      const needed = new Set((await list()).map(({ text }) => textFile(text.key)));
      for (const name of await files.names())
        if (name.startsWith('text-') && !needed.has(name)) await files.remove(name);
    },

    async removeAll() {
      for (const name of await files.names()) await files.remove(name);
    },
  };
}
