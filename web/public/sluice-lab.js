// <sluice-lab cell="gru" hidden="128" hide="sample" height="560"></sluice-lab>
//
// The page beside this file, in a frame: training, curve and sample. Attributes are what the address
// of the page would say; max-tokens stands for maxTokens. They are read when the element is put into
// the document. `height` is in pixels, `heading` is the name of the frame for those who hear it,
// `src` is where the page is, if it is not beside this file.

const OWN = new Set('id class style slot dir role title height heading src'.split(' '));
const HOME = new URL('.', import.meta.url);

const sheet = new CSSStyleSheet();
sheet.replaceSync(`
  :host { display: block; }
  :host([hidden=""]) { display: none; }
  iframe { display: block; width: 100%; border: 0; }
`);

/** max-tokens becomes maxTokens. @param {string} attribute */
const nameOf = (attribute) => attribute.replace(/-(\w)/g, (_, letter) => letter.toUpperCase());

/** @param {HTMLElement} element */
function addressOf(element) {
  const src = element.getAttribute('src');
  const address = src ? new URL(src, document.baseURI) : new URL(HOME);
  address.searchParams.set('embed', '1');
  for (const { name, value } of element.attributes)
    if (!OWN.has(name) && !/^(aria-|data-|on)/.test(name) && !(name === 'hidden' && value === ''))
      address.searchParams.set(nameOf(name), value);
  return address.href;
}

class SluiceLab extends HTMLElement {
  connectedCallback() {
    if (this.shadowRoot) return;
    const frame = document.createElement('iframe');
    frame.src = addressOf(this);
    frame.title = this.getAttribute('heading') ?? 'Sluice: a recurrent network learns to write';
    frame.height = this.getAttribute('height') ?? '640';
    frame.allow = 'clipboard-write';
    // Here it is a size: whoever styles [hidden] must not take the element away.
    if (this.getAttribute('hidden')) this.removeAttribute('hidden');
    const root = this.attachShadow({ mode: 'open' });
    root.adoptedStyleSheets = [sheet];
    root.append(frame);
  }
}

if (!customElements.get('sluice-lab')) customElements.define('sluice-lab', SluiceLab);
