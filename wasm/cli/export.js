import { join, parse, resolve } from 'node:path';
import { createSession, exportModel } from '../index.js';
import { checkWritable, readModel, writeModel } from './files.js';
import { UsageError } from './options.js';
import { say } from './talk.js';

export const about =
  'Writes a model in a form for another program. onnx: one file, or for a translation model two, ' +
  'with -encoder and -decoder in their names. pytorch-script: a Python file that rebuilds the ' +
  'model in PyTorch, and the model file that it reads beside it.';
export const operands = ['MODEL'];

/** @type {import('./options.js').Option[]} */
export const options = [
  {
    ...{ name: 'to', group: 'output', kind: 'choice', choices: ['onnx', 'pytorch-script'] },
    help: 'which form',
  },
  { name: 'out', group: 'output', kind: 'text', value: 'FILE', help: 'where to write it' },
];

/** @param {import('./main.js').Invocation} invocation */
export async function run({ values: { to, out }, operands: [file = ''] }) {
  if (to === undefined) throw new UsageError('--to onnx or --to pytorch-script is needed');
  if (out === undefined) throw new UsageError('--out FILE is needed: where to write it');
  const { dir, name, ext } = parse(out);
  if (ext === '.safetensors') throw new UsageError(`--out ${out} is the name of a model file`);
  await checkWritable(out);
  for (const { name: part, bytes } of exportModel(await checkedModel(file), to, { name })) {
    // a model file keeps its ending, whatever that of --out
    const path = join(
      dir,
      part.replace(/\.(onnx|py)$/, () => ext),
    );
    if (resolve(path) === resolve(file)) {
      if (part.endsWith('.safetensors')) continue; // the script reads the model where it is
      throw new UsageError(`--out ${out} is the model itself`);
    }
    await writeModel(path, bytes);
    say(`wrote ${path}`);
  }
}

/**
 * The model as Sluice saves it: checked, with all its settings, without the state of a training.
 *
 * @param {string} file
 */
async function checkedModel(file) {
  const session = await createSession({ worker: false });
  try {
    await session.load(await readModel(file));
    return await session.save();
  } finally {
    await session.dispose();
  }
}
