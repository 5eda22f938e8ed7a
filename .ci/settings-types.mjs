// Writes wasm/settings.d.ts: the types of all settings, from the core's table, and the presets by name.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PRESET_WORDS } from '../wasm/cli/preset-words.js';
import { createSession } from '../wasm/index.js';
import { root } from './steps.mjs';

/** @typedef {import('../wasm/sluice.d.ts').Setting} Setting */

/** @param {Setting} setting */
function typeOf({ kind, choices = [] }) {
  if (kind === 'choice') return choices.map((word) => `'${word}'`).join(' | ');
  return kind === 'flag' ? 'boolean' : 'number';
}

/** @param {Setting} setting */
function describe({ help, default: initial, min, max }) {
  const range = min === undefined ? '' : `; from ${min} to ${max}`;
  const sentence = `${help[0]?.toUpperCase()}${help.slice(1)}`;
  return `/** ${sentence}. Default ${initial}${range}. */`;
}

/** @param {Setting} setting */
function member(setting) {
  return `  ${describe(setting)}\n  ${setting.name}?: ${typeOf(setting)};\n`;
}

/** @param {[string, { about: string }]} preset */
const preset = ([name, { about }]) => {
  const key = /^\w+$/.test(name) ? name : `'${name}'`;
  return `  /** ${about[0]?.toUpperCase()}${about.slice(1)}. */\n  readonly ${key}: Preset;\n`;
};

/** The text of wasm/settings.d.ts. */
export async function settingsTypes() {
  const session = await createSession({ worker: false, engine: 'scalar' });
  const table = await session.settingsTable();
  await session.dispose();
  const groups = [...new Set(table.map(({ group }) => `'${group}'`))];
  return `// Generated from the table in src/base/settings.c and wasm/cli/preset-words.js by .ci/settings-types.mjs.

/** Any subset of the settings of \`settingsTable\`; the rest take their defaults. */
export type Settings = {
${table.map(member).join('')}};

export type SettingGroup = ${groups.join(' | ')};

/** What there is of each preset, by name. */
export interface ByPreset<Preset> {
${Object.entries(PRESET_WORDS).map(preset).join('')}}
`;
}

export const settingsFile = join(root, 'wasm/settings.d.ts');

/** Needs the wasm modules. */
export async function writeSettingsTypes() {
  await writeFile(settingsFile, await settingsTypes());
}

if (process.argv[1] === import.meta.filename) await writeSettingsTypes();
