import { BOOK, BOOK_TABLE, BOOK_TARGET, starts } from './starts.js';
import { longestOf, madeTable, minimumFor, ownTable, readPairs } from './table.js';
import { words } from './words.js';

/**
 * @typedef {import('./translator-state.js').TranslatorState} TranslatorState
 * @typedef {import('./translator-state.js').Settings} Settings
 * @typedef {import('./translator-state.js').StartName} StartName
 * @typedef {import('./translator-state.js').OwnChoice} OwnChoice
 * @typedef {import('./translator-state.js').Own} Own
 * @typedef {import('./table.js').Table} Table
 */

/** @type {OwnChoice} */
const OWN = { count: 2000, tokens: 'word', minimum: 2, heldOut: 0.1, seed: 1 };

/**
 * The ways to bring other pairs.
 * @param {import('./translator-state.js').State} state
 * @param {(place: import('./translator-state.js').Place, task: () => Promise<void>) => Promise<void>} exclusively
 * @param {(table: Table, settings: Settings, along: Partial<TranslatorState>) => Promise<void>} take
 * @param {import('./table.js').Cut} cut
 */
export function createPairSources(state, exclusively, take, cut) {
  /** @param {Own} own @param {Settings} settings @param {Partial<TranslatorState>} [along] */
  async function takeOwn(own, settings, along = {}) {
    const table = await ownTable(own.name, own.pairs, own.choice, cut);
    await take(table, settings, { own, start: undefined, ...along });
  }

  /** As many steps as the longest sentence takes. @param {Table} table */
  async function stepsFor(table) {
    const longest = await longestOf(table, cut);
    const { max = Infinity } = state.now.rows.find(({ name }) => name === 'steps') ?? {};
    if (longest > max) throw new Error(words.sentenceTooLong(longest - 1, max - 1));
    return longest;
  }

  return {
    /** @param {StartName} name */
    begin: (name) =>
      exclusively('notice', async () => {
        const { task, counts, settings, target } = starts[name];
        const { own, table } = state.now;
        if (name === 'seq2seq' && own && table && !table.task) {
          const choice = { ...own.choice, ...BOOK_TABLE, tokens: /** @type {const} */ ('word') };
          await takeOwn({ ...own, choice }, BOOK, { start: name, target: BOOK_TARGET });
          return;
        }
        const made = await madeTable(task, counts, state.now.pairsSeed, cut);
        await take(made, settings, { start: name, task, counts, target });
      }),

    /** Other pairs of the present task. @param {TranslatorState['counts']} counts @param {number} pairsSeed */
    remake: (counts, pairsSeed) =>
      exclusively('pairsError', async () => {
        const { task, settings } = state.now;
        const made = await madeTable(task, counts, pairsSeed, cut);
        await take(made, settings, { counts, pairsSeed });
      }),

    /** @param {string} name @param {Blob} file */
    useFile: (name, file) =>
      exclusively('pairsError', async () => {
        const pairs = await readPairs(file);
        const usual = { ...OWN, count: Math.min(OWN.count, pairs.length) };
        const minimum = await minimumFor(pairs.slice(0, usual.count), usual, cut);
        const own = { name, pairs, choice: { ...usual, minimum } };
        const steps = await stepsFor(await ownTable(name, pairs, own.choice, cut));
        await takeOwn(own, { ...starts.french.settings, steps });
      }),

    /** Other pairs of the visitor's own, or the same read in another way. @param {OwnChoice} choice */
    rechoose: (choice) =>
      exclusively('pairsError', async () => {
        const { own, settings } = state.now;
        if (!own) return;
        const { tokens, count } = own.choice;
        const isLonger = choice.tokens !== tokens || choice.count !== count; // or may be
        const table = await ownTable(own.name, own.pairs, choice, cut);
        const fitting = isLonger ? { ...settings, steps: await stepsFor(table) } : settings;
        await takeOwn({ ...own, choice }, fitting);
      }),
  };
}
