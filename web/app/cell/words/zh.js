// 循环单元结构图里的文字，以及对它的说明。

/** @type {import('../../language.js').Translated<typeof import('./en.js').words>} */
export const words = {
  name: '循环单元结构图',
  figure: (value) => (Object.is(value, -0) ? 0 : value).toFixed(2).replace('-', '−'),
  boxes: {
    rnn: { h: '状态' },
    gru: { r: '重置', z: '更新', n: '候选' },
    lstm: { f: '遗忘', i: '输入', g: '候选', o: '输出' },
  },
  flows: {
    before: (value) => `之前的状态 ${words.figure(value)}`,
    memory: (value) => `之前的记忆 ${words.figure(value)}`,
    symbol: (symbol) => `读到“${symbol}”`,
    below: '读下一层的状态',
    seen: (value) => `放行 ${words.figure(value)}`,
    kept: (value) => `保留 ${words.figure(value)}`,
    added: (value) => `加入 ${words.figure(value)}`,
    rest: (value) => `1 − Z = ${words.figure(value)}`,
    c: (value) => `记忆 ${words.figure(value)}`,
    h: (value) => `状态 ${words.figure(value)}`,
  },
  fact: (block, value, meaning) => `${block}：${words.figure(value)}。${meaning}`,
  blocks: {
    r: '重置门 R',
    z: '更新门 Z',
    n: '候选隐状态 H̃',
    i: '输入门 I',
    f: '遗忘门 F',
    g: '候选记忆元 C̃',
    o: '输出门 O',
    c: '记忆元 C',
    h: '隐状态 H',
  },
  meanings: {
    r: '重置门：候选隐状态能看到多少过去。',
    z: '更新门（保留式）：1 留下旧状态，0 写入候选隐状态。',
    'z takes': '更新门（采用式）：0 留下旧状态，1 写入候选隐状态。',
    n: '新状态的候选，即候选隐状态。',
    i: '输入门：候选记忆元有多少写入记忆元。',
    f: '遗忘门：旧的记忆元留下多少；1 全部留下。',
    g: '候选记忆元。',
    o: '输出门：记忆元有多少显露出来。',
    c: '记忆元：留下的加上新写入的。',
    h: '新的隐状态，供下一个时间步和预测使用。',
    y: '预测：所有单元合在一起，给每个字符一个概率。',
  },
};
