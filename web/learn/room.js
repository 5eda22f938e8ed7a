import './room.css';
import { make } from '../parts/make.js';
import { createArticle } from './article.js';
import { addressOf, NAMES, nameInAddress } from './chapters.js';
import { course } from './course.js';
import { finish, finished } from './finished.js';
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
  /** Where the visitor left off, which the tab leads back to. @type {Name | undefined} */
  let last = NAMES[0];
  root.classList.add('learn');
  root.setAttribute('aria-labelledby', title.id);
  root.append(title, make('p', { className: 'lead' }, words.intro), contents.root, place);

  /** @param {Name} name */
  function articleOf(name) {
    const done = () => {
      finish(name);
      contents.show(name);
    };
    const article =
      articles.get(name) ?? createArticle(words.titles[name], course[name], school, done);
    articles.set(name, article);
    return article;
  }

  /** @param {boolean} isMove from one chapter to another */
  function open(isMove) {
    const asked = nameInAddress();
    const name = asked ? NAMES.find((one) => one === asked) : last;
    contents.show(name);
    if (!name) {
      place.replaceChildren(make('p', { className: 'error' }, words.noChapter(asked ?? '')));
      return;
    }
    last = name;
    const { root: article, heading, show } = articleOf(name);
    place.replaceChildren(article, createWays(name));
    show();
    if (isMove) heading.focus();
  }
  addEventListener('hashchange', () => {
    if (location.hash.startsWith('#learn')) open(true);
  });
  open(false);
}
