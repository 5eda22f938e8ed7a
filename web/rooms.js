// The rooms beside the first one: how a visitor gets there. Each is fetched when it is opened.

import { leftOut } from './app/class-mode.js';
import { words } from './app/words.js';
import { find } from './parts/dom.js';

/**
 * @typedef {import('./lab/lab.js').Lab} Lab
 * @typedef {(root: HTMLElement, lab: Lab) => Promise<void>} Open fills the section of a room
 */

/** By the name of their tab. @type {Record<string, Open>} */
const rooms = {
  async learn(root) {
    const { showLearn } = await import('./learn/room.js');
    showLearn(root);
  },
  async inside(root, lab) {
    const { showInside } = await import('./inside/room.js');
    showInside(root, lab, { session: lab.session });
  },
  async race(root, lab) {
    const { showRace } = await import('./race/room.js');
    showRace(root, lab, { source: lab.source });
  },
  async translate(root, lab) {
    const { showTranslate } = await import('./translate/room.js');
    showTranslate(root, lab);
  },
};

/** These train models of their own, so the bar of the page's model gives way. */
const ALONE = ['learn', 'race', 'translate'];

/** What "#learn=reset-gate" opens, as "#learn" does. */
const roomInAddress = () => location.hash.split('=', 1)[0];

/** @type {Open} */
async function openClass(root, lab) {
  const { showClass } = await import('./class/room.js');
  showClass(root, lab);
}

/** Opens a room once; what fails can be tried again. @param {Lab} lab @param {HTMLElement} root @param {Open} [open] */
function createEntrance(lab, root, open) {
  let isOpen = false;
  return async () => {
    if (isOpen) return;
    isOpen = true;
    try {
      await open?.(root, lab);
    } catch {
      isOpen = false;
      lab.state.set({ notice: words.roomMissing });
    }
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
  };
  addEventListener('hashchange', show);
  lab.state.watch(['phase'], show);
}

/** Takes "?learn=reset-gate", as an attribute of a frame says it, for "#learn=reset-gate". */
function goToChapter() {
  const chapter = new URLSearchParams(location.search).get('learn');
  if (chapter !== null && !location.hash)
    history.replaceState(history.state, '', `#learn=${encodeURIComponent(chapter)}`);
}

/** A frame has room for the curve and the sample, or for a chapter. @param {import('./app/class-mode.js').ClassMode} classMode */
function roomsLeftOut({ embed, hide, ...rest }) {
  const out = leftOut({ embed, hide, ...rest });
  const isLesson = embed && roomInAddress() === '#learn' && !hide.includes('learn');
  return isLesson ? out.filter((name) => name !== 'learn') : out;
}

/** One room at a time: the one that the address names after "#". @param {Lab} lab */
export function showTabs(lab) {
  const { classMode } = lab.state.now;
  goToChapter();
  const out = roomsLeftOut(classMode);
  const nav = find('tabs', HTMLElement);
  const tabs = [...nav.querySelectorAll('a')].flatMap((link) => {
    const name = link.hash.slice(1);
    if (out.includes(name))
      for (const way of document.querySelectorAll(`a[href="${link.hash}"]`)) way.remove();
    const root = find(name, HTMLElement);
    const enter = createEntrance(lab, root, rooms[name]);
    return out.includes(name) ? [] : { name, link, root, enter };
  });
  if (tabs.length === 1) return;
  nav.hidden = classMode.embed;

  function select() {
    const chosen = tabs.find(({ link }) => link.hash === roomInAddress()) ?? tabs[0];
    for (const tab of tabs) {
      tab.root.hidden = tab !== chosen;
      if (tab === chosen) tab.link.setAttribute('aria-current', 'page');
      else tab.link.removeAttribute('aria-current');
    }
    chosen?.enter();
  }
  addEventListener('hashchange', select);
  select();
  showBar(lab, () => tabs.some(({ name, root }) => ALONE.includes(name) && !root.hidden));
}

/** The button that unfolds what a lecturer needs. @param {Lab} lab */
export function showClassButton(lab) {
  const root = find('class', HTMLElement);
  const toggle = find('class-button', HTMLElement);
  const enter = createEntrance(lab, root, openClass);
  toggle.addEventListener('click', () => {
    root.hidden = !root.hidden;
    toggle.setAttribute('aria-expanded', String(!root.hidden));
    enter();
  });
}
