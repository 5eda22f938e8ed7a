import {
  formatCount,
  formatPerplexity,
  formatPrecise,
  formatRough,
  formatTenths,
} from '../../app/format.js';
import { words as ofPage } from '../../app/words.js';

// 竞赛面板显示的文字。

/** @typedef {import('./en.js').Valued} Valued */

/** @param {number} ratio */
const percent = (ratio) => `${formatRough(100 * ratio)}%`;

/** @param {string} text */
const sentence = (text) => (/[。！？…）.!?]$/.test(text) ? text : `${text}。`);

/** A difference smaller than this is none. */
const NOTHING = 0.0005;

/** @param {string[]} parts */
const and = (parts) =>
  parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join('、')}和 ${parts.at(-1)}`;

/** @param {Valued[]} all */
const listed = (all) =>
  all.map(({ name, value }) => `${name} ${formatPerplexity(value)}`).join('，');

/** @param {boolean} byHeldOut */
const measure = (byHeldOut) => (byHeldOut ? '留出困惑度' : '训练困惑度');

/** @param {string} name @param {unknown} value */
const choice = (name, value) =>
  name === 'cell' ? String(value).toUpperCase() : ofPage.choice(name, String(value));

/** How a lane is told from the others. @type {Record<string, (value: any) => string>} */
const values = {
  cell: (value) => choice('cell', value),
  gates: (value) => choice('gates', value),
  optimizer: (value) => choice('optimizer', value),
  layers: (value) => `${formatCount(value)} 层`,
  hidden: (value) => `隐藏单元 ${formatCount(value)}`,
  clip: (value) => (value === 0 ? '不裁剪' : `裁剪 ${formatPrecise(value)}`),
  bias: (value) => (value ? '有偏置' : '无偏置'),
  bidirectional: (value) => (value ? '双向' : '单向'),
  reset: (value) => `重置门在${choice('reset', value)}`,
};

/** @type {import('../../app/language.js').Translated<typeof import('./en.js').words>} */
export const words = {
  title: '竞赛：哪个网络学这段文本学得最好？',
  intro: '最多四个网络，用页面上的文本，坐标相同，规则相同。选一组阵容，或自己编一组。',
  textOf(name, length, { maxTokens, normalize }) {
    const part = length === maxTokens ? `的前 ${formatCount(length)} 个字符` : '';
    return `${name}${part}${normalize === 'd2l' ? '，只含小写字母与空格' : ''}`;
  },
  learnsFrom: (text) => `各赛道都学这段文本：${text}。`,

  lineUps: '阵容',
  lineUp: {
    cells: {
      title: 'RNN、GRU、LSTM',
      look: '更新同样多次，谁领先？训练同样多秒，又是谁？',
    },
    gates: {
      title: 'GRU：一个门还是两个门',
      look: '去掉一个门，另一个能顶替它吗？在短文本上，损失的差别可能比想象的小。',
    },
    reset: {
      title: 'GRU：先重置还是后重置',
      look: 'Cho 的 GRU 对 PyTorch 的 GRU。看看它对困惑度的影响多么小，再比较每秒字符数。',
    },
    hidden: {
      title: '隐藏单元 32 到 256',
      look: '单元越多，学训练文本越快。请看留出曲线：最大的那个会不会掉头上升，在什么时候？',
    },
    layers: {
      title: '一层还是两层',
      look: '第二层让每次更新学得更多，也更费时间。再按相同秒数跑一次。',
    },
    rate: {
      title: '学习率 0.1、1、4',
      look: '太小则爬行，太大则乱跳。对这段文本，最好的在哪里？最快的那个在留出部分上也一直领先吗？',
    },
    clip: {
      title: '裁剪：开与关',
      look: '梯度裁剪把过长的梯度缩短。不裁剪，RNN 的损失会不会爆炸？门又改变了什么？',
    },
    luck: {
      title: '运气：四个随机种子',
      look: '同一个网络跑四次，只是初始的随机权重不同。在其他比赛里，这么大的差别不说明任何问题。',
    },
  },
  lookFor: '看点：',
  ownLineUp: '你自己编的阵容。你预计会看到什么？先说出来，再按“开始”。',

  lanes: '赛道',
  lane: (letter) => `赛道 ${letter}`,
  summary: ({ cell, hidden, layers, optimizer, lr, batch, steps }) =>
    `${choice('cell', cell)}，${formatCount(layers)}\u00a0×\u00a0${formatCount(hidden)}；${choice('optimizer', optimizer)} ${formatPrecise(lr)}；${formatCount(batch)}\u00a0×\u00a0${formatCount(steps)} 个字符`,
  laneSettings: '设置',
  duplicate: '复制',
  remove: '移除',
  ofLane: (what, lane) => `${what}：${lane}`,
  addPageModel: '加入页面的模型',
  noLanes: '没有赛道：请选一组阵容，或加入页面的模型。',

  settings: {
    embedding: '嵌入维数（0：无）',
    reset: '重置门的位置',
    update: '更新门打开时',
    clip: '梯度裁剪（0：关）',
    average: '权重平均（0：不用）',
  },
  choice,
  value: (name, value) =>
    values[name]?.(value) ?? `${ofPage.settings[name] ?? name} ${choice(name, value)}`,
  comma: '，',
  sentence,

  rules: '规则',
  by: { updates: '更新次数相同', seconds: '秒数相同' },
  amount: { updates: '每条赛道的更新次数', seconds: '每条赛道的训练秒数' },
  heldOutShare: '留出，%',
  start: '开始竞赛',
  again: '再赛一次',
  stop: '停止',

  status: {
    resting: '',
    preparing: '各就各位……',
    finishing: '正在写样文……',
  },
  racing: (share, seconds) =>
    seconds === undefined
      ? `已完成 ${Math.floor(100 * share)}%`
      : `已完成 ${Math.floor(100 * share)}%，大约还需 ${formatCount(Math.ceil(seconds))} 秒`,
  progress: '竞赛进度',
  started: '竞赛开始了。',
  ended: (text) => `竞赛结束。${text}`,
  otherTraining: '页面同时在训练自己的模型：这会占用各赛道的时间。',

  chart: '困惑度',
  chartLabel: '竞赛途中各赛道的困惑度，对数坐标。下面的表格给出同样的数值。',
  chartHint: '按下“开始”，曲线就从这里开始。',
  axis: { updates: '更新次数', seconds: '训练秒数' },
  curves: '曲线',
  show: { both: '两者', training: '训练', heldOut: '留出' },
  key: '粗线带点：留出文本，冻结权重。细线：训练文本，滚动值。',

  results: '排名',
  caption: (text, percent, held) =>
    percent > 0
      ? `${text}；留出末尾 ${formatTenths(percent)}%（其中最多测量 ${formatCount(held)} 个字符）`
      : `${text}；没有留出文本`,
  rows: {
    training: '训练困惑度',
    heldOut: '留出困惑度',
    updates: '更新次数',
    seconds: '训练秒数',
    speed: '每秒字符数',
    parameters: '参数',
    fate: '状态',
  },
  meaning:
    '训练：最后二十分之一路程的平均，每次更新都用当时的权重。留出：冻结权重。秒数：赛道自己用于更新的时间，不含测量。',
  fate: {
    ready: '就绪',
    racing: '进行中',
    done: '完成',
    stopped: '已停止',
    astray: '爆炸',
    diverged: '发散',
    failed: '失败',
  },
  seconds: (seconds) => `${formatTenths(seconds)}\u00a0秒`,
  download: '排名存为 CSV',
  fileName: 'sluice-race.csv',
  otherText: '这场竞赛之后，页面的文本已经更换。',
  otherLanes: '这场竞赛之后，赛道已经更改；下一场按新的赛道进行。',

  samples: '各自最后写的文字',
  samplesMeaning: (temperature) => `开头几个字相同，随机种子相同，温度 ${temperature}。`,
  noSample: '没有：它的权重已经不是可以计算的数。',

  table: '曲线的数据表',
  tableRegion: '曲线数据的表格',
  training: '训练',
  heldOut: '留出',

  verdict: '这说明了什么，没有说明什么',
  verdictHint: '竞赛结束后，结论显示在这里。',

  named: (letter, label) => `${label}（${letter}）`,
  place: (by, at) =>
    by === 'updates' ? `第 ${formatCount(at)} 次更新` : `第 ${formatTenths(at)} 秒`,
  where: (by, at, finished) => {
    const amount =
      by === 'updates' ? `${formatCount(Math.floor(at))} 次更新` : `${formatTenths(at)} 秒`;
    return finished ? `各自训练 ${amount}后` : `提前停止；在大家都完成的 ${amount}后`;
  },
  alone: (name, value, byHeldOut, where) =>
    `${where}，${name} 的${measure(byHeldOut)}为 ${formatPerplexity(value)}。没有其他赛道可以比较。`,
  ahead: ([first, second], rest, { where, byHeldOut, by }) =>
    `${where}，${first?.name} 领先：${measure(byHeldOut)} ${formatPerplexity(first?.value)}；其余为 ${listed([...(second ? [second] : []), ...rest])}。第二名比它高 ${percent(by)}。`,
  level(pair, rest, { where, byHeldOut, by }) {
    const names = and(pair.map(({ name }) => name));
    const two = pair.map(({ value }) => formatPerplexity(value)).join(' 和 ');
    const others = rest.length > 0 ? `；其余为 ${listed(rest)}` : '';
    const difference = by < NOTHING ? '' : `只领先 ${percent(by)}，换一个随机种子就可能反过来。`;
    return `${where}，${names} 不分上下：${measure(byHeldOut)} ${two}${others}。${difference}`;
  },

  nothingHeldOut: '没有留出文本，所以分不清哪条赛道在死记硬背，哪条学会了语言。',
  memorises: (surest, best) =>
    `${surest.name} 最熟悉自己的训练文本（${formatPerplexity(surest.training)}），但在没见过的文本上不如 ${best.name}（${formatPerplexity(surest.heldOut)} 对 ${formatPerplexity(best.heldOut)}）：它记住的多，学会的少。`,
  risen: (name, place, best, now) =>
    `${name} 在没见过的文本上，最好是在${place}时（${formatPerplexity(best)}）；此后升到 ${formatPerplexity(now)}，训练困惑度却继续下降。这就是过拟合；应当在那时停下。`,
  gap(lanes) {
    const pairs = lanes.map(
      ({ name, training, heldOut }) =>
        `${name}（${formatPerplexity(training)} 对 ${formatPerplexity(heldOut)}）`,
    );
    return `对训练过的文本比对其余文本更有把握：${pairs.join('、')}。学到的东西有一部分是记忆。`;
  },

  slower: (slow, fast, ratio) =>
    `${slow} 所用的时间是 ${fast} 的 ${formatRough(ratio)} 倍；按相同秒数再跑一次，看看这些时间花得值不值。`,
  readMore: (most, least, ratio) =>
    `这里更新次数相同，读的量却不同：${most} 读的字符是 ${least} 的 ${formatRough(ratio)} 倍。`,
  moreUpdates: (most, many, least, few) =>
    `同样的时间里，${most} 做了 ${formatCount(many)} 次更新，${least} 做了 ${formatCount(few)} 次。换一台机器，比例会不同。`,
  larger: (large, small, ratio) =>
    `${large} 的参数是 ${small} 的 ${formatRough(ratio)} 倍：这里同时也在比大小。`,

  failed: (name, problem) => `${name} 无法继续：${problem}`,
  diverged: (name, updates) =>
    `${name} 止于第 ${formatCount(updates)} 次更新：它的损失已经不是一个数。`,
  astray: (name, place, symbols) =>
    `${name} 的损失在${place}前后爆炸：远不如在 ${formatCount(symbols)} 个字符中盲猜。`,
  whyAstray: (longest, clip) =>
    clip === 0
      ? `没有任何东西缩短它的梯度（最长达到 ${formatPrecise(longest)}）：时间每往回一步，梯度就乘一次同样的权重，因此可以无限增长；只要有一步太长，就会把权重抛到所学的一切都不再成立的地方。裁剪缩短的是步长，不改变方向。`
      : `最长的梯度是 ${formatPrecise(longest)}，裁剪阈值是 ${formatPrecise(clip)}：对这个学习率来说，每一步仍然太长。请调低其中之一。`,
  seesAhead: (name) =>
    `${name} 也从文本末尾往回读，所以看得见它应当预测的字符：它的低困惑度不算数，它也不会写作。`,

  luck: (count, least, most, spread) =>
    `同一个网络跑 ${formatCount(count)} 次：仅凭偶然，就从 ${formatPerplexity(least)} 到 ${formatPerplexity(most)}，相差 ${percent(spread)}。在这段文本的任何比赛里，比这更小的领先都不能证明什么。`,
  same: '这些赛道的设置和随机种子都相同：它们的困惑度逐位一致。',
  limits: (seedsDiffer) =>
    seedsDiffer
      ? '各赛道的随机种子也不同，所以差别里有运气的成分。这只是一段文本、一种训练长度：重复几次，再下结论。'
      : '一段文本、一个随机种子、一种训练长度：这只说明此时此地谁领先，不说明哪种网络更好。换几个种子、跑得更久、换一段文本，再下结论。',
};
