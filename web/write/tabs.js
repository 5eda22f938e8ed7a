import { leftOut } from '../app/class-mode.js';
import { words } from '../app/words.js';
import { find, make } from '../parts/dom.js';

/**
 * @typedef {import('../lab/lab.js').Lab} Lab
 *
 * @typedef {object} Panel
 * @property {string} name
 * @property {boolean} [alone] it trains models of its own, so the bar of the page's model gives way
 * @property {(root: HTMLElement, lab: Lab) => Promise<void>} open
 */

/** The parts beside #write, in their order; each is loaded when it is opened. @type {Panel[]} */
const panels = [
  {
    name: 'inside',
    open: async (root, lab) => {
      const { showInside } = await import('../inside/room.js');
      showInside(root, lab, { session: lab.session, content: () => lab.source().content });
    },
  },
  {
    name: 'race',
    alone: true,
    open: async (root, lab) => {
      const { showRace } = await import('../race/room.js');
      showRace(root, lab, { source: lab.source });
    },
  },
  {
    name: 'translate',
    alone: true,
    open: async (root, lab) => {
      const { showTranslate } = await import('../translate/room.js');
      showTranslate(root, lab);
    },
  },
];

/** @param {Lab} lab @param {Panel} panel */
function sectionFor(lab, { name, alone, open }) {
  const root = make('section', { id: name, className: 'panel', hidden: true });
  root.setAttribute('aria-label', words.tabs[name] ?? name);
  find('write', HTMLElement).parentElement?.append(root);
  let opened = false;
  return {
    root,
    alone,
    async show() {
      if (opened) return;
      opened = true;
      try {
        await open(root, lab);
      } catch {
        opened = false; // so that it can be tried again
        lab.state.set({ notice: words.panelMissing });
      }
    },
  };
}

/**
 * The bar of the page's model, where that is what is looked at or while it trains; it does not go
 * from under the fingers.
 * @param {Lab} lab
 * @param {() => boolean} isElsewhere
 */
function showBar(lab, isElsewhere) {
  const bar = find('bar', HTMLElement);
  const show = () => {
    const idle = lab.state.now.phase !== 'training' && !bar.contains(document.activeElement);
    bar.hidden = isElsewhere() && idle;
    find('look-for', HTMLElement).hidden = isElsewhere();
  };
  addEventListener('hashchange', show);
  lab.state.watch(['phase'], show);
}

/** The parts of the page, one at a time: the one that the address names after "#". @param {Lab} lab */
export function showTabs(lab) {
  const out = leftOut(lab.state.now.classMode);
  const open = panels.filter(({ name }) => !out.includes(name));
  if (open.length === 0) return;
  const nav = find('tabs', HTMLElement);
  const write = { root: find('write', HTMLElement), alone: false, show() {} };
  const tabs = [write, ...open.map((panel) => sectionFor(lab, panel))].map((tab) => ({
    ...tab,
    link: make('a', { href: `#${tab.root.id}` }, words.tabs[tab.root.id] ?? tab.root.id),
  }));
  nav.append(...tabs.map(({ link }) => link));
  nav.hidden = false;

  function select() {
    const chosen = tabs.find(({ root }) => location.hash === `#${root.id}`) ?? tabs[0];
    for (const tab of tabs) {
      tab.root.hidden = tab !== chosen;
      if (tab === chosen) tab.link.setAttribute('aria-current', 'page');
      else tab.link.removeAttribute('aria-current');
    }
    chosen?.show();
  }
  addEventListener('hashchange', select);
  select();
  showBar(lab, () => tabs.some(({ root, alone }) => alone && !root.hidden));
}
