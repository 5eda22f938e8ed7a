// The page's words: each language says all that English says, and in its own words.
import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import test from 'node:test';

const WEB = new URL('../../web/', import.meta.url);

/** What takes no words: names, numbers and signs. */
const WORDLESS =
  /^([A-Z0-9.,，、\s×%:()–−+=·⊙′-]|H̃|RMSProp|Xavier|Adam|AdamW|log P|Go\.\tVa !|v1\.0|PyTorch|sluice-[a-z.-]+)*$/;
/** What index.html says in any language, or until the first view is drawn. */
const NAMES = /^(Sluice|PNG|CSV|0 s)$/;
const HAN = /\p{Script=Han}/u;

/** @returns {Promise<string[]>} the folders of words, relative to web/ */
async function folders() {
  const all = await readdir(WEB, { recursive: true });
  return all.filter((path) => /(^|\/)words$/.test(path)).map((path) => `${path}/`);
}

/** @param {any} value @param {string} path @returns {[path: string, leaf: unknown][]} */
function leavesOf(value, path = '') {
  if (typeof value !== 'object') return [[path, value]];
  return Object.entries(value).flatMap(([key, one]) => leavesOf(one, `${path}.${key}`));
}

/** @param {string} folder @param {string} language */
const leavesIn = async (folder, language) =>
  new Map(leavesOf((await import(new URL(`${folder}${language}.js`, WEB).href)).words));

/** The texts and labels of index.html but for the sentence that stands in both languages. @param {string} html */
function textsOf(html) {
  const body = html.replace(/<!--.*?-->/gs, '').replace(/<div id="not-started".*?<\/div>/s, '');
  const texts = [...body.matchAll(/>([^<]+)</g)].map(([, text]) => text ?? '');
  const labels = [...body.matchAll(/(?:aria-label|placeholder|title|alt)="([^"]*)"/g)];
  const description = /name="description"\s+content="([^"]*)"/.exec(body);
  return [...texts, ...labels.map(([, text]) => text ?? ''), description?.[1] ?? '']
    .map((text) => text.trim().replace(/\s+/g, ' '))
    .filter((text) => /\p{L}/u.test(text) && !NAMES.test(text));
}

/** Is it there in both, and said in Chinese? @param {unknown} english @param {unknown} chinese */
function problemOf(english, chinese) {
  if (typeof english !== typeof chinese) return `${typeof english} against ${typeof chinese}`;
  const said = typeof chinese !== 'string' || HAN.test(chinese) || WORDLESS.test(chinese);
  return said ? '' : `"${chinese}"`;
}

test('Chinese says all that English says, and nothing in English', async () => {
  const found = await folders();
  assert.ok(found.length >= 3, found.join());
  for (const folder of found) {
    const [english, chinese] = [await leavesIn(folder, 'en'), await leavesIn(folder, 'zh')];
    assert.deepEqual([...chinese.keys()].sort(), [...english.keys()].sort(), folder);
    const problems = [...english]
      .map(([path, leaf]) => [path, problemOf(leaf, chinese.get(path))])
      .filter(([, problem]) => problem !== '');
    assert.deepEqual(problems, [], folder);
  }
});

test('a notice begins with a capital letter, but an address stays as it is', async () => {
  const said = /** @type {any} */ ((await leavesIn('app/words/', 'en')).get('.lost'));
  assert.match(said({ message: 'the worker is gone' }), /^The worker is gone\./);
  const address = 'http://localhost/bin/sluice-simd.wasm answered 404';
  assert.ok(said({ message: address }).startsWith(`${address}.`));
  assert.match(said({ message: 'a: that is no address' }), /^A: /);
});

test('every text and label of index.html is there in Chinese, and no other', async () => {
  const html = await readFile(new URL('index.html', WEB), 'utf8');
  const { page } = await import(new URL('app/words/page-zh.js', WEB).href);
  const texts = new Set(textsOf(html));
  assert.ok(texts.size > 50, `${texts.size} texts`);
  assert.deepEqual(Object.keys(page).sort(), [...texts].sort());
  for (const [text, said] of Object.entries(page)) assert.match(String(said), HAN, text);
});
