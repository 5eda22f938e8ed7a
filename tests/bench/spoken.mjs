// The first minute by keyboard, as a screen reader hears it: `node tests/bench/spoken.mjs [QUERY] [WIDTH]`. Prints what the page
// offers (its accessibility tree), what Tab goes through until Train, and what is announced from Enter until
// the training has ended, with its seconds. Needs `npm run build`.
import { launchBrowser, lifetime, MOVING, openContext, serveSite } from '../browser/serve.js';

const [query = '', width = '1280'] = process.argv.slice(2);

/** In the page, before its own scripts: keeps what regions that announce themselves come to say. */
function listen() {
  /** @type {{ at: number, says: string }[]} */
  const announced = [];
  Object.assign(globalThis, { announced });
  const LIVE = '[aria-live="polite"], [aria-live="assertive"], [role="status"], [role="alert"]';
  const last = new Map();
  function hear() {
    for (const region of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(LIVE))) {
      const says = region.checkVisibility() ? region.innerText.trim().replace(/\s+/g, ' ') : '';
      if (last.get(region) === says) continue;
      last.set(region, says);
      if (says) announced.push({ at: performance.now(), says });
    }
  }
  new MutationObserver(hear).observe(document, {
    ...{ subtree: true, childList: true, characterData: true, attributes: true },
  });
}

/** What has the focus. */
function focused() {
  const { activeElement: one } = document;
  if (!(one instanceof HTMLElement)) return '';
  const label = one.getAttribute('aria-label') ?? one.innerText ?? '';
  return `${one.localName} "${label.trim().split('\n')[0]}"`;
}

const { t, end } = lifetime();
try {
  const address = await serveSite(t);
  const viewport = { width: Number(width), height: 800 };
  const context = await openContext(t, await launchBrowser(t), { viewport, ...MOVING });
  const page = await context.newPage();
  await page.addInitScript(listen);
  await page.goto(address + query);
  await page.locator('#train:enabled').waitFor();
  console.log(await page.locator('body').ariaSnapshot());
  console.log('\nTab goes to');
  do {
    await page.keyboard.press('Tab');
    console.log(`  ${await page.evaluate(focused)}`);
  } while (!(await page.locator('#train:focus').count()));
  const start = await page.evaluate(() => performance.now());
  await page.keyboard.press('Enter');
  await page.locator('#ending').waitFor();
  console.log('\nAnnounced, seconds after Enter');
  /** @type {{ at: number, says: string }[]} */
  const announced = await page.evaluate(() => Reflect.get(globalThis, 'announced'));
  for (const { at, says } of announced)
    console.log(`  ${((at - start) / 1000).toFixed(1).padStart(6)}  ${says}`);
} finally {
  await end();
}
