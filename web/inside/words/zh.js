import { words as drawn } from '../../app/cell/words/zh.js';
import { formatCount, formatRough, formatShare } from '../../app/format.js';
import { ratio, visible } from '../figures.js';

// 面板显示的全部文字。

/** @param {number} times */
const manyTimes = (times) => (times >= 1000 ? '一千多倍' : `${formatRough(times)} 倍`);

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
  clauses: (clauses) => `${clauses.join('；')}。`,
  visible,
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
  notYet: '计算引擎还没有准备好。',
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

  why: '为什么要有门：梯度能传回多远？',
  whyIntro: (plan, updates) =>
    `这里会另外训练三个小模型，与页面上的模型无关；它们除循环单元外完全相同（隐藏单元数 ${plan.hidden}，在页面文本的开头部分训练 ${formatCount(updates)} 次更新，每次 ${plan.batch} × ${plan.steps} 个字符，优化器 Adam）。然后把某一处的损失往回追：它对 d 个字符之前的隐状态的梯度有多大？`,
  run: '训练三个模型并比较',
  runAgain: '再做一次',
  stop: '停止',
  stopped: '已停止，什么也没有测量。',
  tooShort: (least) => `文本太短：至少需要 ${formatCount(least)} 个字符。`,
  progress: (cell, update, updates) =>
    `${cell}：第 ${formatCount(update)} 次更新，共 ${formatCount(updates)} 次`,
  measuring: (cell) => `${cell}：正在往回追踪梯度`,
  progressLabel: '比较的进度',
  when: '权重',
  whens: { trained: '训练后', fresh: '训练前' },
  cells: { rnn: 'RNN', gru: 'GRU', lstm: 'LSTM' },
  lines: {
    'rnn hidden': 'RNN，H',
    'gru hidden': 'GRU，H',
    'lstm hidden': 'LSTM，H',
    'lstm memory': 'LSTM，记忆元 C',
  },
  chartLabel: '梯度范数随距离的变化，对数刻度。下面的表格给出同样的数值。',
  chartX: '距离 d（字符）',
  chartY: '梯度范数，相对于距离 0',
  chartTable: '图中数据的表格',
  chartCaption: (passages) =>
    `距离 d 处的梯度范数除以距离 0 处的范数；${passages} 段留出文本的中位数`,
  distance: '距离',
  modelCaption: '三个模型：隐藏单元数相同，参数个数不同',
  modelColumns: ['循环单元', '参数', '留出困惑度，训练后'],
  ratio,
  linesInSentence: {
    'rnn hidden': 'RNN ',
    'gru hidden': 'GRU ',
    'lstm hidden': 'LSTM 的 H ',
    'lstm memory': 'LSTM 的记忆元',
  },
  reach: (line, reach, farthest) =>
    reach === undefined ? `${line}：${farthest} 个字符内没有` : `${line}：${reach} 个`,
  fades: (reaches) =>
    `梯度往回传时，经过多少个字符首次降到原来的百分之一以下？${reaches.join('；')}。`,
  left: (at, plain, left) => `往回 ${at} 个字符，${plain}中剩下 ${ratio(left)} 的梯度`,
  against: (line, left, times) =>
    `${line}中剩下 ${ratio(left)}，${times >= 1 ? `是它的 ${manyTimes(times)}` : `只有它的 1/${formatRough(1 / times)}`}`,
  conclusions: {
    help: '所以，就这段文本和这次训练而言，门让训练信号传得更远',
    some: '所以，就这段文本和这次训练而言，一种门让训练信号传得更远，另一种没有',
    equal: '所以，就这段文本和这次训练而言，门没有带来值得一提的差别',
    hurt: '所以，就这段文本和这次训练而言，门反而让训练信号传得更近',
  },
  faint: '不过在那么远的地方，无论哪一种都所剩无几',
  grows: (line, times, at) =>
    `在${line}中，梯度往回传时反而变大，在 ${at} 个字符之前达到原来的 ${formatRough(times)} 倍：这就是梯度爆炸，梯度裁剪正是为此而设。`,
  delay: {
    title: '为什么要有门：记住一个字母',
    intro: (letters) =>
      `一段编造的文本，只考记忆：每行先是 ${letters} 个字母之一，然后是长长的等待，一个提示“?”，再是同一个字母。三种循环单元先学短的等待，再学长的。到最后，谁还记得那个字母？`,
    slider: '延迟（从字母到它重现的字符数）：',
    run: '让三种单元来学',
    learning: '正在学习……',
    course: (right, at, delay, updates) =>
      `延迟 ${at} 时答对 ${words.percent(right)}${at < delay ? `，目标是 ${delay}` : ''}，已更新 ${formatCount(updates)} 次`,
    caption: (delay) => `延迟 ${delay} 时重现的字母，在没有训练过的行上；冻结权重，取最可能的字符`,
    columns: ['循环单元', '答对', '掌握的最长延迟'],
    none: '无',
    gateCaption: '门在做什么：对保存字母的各单元取平均，按各单元保存的多少加权',
    gateColumns: ['门', '在字母处', '等待中', '在字母处（理论）', '等待中（理论）'],
    theory: (cell) =>
      ({
        gru: [{ gate: 'z', letter: '0：写入', wait: '1：保留' }],
        lstm: [
          { gate: 'i', letter: '1：写入', wait: '0：挡住' },
          { gate: 'f', letter: '任意', wait: '1：保留' },
        ],
      })[cell] ?? [],
    verdict(courses, delay, guess) {
      const shares = courses.map(
        ({ cell, answers }) => `${words.cells[cell]} ${words.percent(answers.right)}`,
      );
      const [rnn, ...gated] = courses.map(({ answers }) => answers.right);
      const helped = gated.every((right) => right > 0.7) && rnn < 0.5;
      const conclusion = helped
        ? '普通的 RNN 在途中丢失了字母：每一步都把它和读到的内容混在一起。门可以关上，把它留住。'
        : '在这个延迟和这个随机种子下，三种单元没有像理论所说的那样拉开差距：换一个延迟试试。';
      return `延迟 ${delay}：${shares.join('，')}。乱猜是 ${words.percent(guess)}。${conclusion}`;
    },
    meaning: (plan, updates) =>
      `隐藏单元数 ${plan.hidden}，Adam ${plan.lr}，批量大小 ${plan.batch}，每种单元最多 ${formatCount(updates)} 次更新，一个随机种子。答对 99% 才进入下一个延迟。理论说的是一个只管保存的单元；网络把工作分给许多单元，途中会刷新字母，也只训练到够用为止：要看的是门在字母处是否比等待中更愿意写入，而不是 0 和 1。`,
  },

  clip: {
    title: '为什么要裁剪：爆炸的梯度',
    intro: (plan) =>
      `同一个 RNN 训练两次（隐藏单元数 ${plan.hidden}，学习率 ${plan.lr}，随机种子相同，用页面文本的开头）：先关掉梯度裁剪，再把阈值设为 1。图中画出每个梯度在裁剪之前的长度。`,
    run: '关掉梯度裁剪',
    training: '正在训练，先不裁剪，再裁剪……',
    chartLabel: '每次更新的梯度范数，对数刻度，有裁剪与无裁剪',
    chartX: '更新',
    chartY: '裁剪之前的梯度范数，按更新次数',
    names: { unclipped: '不裁剪', clipped: '裁剪 1' },
    caption: '两次训练；困惑度是最后一次更新的滚动值',
    columns: ['训练', '最长的梯度', '最后的困惑度', '爆炸于更新'],
    never: '从未',
    blown: ({ at, early, longest, worst, symbols }) =>
      `不裁剪时，损失在第 ${at} 次更新爆炸：困惑度升到 ${worst}，而盲猜是 ${symbols}。梯度在最初几次更新中长 ${ratio(early)}，后来长达 ${ratio(longest)}。`,
    why: '梯度每往回一步都要经过同样的权重，所以可能一步比一步大；这么长的一步会把权重抛到所学全部失效的地方。裁剪缩短这一步，方向不变。',
    saved: (update, perplexity) =>
      `其他都相同、阈值设为 1 时，第 ${update} 次更新的困惑度是 ${perplexity}。`,
    calm: (updates) =>
      `在这段文本上，${formatCount(updates)} 次更新之内有无裁剪都没有爆炸：梯度可能爆炸，但不是一定。换一段文本或更高的学习率也许会。`,
  },

  whyMeaning: (plan) =>
    `这是什么：一次预测传回的训练信号，相对于它传给自己这一刻的信号；在留出文本上取中位数，各模型只用一个随机种子。这不是什么：它不衡量模型记住了什么。传到的梯度未必被用上；训练本身最多往回 ${plan.steps} 个字符；隐藏单元数相同，参数个数并不相同；LSTM 有两种状态：记忆元 C 是绕过门的通路，H 只是显露出来的部分。`,
};
