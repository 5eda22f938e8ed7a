// Builds the wasm modules and the page: `node .ci/build.mjs`, or `... wasm` for the modules alone.
import { writeInline } from './inline.mjs';
import { writeSettingsTypes } from './settings-types.mjs';
import { buildPreset, buildSite, setUp, tail } from './steps.mjs';

/** @param {string} what @param {Promise<{ ok: boolean, output: string }>} step */
async function finish(what, step) {
  const { ok, output } = await step;
  if (!ok) {
    console.error(tail(output));
    process.exit(1);
  }
  console.log(what);
}

export async function build({ site = true } = {}) {
  setUp('build');
  await finish('wasm/bin: the wasm modules', buildPreset('wasm'));
  await writeSettingsTypes();
  await writeInline();
  if (site)
    await finish('dist: the page, and dist/sluice.html: all of it in one file', buildSite());
}

if (process.argv[1] === import.meta.filename) await build({ site: process.argv[2] !== 'wasm' });
