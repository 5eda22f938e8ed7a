// The law of the house for C: which floor may include which, and what the core keeps away from.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { filesOf, root } from './steps.mjs';

/** Bottom to top: a file includes its own floor and those below it. */
const FLOORS = ['base', 'text', 'math', 'cell', 'model', 'train', 'decode', 'file'];
const FORBIDDEN_HEADERS = ['stdio.h', 'math.h', 'assert.h', 'errno.h', 'time.h', 'setjmp.h'];

/** @param {string} file @param {string} line */
function objection(file, line) {
  const [, header] = /^\s*#\s*include\s*[<"]([^>"]+)[>"]/.exec(line) ?? [];
  if (header === undefined) return /\b(abort|exit)\(/.test(line) ? 'the core never exits' : '';
  if (FORBIDDEN_HEADERS.includes(header)) return `the core does without <${header}>`;
  const [own = '', floor = ''] = [file.split('/')[1], header.split('/')[0]];
  if (!header.includes('/') || !FLOORS.includes(own)) return '';
  if (!FLOORS.includes(floor)) return `${header} is on no floor`;
  return FLOORS.indexOf(floor) > FLOORS.indexOf(own) ? `${own} is below ${floor}` : '';
}

/** What breaks the law, as FILE:LINE: REASON. */
export async function houseObjections() {
  const found = [];
  for (const file of await filesOf(['src'], ['.c', '.h'])) {
    const lines = (await readFile(join(root, file), 'utf8')).split('\n');
    for (const [index, line] of lines.entries()) {
      const reason = objection(file, line);
      if (reason) found.push(`${file}:${index + 1}: ${reason}`);
    }
  }
  return found;
}
