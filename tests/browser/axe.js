// What every state of the page is asked: is anything barred from somebody, does anything stick out?
import { readFile } from 'node:fs/promises';

const AXE = await readFile(new URL(import.meta.resolve('axe-core/axe.min.js')), 'utf8');

/** @typedef {import('playwright-core').Page | import('playwright-core').Frame} Page */

/** Waits until nothing moves any more, but for what moves for ever. @param {Page} page */
const still = (page) =>
  page.evaluate(async () => {
    await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
    const ends = document
      .getAnimations()
      .filter(({ effect }) => effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY);
    await Promise.allSettled(ends.map(({ finished }) => finished));
  });

/**
 * Which rules of axe are asked: all, those that depend on colours, the others, or those that depend on colours or on
 * the width.
 * @typedef {'all' | 'colours' | 'others' | 'looks' | 'none'} Rules
 */
const COLOUR_RULES = ['color-contrast', 'link-in-text-block'];
const WIDTH_RULES = ['scrollable-region-focusable'];
const NOT = { enabled: false };
/** @type {Record<Exclude<Rules, 'none'>, object>} */
const RULES = {
  all: {},
  colours: { runOnly: { type: 'rule', values: COLOUR_RULES } },
  looks: { runOnly: { type: 'rule', values: [...COLOUR_RULES, ...WIDTH_RULES] } },
  others: { rules: Object.fromEntries(COLOUR_RULES.map((rule) => [rule, NOT])) },
};

/**
 * What axe finds, each as RULE: ELEMENT.
 * @param {Page} page
 * @param {string} [part] selector of what to look at [the whole page]
 * @param {Rules} [rules]
 * @returns {Promise<string[]>}
 */
export async function violations(page, part = 'html', rules = 'all') {
  if (rules === 'none') return [];
  await still(page);
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(AXE);
  return page.evaluate(
    async ([part, which]) => {
      const options = { resultTypes: ['violations'], preload: false, ...which }; // the rules that are asked read no style sheet
      const found = await /** @type {any} */ (globalThis).axe.run(part, options);
      return found.violations.flatMap((/** @type {any} */ { id, nodes }) =>
        nodes.map((/** @type {any} */ node) => `${id}: ${node.html}`),
      );
    },
    /** @type {const} */ ([part, RULES[rules]]),
  );
}

/** Pixels by which the page is wider than the window. @param {Page} page */
export const overflow = (page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

/**
 * How a page can be looked at, and what is asked of it then: no colour depends on the width, and nothing else on the
 * colours. The other rules are asked where it is narrow; for the words that only a wide page shows, `isWhole` asks
 * them there too.
 */
const LOOKS = /** @type {const} */ ([
  ['narrow', { width: 360, height: 740 }, 'light', 'others'],
  ['narrow and dark', { width: 360, height: 740 }, 'dark', 'none'],
  ['dark', { width: 1280, height: 720 }, 'dark', 'colours'],
  ['light', { width: 1280, height: 720 }, 'light', 'looks'], // as pages of the tests are otherwise
]);

/** @typedef {import('playwright-core').Page} WholePage */

/**
 * What is found in each look, as LOOK: FAULT.
 * @param {WholePage} page
 * @param {(rules: Rules) => Promise<string[]>} find
 * @param {boolean} [isWhole] whether all rules are asked where it is wide, too
 */
async function inEveryLook(page, find, isWhole = false) {
  /** @type {string[]} */
  const found = [];
  for (const [look, viewport, colorScheme, rules] of LOOKS) {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize(viewport);
    await still(page);
    const asked = isWhole && rules === 'looks' ? 'all' : rules;
    found.push(...(await find(asked)).map((fault) => `${look}: ${fault}`));
  }
  return found;
}

/** @param {WholePage} page */
async function excess(page) {
  const pixels = await overflow(page);
  return pixels > 0 ? [`wider than the window by ${pixels} pixels`] : [];
}

/** Where a page as it is now does not fit its width, on a laptop or a phone. @param {WholePage} page */
export const excesses = (page) => inEveryLook(page, () => excess(page));

/**
 * What is wrong with a page as it is now, on a laptop or a phone, in light or dark, where only the colours
 * are others.
 * @param {WholePage} page
 * @param {string} [part] selector of what axe looks at [the whole page]
 * @param {boolean} [isWhole] whether all rules are asked where it is wide, too: once in each room
 */
export const faults = (page, part, isWhole) =>
  inEveryLook(
    page,
    async (rules) => [...(await violations(page, part, rules)), ...(await excess(page))],
    isWhole,
  );
