import { words } from '../app/words.js';
import { find } from '../parts/dom.js';
import { make } from '../parts/make.js';

/** A module with nothing in it: compiling it shows what the policy says of WebAssembly. */
const EMPTY_MODULE = Uint8Array.of(0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00);

/** What the policy lacks; '' where somebody else than the page was refused. @param {SecurityPolicyViolationEvent} event */
function missing({ effectiveDirective, blockedURI }) {
  if (blockedURI === 'wasm-eval') return "script-src 'wasm-unsafe-eval'";
  const scheme = /^(blob|data)\b/.exec(blockedURI)?.[0];
  if (!scheme && !blockedURI.startsWith(location.origin)) return '';
  return `${effectiveDirective.replace(/-elem$/, '')} ${scheme ? `${scheme}:` : "'self'"}`;
}

/** Says what the visitor cannot mend, and whoever hosts the page can. */
function createHostNotice() {
  const text = make('p');
  find('notice', HTMLElement).before(
    make('div', { className: 'notice', role: 'alert', hidden: true }, text),
  );
  return (/** @type {string} */ said) => {
    text.textContent = said;
    if (text.parentElement) text.parentElement.hidden = said === '';
  };
}

/** Names what the host's Content-Security-Policy keeps from the page. @param {import('../lab/lab.js').Lab} lab */
export function showPolicy({ state }) {
  const say = createHostNotice();
  const isStyled = getComputedStyle(document.documentElement).getPropertyValue('--page') !== '';
  if (!isStyled) say(words.stylesMissing);
  /** @type {Set<string>} */
  const directives = new Set();
  document.addEventListener('securitypolicyviolation', (event) => {
    const directive = missing(event);
    if (directive) say(words.policyForbids([...directives.add(directive)]));
  });
  state.watch(['phase'], ({ phase }) => {
    // A worker that may not compile only fails: the page's own thread is told why.
    if (phase === 'lost') WebAssembly.compile(EMPTY_MODULE).catch(() => {});
  });
}
