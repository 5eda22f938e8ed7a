import { isSound, pack, unpack } from './record.js';

/**
 * @typedef {import('./files.js').Files} Files
 *
 * What the list says of a run, without a look at its model.
 * @typedef {object} Summary
 * @property {string} id
 * @property {string} name as the visitor gave it; '' for one that is only kept for a while
 * @property {number} saved when, in milliseconds
 * @property {{ name: string, key: string }} text
 * @property {{ cell: string, hidden: number, layers: number, bidirectional: boolean }} model
 * @property {number} updates
 * @property {number} [perplexity] on training text, running
 * @property {number} [heldOut] perplexity, weights frozen
 *
 * @typedef {Summary & import('./record.js').Seal & { generation: number }} Header
 * @typedef {Summary & { bytes: number }} Run with what its files take up
 * @typedef {import('../lab/texts.js').Source} Text
 */

/** So many runs without a name are kept: the latest. */
export const UNNAMED = 10;

/** Two generations take turns: the one before the latest stays until the latest is written. */
const fileOf = (/** @type {string} */ id, /** @type {number} */ generation) =>
  `run-${id}-${generation % 2}`;
const textFile = (/** @type {string} */ key) => `text-${key}`;
const RUN_FILE = /^run-(.+)-[01]$/;

/** The runs that are kept, each with its text, which several may share. @param {Files} files */
export function createRuns(files) {
  /** @param {string} name of a file */
  async function recordIn(name) {
    const file = await files.read(name);
    return file && unpack(file);
  }

  /** The generations of a run whose headers are sound, latest first. @param {string} id */
  async function generationsOf(id) {
    /** @type {{ header: Header, body: Blob }[]} */
    const found = [];
    for (const slot of [0, 1]) {
      const record = await recordIn(fileOf(id, slot));
      if (record) found.push(record);
    }
    return found.sort((a, b) => b.header.generation - a.header.generation);
  }

  /** @param {string[]} names of files */
  const idsAmong = (names) => new Set(names.flatMap((name) => RUN_FILE.exec(name)?.[1] ?? []));

  /** Every run, latest first. @returns {Promise<Run[]>} */
  async function list() {
    const runs = [];
    for (const id of idsAmong(await files.names())) {
      const generations = await generationsOf(id);
      const [latest] = generations;
      if (!latest) continue;
      const bytes = generations.reduce((sum, { body }) => sum + body.size, 0);
      runs.push({ ...latest.header, bytes });
    }
    return runs.sort((a, b) => b.saved - a.saved);
  }

  /** The latest generation that is sound; one that is not is thrown away. @param {string} id */
  async function open(id) {
    for (const { header, body } of await generationsOf(id)) {
      if (await isSound({ header, body })) return { summary: header, model: body };
      await files.remove(fileOf(id, header.generation));
    }
    return undefined;
  }

  /** @param {Summary} summary @param {Blob} model */
  async function write(summary, model) {
    const [latest] = await generationsOf(summary.id);
    const generation = latest ? latest.header.generation + 1 : 0;
    await files.write(
      fileOf(summary.id, generation),
      await pack({ ...summary, generation }, model),
    );
  }

  /** @param {string} id */
  async function remove(id) {
    for (const slot of [0, 1]) await files.remove(fileOf(id, slot));
  }

  return {
    list,
    open,
    remove,

    /** @param {Summary} summary @param {Blob} model @param {Text} text that it learns from */
    async save(summary, model, { name, content, builtIn }) {
      const { key } = summary.text;
      if (!(await recordIn(textFile(key))))
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
      const record = await recordIn(textFile(key));
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
