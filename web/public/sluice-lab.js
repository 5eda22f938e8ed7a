// <sluice-lab cell="gru" hidden-size="128" hide="sample" src="/sluice/"></sluice-lab>
//
// The page in a frame: training, curve and sample. sluice-lab.d.ts says what attributes, methods and events there are.
//
// The page and the element find each other by two messages: the page says that it is there, and the element answers
// with a port. Both look at where a message comes from; all that follows goes through the port.

/** Attributes that are no parameters of the page. `hidden` is both: see settle(). */
const OWN = new Set('id class style slot dir role title height heading src'.split(' '));

/** Where the page is, unless `src` says so: beside this file. */
const HOME = import.meta.url.replace(/[^/]*$/, '');

const sheet = new CSSStyleSheet();
sheet.replaceSync(`
  :host { display: block; height: 640px; }
  :host([hidden=""]) { display: none; }
  iframe { display: block; box-sizing: border-box; width: 100%; height: 100%; border: 0; }
`);

/** Names that differ in more than dashes. @type {Record<string, string>} */
const OTHERS = { 'hidden-size': 'hidden', 'max-tokens': 'maxTokens' };

/** token-dropout becomes token_dropout, as the page's links have it. @param {string} attribute */
const nameOf = (attribute) => OTHERS[attribute] ?? attribute.replaceAll('-', '_');

/** The file itself, as hosts serve it. @param {URL | Location} address */
const fileOf = ({ origin, pathname }) => origin + pathname.replace(/index\.html$/, '');

/** @param {HTMLElement} element */
function addressOf(element) {
  const src = element.getAttribute('src');
  const address = src ? new URL(src, document.baseURI) : new URL(HOME);
  address.searchParams.set('embed', '1');
  for (const { name, value } of element.attributes)
    if (!OWN.has(name) && name !== 'hidden' && !/^(aria-|data-|on)/.test(name))
      address.searchParams.set(nameOf(name), value);
  return address;
}

/** Whether the frame would hold the page that this element stands in, and so a frame in a frame in a frame. @param {URL} address */
const isThisPage = (address) =>
  fileOf(address) === fileOf(location) ||
  (window !== parent && new URLSearchParams(location.search).get('embed') === '1');

const NO_PAGE = '<sluice-lab>: src has to say where the page of Sluice is, as in src="/sluice/"';

/** A size in pixels, or ''. @param {string | null} height */
const heightOf = (height) => (Number(height) > 0 ? `:host { height: ${Number(height)}px; }` : '');

class SluiceLab extends HTMLElement {
  #frame = document.createElement('iframe');
  #height = new CSSStyleSheet();
  #observer = new MutationObserver(() => this.#settle());
  #address = '';
  /** To the page, once it is there. @type {MessagePort | undefined} */
  #port;
  /** What the page was asked, or will be: by number. @type {Map<number, { call: string, options: unknown, isSent: boolean, resolve: (value: any) => void, reject: (reason: Error) => void }>} */
  #calls = new Map();
  #count = 0;

  constructor() {
    super();
    this.#frame.allow = 'clipboard-write';
    this.#frame.addEventListener('load', () => this.#look());
    const root = this.attachShadow({ mode: 'open' });
    root.adoptedStyleSheets = [sheet, this.#height];
  }

  connectedCallback() {
    addEventListener('message', this.#greet);
    this.#observer.observe(this, { attributes: true });
    this.#address = ''; // a frame that is put into a document begins anew
    this.#settle();
  }

  disconnectedCallback() {
    removeEventListener('message', this.#greet);
    this.#observer.disconnect();
    this.#part('the element was taken out of its document');
    this.#frame.remove();
  }

  train(options = {}) {
    return this.#ask('train', options);
  }

  pause() {
    return this.#ask('pause');
  }

  step() {
    return this.#ask('step');
  }

  restart() {
    return this.#ask('restart');
  }

  /** Does what the attributes say. */
  #settle() {
    const size = this.getAttribute('hidden');
    if (size && Number(size) > 0) {
      // A size, by the setting's own name: whoever styles [hidden] must not take the element away.
      this.setAttribute('hidden-size', size);
      this.removeAttribute('hidden');
    }
    this.#frame.title =
      this.getAttribute('heading') ?? 'Sluice: a recurrent network learns to write';
    this.#height.replaceSync(heightOf(this.getAttribute('height')));
    const address = addressOf(this);
    if (this.#address === address.href) return;
    const isFirst = this.#address === '';
    this.#address = address.href;
    this.#part('the page has begun anew');
    if (isThisPage(address)) this.#refuse();
    else if (isFirst || !this.#frame.isConnected) {
      this.#frame.src = address.href;
      this.shadowRoot?.replaceChildren(this.#frame);
    } else this.#frame.contentWindow?.location.replace(address.href); // no step for the Back button
  }

  /** There is nothing to frame: what stands between the tags is shown instead. */
  #refuse() {
    console.warn(NO_PAGE);
    this.shadowRoot?.replaceChildren(document.createElement('slot'));
    this.#part(NO_PAGE);
    this.#tell('error', { message: NO_PAGE });
  }

  /** Where the frame may be looked into, whether it holds the page. */
  #look() {
    const held = this.#frame.contentDocument;
    if (held && held.URL !== 'about:blank' && !held.getElementById('train')) this.#refuse();
  }

  /** @param {string} type @param {unknown} detail */
  #tell(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }

  /** The page in the frame is there, and gets a port. @param {MessageEvent} event */
  #greet = ({ source, origin, data }) => {
    const isOurs = source !== null && source === this.#frame.contentWindow;
    if (!isOurs || origin !== new URL(this.#address).origin || data?.sluice !== 'here') return;
    this.#part('the page has begun anew');
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => this.#take(data);
    this.#port = port1;
    const target = origin === 'null' ? '*' : origin; // from disk nobody has an origin
    this.#frame.contentWindow?.postMessage({ sluice: 'hello' }, target, [port2]);
    this.#send();
  };

  /** An event, or the answer to a call. @param {any} message */
  #take({ event, detail, answer, error }) {
    if (event) return this.#tell(event, detail);
    const call = this.#calls.get(answer);
    this.#calls.delete(answer);
    if (error === undefined) call?.resolve(detail);
    else call?.reject(new Error(error));
  }

  /** Calls wait until the page is there, the one that the attributes name. @param {string} call @param {unknown} [options] */
  #ask(call, options) {
    if (this.isConnected) this.#settle();
    return new Promise((resolve, reject) => {
      this.#calls.set(++this.#count, { call, options, isSent: false, resolve, reject });
      this.#send();
    });
  }

  #send() {
    for (const [number, one] of this.#calls) {
      if (!this.#port || one.isSent) continue;
      one.isSent = true;
      this.#port.postMessage({ number, call: one.call, options: one.options });
    }
  }

  /** From the page that was there: what it has not answered it never will. @param {string} why */
  #part(why) {
    this.#port?.close();
    this.#port = undefined;
    for (const [number, { isSent, reject }] of this.#calls) {
      if (!isSent) continue;
      this.#calls.delete(number);
      reject(new Error(`<sluice-lab>: ${why}`));
    }
  }
}

if (!customElements.get('sluice-lab')) customElements.define('sluice-lab', SluiceLab);
