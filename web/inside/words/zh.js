import { words as drawn } from '../../app/cell/words/zh.js';
import { formatCount, formatRough, formatShare } from '../../app/format.js';
import { visible } from '../../parts/visible.js';

// 面板显示的全部文字。

/** What has no ink of its own, as it is read aloud. @type {Record<string, string>} */
const INVISIBLE = {
  ' ': '空格',
  '\u00a0': '不换行空格',
  '\n': '换行',
  '\r': '回车',
  '\t': '制表符',
  '\u3000': '全角空格',
};

/** @param {string} symbol */
const quoted = (symbol) => `“${visible(symbol)}”`;

/** @type {import('../../app/language.js').Translated<typeof import('./en.js').words>} */
export const words = {
  together: (sentences) => sentences.join(''),
  quoted,
  spoken: (symbol) => INVISIBLE[symbol] ?? symbol,
  percent: (share) => (share > 0 && share < 0.0001 ? '不到 0.01%' : formatShare(share)),
  figure: drawn.figure,

  title: '门的内部',
  intro: '模型用此刻的权重，逐个字符地读一个句子。',
  sentence: '要读的句子',
  sentenceHelp: (most) =>
    `取自当前加载的文本，也就是模型训练用的文本；也可以另写一句，最多 ${most} 个字符。`,
  look: '看看内部',
  reading: '正在读……',
  empty: '没有可读的内容：请至少输入一个字符。',
  tooLong: (length, most) => `这里有 ${formatCount(length)} 个字符，本面板最多显示 ${most} 个。`,
  unknown: (symbols, known) =>
    `模型从未见过${symbols.map(quoted).join('、')}：它认识的 ${formatCount(known)} 个字符里没有。请删去，或用含有这些字符的文本训练。`,
  weights: (updates) =>
    updates === 0
      ? '用全新的权重读：什么都还没学，每个门只是按偶然得到的权重动作。'
      : `从零状态开始，用第 ${formatCount(updates)} 次更新后的权重读，权重冻结。`,
  trainedOn: (updates) => `此后模型已继续训练到第 ${formatCount(updates)} 次更新。`,
  otherModel: '页面现在已换了一个模型。',
  bidirectional:
    '这个模型也从末尾往回读：它“预测”的字符其实已经看到，所以这里的惊异度不能衡量预测。',

  layer: '层',
  direction: '阅读方向',
  directions: ['正向', '反向'],

  back: '后退',
  step: '前进',
  play: '播放',
  pause: '暂停',
  pace: '速度',
  paces: [
    [3000, '很慢'],
    [1500, '慢'],
    [500, '轻快'],
  ],
  stepping: '逐字符浏览文本',
  at: (position, length, symbol, next) =>
    `第 ${position + 1} 个字符，共 ${length} 个：它刚读了${quoted(symbol)}${next === undefined ? '，这是最后一个。' : `，要说出下一个，即${quoted(next)}。`}`,

  text: '文本，逐个字符；用左右方向键移动',
  colourBy: '文本着色方式',
  colours: {
    unit: '一个单元',
    surprise: '惊异度',
    leaning: '依据了什么',
  },
  key: '带框：刚读过。带下划线：要预测。',
  option: (symbol, value) => `${symbol}，${value}`,
  noContext: '前面什么也没有',
  bits: (value) => `${value.toFixed(1)} 比特`,
  surprise: (mean, count) =>
    `平均惊异度为每个字符 ${mean.toFixed(2)} 比特，共 ${formatCount(count)} 个字符（第一个字符前面没有内容，不计）；这一句的困惑度为 ${(2 ** mean).toFixed(2)}。惊异度就是给实际出现的字符的概率取 −log₂；1 比特相当于抛一次硬币。`,
  surpriseNone: '只有一个字符，谈不上惊异：它前面没有可用来预测的内容。',
  surpriseEnd: (scale) => `${scale.toFixed(1)} 比特：等于或差于盲猜`,
  surpriseStart: '0 比特：完全确定',
  unitMeaning: (unit, block, symbol, value) =>
    `${block}的第 ${unit} 号单元：读了${quoted(symbol)}之后为 ${value}。字符的颜色是读过它之后的值。在这里看似有含义，在别处未必。`,
  leaningEnds: ['没有影响', '本文中最大'],
  leaningHint: '点按一个字符，看它的预测依据了什么。',
  leaningFirst: '最后一个字符已经读完：后面没有可以追查的预测。',
  leaningBusy: '正在计算……',
  leaning: (predicted, strongest, back, half) =>
    `预测${quoted(predicted)}时，最依赖的是它前面第 ${formatCount(back)} 个字符${quoted(strongest)}；全部依赖的一半落在最后 ${formatCount(half)} 个字符上。`,
  leaningFlat: (predicted) => `预测${quoted(predicted)}的损失没有梯度传回来：没有可着色的内容。`,
  leaningMeaning:
    '颜色深浅是这一项损失对每个字符输入的梯度范数：把那个输入稍稍动一动，损失会变得多快。它是此处的斜率，不是功劳的份额，也不等于那里换一个字符会怎样：一个关着的门，可以让真正重要的字符梯度为零。',
  leaningBoth: '后面的字符也有颜色，因为这个模型从两端读。',
  perSlope: (norm) => `梯度范数 ${norm.toPrecision(2)}`,

  heatMap: '文本上的门与单元',
  heatMapHelp:
    '每个字符一列，每个单元一行。点按一个单元即可追踪它；用键盘时，左右键沿文本移动，上下键在单元之间移动。',
  heatMapLabel: '门与隐藏单元的热图',
  show: '显示',
  units: '单元数',
  unitChoice: '单元编号',
  liveliest: (n) => `状态变化最大的 ${n} 个`,
  allUnits: (n) => `全部 ${n} 个，变化大的在前`,
  gateEnds: ['门：0，关', '1，开'],
  states: '状态：',
  stateEnds: (scale) => [`−${formatRough(scale)}`, '0', `+${formatRough(scale)}`],
  blocks: drawn.blocks,
  cursor: (unit, block, position, symbol, value) =>
    `${block}的第 ${unit} 号单元，第 ${position + 1} 个字符，${symbol}：${value}`,
  table: '此处的同样数值，以表格显示',
  tableCaption: (position, symbol) =>
    `读过第 ${position + 1} 个字符（${symbol}）之后；上面显示的各单元`,
  unit: '单元',

  cellTitle: '循环单元：读到这个字符时，其中的一个隐藏单元',

  equations: '循环单元在这个字符上做了什么',
  equationsOf: (unit, hidden) =>
    `采用《动手学深度学习》的记号，数值属于第 ${unit} 号单元（共 ${hidden} 个）。⊙ 表示逐单元相乘。`,
  start: (backwards) =>
    backwards ? '它从末尾读起，这里就是起点：之前的状态为零。' : '之前什么也没读：之前的状态为零。',
  meanings: drawn.meanings,

  prediction: '它预期下一个是什么',
  predictionAfter: (tail) => `在“${tail}”之后`,
  came: '实际出现',
  rank: (rank) => `第 ${rank} 位`,
  others: (n) => (n === 1 ? '另外一个字符' : `其余 ${formatCount(n)} 个合计`),
  cameTrue: (symbol, probability, bits) =>
    `实际出现的是${quoted(symbol)}，它得到的概率是 ${words.percent(probability)}：惊异度 ${bits.toFixed(2)} 比特。`,
  nothingCame: '文本到此为止：没有实际出现的字符可供比较。',

  lesson: '为什么要有门、梯度能传回多远、为什么要裁剪：请看课程',
};
