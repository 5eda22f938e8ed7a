import { readClassMode } from '../app/class-mode.js';
import { chosen } from '../app/language.js';
import { words } from '../app/words.js';
import { LONGEST_IN_LINK, readLink, writeLink } from './link.js';
import { presentSetup } from './presets.js';
import { rowsOf } from './setup.js';

/**
 * The address of the page: it asks for settings at first, and records them from then on.
 * @param {import('./session-state.js').SessionState} shared
 * @param {URLSearchParams} asked the query at first
 * @param {import('./fresh-model.js').FreshModel} freshModel
 */
export function createAddress({ state }, asked, freshModel) {
  const { wrong: wrongInClassMode, ...classMode } = readClassMode(asked);
  state.set({ classMode });

  return {
    /** Does what it asks for; what cannot be done is said and left out. */
    async follow() {
      const wish = readLink(asked, rowsOf(state.now.table));
      const { setup, text, target, minutes, isPlanned, wrong, fitted } = wish;
      const vain = [...wrong, ...wrongInClassMode];
      let notice = vain.length > 0 ? words.linkWrong(vain) : '';
      const source = text ? { name: words.linkedText, content: new Blob([text]) } : undefined;
      try {
        await freshModel.drawBy(setup, source, { target, minutes, fitted });
        const { host, classMode } = state.now;
        const how = { workers: host.workers, pace: classMode.pace };
        if (isPlanned) state.set({ plan: { updates: target, ...how } });
      } catch (error) {
        const failure = /** @type {import('./session-state.js').Failure} */ (error);
        if (failure.code === 'WORKER_LOST') throw error;
        notice = words.linkRefused(failure);
        await freshModel.draw();
      }
      state.set({ notice });
    },

    /** Whether a link brings the text along, as it does a short one; the built-in one is there anyway. */
    textIsInLink() {
      const { text } = state.now;
      const length = text?.content?.length ?? Infinity;
      return text?.builtIn !== undefined || length <= LONGEST_IN_LINK;
    },

    /**
     * Every setting, as the query of a link.
     * @param {{ lang?: import('../app/language.js').Language, classMode?: import('../app/class-mode.js').ClassMode }} [changes]
     */
    query({ lang = chosen, classMode = state.now.classMode } = {}) {
      const { text, target, minutes, plan, table } = state.now;
      const { builtIn, content } = text ?? {};
      const setup = presentSetup(state.now);
      const wish = { setup, target, minutes, plan, text: content, builtIn };
      return writeLink(rowsOf(table), { ...wish, lang, classMode });
    },
  };
}
