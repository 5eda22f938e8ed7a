// What is measured, section by section: contests by name, each between the sides that are compared.
import { widths } from '../../.ci/steps.mjs';
import { gzippedBytes } from './bytes.mjs';
import { contest } from './contest.mjs';
import { letters, pairs, VOCABULARY } from './material.js';
import { firstUpdates } from './page.mjs';

/**
 * @typedef {import('./hosts.mjs').Hosts} Hosts
 * @typedef {import('./contest.mjs').Contest} Contest
 * @typedef {import('./contest.mjs').Effort} Effort
 * @typedef {import('./contest.mjs').Side} Side
 * @typedef {{ quick: boolean, say: (text: string) => void }} Plan
 * @typedef {(hosts: Hosts, plan: Plan) => Promise<Record<string, any>>} Section
 */

/** Where Sluice itself runs. */
export const HOSTS = ['node', 'chromium'];
const ENGINES = ['relaxed', 'simd', 'scalar'];
export const CELLS = ['rnn', 'gru', 'lstm'];
export const HIDDEN = [32, 64, 128, 256, 512, 1024];
/** Over which tokens a second have to fall as FLOPs a token grow. */
export const SIZES = [128, 256, 512, 1024];

/** Dive into Deep Learning: the classic edition's settings, those of v1.0, and of translation. */
export const BOOK = { batch: 32, steps: 35, hidden: 256, lr: 1, clip: 1 };
const BOOK_V1 = { batch: 1024, steps: 32, hidden: 32, lr: 4, clip: 1 };
const BOOK_TRANSLATION = {
  ...{ cell: 'gru', layers: 2, hidden: 32, embedding: 32, batch: 64, steps: 10, dropout: 0.1 },
  ...{ init: 'xavier', optimizer: 'adam', lr: 0.005, clip: 1 },
};

/** For what decides on a target. @param {Plan} plan @returns {Effort} */
const careful = ({ quick }) =>
  quick ? { rounds: 2, milliseconds: 150 } : { rounds: 11, milliseconds: 300 };
/** For one row of many. @param {Plan} plan @returns {Effort} */
const brief = ({ quick }) =>
  quick ? { rounds: 1, milliseconds: 100 } : { rounds: 3, milliseconds: 300 };
/** For peers that take seconds for an update: one a sample. @param {Plan} plan @returns {Effort} */
const patient = ({ quick }) => ({ rounds: quick ? 1 : 3, milliseconds: 1 });

/**
 * @param {Hosts} hosts
 * @param {Plan} plan
 * @param {Effort} effort
 * @param {Record<string, Side[]>} contests
 */
async function hold(hosts, { say }, effort, contests) {
  /** @type {Record<string, Contest>} */
  const results = {};
  for (const [name, sides] of Object.entries(contests)) {
    say(name);
    results[name] = await contest(hosts, sides, effort);
    for (const [side, reason] of Object.entries(results[name].missing))
      say(`  skipped: ${side}: ${reason}`);
  }
  return results;
}

/**
 * Sluice in Node and in Chromium.
 * @param {object} task
 * @param {string} [engine]
 * @returns {Side[]}
 */
const sluice = (task, engine = 'relaxed') =>
  HOSTS.map((host) => ({ name: `${host} ${engine}`, host, task: { ...task, engine } }));

/** @param {string} name @param {object} task @returns {Side} */
const pytorch = (name, task) => ({ name: `PyTorch ${name}`, host: 'pytorch', task });

/** @type {Side[]} */
const PEAKS = ['fused', 'separate'].map((kind) => ({
  name: `peak ${kind}`,
  host: 'processor',
  task: { kind },
}));

/** Sizes as m x k x n, "outer" the products of the weight gradients. */
const product = (/** @type {number[]} */ [m, k, n], outer = false) => ({
  name: `${m}x${k}x${n}${outer ? ' outer' : ''}`,
  task: { kind: 'kernel', m, k, n, outer },
});

/** The size of the book's GRU, whose rate stands for the kernel's own. */
export const KERNEL = product([32, 256, 768]);

/** A step of a GRU of so many units. @param {number} hidden */
export const kernelOf = (hidden) => product([32, hidden, 3 * hidden]).name;

/** @type {Section} */
async function kernel(hosts, plan) {
  const widths = plan.quick ? [64, 256] : HIDDEN.slice(1);
  const products = [
    ...widths.map((hidden) => product([32, hidden, 3 * hidden])),
    // what one gate and one shard of the batch make of it, and the gradient of its weights
    ...[256, 1024].flatMap((hidden) => [
      product([8, hidden, hidden]),
      product([280, hidden, hidden], true),
    ]),
  ];
  const contests = products.map(({ name, task }) => [
    name,
    [...PEAKS, ...ENGINES.flatMap((engine) => sluice(task, engine))],
  ]);
  return hold(hosts, plan, careful(plan), Object.fromEntries(contests));
}

/** @param {Record<string, unknown>} settings */
const training = (settings, text = letters(10000)) => ({ kind: 'training', text, settings });

/** The same for a peer, which is told the size of the vocabulary. @param {object} task */
const forPeer = (task) => ({ ...task, vocabulary: VOCABULARY });

/** @type {Section} */
async function cells(hosts, plan) {
  const own = { ...KERNEL, name: 'kernel' };
  const contests = CELLS.map((cell) => {
    const task = training({ cell, ...BOOK });
    const peers = [pytorch(`nn.${cell.toUpperCase()}`, forPeer(task))];
    if (cell === 'gru') peers.push(pytorch('from scratch', { ...forPeer(task), scratch: true }));
    const kernels = sluice(own.task).map((side) => ({
      ...side,
      name: `${side.host} kernel, GFLOP/s`,
    }));
    return [cell, [...kernels, ...sluice(task), ...peers]];
  });
  return hold(hosts, plan, careful(plan), Object.fromEntries(contests));
}

/** Hidden 32, batch 1024. @type {Section} */
async function v1(hosts, plan) {
  const task = training({ cell: 'gru', ...BOOK_V1 }, letters(100000));
  return hold(hosts, plan, careful(plan), {
    v1: [...sluice(task), pytorch('nn.GRU', forPeer(task))],
  });
}

/** @type {Section} */
async function seq2seq(hosts, plan) {
  const task = { kind: 'translation', pairs: pairs(), settings: BOOK_TRANSLATION };
  return hold(hosts, plan, careful(plan), {
    seq2seq: [...sluice(task), pytorch('nn.GRU', task)],
  });
}

/** @type {Section} */
async function generation(hosts, plan) {
  const settings = { cell: 'gru', hidden: 256 };
  const task = { kind: 'generation', text: letters(10000), settings };
  return hold(hosts, plan, careful(plan), {
    generation: [...sluice(task), pytorch('nn.GRU', forPeer(task))],
  });
}

/** The libraries of JavaScript. @type {Section} */
async function javascript(hosts, plan) {
  const task = training({ cell: 'gru', ...BOOK });
  /** @type {(name: string, host: string, more?: object) => Side} */
  const peer = (name, host, more) => ({ name, host, task: { ...forPeer(task), ...more } });
  return hold(hosts, plan, patient(plan), {
    javascript: [
      ...sluice(task),
      peer('TensorFlow.js wasm', 'tensorflow', { backend: 'wasm' }),
      peer('brain.js', 'brain'),
    ],
    'javascript cpu': [
      ...sluice(task),
      peer('TensorFlow.js cpu', 'tensorflow', { backend: 'cpu' }),
    ],
  });
}

/** @param {object} task @param {number[]} counts @returns {Side[]} */
const crews = (task, counts) =>
  counts.flatMap((workers) =>
    sluice({ ...task, workers }).map((side) => ({ ...side, name: `${side.host} ${workers}` })),
  );

/** @type {Section} */
async function workers(hosts, plan) {
  const task = training({ cell: 'gru', ...BOOK });
  return hold(hosts, plan, careful(plan), { workers: crews(task, [1, 2, 4]) });
}

/** Bits of the vectors that this processor has. */
const WIDTHS = [128, ...widths().flatMap(({ width, runs }) => (runs ? [width] : []))];
export const WIDEST = WIDTHS.at(-1);

/** @param {string} name @param {object} task @returns {Side} */
const native = (name, task) => ({ name: `native ${name}`, host: 'native', task });

/** sluice-train at every width, beside Node and PyTorch, on one core. @type {Section} */
async function nativeCells(hosts, plan) {
  const contests = CELLS.map((cell) => {
    const task = training({ cell, ...BOOK });
    const wide = WIDTHS.map((width) => native(String(width), { ...task, width }));
    const others = [sluice(task)[0], pytorch(`nn.${cell.toUpperCase()}`, forPeer(task))];
    return [`native ${cell}`, [...wide, ...others]];
  });
  return hold(hosts, plan, careful(plan), Object.fromEntries(contests));
}

/** The kernel at every width, beside what the processor can do. @type {Section} */
async function nativeKernel(hosts, plan) {
  const sides = WIDTHS.flatMap((width) => [
    { name: `peak ${width}`, host: 'processor', task: { kind: 'fused', width } },
    {
      name: `kernel ${width}`,
      host: 'processor',
      task: { ...KERNEL.task, kind: 'product', width },
    },
  ]);
  return hold(hosts, plan, careful(plan), { 'native kernel': sides });
}

/** Many shards on one core; many threads, and many ranks. @type {Section} */
async function nativeCrews(hosts, plan) {
  const task = training({ cell: 'gru', ...BOOK });
  const pupils = { kind: 'translation', pairs: pairs(), settings: BOOK_TRANSLATION };
  const shards = [4, 16].map((shards) =>
    native(`shards ${shards}`, { ...task, settings: { ...task.settings, shards } }),
  );
  const crew = (/** @type {object} */ of) => [1, 2].map((workers) => ({ ...of, workers }));
  return hold(hosts, plan, careful(plan), {
    'native shards': shards,
    'native workers': [1, 2, 4].map((workers) =>
      native(`workers ${workers}`, { ...task, workers }),
    ),
    'native ranks': [1, 2, 4].map((ranks) => native(`ranks ${ranks}`, { ...task, ranks })),
    'native translator': crew(pupils).map((one) => native(`workers ${one.workers}`, one)),
    translator: crew(pupils).map((one) => ({
      ...sluice(one)[0],
      name: `node workers ${one.workers}`,
    })),
  });
}

/** A GRU of this size by its place in a contest. @param {string} host @param {number} hidden */
export const sizeOf = (host, hidden) => `${host} ${hidden}`;

/** Whether the cost grows as the work does. @type {Section} */
async function sizes(hosts, plan) {
  const sides = SIZES.flatMap((hidden) =>
    sluice(training({ ...BOOK, hidden })).map((side) => ({
      ...side,
      name: sizeOf(side.host, hidden),
    })),
  );
  return hold(hosts, plan, careful(plan), { sizes: sides });
}

/** The engine without SIMD would take minutes at the larger sizes. */
const LARGEST_SCALAR = 256;

/** A row of the grid. @param {string} cell @param {number} layers @param {number} hidden */
export const rowOf = (cell, layers, hidden) => `${cell} ${layers}x${hidden}`;

/** On one host: the largest models of both would not fit into memory. */
function gridSides(
  /** @type {string} */ host,
  /** @type {object} */ task,
  /** @type {number} */ hidden,
) {
  const engines = ENGINES.filter((engine) => engine !== 'scalar' || hidden <= LARGEST_SCALAR);
  return engines.flatMap((engine) =>
    [1, 2].map((workers) => ({
      name: `${host} ${engine} ${workers}`,
      host,
      task: { ...task, engine, workers },
    })),
  );
}

/** What the rows are of. @param {Plan} plan */
function gridShapes({ quick }) {
  const [cells, depths, widths] = quick ? [['gru'], [1], [32, 256]] : [CELLS, [1, 2], HIDDEN];
  return cells.flatMap((cell) =>
    depths.flatMap((layers) => widths.map((hidden) => ({ cell, layers, hidden }))),
  );
}

/** Training over cells, layers, sizes, engines, workers and hosts. @type {Section} */
async function grid(hosts, plan) {
  /** @type {Record<string, Contest>} */
  const rows = {};
  for (const shape of gridShapes(plan)) {
    const name = rowOf(shape.cell, shape.layers, shape.hidden);
    const task = training({ ...BOOK, ...shape });
    rows[name] = { sides: {}, missing: {} };
    for (const host of HOSTS) {
      const one = { [name]: gridSides(host, task, shape.hidden) };
      const { sides, missing } = (await hold(hosts, plan, brief(plan), one))[name];
      Object.assign(rows[name].sides, sides);
      Object.assign(rows[name].missing, missing);
    }
  }
  return rows;
}

/** @type {Section} */
async function page(_, { quick, say }) {
  say('page load to first update');
  try {
    return { page: await firstUpdates(quick ? 3 : 15) };
  } catch (error) {
    const reason = error instanceof Error ? error.message.split('\n')[0] : String(error);
    say(`  skipped: ${reason}`);
    return { missing: reason };
  }
}

/** @type {Section} */
const bytes = async () => gzippedBytes();

/** In the order of their running. @type {Record<string, Section>} */
export const sections = {
  bytes,
  kernel,
  cells,
  v1,
  seq2seq,
  generation,
  workers,
  'native-kernel': nativeKernel,
  'native-cells': nativeCells,
  'native-crews': nativeCrews,
  sizes,
  javascript,
  page,
  grid,
};
