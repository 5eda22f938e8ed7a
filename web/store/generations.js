import { isSound, pack, unpack } from './record.js';

/**
 * @typedef {import('./record.js').Seal & { generation: number }} Mark
 * @typedef {import('./files.js').Files} Files
 */

/** Two generations take turns: the one before the latest stays until the latest is written. */
const fileOf = (/** @type {string} */ id, /** @type {number} */ generation) =>
  `run-${id}-${generation % 2}`;
const RUN_FILE = /^run-(.+)-[01]$/;

/**
 * The files of runs, two for each.
 * @template {{ id: string }} Summary what a header holds beside its mark
 * @param {Files} files
 */
export function createGenerations(files) {
  /** Those of a run whose headers are sound, latest first. @param {string} id */
  async function of(id) {
    /** @type {{ header: Summary & Mark, body: Blob }[]} */
    const found = [];
    for (const slot of [0, 1]) {
      const file = await files.read(fileOf(id, slot));
      const record = file && (await unpack(file));
      if (record) found.push(record);
    }
    return found.sort((a, b) => b.header.generation - a.header.generation);
  }

  return {
    of,

    /** The runs that have any. */
    async ids() {
      const names = await files.names();
      return new Set(names.flatMap((name) => RUN_FILE.exec(name)?.[1] ?? []));
    },

    /** The latest that is sound; one that is not is thrown away. @param {string} id */
    async open(id) {
      for (const { header, body } of await of(id)) {
        if (await isSound({ header, body })) return { summary: header, model: body };
        await files.remove(fileOf(id, header.generation));
      }
      return undefined;
    },

    /** @param {Summary} summary @param {Blob} model */
    async write(summary, model) {
      const [latest] = await of(summary.id);
      const generation = latest ? latest.header.generation + 1 : 0;
      const packed = await pack({ ...summary, generation }, model);
      await files.write(fileOf(summary.id, generation), packed);
    },

    /** @param {string} id */
    async remove(id) {
      for (const slot of [0, 1]) await files.remove(fileOf(id, slot));
    },
  };
}
