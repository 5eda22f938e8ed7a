import { formatCount, formatPerplexity } from '../../../app/format.js';

const meaning = '模型的一个副本从刚读过的文字里继续学习，模型本身不变。';

/** @type {import('../../../app/language.js').Translated<typeof import('./en.js').words>} */
export const words = {
  meaning,
  reading: (learning, still, update) =>
    `困惑度 ${formatPerplexity(learning)}，不学时 ${formatPerplexity(still)}（第 ${formatCount(update)} 次更新时）。${meaning}`,
  sawTheFuture: '这个模型不行：它从两端读文本，看得到自己应当预测的字符。',
  nothingHeldOut: '没有留出文本，无从测量；请把“留出比例”设为大于 0。',
  astray: '副本在这段文本上越学越偏，没有可用的读数。',
};
