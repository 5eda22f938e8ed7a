import { formatCount, formatRough, formatShare } from '../../../app/format.js';
import { smallShare } from '../../words/power.js';

const names = { rnn: 'RNN', gru: 'GRU', lstm: 'LSTM' };

const share = (/** @type {number} */ share) =>
  share < 0.001 ? smallShare(share) : formatRough(share);

/** @param {number} times */
const manyTimes = (times) => (times >= 1000 ? '一千多倍' : `${formatRough(times)} 倍`);

const conclusions = {
  help: '可见在这组权重下，门让训练信号传得更远',
  some: '可见在这组权重下，两个门控网络中只有一个让训练信号传得更远',
  equal: '可见在这组权重下，有没有门差别不大',
  hurt: '可见在这组权重下，门反而让训练信号传得更近',
};

/** 本章的文字。 @type {import('../../../app/language.js').Translated<typeof import('./en.js').words>} */
export const words = {
  sentence: '他们都说这条船是从上面来的，船上有人，他说这里的水很高，不能再往下去了。',
  look: '查看哪一组权重',
  after: (updates) => (updates === 0 ? '初始权重' : `更新 ${formatCount(updates)} 次后`),
  names,
  axes: {
    floor: '往前多少个字',
    label: '剩余的梯度与往前字数的关系；数值见下表。',
  },
  back: '往前多少个字',
  caption: '梯度还剩多少',
  share,
  verdict({ at, farthest, reaches, plain, gated, conclusion, faint, growing }) {
    const left = gated.map(
      ({ name, left, times }) =>
        `${names[name]} 剩 ${share(left)}，${times >= 1 ? `是它的 ${manyTimes(times)}` : `只有它的 1/${formatRough(1 / times)}`}`,
    );
    const faded = reaches.map(
      ({ name, reach }) =>
        `${names[name]} ${reach === undefined ? `在 ${farthest} 个字内没有` : `${reach} 个字`}`,
    );
    return [
      `往前 ${at} 个字，RNN 剩 ${share(plain)} 的梯度；${left.join('；')}。`,
      `${conclusions[conclusion]}${faint ? '，不过在那么远的地方，三者都所剩无几' : ''}。`,
      ...growing.map(
        ({ name, times, at }) =>
          `${names[name]} 的梯度在往回的路上反而变大，往前 ${at} 个字时是原来的 ${formatRough(times)} 倍：这就是梯度爆炸，也是要裁剪的原因。`,
      ),
      `首次降到百分之一以下：${faded.join('，')}。`,
    ].join('');
  },
  delay: {
    title: '记住一个字母',
    percent: formatShare,
    intro: (letters) =>
      `一段编造的文本，每行先是 ${letters} 个字母之一，然后是长长的等待，一个提示“?”，再是同一个字母。三个网络先学短的等待，再学长的。到最后，谁还记得那个字母？`,
    wait: '从字母到它重现的字符数',
    run: '让三个网络来学',
    learning: '正在学习……',
    course: (right, at, delay, updates) =>
      `延迟 ${at} 时答对 ${formatShare(right)}${at < delay ? `，目标是 ${delay}` : ''}，已更新 ${formatCount(updates)} 次`,
    caption: (delay) => `延迟 ${delay} 时重现的字母，在没有训练过的行上`,
    columns: ['网络', '答对', '掌握的最长延迟'],
    none: '无',
    gateCaption: '门在做什么：对保存字母的各单元取平均',
    gateColumns: ['门', '在字母处', '等待中', '理论：字母处', '理论：等待中'],
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
        ({ cell, answers }) => `${names[cell]} ${formatShare(answers.right)}`,
      );
      const [rnn = 1, ...gated] = courses.map(({ answers }) => answers.right);
      const helped = gated.every((right) => right > 0.7) && rnn < 0.5;
      const conclusion = helped
        ? 'RNN 在途中丢失了字母：每一步都把它和读到的内容混在一起。门可以关上，把它留住。'
        : '在这个延迟和这个随机种子下，三个网络没有像理论所说的那样拉开差距：换一个延迟试试。';
      return `延迟 ${delay}：${shares.join('，')}。乱猜是 ${formatShare(guess)}。${conclusion}`;
    },
    meaning: (plan, updates) =>
      `${plan.hidden} 个单元，Adam ${plan.lr}，批量大小 ${plan.batch}，各最多 ${formatCount(updates)} 次更新，一个随机种子。答对 99% 才进入下一个延迟。理论说的是一个只管保存的单元；网络把工作分给许多单元，也只训练到够用为止：要看的是门在字母处和等待中有没有差别，而不是 0 和 1。`,
  },

  paragraphs: [
    '很久以前的一个字，对现在的猜测还有多大影响？微积分给出精确的回答：损失对那个字的梯度。梯度大，那个字稍有变化，猜测就会变；梯度接近 0，那个字就像从未出现过，训练也无法从它那里学到什么。',
    '普通循环网络的新状态是 tanh(X W + H W′ + b)。梯度往回走的每一步，都要乘以矩阵 W′ 和 tanh 的斜率，而斜率至多是 1。小于 1 的因子连乘一百次，几乎什么也不剩：梯度消失了。权重大一些，因子可能超过 1，梯度又会爆炸；梯度裁剪能管住爆炸，却找不回已经消失的东西。',
    '图中测量的是一个普通循环网络（RNN）和两个带门的网络（GRU 和 LSTM，后面的章节会讲）：单元数相同，文本和随机种子也相同。纵轴是对数刻度：一条向下的直线，表示每过一个字都丢掉同样的比例。初始权重显示的是结构本身，还没有学习。然后让它们训练，看曲线怎样抬高：学习会延长记忆，但只能到梯度够得着的地方。再往下，让三个这样的网络记住一个字母。',
  ],
  tries: [
    {
      ask: '初始权重，往前 30 个字：哪个网络剩下的梯度更多？',
      choices: ['普通循环网络', '带门的网络', '都一样'],
      told: '都丢掉了绝大部分，但带门的网络剩下的多出许多倍：它们的状态有一部分是由门一步步传下来的，而不是乘以矩阵。',
    },
    {
      ask: '更新 600 次之后，曲线会比初始权重时高还是低？',
      choices: ['更高', '更低'],
      told: '三条都更高：训练找到了能利用更远内容的权重。比较一下往前 10 个字的数值。',
    },
  ],
  conventions: [
    {
      ask: '“截断”的反向传播，截断的是什么？',
      answer:
        '梯度在每段文本的开头停下，这里一段是 24 个字；隐状态本身继续往下传。图中一口气往前看 30 个字：它只是测量，并不训练。',
    },
    {
      ask: '梯度裁剪能治梯度消失吗？',
      answer: '不能。裁剪只把过长的梯度缩短，短的保持原样，所以只对梯度爆炸有用。',
    },
    {
      ask: '损失取总和还是取平均？',
      answer:
        '这里取一个批量中所有字的平均。如果取总和，同样的学习率，步子会长得多：有多少个字，就长多少倍。',
    },
  ],
  questions: [
    {
      ask: '梯度往回传时为什么变小？',
      choices: [
        '每一步都乘以一个矩阵和一个至多为 1 的斜率',
        '较早的字保存的位数更少',
        '学习率在衰减',
      ],
      why: [
        '小于 1 的因子反复相乘，剩下的是它的幂。',
        '没有什么会因为时间久而被舍去。',
        '学习率只缩放步长，不决定梯度怎样分配给各个字。',
      ],
    },
    {
      ask: '图中的直线表示什么？',
      choices: ['每个字丢掉同样的量', '什么也没有丢', '每个字丢掉同样的比例'],
      why: [
        '那在这个刻度上会是曲线。',
        '那就该是水平线。',
        '每步乘以同一个因子，在对数刻度上就是直线。',
      ],
    },
    {
      ask: '梯度裁剪做什么？',
      choices: ['把小的梯度放大', '把范数超过上限的梯度缩短', '去掉远处的字'],
      why: ['小的保持不变。', '方向不变，长度变成上限。', '它作用于所有权重合在一起的梯度。'],
    },
    {
      ask: '某种语言用 40 个字以前的一个记号决定句末的动词。对初始权重的普通循环网络来说，这意味着什么？',
      choices: ['规则固定，所以最先学会', '它无法表示这样的规则', '它几乎得不到学习这条规则的信号'],
      why: [
        '再固定的规则，也要靠梯度去找到。',
        '它能表示，难的是找到那样的权重。',
        '跨过 40 步的梯度接近 0，别的规律早就先学会了。',
      ],
    },
  ],
  further: [
    '《动手学深度学习》“通过时间反向传播”一节。',
    '1994 年的论文《用梯度下降学习长期依赖是困难的》。',
    '第 6 章关掉梯度裁剪，看会发生什么。',
  ],
};
