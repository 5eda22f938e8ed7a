// How the page appears in front of a class: what is left out, how fast it learns, how large its type
// is. The address carries all of this: ?hide=settings,text&pace=5&type=large&embed=1

/**
 * @typedef {object} ClassMode
 * @property {readonly string[]} hide names of parts that are left out
 * @property {number} pace updates a second at most; 0: full speed
 * @property {boolean} large type for the back row
 * @property {boolean} embed a frame in another page: training, curve and sample alone
 */

/** @type {ClassMode} */
export const usual = { hide: [], pace: 0, large: false, embed: false };

/** Updates a second that an eye can follow. */
export const PACES = [1, 2, 5, 20];

/** What can be left out: its name in the address, and where it is on the page. */
export const PARTS = {
  step: '#step',
  reset: '#reset',
  target: '#target-label',
  preset: '#preset-label, #look-for',
  link: '#copy-link',
  class: '#class-button',
  languages: '#languages',
  curve: '.stage > .curve, #figures',
  lines: '#legend',
  export: '#save-png, #save-csv',
  table: '#curve-table',
  sample: '.stage > .sample, #sample-meaning',
  lapse: '#lapse',
  numbers: '.numbers, #forecast',
  settings: '#settings-panel',
  generate: '#generate-panel, #write-on',
  text: '#text-panel, #source-label, #own-text',
  model: '#model-panel',
  runs: '#runs, .offer',
};

/** Parts of the page with an address of their own. */
export const TABS = ['learn', 'inside', 'race', 'translate'];

export const NAMES = [...Object.keys(PARTS), ...TABS];

/** What a frame has room for. */
const IN_FRAME = ['curve', 'sample'];
const BESIDE = NAMES.filter((name) => !IN_FRAME.includes(name));

/** All names that are left out. @param {ClassMode} classMode */
export const leftOut = ({ hide, embed }) => [...hide, ...(embed ? BESIDE : [])];

/** @param {URLSearchParams} query @returns {ClassMode & { wrong: string[] }} with what it asks for in vain, as NAME=VALUE */
export function readClassMode(query) {
  const names = (query.get('hide') ?? '').split(',').filter(Boolean);
  const pace = query.get('pace') ?? '0';
  const type = query.get('type');
  const wrong = names.filter((name) => !NAMES.includes(name)).map((name) => `hide=${name}`);
  const known = ['0', ...PACES.map(String)].includes(pace);
  if (!known) wrong.push(`pace=${pace}`);
  if (type !== null && type !== 'large') wrong.push(`type=${type}`);
  return {
    hide: NAMES.filter((name) => names.includes(name)),
    pace: known ? Number(pace) : 0,
    large: type === 'large',
    embed: query.get('embed') === '1',
    wrong,
  };
}

/** The other way round. @param {URLSearchParams} query that takes it up @param {ClassMode} classMode */
export function writeClassMode(query, { hide, pace, large, embed }) {
  if (hide.length > 0) query.set('hide', hide.join());
  if (pace > 0) query.set('pace', String(pace));
  if (large) query.set('type', 'large');
  if (embed) query.set('embed', '1');
}
