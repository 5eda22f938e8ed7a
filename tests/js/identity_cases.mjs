// The trainings that must end in equal bytes on every build of the core.
import { readFile } from 'node:fs/promises';

/** @typedef {Record<string, string | number>} CaseSettings */

const vectors = new URL('../vectors/', import.meta.url);

export const textFile = new URL('identity.txt', vectors);
export const text = await readFile(textFile, 'utf8');

/** @type {{ updates: number, settings: CaseSettings[] }} */
const listed = JSON.parse(await readFile(new URL('identity.json', vectors), 'utf8'));
export const updates = listed.updates;
export const cases = listed.settings.map((settings) => ({
  name: `${settings.cell}${settings.embedding ? '-embedding' : ''}`,
  settings,
}));

/**
 * Trains a session and hashes the file of model and training. Refers to nothing outside itself, so that a page can
 * be handed its source.
 * @param {{ index: string, options: object, text: string, settings: CaseSettings, updates: number }} job
 * @returns {Promise<string>} SHA-256 in hexadecimal
 */
export async function trainedHash({ index, options, text, settings, updates }) {
  const { createSession } = await import(/* @vite-ignore */ index);
  const session = await createSession(options);
  try {
    const { normalize = 'none' } = settings;
    await session.loadText(text, { normalize });
    await session.createModel(settings);
    for await (const progress of session.train({ updates })) {
      if (!Number.isFinite(progress.loss)) throw new Error(`loss ${progress.loss}`);
    }
    const file = await session.save({ training: true });
    const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', file));
    return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
  } finally {
    await session.dispose();
  }
}
