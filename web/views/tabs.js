import { find, make } from '../dom.js';
import { words } from '../words.js';

/**
 * @typedef {import('../lab.js').Lab} Lab
 * @typedef {{ name: string, open: (root: HTMLElement, lab: Lab) => Promise<void> }} Panel
 */

/** The parts beside #write, in their order; each is loaded when it is opened. @type {Panel[]} */
const panels = [
  {
    name: 'inside',
    open: async (root, lab) => {
      const { showInside } = await import('../panels/inside/panel.js');
      showInside(root, lab, { session: lab.session, content: () => lab.source().content });
    },
  },
  {
    name: 'race',
    open: async (root, lab) => {
      const { showRace } = await import('../panels/race/panel.js');
      showRace(root, lab, { source: lab.source });
    },
  },
];

/** @param {Lab} lab @param {Panel} panel */
function sectionFor(lab, { name, open }) {
  const root = make('section', { id: name, className: 'panel', hidden: true });
  root.setAttribute('aria-label', words.tabs[name] ?? name);
  find('write', HTMLElement).parentElement?.append(root);
  let opened = false;
  return {
    root,
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

/** The parts of the page, one at a time: the one that the address names after "#". @param {Lab} lab */
export function showTabs(lab) {
  if (panels.length === 0) return;
  const nav = find('tabs', HTMLElement);
  const write = { root: find('write', HTMLElement), show() {} };
  const tabs = [write, ...panels.map((panel) => sectionFor(lab, panel))].map((tab) => ({
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
}
