import { formatCount } from '../../app/format.js';

// 学习页中各章之外的文字。

/** @type {import('../../app/language.js').Translated<typeof import('./en.js').words>} */
export const words = {
  room: '学习',
  intro:
    '循环神经网络的一门小课。每幅图都由一个小模型驱动，你读文字的时候，它就在这个标签页里学习；页面自己的训练不受影响。',
  contents: '章节',
  titles: {
    letters: '一次读一个字',
    forgetting: '普通循环网络会忘记什么',
    'reset-gate': '重置门',
    'update-gate': '更新门',
    lstm: '长短期记忆网络（LSTM）',
    deep: '深度与双向',
    'encoder-decoder': '编码器与解码器',
    bleu: 'BLEU：给译文打分',
    'beam-search': '束搜索',
  },
  title: (title, done) => (done ? `${title} ✓` : title),
  previous: (title) => `上一章：${title}`,
  next: (title) => `下一章：${title}`,
  noChapter: (name) => `课程里没有“${name}”这一章，请从上面选择一章。`,
  missing: '这一章没能取到。请检查网络连接，再选一次。',
  starting: '小模型正在启动……',
  learned: (updates) => `本章自带的小模型，已更新 ${formatCount(updates)} 次。`,
  problem: (message) => `小模型停下了：（${message}）`,
  tryThis: '先猜一猜，再看图',
  tried: (right, told) => `${right ? '你猜对了。' : '不完全是，看看图。'}${told}`,
  questions: '四个问题',
  judged: (right, why) => `${right ? '对。' : '不对。'}${why}`,
  conventions: '容易卡住的地方',
  further: '延伸阅读',
  nextLetters: '最可能的下一个字',
  visible: (symbol) => ({ ' ': '␣', '\n': '↵' })[symbol] ?? symbol,
  free: '自由',
  hold: (gate) => `把 ${gate} 固定为`,
};
