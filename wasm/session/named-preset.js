import { shown } from '../core/checks.js';
import { SluiceError } from '../core/error.js';
import { suggest } from '../core/suggest.js';
import { presets } from './presets.js';

/**
 * @typedef {import('../sluice.d.ts').Preset} Preset
 * @typedef {import('../sluice.d.ts').PresetName} PresetName
 */

/** @type {Record<Preset['kind'], string>} */
const LEARNERS = { language: 'a text', translation: 'pairs of sentences' };

/**
 * @param {unknown} asked a name
 * @param {Preset['kind']} [kind] of what is trained; undefined: any
 * @returns {Preset} BAD_SETTING
 */
export function namedPreset(asked, kind) {
  const all = /** @type {PresetName[]} */ (Object.keys(presets));
  const name = all.find((one) => one === asked);
  const fitting = all.filter((one) => !kind || presets[one].kind === kind);
  if (name && fitting.includes(name)) return presets[name];
  const list = `${kind ? `for ${LEARNERS[kind]} ` : ''}there are ${fitting.join(', ')}`;
  const message = name
    ? `the preset ${name} is for ${LEARNERS[presets[name].kind]}; ${list}`
    : `there is no preset ${shown(asked)}${suggest(String(asked), fitting) || `; ${list}`}`;
  throw new SluiceError('BAD_SETTING', message);
}

/**
 * The settings of a preset, with changes.
 *
 * @param {{ preset?: unknown } & Record<string, unknown>} values undefined: not given
 * @param {Preset['kind']} kind
 * @returns {Record<string, unknown>} BAD_SETTING
 */
export function settingsOf({ preset, ...changes }, kind) {
  const given = Object.entries(changes).filter(([, value]) => value !== undefined);
  return { ...namedPreset(preset, kind).settings, ...Object.fromEntries(given) };
}
