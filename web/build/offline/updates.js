import { button } from '../../parts/button.js';
import { find } from '../../parts/dom.js';
import { make } from '../../parts/make.js';
import { TAKE_OVER } from './take-over.js';
import { words } from './words.js';

/**
 * Has a service worker keep the page for visits without a network, where the browser and the host
 * allow it, and says when a newer version of the page is there.
 */
export async function keepOffline() {
  try {
    const registration = await navigator.serviceWorker.register('service-worker.js');
    watch(registration);
  } catch {
    // An address without https, or a browser that keeps nothing: the page then needs a network.
  }
}

/** @param {ServiceWorkerRegistration} registration */
function watch(registration) {
  const notice = createNotice(registration);
  const tell = () => {
    if (registration.waiting && navigator.serviceWorker.controller) notice.hidden = false;
  };
  tell();
  registration.addEventListener('updatefound', () =>
    registration.installing?.addEventListener('statechange', tell),
  );
}

/** @param {ServiceWorkerRegistration} registration */
function createNotice(registration) {
  const reload = button(words.reload, () => {
    const { waiting } = registration; // none, if another tab has asked for it
    if (!waiting) return location.reload();
    navigator.serviceWorker.addEventListener('controllerchange', () => location.reload());
    waiting.postMessage(TAKE_OVER);
  });
  const text = make('p', {}, words.newVersion);
  const notice = make(
    'div',
    { className: 'notice quiet', role: 'status', hidden: true },
    text,
    reload,
  );
  find('notice', HTMLElement).before(notice);
  return notice;
}
