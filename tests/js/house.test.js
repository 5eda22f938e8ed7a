// The rules of the house against made-up sources that break them, one each.
import assert from 'node:assert/strict';
import test from 'node:test';
import { objectionsTo } from '../../.ci/house.mjs';

/** @param {Record<string, string>} sources */
const objections = (sources) => objectionsTo(new Map(Object.entries(sources)));

/** @param {number} lines @param {string} head @param {string} line */
const long = (lines, head, line) => `${head} {\n${`${line}\n`.repeat(lines - 2)}}\n`;

test('good sources have no objections', async () => {
  const found = await objections({
    'src/sluice.h': 'int sl_version(void);\n',
    'src/base/error.h': '#include "sluice.h"\n',
    'src/file/save.c': '#include "base/error.h"\n/* exit("base") */\nstatic int exits(void) {\n}\n',
    'src/native/main.c':
      '#include <stdio.h>\n#include "native/run.h"\nint main(void) {\n    exit(1);\n}\n',
    'src/native/run.h': '#include "sluice.h"\n',
    'wasm/index.js': `export * from './session/session.js';\n`,
    'wasm/session/session.js': `import { core } from '../core/core.js';\n/** @type {import('../sluice.d.ts').Session} */\n`,
    'wasm/core/core.js': long(80, 'export function core()', '  core();'),
    'web/main.js': `import './write/text.js';\nimport('./race/room.js');\n`,
    'web/race/room.js': `import 'uplot';\nimport { lab } from '../lab/lab.js';\n`,
    'web/lab/lab.js': `/** @type {import('../../wasm/sluice.d.ts').Session} */\nimport '../../wasm/index.js';\n`,
    'web/write/text.js': `import text from '../texts/english.txt?raw';\n`,
    'tests/js/any.test.js': `import '../../wasm/core/core.js';\n`,
  });
  assert.deepEqual(found, []);
});

/** @type {[rule: string, sources: Record<string, string>, objection: string][]} */
const broken = [
  [
    'a floor of the core knows none above it',
    { 'src/base/a.c': '\n#include "model/b.h"\n' },
    'src/base/a.c:2: base is below model: src/model/b.h',
  ],
  [
    'every folder of the core is a floor',
    { 'src/base/a.c': '#include "extra/b.h"\n' },
    'src/base/a.c:1: extra/b.h is on no floor',
  ],
  [
    'the core has no stdio',
    { 'src/base/a.c': '#include <stdio.h>\n' },
    'src/base/a.c:1: the core does without <stdio.h>',
  ],
  [
    'the native host knows the core only by its header',
    { 'src/native/a.c': '#include "base/json.h"\n' },
    'src/native/a.c:1: native knows the core only by sluice.h: src/base/json.h',
  ],
  [
    'the core does not know the native host',
    { 'src/file/a.c': '#include "native/run.h"\n' },
    'src/file/a.c:1: file is below native: src/native/run.h',
  ],
  [
    'the core does not exit',
    { 'src/base/a.c': 'void a(void) {\n    exit(1);\n}\n' },
    'src/base/a.c: the core never calls exit',
  ],
  [
    'files of the core do not call each other in a circle, whatever header lies between',
    {
      'src/model/a.c': 'void sl_a(void) {\n    sl_b();\n}\n',
      'src/model/b.c': 'void sl_b(void) {\n    sl_c();\n}\n',
      'src/model/c.c': 'void sl_c(void) {\n    sl_a();\n}\n',
    },
    'src/model/a.c: a circle: src/model/a.c -> src/model/b.c -> src/model/c.c -> src/model/a.c',
  ],
  [
    'nor do headers include each other',
    { 'src/base/a.h': '#include "base/b.h"\n', 'src/base/b.h': '#include "base/a.h"\n' },
    'src/base/a.h: a circle: src/base/a.h -> src/base/b.h -> src/base/a.h',
  ],
  [
    'a function in C has 80 lines at most',
    { 'src/base/a.c': `int x;\n${long(81, 'static int sl_long(int a,\n int b)', '    x = 1;')}` },
    'src/base/a.c:2: sl_long has 82 lines',
  ],
  [
    'a function in JavaScript, too',
    { 'web/app/a.js': long(81, 'export function long()', '  long();') },
    'web/app/a.js:1: long has 81 lines',
  ],
  [
    'also one without a name, in a test',
    { 'tests/js/a.test.js': `${long(81, "test('a', () =>", '  a();').trimEnd()});\n` },
    'tests/js/a.test.js:1: a function has 81 lines',
  ],
  [
    'a floor of the package knows none above it',
    { 'wasm/core/a.js': `import { b } from '../session/b.js';\n` },
    'wasm/core/a.js:1: core is below session: wasm/session/b.js',
  ],
  [
    'nor what is above all folders',
    { 'wasm/worker/a.js': `export { b } from '../index.js';\n` },
    'wasm/worker/a.js:1: worker is below wasm: wasm/index.js',
  ],
  [
    'a floor of the page knows none above it, be it by a type',
    { 'web/store/a.js': `/** @type {import('../lab/b.js').B} */\n` },
    'web/store/a.js:1: store is below lab: web/lab/b.js',
  ],
  [
    'a room does not know another, be it later',
    { 'web/write/a.js': `const b = () => import('../race/b.js');\n` },
    'web/write/a.js:1: write does not know race: web/race/b.js',
  ],
  [
    'the page knows the package by its interface',
    { 'web/lab/a.js': `import { cut } from '../../wasm/session/cut.js';\n` },
    'web/lab/a.js:1: web knows wasm only by its interface: wasm/session/cut.js',
  ],
  [
    'and the package does not know the page',
    { 'wasm/cli/a.js': `import { b } from '../../web/app/b.js';\n` },
    'wasm/cli/a.js:1: wasm does not know web: web/app/b.js',
  ],
  [
    'scripts do not import each other in a circle',
    { 'wasm/core/a.js': `import './b.js';\n`, 'wasm/core/b.js': `export * from './a.js';\n` },
    'wasm/core/a.js: a circle: wasm/core/a.js -> wasm/core/b.js -> wasm/core/a.js',
  ],
  [
    'scripts and styles of the page are in folders',
    { 'web/extra.js': '' },
    'web/extra.js: all but main.js, rooms.js and style.css belongs in a folder',
  ],
  ['of which each is on a floor', { 'web/extra/a.css': '' }, 'web/extra/a.css: on no floor'],
];

for (const [rule, sources, objection] of broken)
  test(rule, async () => {
    assert.deepEqual(await objections(sources), [objection]);
  });
