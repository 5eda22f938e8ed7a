import {
  formatCount,
  formatDuration,
  formatMegabytes,
  formatMoment,
  formatPerplexity,
  formatPrecise,
  formatShare,
} from '../format.js';

// 页面由 JavaScript 显示的文字；index.html 中的文字见 page-zh.js。

/** @param {{ n: number, value: number } | undefined} gram */
const gramOf = (gram) => gram && `${gram.n} 元语法表（${formatPerplexity(gram.value)}）`;

/** What a training has come to. @type {Record<string, string>} */
const conclusions = {
  generalising: '：它学会了举一反三，面对没见过的文本比所有 n 元语法表更有把握。',
  almost: '：它学会了举一反三，面对没见过的文本比多数 n 元语法表更有把握。',
  memorising: '：它把自己的文本背下了许多，此外学到的不多。',
  underfitting: '：还有得学。',
};

/** What the core's failures mean; its own English words say which field or file. @type {Record<string, string>} */
const failures = {
  NO_MEMORY: '内存不足：请减小隐藏单元数、批量大小或文本长度。',
  BAD_SETTING: '这个设置不可用。',
  BAD_TEXT: '这段文本无法使用：它是空的，不是 UTF-8 编码的纯文本，或不同的字符太多。',
  TEXT_TOO_SHORT: '文本太短：不够按当前设置组成一个小批量。',
  UNKNOWN_SYMBOL: '其中有模型从未见过的字符。',
  DIVERGED: '训练发散了：损失或梯度已不是有限的数，这次更新没有采用。',
  BAD_FILE: '这个模型文件无法读取：它不完整、被改动过，或属于别的类型。',
  BAD_MODULE: '计算引擎无法加载。',
  MISUSE: '现在无法执行这个操作。',
  OTHER_VOCABULARY: '文本所用的字符表与模型的不同。',
  UNSUPPORTED: '这种格式放不下这个模型。',
  WORKER_LOST: '计算引擎意外停止。',
};

/** @param {import('./en.js').Failure} failure */
const failure = ({ code = '', message }) => {
  const meaning = failures[code];
  return meaning ? `${meaning}（${message}）` : sentence(message);
};

const futureSeen =
  '有意安排的失败：它从两端读文本，看得到自己应当预测的字符。它的困惑度接近 1，却不是语言模型的指标；看看它的写作怎样陷入重复。';

/** @param {number} [update] */
const moment = (update) =>
  update === undefined ? '冻结权重' : `第 ${formatCount(update)} 次更新时`;

/** @type {import('../language.js').Translated<typeof import('./en.js').words>} */
export const words = {
  /** @param {import('../language.js').Language} one */
  builtIn: (one) => (one === 'en' ? '内置英文文本《九闸谷》' : '内置中文文本《柳埠记》'),
  pastedText: '粘贴的文本',
  textIn: (name) => `文本：${name}`,
  ownText: '你自己的文本……',
  fitted: ({ batch, steps }) =>
    `文本很短，设置已随之缩小：批量大小 ${batch}，时间步数 ${steps}。它很快就会把全文背下来。`,
  linkedText: '链接中的文本',

  roomMissing: '这一部分无法加载。网络是否连通？',
  chartMissing: '图表无法加载。网络是否连通？请重新载入页面再试。',

  train: '训练',
  trainOn: '继续训练',
  pause: '暂停',
  write: '写作',
  stop: '停止',
  startAnew: '重新开始',
  leave: '切换语言会重新载入页面，当前模型的训练进度会丢失。要继续吗？',

  status: {
    starting: '正在加载计算引擎……',
    fresh: '准备就绪，请按“训练”。',
    training: '正在训练。',
    planning: '正在测量训练速度……',
    slow: (pace) => `正在训练，每秒最多更新 ${formatCount(pace)} 次。`,
    paused: '已暂停。',
    done: '训练完成。可以继续训练，或更改设置。',
    loading: '正在读取文本……',
    lost: '计算引擎已停止。',
  },

  announcement: (perplexity, updates) =>
    `第 ${formatCount(updates)} 次更新后，训练困惑度为 ${formatPerplexity(perplexity)}。`,

  perplexityInWords: (perplexity) =>
    `它的把握相当于在 ${formatPerplexity(perplexity)} 个字符中均匀地猜一个。`,

  worseThanGuessing: (symbols) =>
    `比盲猜（困惑度 ${formatCount(symbols)}）还差：请调低学习率或梯度裁剪的阈值，然后按“重置”。`,

  notMeasured: (origin, every) =>
    `${origin ? '' : '这是盲猜的数值；'}第 ${formatCount(origin + every)} 次更新时首次测量。`,
  perplexityAtStart: '还是盲猜：有多少种字符，就有多少种可能。',

  unsureUnseen: '面对没见过的文本，它有多没把握',
  unsureTraining: '面对自己学的文本，它有多没把握',
  judgement: {
    atStart: '图中的虚线：只靠数字符能达到的水平。',
    generalising: ({ place: { unbeaten } }) => [
      '泛化良好：',
      unbeaten ? `胜过多数 n 元语法表，还不如 ${gramOf(unbeaten)}。` : '胜过所有 n 元语法表。',
    ],
    underfitting: ({ place: { unbeaten } }) => [
      '还在学：',
      unbeaten ? `还不如 ${gramOf(unbeaten)}。` : '胜过所有 n 元语法表。',
    ],
    memorising: ({ frozen, heldOut }) => [
      '死记硬背：',
      `对没见过的文本，困惑度是自己文本的 ${(heldOut / frozen).toFixed(1)} 倍。`,
    ],
  },

  howFar: (updates, target, left) =>
    [
      `更新 ${formatCount(updates)}${target === undefined ? '' : ` / ${formatCount(target)}`}`,
      ...(left === undefined ? [] : [`还剩 ${formatDuration(left)}`]),
    ].join(' · '),
  speed: ({ tokensPerSecond, workers }) =>
    `· 每秒 ${formatCount(tokensPerSecond)} 个字符，${formatCount(workers)} 个核心`,

  ending: (elapsed, passes, conclusion) =>
    `训练了 ${formatDuration(elapsed)}，通读文本 ${formatCount(passes)} 遍${conclusions[conclusion ?? ''] ?? '。'}接下来呢？`,
  chance: (symbol, chance) => `“${symbol}”：${formatShare(chance)}`,

  frozen: (measured, update) => `训练文本的前 ${formatCount(measured)} 个字符，${moment(update)}`,

  heldOut(percent, measured, held, update) {
    if (held < 2) return '没有留出文本';
    const part = measured < held ? `中的 ${formatCount(measured)} 个字符` : '';
    return `文本末尾 ${formatCount(percent)}%${part}，${moment(update)}`;
  },

  series: {
    training: {
      label: '训练',
      meaning: '训练文本，滚动值：每次更新都用当时的权重',
    },
    frozen: { label: '冻结', meaning: '训练文本，冻结权重' },
    heldOut: { label: '留出', meaning: '留出文本，冻结权重' },
    uniform: { label: '盲猜', meaning: '在所有字符中均匀地猜一个' },
    gram: (n, predicted) => ({
      label: `${n} 元`,
      meaning: predicted
        ? `由训练文本中所有连续 ${n} 个字符统计出的 ${n} 元语法表，在留出文本上（Witten-Bell 平滑）`
        : `由训练文本中所有连续 ${n} 个字符统计出的 ${n} 元语法表，在同一文本上`,
    }),
    book: {
      label: '书中',
      meaning: '《动手学深度学习》用这段文本和这些设置报告的训练困惑度',
    },
    bookWindows: {
      label: '书中，窗口',
      meaning: '《动手学深度学习》在它的验证窗口上报告的困惑度，每个窗口都从零状态单独读起',
    },
  },

  book: {
    elsewhere:
      '书中给这个预设的数值只适用于它自己的文本 The Time Machine。在下方加载该文件，就会画出来。',
    classic: '点线：书中报告的困惑度，只在训练文本上。',
    windows:
      '点线：书中 v1.0 的两个数值。其中“窗口”一项与这里的留出困惑度不是同一种量：书中每个 32 字符的窗口都从零状态读起，这里的状态一直传下去，预测因此更容易。另外，书中换行处保留空格，这里各行直接相连。',
  },

  axes: { updates: '更新次数', perplexity: '困惑度' },
  engine: (engine, isInPage) => `WebAssembly，${engine}${isInPage ? '，无工作线程' : ''}`,

  policyForbids: (directives) =>
    `这个网站的安全策略禁止了页面所需的功能。它的 Content-Security-Policy 需要允许 ${directives.join(' 和 ')}。也可以改用 sluice.html 这个文件，它不需要网站。`,
  stylesMissing:
    "页面的样式没有加载：网站发送的类型不对（应为 text/css），或它的 Content-Security-Policy 缺少 style-src 'self'。",

  chartEmpty: '还没有数值',
  readout: (update, values) => `第 ${formatCount(update)} 次更新：${values.join('，')}`,
  seriesValue: (label, value) => `${label} ${formatPerplexity(value)}`,

  verdict: {
    against({ beaten, unbeaten }) {
      if (!beaten) return `在留出文本上，它连 ${gramOf(unbeaten)}都不如。`;
      const but = unbeaten ? `，但不如 ${gramOf(unbeaten)}` : '，也胜过所有更低阶的表';
      return `在留出文本上，它胜过 ${gramOf(beaten)}${but}。`;
    },
    underfitting: (frozen, heldOut, against) =>
      `欠拟合：${pair(frozen, heldOut)}，两者接近，但都偏高。${against}`,
    generalising: (frozen, heldOut, against) =>
      `泛化良好：${pair(frozen, heldOut)}，两者接近。${against}`,
    memorising: (frozen, heldOut, against) =>
      `死记硬背：${pair(frozen, heldOut)}，后者是前者的 ${(heldOut / frozen).toFixed(1)} 倍。${against}`,
    seesTheFuture: '不作判断：它从两端读文本，所以看得到自己应当预测的字符。',
    nothingHeldOut: (frozen, n, table) =>
      `不作判断：没有留出文本。它在自己的训练文本上达到 ${formatPerplexity(frozen)}；在同一文本上，${gramOf({ n, value: table })}靠的是死记。`,
  },

  sizes: {
    letters: '字母文字',
    quick: '快速',
    large: '大字符表',
    classic: '经典',
    v1: 'v1.0',
    unseen: '没见过的文本',
    whole: '整本书',
  },
  kinds: {
    first: '首次训练',
    rnn: 'RNN',
    gru: 'GRU',
    lstm: 'LSTM',
    deep: '深层',
    bidirectional: '双向',
  },
  chapters: {
    rnn: '循环神经网络（RNN）',
    gru: '门控循环单元（GRU）',
    lstm: '长短期记忆网络（LSTM）',
    deep: '深层循环神经网络',
    bidirectional: '双向循环神经网络：看得见未来',
  },
  ownSettings: '自定义设置',

  lookFor: {
    letters: {
      first:
        '先学会空格，再学会短词，然后是这段文本里的词。看看留出曲线会降到哪几条 n 元语法线以下，又能不能一直留在那里。',
    },
    quick: {
      gru: '先学会空格，再学会短词，然后是这段文本里的词；之后训练曲线继续下降，留出曲线却会掉头上升。',
      rnn: '没有门：每次更新很快，但曲线始终高于 GRU，写出的词也更容易散架。',
      lstm: '起步慢，因为记忆元里还空空如也；随后降到与 GRU 相当的程度。',
      deep: '第二层读第一层的输出：它在这里学得最快，也最早开始死记硬背。',
      bidirectional: futureSeen,
    },
    large: {
      first:
        '先学会逗号和常用字，再学会词。这里的字大多很少出现，模型很快就会把它们背下来；这个预设每次更新都随机遮住不少内容。看看留出曲线能一直下降多久。',
      gru: '先学会逗号和常用字，再学会词，最后把整句整句背下来。看看留出曲线多早就掉头上升。',
      rnn: '没有门：常用字和词都学得会，但比 GRU 晚得多。它的训练曲线高出一大截，留出曲线也是这样吗？',
      lstm: '大多数字符很少出现：它起步比 GRU 慢，把文本背下来也更晚。',
    },
    classic: {
      rnn: '把 10,000 个字母读 500 遍：困惑度接近 1，就是背下来了。没有门，它需要 512 个隐藏单元。',
      gru: '把 10,000 个字母读 500 遍：困惑度 1.1 就是死记硬背，而这里没有留出文本来揭穿它。',
      lstm: '许多遍都是平的，然后突然下降：门要先打开，才记得住东西。',
      deep: '两层加上高学习率：曲线长时间持平，然后突然降到接近 1。',
      bidirectional: `${futureSeen}书中写出的是“time travellererererer”。`,
    },
    v1: {
      rnn: '网络小、批量大：训练与留出两条曲线一直很近，都在 3 元语法线之上。',
      gru: '网络小、批量大：它在留出文本上能降到 3 元语法线以下吗？',
      lstm: '网络小、批量大：起步慢，最后与 GRU 接近。',
      deep: '两个小层：在训练文本上更好，在留出文本上几乎没有更好。',
    },
    unseen: {
      deep: '同样的一万个字符，但少一些死记硬背：每次更新都遮住一部分层间数值、循环权重和读入的字符。训练曲线一直较高，留出曲线却会降到所有 n 元语法线以下。',
    },
    whole: {
      deep: '三个较宽的层，用于长文本，同样的遮盖。看看留出曲线比最好的 n 元语法线低多少。',
    },
  },

  forecast: {
    time(target, estimated, measured) {
      const to = `训练到第 ${formatCount(target)} 次更新：预计约 ${formatDuration(estimated)}`;
      if (measured === undefined) return `${to}（在本机上短暂试跑得出）。`;
      return `${to}；按实测速度约 ${formatDuration(measured)}。`;
    },
    minutes: (minutes, updates, isPlanned) =>
      isPlanned
        ? `训练 ${formatPrecise(minutes)} 分钟：按开始时测得的速度，更新 ${formatCount(updates)} 次。以同样的次数重新训练，结果完全相同。`
        : `训练 ${formatPrecise(minutes)} 分钟：约更新 ${formatCount(updates)} 次，开始训练时会先测出确切次数。`,
    size: ({ parameters, bytes }) =>
      `${formatCount(parameters)} 个参数；引擎内存约 ${formatMegabytes(bytes)}，包括文本和训练。`,
    edited: '用这些设置：',
    trying: '正在试跑这些设置……',
    later: '训练暂停后再试跑这些设置。',
    impossible: '这段文本与这些设置不能一起使用。',
  },

  copied: '已复制',
  notCopied: '链接就在地址栏里',
  linkWrong: (wrong) => `无法满足，已略去：${wrong.join('，')}。`,
  linkRefused: (problem) => `所提的要求无法满足。${failure(problem)}`,

  sampleNow: '它现在写的',
  sampleThen: (updates) => `第 ${formatCount(updates)} 次更新后写的`,
  atUpdate: (updates) => `第 ${formatCount(updates)} 次更新`,
  now: '现在',

  sample: (updates, temperature, isMoving) =>
    `${isMoving ? `第 ${formatCount(updates)} 次更新后开始采样，其间训练仍在继续` : `由第 ${formatCount(updates)} 次更新后的权重采样`}，温度 ${temperature}。开头的几个字是给定的。`,

  wrote: '写完了：',
  written: (length, temperature, seed, updates) =>
    `${formatCount(length)} 个字符，温度 ${temperature}，随机种子 ${seed}，在第 ${formatCount(updates)} 次更新后开始写。`,

  alphabet: (symbols) => `${formatCount(symbols - 1)}，另有一个代表“未知”`,

  perPass: (updates) => `约 ${formatCount(updates)} 次更新`,

  windows: (windows, steps, batch) =>
    `${formatCount(windows)} 个窗口，每个 ${formatCount(steps)} 个字符，每次 ${formatCount(batch)} 个`,

  held: (symbols, percent) =>
    symbols === 0 ? '无' : `末尾 ${formatCount(symbols)} 个字符（${formatCount(percent)}%）`,

  loading: (bytes, total) => `${formatMegabytes(bytes)} / ${formatMegabytes(total)}`,

  fileTooLarge: (bytes, most) =>
    `这个文件有 ${formatMegabytes(bytes)}；文本最大为 ${formatMegabytes(most)}。`,
  nothingPasted: '还没有粘贴任何内容：文本至少要有两个字符。',
  cancelled: '已取消，仍使用当前文本。',

  textRefused: (problem) => `${failure(problem)}仍使用当前文本。`,

  diverged: (problem) =>
    `${failure(problem)}最近一次正常的权重仍然保留：请调低学习率，或在下方设置梯度裁剪，然后继续训练。`,
  blowUp: {
    said: (update, norm, clip, lr) =>
      `到第 ${formatCount(update)} 次更新，损失已经爆炸：比盲猜差得多。梯度（现在长 ${norm.toPrecision(2)}）乘以学习率 ${lr}，这一步太长，把权重抛到了所学全部失效的地方；${clip > 0 ? `裁剪阈值 ${clip} 还不够小。` : '而且没有梯度裁剪来缩短它。'}`,
    remedy: (clip, lr) => `用裁剪 ${clip}、学习率 ${lr} 重新开始`,
  },
  lost: (problem) => `${failure(problem)}文本还在，权重已丢失。`,
  isTranslator: '这个文件里是翻译模型，不是语言模型',
  otherAlphabet:
    '这个模型认识的字符与当前文本不同。它可以写作；若要继续训练，请加载它原来的文本，或按“重置”换一个全新的模型。',

  exported: {
    'pytorch-script': ([script = '', weights = '']) =>
      `两个文件：${script} 在 PyTorch 中重建这个模型，并读取旁边的 ${weights}。`,
    onnx: ([name = '']) => `${name}：整个网络，状态作为输入和输出；字符表在元数据里。`,
  },

  runs: {
    none: '还没有保存任何内容：开始训练，记录就会出现在这里。',
    impossible:
      '这个浏览器不为本页面保存任何内容（例如无痕窗口）。想再次使用的模型请用“保存模型”下载。',
    off: '从现在起不再保存。列表中的内容保留，直到你删除。',
    safe: '浏览器已承诺不会自行清除这些内容。',
    unsafe: '磁盘空间不足或数周未访问时，浏览器可能清除这些内容。重要的请下载。',
    total: (bytes) => `共 ${formatMegabytes(bytes)}，不含文本。`,
    saved: (update) => `当前训练已保存到第 ${formatCount(update)} 次更新。`,

    model: ({ cell, hidden, layers, bidirectional }) =>
      [
        `${cell.toUpperCase()} ${hidden}`,
        ...(layers > 1 ? [`${layers} 层`] : []),
        ...(bidirectional ? ['双向'] : []),
      ].join('，'),
    facts: ({ text, updates, perplexity, heldOut, saved, bytes }) =>
      [
        text.name,
        `${formatCount(updates)} 次更新`,
        heldOut === undefined
          ? `训练困惑度 ${formatPerplexity(perplexity)}`
          : `留出困惑度 ${formatPerplexity(heldOut)}`,
        formatMoment(saved),
        formatMegabytes(bytes),
      ].join(' · '),
    present: '正在使用',
    elsewhere: '已在另一个标签页中打开',

    goOn: '继续训练',
    copy: '继续训练副本',
    rename: '重命名',
    nameOf: '记录名称',
    keepName: '保存名称',
    download: '下载',
    remove: '删除',
    reallyRemove: '确认永久删除',
    reallyRemoveAll: '确认永久删除全部',
    cancel: '取消',

    offerVisit: ({ name, model, text, updates, saved }) =>
      `可以从上次的地方继续：${name || words.runs.model(model)}，“${text.name}”，${formatCount(updates)} 次更新，${formatMoment(saved)}。`,
    offerLost: ({ updates }) =>
      `你的训练已保存到第 ${formatCount(updates)} 次更新，可以从那里继续。`,
    offerFile: (updates) =>
      `这个文件还含有训练状态：可以从第 ${formatCount(updates)} 次更新继续，如同从未中断。`,

    noTraining: '这个文件只有模型，没有可以继续的训练状态',
    textMissing: '这次训练的文本已不在这里；请先加载该文本再试',
    fileNeedsText:
      '这个模型可以写作。文件还含有训练状态：若要继续训练，请先加载它原来的文本，再加载一次这个文件。',
    gone: '这条记录已无法读取，最近一次和之前一次的状态都已损坏',
    older: '这条记录最近一次的状态已损坏；现在用的是之前一次的。',
    copied: '这条记录已在另一个标签页中打开。这里是副本，原记录保持不变。',
    otherEngine: (wanted, engine) =>
      `这次训练用的是“${wanted}”引擎，而这台机器没有。现在用“${engine}”继续，数值的末几位会有差异。`,
    otherRounding: (engine) =>
      `这次训练所在的机器上，“${engine}”引擎的舍入方式与这里不同。现在继续训练，数值的末几位会有差异。`,
    problem: ({ name, message }) =>
      name === 'QuotaExceededError'
        ? '浏览器的存储空间已满。训练继续进行，之前保存的内容仍在；请删除一些记录以腾出空间。'
        : `浏览器拒绝保存（${message}）。训练继续进行，之前保存的内容仍在。`,
  },

  settings: {
    cell: '循环单元',
    hidden: '隐藏单元数',
    batch: '批量大小',
    shards: '分片数',
    steps: '时间步数',
    lr: '学习率',
    clip: '梯度裁剪',
    seed: '随机种子',
    layers: '层数',
    embedding: '嵌入维数',
    bidirectional: '双向',
    reset: '重置门',
    update: '更新门',
    gates: '保留的门',
    bias: '偏置',
    init: '权重初始化',
    normalize: '文本规整',
    order: '窗口次序',
    optimizer: '优化器',
    schedule: '学习率调度',
    warmup: '预热',
    horizon: '调度周期',
    dropout: '暂退法（dropout）',
    dropout_at: '暂退法的位置',
    dropout_mask: '暂退法的掩码',
    dropout_input: '输入的暂退比例',
    dropout_output: '输出的暂退比例',
    dropconnect: '循环权重的丢弃（DropConnect）',
    token_dropout: '遮盖的字符',
    average: '权重平均',
    validation: '留出比例',
    keep: '保留的权重',
    patience: '耐心',
    maxTokens: '使用的字符数',
    workers: '工作线程数',
    engine: '计算引擎',
  },

  help: ({ name, help }) => helps[name] ?? sentence(help),
  choice: (name, value) => choices[name]?.[value] ?? value,

  minutesWrong: '这里需要填分钟数，0.01 到 1,000，例如 1 或 0.5。',
  noNumber: '这里需要填一个数，例如 0.5。',
  between: (min, max) => `请填 ${formatCount(min)} 到 ${formatCount(max)} 之间的数。`,
  wholeBetween: (min, max) => `请填 ${formatCount(min)} 到 ${formatCount(max)} 之间的整数。`,

  failure,
};

/** @type {Record<string, string>} */
const helps = {
  cell: '循环单元的种类：普通的 RNN，或带有门、能决定记住什么和忘记什么的 GRU 与 LSTM。',
  layers: '循环层逐层堆叠，每层读下一层的输出。',
  hidden: '隐状态有多少个数：越多记得越多，计算时间按平方增长。',
  bidirectional: '同时从文本末尾往回读（语言模型因此会看到它应当预测的字符）。',
  reset: 'GRU：重置门作用在矩阵乘法之前（Cho 2014）或之后（PyTorch）。',
  update: 'GRU：更新门打开时保留旧状态（Cho 2014），或采用新状态（Chung 2014）。',
  gates: 'GRU：两个门只留一个，看看另一个有什么用。',
  bias: '在每个循环单元和输出层加上可学习的常数。',
  init: '初始权重：标准差为 0.01 的正态分布，或按隐藏单元数、按各层大小取范围的均匀分布。',
  normalize: '原样使用文本，或只保留小写字母 a–z 和空格（d2l）。',
  batch: '同时读文本的多少处；梯度取它们的平均。',
  shards: '把每个小批量分成几份分别求和，须为 2 的幂：最多有这么多个线程能分担训练。',
  steps: '一个窗口的字符数：梯度沿时间反向传播多远。',
  order: '窗口首尾相接并传递隐状态（顺序分区），或打乱次序、从零状态开始（随机采样）。',
  optimizer: '怎样由梯度得到权重的改变；sgd：减去学习率乘以梯度。',
  lr: '学习率，即每一步的大小：太小学得慢，太大会乱跳。',
  schedule: '学习率在调度周期内怎样下降：不变、平滑下降，或分段下降。',
  warmup: '学习率经过多少次更新升到全值；0：从一开始就是全值。',
  horizon: '学习率调度走完全程所用的更新次数，须多于预热的次数；只有不调度时才可为 0。',
  clip: '梯度的最大长度：更长的会按比例缩短到它；0：不裁剪。',
  dropout: '训练时随机置零的层间数值所占的比例。',
  dropout_at: '暂退法作用于层与层之间（PyTorch），还是也作用于最后一层（Zaremba 2014）。',
  dropout_mask: '每个时间步重新抽取暂退法的掩码，或整个窗口共用一个（Gal 2016）。',
  dropout_input: '训练时随机置零的嵌入数值所占的比例；需要嵌入。',
  dropout_output: '训练时随机置零的最后一层输出所占的比例；0：由暂退法的位置决定。',
  dropconnect: '每次更新时随机置零的循环权重所占的比例（Merity 2018）。',
  token_dropout: '训练时被当作未知字符读入的字符所占的比例（Xie 2017）。',
  average: '写作和测量时使用权重的滑动平均；每次更新保留旧平均值的这一比例；0：不用。',
  validation: '文本末尾留出多少，只用来测量，不用来学习。',
  keep: '使用最后的权重，或到目前为止在留出部分上测得最好的权重。',
  patience: '保留最好的权重时：连续这么多次测量没有更好的结果就停止；0：从不。',
  seed: '一切随机性的起点：同样的种子得到逐位相同的模型。',
  maxTokens: '只使用文本开头的这么多个字符；0：全部。',
  workers: '分担每个小批量的核心数，不超过分片数：核心空闲时更快，结果逐位相同。',
  engine: '计算核心的版本：relaxed 最快；simd 和 scalar 在任何机器上都给出逐位相同的结果。',
  tokens: '句子切分成什么：词（转为小写，标点分开）或字符。',
  minimum: '出现次数少于它的词元记作 <unk>。',
  embedding: '网络读入一个符号时，用多少个数表示它；0：不用嵌入（翻译模型用 32）。',
  teacher: '解码器有多大比例读到真实的前一个词元，而不是自己的猜测（强制教学）。',
};

/** @type {Record<string, Record<string, string>>} */
const choices = {
  reset: { before: '乘法之前', after: '乘法之后' },
  update: { keeps: '保留旧状态', takes: '采用新状态' },
  gates: { both: '两个门', reset: '只留重置门', update: '只留更新门' },
  init: { d2l: '正态分布，0.01', pytorch: '均匀分布，按隐藏单元数', xavier: 'Xavier' },
  normalize: { none: '原样', d2l: '仅 a–z 与空格（d2l）' },
  order: { sequential: '顺序分区', random: '随机采样', overlapping: '随机采样，窗口重叠' },
  optimizer: { sgd: 'SGD', momentum: '动量法', rmsprop: 'RMSProp', adam: 'Adam', adamw: 'AdamW' },
  dropout_at: { between: '层间', every: '每一层' },
  dropout_mask: { step: '每步重抽', window: '整个窗口共用' },
  keep: { last: '最后的', best: '最好的' },
  schedule: { constant: '不变', cosine: '余弦', step: '分段' },
  engine: { auto: '自动' },
  workers: { auto: '自动' },
  tokens: { word: '词', char: '字符' },
};

/** @param {number} frozen @param {number} heldOut */
const pair = (frozen, heldOut) =>
  `训练文本 ${formatPerplexity(frozen)}，留出文本 ${formatPerplexity(heldOut)}`;

/** @param {string} message */
function sentence(message) {
  return /[。！？…）.!?]$/.test(message) ? message : `${message}。`;
}
