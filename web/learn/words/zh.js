import { formatCount } from '../../app/format.js';
import { words as beamSearch } from '../beam-search/words/zh.js';
import { words as bleu } from '../bleu/words/zh.js';
import { words as candidate } from '../candidate/words/zh.js';
import { words as deep } from '../deep/words/zh.js';
import { words as encoderDecoder } from '../encoder-decoder/words/zh.js';
import { words as exercises } from '../exercises/words/zh.js';
import { words as forgetting } from '../forgetting/words/zh.js';
import { words as fromScratch } from '../from-scratch/words/zh.js';
import { words as letters } from '../letters/words/zh.js';
import { words as lstm } from '../lstm/words/zh.js';
import { words as perplexity } from '../perplexity/words/zh.js';
import { words as resetGate } from '../reset-gate/words/zh.js';
import { words as updateGate } from '../update-gate/words/zh.js';

export { first } from '../first/zh.js';

// 学习页的文字，各章的文字也在其中。

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
    candidate: '候选隐状态与新状态',
    'from-scratch': '从零开始',
    perplexity: '老实看困惑度',
    exercises: '练习',
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
  starting: '小模型正在启动……',
  learned: (updates) => `本章自带的小模型，已更新 ${formatCount(updates)} 次。`,
  problem: (message) => `小模型停下了。${message}`,
  tryThis: '先猜一猜，再看图',
  tried: (right, told) => `${right ? '你猜对了。' : '不完全是，看看图。'}${told}`,
  questions: '四个问题',
  judged: (right, why) => `${right ? '对。' : '不对。'}${why}`,
  conventions: '容易卡住的地方',
  further: '延伸阅读',
  nextLetters: '最可能的下一个字',
  step: '下一步',
  back: '上一步',
  fromStart: '从头开始',
  stepping: '逐字前进',
  at: (t, length, symbol) => `第 ${t} 个字，共 ${length} 个：读到“${symbol}”。`,
  runAgain: '再做一次',
  stop: '停止',
  stopped: '已中途停止，没有得出结果。',
  progress: '实验的进度',
  free: '自由',
  hold: (gate) => `把 ${gate} 固定为`,

  chapters: {
    letters,
    forgetting,
    'reset-gate': resetGate,
    'update-gate': updateGate,
    candidate,
    'from-scratch': fromScratch,
    perplexity,
    exercises,
    lstm,
    deep,
    'encoder-decoder': encoderDecoder,
    bleu,
    'beam-search': beamSearch,
  },
};
