import { existsSync } from 'node:fs';
import { join, parse, resolve } from 'node:path';
import { exportModel, readTraining } from '../index.js';
import { UsageError } from './arguments.js';
import { checkWritable, FileError, reading, readModel, writeModel } from './files.js';
import { say } from './talk.js';
import { withModel } from './with-model.js';

export const about =
  'Writes a model for use in another program. onnx: one file, or for a translation model two, ' +
  'with -encoder and -decoder in their names. pytorch-script: a Python file that rebuilds the ' +
  'model in PyTorch, and the model file that it reads, next to it.';
export const operands = ['MODEL'];

/** @type {import('./arguments.js').Option[]} */
export const options = [
  {
    ...{ name: 'to', group: 'output', kind: 'choice', choices: ['onnx', 'pytorch-script'] },
    help: 'format to write',
  },
  { name: 'out', group: 'output', kind: 'text', value: 'FILE', help: 'where to write it' },
];

/** @param {import('./commands.js').Invocation} invocation */
export async function run({ values: { to, out }, operands: [file = ''] }) {
  if (to === undefined) throw new UsageError('--to onnx or --to pytorch-script is needed');
  if (out === undefined) throw new UsageError('--out FILE is needed: where to write it');
  const { dir, name, ext } = parse(out);
  if (ext === '.safetensors') throw new UsageError(`--out ${out} is the name of a model file`);
  await checkWritable(out);
  const parts = exportModel(await checkedModel(file), to, { name }).map(({ name: part, bytes }) => {
    // a model file keeps its ending, whatever that of --out
    const path = join(
      dir,
      part.replace(/\.(onnx|py)$/, () => ext),
    );
    return { path, bytes, isModel: part.endsWith('.safetensors') };
  });
  const isThere = (/** @type {string} */ path) => resolve(path) === resolve(file);
  for (const { path, isModel } of parts) {
    if (isThere(path) && !isModel) throw new UsageError(`--out ${out} is the model itself`);
    if (isModel && !isThere(path)) await checkNoTraining(path);
  }
  for (const { path, bytes } of parts) {
    if (isThere(path)) continue; // the script reads the model where it is
    await writeModel(path, bytes);
    say(`wrote ${path}`);
  }
}

/**
 * Sees to it that no training is lost to a model that is written beside its script.
 *
 * @param {string} path
 */
async function checkNoTraining(path) {
  if (!existsSync(path)) return;
  if (!(await reading(path, async () => readTraining(await readModel(path))))) return;
  const message = 'this file holds a training, which the model next to the script would replace';
  throw new FileError(path, { message: `${message}: choose another --out` });
}

/**
 * The model as Sluice saves it: checked, with all its settings, without the state of a training.
 *
 * @param {string} file
 */
function checkedModel(file) {
  return withModel({ file }, (session) => session.save());
}
