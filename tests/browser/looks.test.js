// The page in low and narrow windows, in the visitor's own colours, and on paper.
import assert from 'node:assert/strict';
import { overflow } from './axe.js';
import { button, pause, trained } from './lab.js';
import { onPage } from './site.js';

/** @typedef {import('playwright-core').Page} Page */

/** What covers the top of the element with the focus, if anything does. @param {Page} page */
const coverOfFocus = (page) =>
  page.evaluate(() => {
    const focused = document.activeElement;
    if (!focused || focused === document.body) return 'end';
    const seen = focused.closest('label') ?? focused; // an unseen input has a label to be seen
    const { left, top, width, height } = seen.getBoundingClientRect();
    const y = top + Math.min(4, height / 2);
    const found = document.elementFromPoint(left + width / 2, y);
    const bar = document.getElementById('bar');
    const isClear = found && (bar?.contains(seen) || !bar?.contains(found));
    return isClear ? '' : `${seen.outerHTML.slice(0, 80)} at ${top} under ${found?.id}`;
  });

/** Every stop of a key, until it leaves the page. @param {Page} page @param {string} key */
async function coversAlong(page, key) {
  const found = [];
  for (;;) {
    await page.keyboard.press(key);
    const cover = await coverOfFocus(page);
    if (cover === 'end') return found;
    found.push(cover);
  }
}

/** @type {[string, import('playwright-core').BrowserContextOptions][]} */
const windows = [
  ['a low window', { viewport: { width: 640, height: 360 } }],
  ['200 % zoom', { viewport: { width: 640, height: 360 }, deviceScaleFactor: 2 }],
  ['a phone', { viewport: { width: 360, height: 740 } }],
  ['a tablet', { viewport: { width: 760, height: 720 } }],
];
for (const [name, options] of windows)
  onPage(
    `in ${name} the bar hides nothing that has the focus`,
    '',
    async (page) => {
      for (const key of ['Tab', 'Shift+Tab']) {
        const covers = await coversAlong(page, key);
        assert.ok(covers.length > 30, `${covers.length} stops`);
        assert.deepEqual(covers.filter(Boolean), [], key);
      }
    },
    options,
  );

onPage(
  '320 pixels hold every room',
  '',
  async (page) => {
    for (const room of ['write', 'inside', 'race', 'translate']) {
      await page.locator(`#tabs a[href="#${room}"]`).click();
      await page.locator(`#${room} :is(h2, h3)`).first().waitFor();
      assert.equal(await overflow(page), 0, room);
    }
  },
  { viewport: { width: 320, height: 640 } },
);

/** Pairs of what is chosen and what is not, which a look has to tell apart. */
const CHOSEN = [
  ['#tabs a[aria-current]', '#tabs a:not([aria-current])', 'borderBottomColor'],
  ['#log-scale', '#save-png', 'backgroundColor'],
  ['#legend [data-line="frozen"]', '#legend [data-line="training"]', 'backgroundColor'],
  ['.choice :checked + span', '.choice :not(:checked) + span', 'backgroundColor'],
  ['#inside .bars .fill', '#inside .bars .track', 'backgroundColor'],
];

onPage('forced colours tell what is chosen, and how long a bar is', '', async (page) => {
  await page.emulateMedia({ forcedColors: 'active' });
  await page.locator('#legend [data-line="training"]').click();
  await page.locator('#legend [data-line="training"][aria-pressed="false"]').waitFor();
  await page.getByRole('link', { name: 'Inside' }).click();
  await button(page, 'Look inside').click();
  await page.locator('#inside .bars li').first().waitFor();
  const alike = await page.evaluate((pairs) => {
    const look = (/** @type {string} */ selector, /** @type {string} */ property) => {
      let element = document.querySelector(selector);
      const seen = () => element && Reflect.get(getComputedStyle(element), property);
      while (/, 0\)$/.test(seen() ?? '')) element = element?.parentElement ?? null; // what shines through
      return seen();
    };
    return pairs.filter(
      ([chosen = '', other = '', property = '']) =>
        !look(chosen, property) || look(chosen, property) === look(other, property),
    );
  }, CHOSEN);
  assert.deepEqual(alike, []);
});

/** Texts so pale that paper would lose them, but for those whose ground is printed. @param {Page} page */
const lostOnPaper = (page) =>
  page.evaluate(() => {
    const luminance = (/** @type {string} */ colour) => {
      const [r = 0, g = 0, b = 0] = colour.match(/[\d.]+/g)?.map(Number) ?? [];
      return (0.2126 * r + 0.7152 * g + 0.0722 * b) / 255;
    };
    const lost = [...document.querySelectorAll('body *')].filter((element) => {
      const hasText = [...element.childNodes].some(
        (node) => node instanceof Text && node.data.trim() !== '',
      );
      if (!hasText || !element.checkVisibility()) return false;
      for (let one = element; one.parentElement; one = one.parentElement)
        if (getComputedStyle(one).getPropertyValue('print-color-adjust') === 'exact') return false;
      return luminance(getComputedStyle(element).color) > 0.6;
    });
    return lost.map((element) => element.outerHTML.slice(0, 80));
  });

onPage('paper loses no word of a room in dark', '', async (page) => {
  for (const room of ['write', 'race', 'translate']) {
    await page.emulateMedia({ colorScheme: 'dark', media: 'screen' });
    await page.locator(`#tabs a[href="#${room}"]`).click();
    await page.locator(`#${room} button:visible`).first().waitFor();
    await page.emulateMedia({ colorScheme: 'dark', media: 'print' });
    assert.deepEqual(await lostOnPaper(page), [], room);
  }
});

/** Keeps what the last drawing wrote along the axis. */
function keepMarks() {
  /** @type {Map<string, number>} */
  const marks = new Map();
  const { clearRect, fillText } = CanvasRenderingContext2D.prototype;
  Object.assign(CanvasRenderingContext2D.prototype, {
    /** @this {CanvasRenderingContext2D} @param {any[]} args */
    clearRect(...args) {
      marks.clear();
      Reflect.apply(clearRect, this, args);
    },
    /** @this {CanvasRenderingContext2D} @param {string} text @param {number} x @param {number} y */
    fillText(text, x, y) {
      const isOnAxis = this.textAlign === 'right' && /^\d+k?$/.test(text);
      if (isOnAxis) marks.set(text, y + this.getTransform().f);
      Reflect.apply(fillText, this, [text, x, y]);
    },
  });
  Reflect.set(window, 'marks', () => [...marks.values()].sort((a, b) => a - b));
}

onPage(
  'after a blow-up the marks of the axis are apart, and nothing is judged',
  '?hidden=48&optimizer=sgd&schedule=constant&lr=1000&clip=0&until=1000000',
  async (page) => {
    await button(page, 'Train').click();
    await page.locator('#notice', { hasText: 'The loss has blown up' }).waitFor();
    await trained(page, 110);
    await pause(page);
    const marks = await page.evaluate(() => Reflect.get(window, 'marks')());
    assert.ok(marks.length >= 5, `${marks.length} marks`);
    for (const [i, y] of marks.entries())
      assert.ok(i === 0 || y - marks[i - 1] >= 12, `marks at ${marks}`);
    assert.equal(await page.locator('#verdict').innerText(), '');
  },
  { first: keepMarks },
);
