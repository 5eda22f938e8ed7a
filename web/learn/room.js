import './room.css';
import { make } from '../parts/make.js';
import { createArticle } from './article.js';
import { addressOf, fetchChapter, NAMES, nameInAddress } from './chapters.js';
import { finish, finished } from './progress.js';
import { createSchool } from './school.js';
import { words } from './words.js';

/** @typedef {import('./chapters.js').Name} Name */

/** The chapters, which is open and which are finished. */
function createContents() {
  const links = NAMES.map((name) => make('a', { href: addressOf(name) }));
  const list = make('ol', {}, ...links.map((link) => make('li', {}, link)));
  return {
    root: make('nav', { 'aria-label': words.contents }, list),
    /** @param {Name} [open] */
    show(open) {
      const done = finished();
      for (const [i, name] of NAMES.entries()) {
        const link = links[i];
        if (!link) continue;
        link.textContent = words.title(words.titles[name], done.includes(name));
        if (name === open) {
          link.setAttribute('aria-current', 'true');
          list.scrollTo({ left: link.offsetLeft - list.offsetLeft });
        } else link.removeAttribute('aria-current');
      }
    },
  };
}

/** To the chapters before and after one. @param {Name} name */
function createWays(name) {
  const at = NAMES.indexOf(name);
  const way = (/** @type {Name | undefined} */ to, /** @type {(title: string) => string} */ say) =>
    to ? [make('a', { href: addressOf(to), className: 'button' }, say(words.titles[to]))] : [];
  return make(
    'p',
    { className: 'row' },
    ...way(NAMES[at - 1], words.previous),
    ...way(NAMES[at + 1], words.next),
  );
}

/** @param {string | undefined} asked @returns {Name | undefined} the first one unless another is asked for */
const chapterOf = (asked) => (asked ? NAMES.find((name) => name === asked) : NAMES[0]);

/**
 * Fills an empty section: the chapters of the lesson, one at a time, as the address says.
 * @param {HTMLElement} root
 */
export function showLearn(root) {
  const school = createSchool();
  const contents = createContents();
  const place = make('div', { className: 'chapter' });
  const title = make('h2', { id: 'learn-title' }, words.room);
  /** @type {Map<Name, ReturnType<typeof createArticle>>} */
  const articles = new Map();
  root.classList.add('learn');
  root.setAttribute('aria-labelledby', title.id);
  root.append(title, make('p', { className: 'lead' }, words.intro), contents.root, place);

  /** @param {Name} name */
  async function articleOf(name) {
    const known = articles.get(name);
    if (known) return known;
    const chapter = await fetchChapter(name);
    const made = createArticle(words.titles[name], chapter, school, () => {
      finish(name);
      contents.show(name);
    });
    articles.set(name, made);
    return made;
  }

  /** @param {boolean} isMove from one chapter to another */
  async function open(isMove) {
    const asked = nameInAddress();
    const name = chapterOf(asked);
    contents.show(name);
    if (!name) {
      place.replaceChildren(make('p', { className: 'error' }, words.noChapter(asked ?? '')));
      return;
    }
    try {
      const { root: article, heading, show } = await articleOf(name);
      if (chapterOf(nameInAddress()) !== name) return;
      place.replaceChildren(article, createWays(name));
      show();
      if (isMove) heading.focus();
    } catch {
      place.replaceChildren(make('p', { className: 'error', role: 'alert' }, words.missing));
    }
  }
  addEventListener('hashchange', () => {
    if (location.hash.startsWith('#learn')) open(true);
  });
  open(false);
}
