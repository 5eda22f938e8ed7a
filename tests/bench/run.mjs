// Measures the speed: `npm run bench`, or `npm run bench -- --only SECTION --quick`.
//
// Prints each promised figure beside what was measured, and what is behind it. A whole run is kept as
// tests/bench/results/MACHINE-DATE.json or with a number after it, a part or a quick one as build/bench/MACHINE-DATE.json.
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { buildPreset, buildSite, root, setUp, tail } from '../../.ci/steps.mjs';
import { Hosts } from './hosts.mjs';
import { describeMachine, slug } from './machine.mjs';
import { details, targetTable } from './report.mjs';
import { sections } from './sections.mjs';

const { values: options } = parseArgs({
  options: {
    only: { type: 'string', multiple: true, default: [] },
    quick: { type: 'boolean', default: false },
    built: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
const wrong = options.only.filter((name) => !Object.hasOwn(sections, name));
if (options.help || wrong.length > 0) {
  console.log(`npm run bench -- [options]
  --only SECTION   one of ${Object.keys(sections).join(', ')}; may be repeated
  --quick          fewer sizes and rounds: to see that it works, not what is fast
  --built          take wasm/bin, build/wasm/bench, build/native-train and dist as they are`);
  process.exit(options.help ? 0 : 2);
}

async function build() {
  setUp('test');
  const presets = ['wasm', 'bench', 'native-train'];
  for (const step of [...presets.map((preset) => () => buildPreset(preset)), buildSite]) {
    const { ok, output } = await step();
    if (ok) continue;
    console.error(tail(output));
    process.exit(1);
  }
}

/** @param {string[]} names */
async function measure(names) {
  const hosts = new Hosts();
  /** @type {Record<string, any>} */
  const results = {};
  const say = (/** @type {string} */ text) => console.error(text);
  try {
    for (const [name, section] of Object.entries(sections))
      if (names.includes(name)) results[name] = await section(hosts, { quick: options.quick, say });
  } finally {
    await hosts.close();
  }
  return results;
}

/** @param {object} all */
function keep(all, /** @type {boolean} */ whole) {
  const folder = join(root, whole ? 'tests/bench/results' : 'build/bench');
  const day = new Date().toISOString().slice(0, 10);
  const name = join(folder, `${slug(machine)}-${day}`);
  let file = `${name}.json`;
  for (let n = 2; whole && existsSync(file); n++) file = `${name}-${n}.json`;
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, `${JSON.stringify(all, null, 1)}\n`);
  return relative(root, file);
}

const machine = describeMachine(); // its load without that of the build
if (!options.built) await build();
if (machine.load[0] > machine.cores / 4)
  console.error(`This machine is busy (load ${machine.load[0]}): expect no figures to rely on.`);
const whole = options.only.length === 0 && !options.quick;
const names = options.only.length > 0 ? options.only : Object.keys(sections);
const start = performance.now();
const results = await measure(names);
const minutes = Number(((performance.now() - start) / 60000).toFixed(1));
const file = keep({ date: new Date().toISOString(), minutes, machine, results }, whole);
console.log(`${machine.cpu}, ${machine.cores} cores, ${machine.system}`);
console.log(
  `Node ${machine.node}, ${machine.chromium ?? 'no Chromium'}, PyTorch ${machine.pytorch ?? 'is not there'}, ` +
    `load ${machine.load}\n`,
);
console.log(`${targetTable(results)}\n\n${details(results)}\n\n${file} (${minutes} minutes)`);
