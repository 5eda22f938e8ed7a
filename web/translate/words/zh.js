import { formatCount, formatPrecise, formatShare } from '../../app/format.js';
import { words as ofPage } from '../../app/words.js';
import { formatLoss, formatPower } from '../figures.js';

// 翻译面板显示的文字。

/** @param {string} text */
const quoted = (text) => `“${text}”`;

/** @type {import('../../app/language.js').Translated<typeof import('./en.js').words>} */
export const words = {
  title: '网络学翻译',
  intro: '编码器把一个句子读成一个状态，解码器再由这个状态逐个词元写出译文。',

  number: formatLoss,
  count: formatCount,

  startFrom: '从哪里开始',
  starts: {
    french: '数字 → 法语',
    english: '数字 → 英语',
    dates: '日期 → ISO',
    reverse: '字母倒序',
    tiny: '倒序（极小）',
    seq2seq: 'seq2seq（书中设置）',
    beam: '束搜索',
  },
  lookFor: {
    french:
      '看什么：从未见过的数。法语的 71 是 soixante et onze（六十加十一），80 是四个二十：它什么时候学会？',
    english:
      '看什么：它能拼出从未见过的数。先学会有“千”或“百”，再学会是几千几百，中间的数字最后才对。',
    dates: '看什么：月份的名字变成数字，还要换位置。先对的是“年-月-日”的样子，然后是年，最后是月。',
    reverse: '看什么：没有知识可学，只需记住。整个字符串要挤过一个状态：短的先对，长的后对。',
    tiny: '看什么：只有三个字母，最多五个连写。可能的译文很少，穷举搜索可以给每一个打分：束搜索找到最好的了吗？',
    seq2seq:
      '看什么：《动手学深度学习》的设置，600 对句子训练 300 遍，带 dropout：训练损失接近 0，没见过的句子却差得多。它是在死记硬背。',
    beam: '看什么：只训练了一会儿，它还拿不准。按“训练”，再按“找一个结果不同的句子”：贪心搜索每步取最可能的词元，不能反悔；束搜索同时保留 k 个候选，可能找到概率更高的译文。',
  },
  bookFile: (own) =>
    own
      ? '数据：你的文件的前 600 对，全部用于训练，只保留至少出现两次的词。'
      : '本页不附带书中的英法文件：请在下面选择你自己的文件，再按一次这个按钮，就能看到书中的四个句子。',
  lookForOwn:
    '你自己的数据。看什么：没见过的句子的损失跟着训练损失一起下降，还是只有训练损失下降？真实语言需要的数据比数字多得多。',
  lookForOther: '你自己的设置，用于现在的数据。',

  train: '训练',
  trainOn: '继续训练',
  pause: '暂停',
  step: '单步',
  reset: '重置',
  target: '训练到第几次更新',
  progress: '训练进度',
  started: '正在训练。',
  ended: (updates, unseen) =>
    `更新 ${formatCount(updates)} 次后停下${unseen ? `；第 ${formatCount(unseen.at)} 次更新时，没见过的句子的损失为 ${formatLoss(unseen.loss)}` : ''}。`,
  status(phase, updates, target) {
    if (phase === 'starting') return '正在加载引擎……';
    if (phase === 'lost') return '引擎已停止。选择数据即可重新启动。';
    const where = `第 ${formatCount(updates)} 次更新，共 ${formatCount(target)} 次`;
    if (phase === 'training') return `正在训练：${where}。`;
    if (updates === 0) return '全新的权重。请按“训练”。';
    return updates >= target ? `完成：${where}。` : `已暂停：${where}。`;
  },
  diverged: (failure) =>
    `${ofPage.failure(failure)}保留了最后一组正常的权重：请调低学习率，再应用设置。`,

  chart: '损失与得分',
  chartLabel: '每个目标词元的损失（奈特）随更新次数的变化；下面的表格有同样的数值',
  chartHint: '按“训练”后，曲线从这里开始。',
  updatesAxis: '更新次数',
  lossAxis: '每个目标词元的奈特数',
  trainingRunning: '训练，随训练累计',
  unseenFrozen: '没见过的，权重固定',
  curveTable: '曲线的数据表',

  scores: {
    training: '训练损失',
    trainingMeaning: '实线：最近 25 次更新的平均，权重在变',
    unseen: '没见过的损失',
    unseenMeaning: '虚线：没见过的句子，权重固定',
    exact: '完全正确',
    exactMeaning: '没见过的句子，每个词元都对',
    bleu: 'BLEU-4',
    bleuMeaning: '标准定义，0 到 1',
    book: '书中的 BLEU',
    bookMeaning: (k) => `n 元语法到 ${k} 为止：不是标准的 BLEU`,
  },
  outOf: (right, all) => `${formatCount(right)} / ${formatCount(all)}`,
  asked: (sentences, updates) =>
    `损失：每个目标词元的奈特数，含 <eos>。${formatCount(sentences)} 个没见过的句子，贪心搜索，更新 ${formatCount(updates)} 次之后。`,
  notAsked: (nothingHeld) =>
    nothingHeld
      ? '没有留出任何句子，所以无法说明没见过的句子翻译得如何。'
      : '损失：每个目标词元的奈特数，含 <eos>。',

  pairsTitle: '数据',
  trainedOn: '用于训练',
  heldOut: '留出，没见过',
  nothing: '无',
  pairs: (n) => `${formatCount(n)} 对`,
  sourceSize: '源词表',
  targetSize: '目标词表',
  symbols: (size, tokens) => `${formatCount(size - 4)} 个${tokens === 'word' ? '词' : '字符'}`,
  rare: '罕见词元',
  rareMeaning: (minimum) =>
    minimum === 1 ? '全部保留' : `少于 ${formatCount(minimum)} 次的记为 <unk>`,
  unknown: (unknown, tokens) =>
    unknown.source + unknown.target === 0
      ? ''
      : `罕见词元使源语言的 ${formatShare(unknown.source / tokens.source)}、目标语言的 ${formatShare(unknown.target / tokens.target)} 成为 <unk>，译者读不出也写不出。最少次数设为 1 则全部保留；按字符切分则少有罕见词元。`,
  cutOff: (longer, pairs, steps) =>
    longer.source + longer.target === 0
      ? ''
      : `在 ${formatCount(pairs)} 对句子中，有 ${formatCount(longer.source)} 个源句和 ${formatCount(longer.target)} 个目标句超过 ${formatCount(steps)} 个词元（含 <eos>），在那里被截断；可在设置中调大“最长句子”。`,
  heldOutMeaning:
    '留出的句子都没有参加训练。词表按全部数据统计；另有 <unk>、<pad>、<bos>、<eos> 四个符号。',
  countPairs: '训练对数',
  countUnseen: '留出对数',
  pairsSeed: '数据的种子',
  remake: '生成这些数据',
  tooFewPairs: (asked, most) =>
    `训练对数与留出对数共 ${formatCount(asked)}；这个任务最多只有 ${formatCount(most)} 对不同的数据。`,

  ownTitle: '自己的数据：制表符分隔的文件',
  chooseFile: '选择文件',
  pasteLabel: '粘贴句子对，或把文件拖到这里',
  pastePlaceholder: 'Go.\tVa !',
  pasteHelp: '每行一对：句子、制表符、译文；第二个制表符之后的内容会被忽略。数据不会离开你的电脑。',
  usePasted: '使用粘贴的句子对',
  pasted: '粘贴的句子对',
  ownChoice: '怎样读取你的文件',
  tokensLabel: '切分成',
  tokens: { word: '词', char: '字符' },
  firstPairs: '取前多少对',
  minimum: '最少出现次数',
  heldOutShare: '留出，%',
  heldOutSeed: '留出的种子',
  noTab: (line) => `第 ${formatCount(line)} 行没有制表符：每行要有句子、制表符和译文`,
  emptySide: (line) => `第 ${formatCount(line)} 行的制表符有一边是空的`,
  sentenceTooLong: (tokens, most) =>
    `最长的句子有 ${formatCount(tokens)} 个词元，最多只能有 ${formatCount(most)} 个：请缩短它，或去掉那一行`,
  noPairs: '没有句子对：每行要有句子、制表符和译文',
  notUtf8: '这不是 UTF-8 文本：请存成 UTF-8 编码、制表符分隔的文件',

  settingsSummary: ({ cell, layers, hidden, bidirectional, batch, lr }, parameters) =>
    `设置：${cell.toUpperCase()}，${formatCount(layers)} 层，每层 ${formatCount(hidden)} 个单元${bidirectional ? '，双向编码器' : ''}，批量 ${formatCount(batch)}，学习率 ${lr}；${formatCount(parameters)} 个参数`,
  settings: {
    bidirectional: '双向编码器',
    steps: '最长句子',
    teacher: '强制教学比例',
  },
  settingHelp: {
    hidden: '从编码器传给解码器的状态有多少个数',
    layers: '编码器和解码器各有几层',
    embedding: '用多少个数表示一个词元',
    bidirectional: '从句子的两头读',
    steps: '词元数，含 <eos>；更长的会被截断',
    batch: '每次更新用多少对',
    dropout: '作用于层与层之间：只有一层时不起作用',
    teacher: '解码器看到真实的上一个词元（而不是自己的猜测）的比例',
    seed: '决定初始权重和数据的次序',
  },
  apply: '用全新权重应用',
  revert: '撤销改动',

  answersTitle: '它怎样翻译没见过的句子',
  answerColumns: ['句子', '正确译文', '它现在的译文', '对错'],
  answersCaption: (n, updates) =>
    `${formatCount(n)} 个没见过的句子，贪心搜索，更新 ${formatCount(updates)} 次之后。点一个句子，在下面看它的搜索。`,
  right: '✓ 对',
  wrong: '✗ 错',
  silence: '（空）',
  lookAt: '在下面看它的搜索',

  bookTitle: '书中的四个句子',
  bookMeaning:
    '《动手学深度学习》的四个例句，除一句外书中都训练过。书中经典版给出 1.000、1.000、0.658 和 0.447，共 2.105；每次重跑差别很大。',
  learned: '是',
  notLearned: '否',
  bookColumns: (k) => ['句子', '参加训练', '正确译文', '它现在的译文', `书中的 BLEU，k = ${k}`],
  bookSum: '合计',

  searchesRegion: '各种搜索的结果',
  laboratory: '它怎样搜索：贪心、束、穷举',
  laboratoryMeaning:
    '解码器给每个可能的下一个词元一个概率。一个译文就是一条词元的路径，它的概率是各步概率的乘积。哪条路径概率最大？几种搜索用同样的权重来回答。',
  sentenceLabel: '要翻译的句子',
  seek: '找一个结果不同的句子',
  seeking: '正在没见过的句子里找……',
  foundNone: (width) =>
    `在这些没见过的句子里，宽度为 ${formatCount(width)} 的束从不胜过贪心搜索：模型很有把握，或者束太窄。换一个 k，或少训练一些。`,
  k: '束宽 k：',
  alpha: 'α，对长度的宽容：',
  searchColumns: ['搜索', '译文', '词元', 'log P', '得分'],
  searchesCaption: (updates, wanted) =>
    `更新 ${formatCount(updates)} 次之后的权重；★ 得分最高，得分 = log P / 词元数ᵅ。${wanted === undefined ? '' : `正确译文：${wanted}`}`,
  greedy: '贪心',
  beam: (width) => `束，k = ${formatCount(width)}`,
  exhaustive: '穷举',
  exhaustiveDone: (sentences) =>
    `穷举搜索给全部 ${formatCount(sentences)} 个可能的译文都打了分：没有比它更好的。`,
  exhaustiveNot: ({ sentences }) =>
    `这里不做穷举搜索：可能的译文${sentences === Infinity ? '超过 10³⁰⁸ 个' : `约有 ${formatPower(sentences)} 个`}。穷举要求同时展开的开头不超过 1,000 个：“倒序（极小）”就可以。`,

  treeTitle: '束搜索，一步一步看',
  treeRegion: '束搜索的树，可以左右滚动',
  treeLabel: (width, nodes, step, last) =>
    `宽度为 ${width} 的束搜索树：第 ${step} 步，共 ${last} 步，有 ${nodes} 个候选；下面的表格有同样的数值`,
  treeKey:
    '一列是一步，概率大的在上；每个词元下面是到此为止的 log P。g：贪心搜索经过这里。双框：已结束，下面是得分。虚线和 ✕：它的延续都没有被保留。粗线和 ★：得分最高的路径。',
  treeTable: '树的数据表',
  treeTableRegion: '束搜索树的数据表',
  treeColumns: ['步', '候选', 'log P', '得分', '结果'],
  fates: { open: '继续', inner: '已延续', dropped: '丢弃', finished: '结束' },
  fateBest: (fate) => (fate === 'finished' ? '★ 结束，最好' : '★ 在最好的路径上'),
  andGreedy: (became) => `${became}；贪心搜索经过这里`,
  nodeTitle: (token, log, fate) =>
    `${token}：log P ${formatLoss(log)}，P ${formatPrecise(Math.exp(log))}，${words.fates[fate]}`,
  stepHead: (step) => `第 ${step} 步`,
  scoreIs: (score) => `得分 ${formatLoss(score)}`,

  stepper: '搜索的步骤',
  toStart: '回到开头',
  back: '后退一步',
  forward: '前进一步',
  toEnd: '到最后',
  play: '连续播放',
  stopPlaying: '停止播放',
  stepOf: (step, last) => `第 ${step} 步，共 ${last} 步`,
  narrateStart: (source) =>
    `编码器读完了${quoted(source)}。解码器从起始符 <bos> 开始：它的概率是 1，所以 log P 是 0。`,
  narrate({ step, open, choices, kept, ended, named, end: over }) {
    const all = `第 ${step} 步：${formatCount(open)} × ${formatCount(choices)} = ${formatCount(open * choices)} 个延续，保留最可能的 ${formatCount(kept)} 个。`;
    const end = ended === 0 ? '' : `其中 ${formatCount(ended)} 个在这里结束。`;
    const gone =
      named.length === 0 ? '' : `${named.map(quoted).join('、')}被丢弃：它的延续都不够可能。`;
    return all + end + gone + over;
  },
  narrateEnd: (text, log, tokens, alpha, score) =>
    `搜索结束。得分最高的是${quoted(text)}：${formatLoss(log)} / ${formatCount(tokens)}^${alpha} = ${formatLoss(score)}。`,

  hypotheses: '束搜索完成的译文，得分高的在前',
  hypothesesMeaning:
    '得分 = log P / 词元数ᵅ。α = 0 时就是 log P，每多一个词元都要付出代价，短的占便宜。α 越大，对长度越宽容。',
  sum: (log, tokens, alpha, score) =>
    `${formatLoss(log)} / ${formatCount(tokens)}^${alpha} = ${formatLoss(score)}`,
};
