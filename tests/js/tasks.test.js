import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import fc from 'fast-check';
import { brackets, dates, echo, numbers, parity, reverse, tasks } from '../../web/tasks/index.js';
import { mix, Random } from '../../web/tasks/random.js';

/** @typedef {import('../../web/tasks/script.js').TaskText} TaskText */

const SEED = Number(process.env.TEST_SEED ?? Date.now() % 2 ** 31);
console.log(`tasks: seed ${SEED} (TEST_SEED to repeat)`);
fc.configureGlobal({ seed: SEED, numRuns: 60 });

const seeds = fc.integer({ min: 0, max: 0xffffffff });
const lengths = fc.integer({ min: 100, max: 2000 });

/** @param {TaskText} task */
function linesOf({ text }) {
  assert.ok(text.endsWith('\n'));
  return text.slice(0, -1).split('\n');
}

/** @param {number} actual @param {number} expected @param {number} tolerance */
function near(actual, expected, tolerance) {
  assert.ok(
    Math.abs(actual - expected) <= tolerance,
    `${actual} is not ${expected} +- ${tolerance}`,
  );
}

/**
 * The scores of a text whose cost, first symbol left out, was found by other means.
 *
 * @param {TaskText} task
 * @param {number} nats
 * @param {number} guessed nats more when every answer is guessed
 */
function checkScores({ text, best, guessing }, nats, guessed) {
  near(best.loss, nats / (text.length - 1), 1e-9);
  near(best.perplexity, Math.exp(nats / (text.length - 1)), 1e-9);
  near(guessing.loss, (nats + guessed) / (text.length - 1), 1e-9);
  near(guessing.perplexity, Math.exp((nats + guessed) / (text.length - 1)), 1e-9);
}

/**
 * What may follow: the symbols that were seen after the same state.
 *
 * @param {[state: string, symbol: string][]} steps
 */
function followers(steps) {
  /** @type {Map<string, Set<string>>} */
  const seen = new Map();
  for (const [state, symbol] of steps) seen.set(state, (seen.get(state) ?? new Set()).add(symbol));
  return seen;
}

test('mix is the finishing step of MurmurHash3', () => {
  // The 32-bit hash of nothing is this step alone: published for the seeds 0, 1 and 0xffffffff.
  assert.equal(mix(0), 0);
  assert.equal(mix(1), 0x514e28b7);
  assert.equal(mix(0xffffffff), 0x81f16f39);
});

test('random draws are even, independent of their neighbours, and begin at the seed', () => {
  const random = new Random(SEED);
  const draws = Array.from({ length: 60_000 }, () => random.below(6));
  const pairs = draws.slice(1).map((face, at) => 6 * face + Number(draws[at]));
  for (const [faces, values] of /** @type {[number, number[]][]} */ ([
    [6, draws],
    [36, pairs],
  ])) {
    const counts = new Array(faces).fill(0);
    for (const value of values) counts[value]++;
    const mean = values.length / faces;
    const chiSquared = counts.reduce((sum, count) => sum + (count - mean) ** 2 / mean, 0);
    // Six standard deviations of chi squared above its mean.
    assert.ok(chiSquared < faces - 1 + 6 * Math.sqrt(2 * (faces - 1)), `${faces}: ${chiSquared}`);
  }
  // Of 2^32 equally likely bits a plain remainder would give the first third half of the draws.
  const wide = Array.from({ length: 6000 }, () => random.below(3 * 2 ** 30));
  near(wide.filter((value) => value < 2 ** 30).length, 2000, 6 * Math.sqrt((6000 * 2) / 9));
  const firsts = new Set(Array.from({ length: 1000 }, (_, seed) => new Random(seed).next()));
  assert.equal(firsts.size, 1000);
});

test('a shuffle is a permutation, and every place is as likely', () => {
  const random = new Random(SEED);
  const places = [0, 0, 0, 0];
  for (let round = 0; round < 8000; round++) {
    const order = random.shuffle([0, 1, 2, 3]);
    assert.deepEqual([...order].sort(), [0, 1, 2, 3]);
    places[order.indexOf(0)] = Number(places[order.indexOf(0)]) + 1;
  }
  for (const count of places) near(count, 2000, 6 * Math.sqrt(8000 * (1 / 4) * (3 / 4)));
});

test('each task describes itself, and its parameters like the package its settings', () => {
  assert.deepEqual(
    tasks.map(({ name, kind }) => `${name}: ${kind}`),
    [
      'echo: text',
      'parity: text',
      'brackets: text',
      'reverse: pairs',
      'numbers: pairs',
      'dates: pairs',
    ],
  );
  for (const { lookFor, parameters } of tasks) {
    assert.ok(lookFor.length > 20 && !lookFor.includes('\n'));
    for (const { name, kind, choices, min, max, default: value, help } of parameters) {
      assert.ok(name && help);
      if (kind === 'choice') assert.ok(choices?.includes(String(value)));
      else if (kind === 'flag') assert.equal(typeof value, 'boolean');
      else assert.ok(Number(min) <= Number(value) && Number(value) <= Number(max));
    }
  }
  assert.deepEqual([echo.parameters[0]?.min, echo.parameters[0]?.max], [1, 200]);
});

test('wrong parameters are named, with what would be right', () => {
  assert.throws(() => echo.generate({ delay: 0 }), /^RangeError: delay is 0: .* from 1 to 200$/);
  assert.throws(() => echo.generate({ delay: 2.5 }), /^RangeError: delay is 2.5: .* whole number/);
  assert.throws(() => echo.generate({ noise: 1 }), /^RangeError: noise is 1: .* true or false$/);
  assert.throws(() => echo.generate({ dealy: 3 }), /^RangeError: there is no parameter dealy: /);
  assert.throws(() => numbers.generate({ language: 'latin' }), /^RangeError: .* english, french$/);
  assert.throws(() => parity.generate({}, -1), /^RangeError: seed is -1/);
  assert.throws(() => parity.generate({}, 2 ** 32), /^RangeError: seed is 4294967296/);
  // There are 26 + 26 * 25 / 2 strings of two letters, a string and its reverse being one.
  assert.throws(
    () => reverse.generate({ longest: 2, pairs: 352, unseen: 1 }),
    /^RangeError: pairs and unseen are 353 together: expected 351 at most$/,
  );
  assert.equal(reverse.generate({ longest: 2, pairs: 350, unseen: 1 }).train.length, 350);
});

test('a seed gives the same again, and another seed something else', () => {
  fc.assert(
    fc.property(fc.constantFrom(...tasks), seeds, (task, seed) => {
      /** @type {Record<string, number>} */
      const size = task.kind === 'text' ? { length: 500 } : { pairs: 100, unseen: 20 };
      const made = task.generate(size, seed);
      assert.deepEqual(task.generate(size, seed), made);
      assert.notDeepEqual(task.generate(size, (seed + 1) >>> 0), made);
    }),
  );
});

test('a text has the length asked for, and not a line more', () => {
  fc.assert(
    fc.property(fc.constantFrom(echo, parity, brackets), lengths, seeds, (task, length, seed) => {
      const { text } = task.generate({ length }, seed);
      assert.ok(text.length >= length);
      assert.ok(text.lastIndexOf('\n', text.length - 2) + 1 < length);
    }),
  );
});

test('echo: the letter comes back after exactly the delay, under the cue', () => {
  const settings = {
    delay: fc.integer({ min: 1, max: 200 }),
    letters: fc.integer({ min: 2, max: 26 }),
    noise: fc.boolean(),
    length: lengths,
  };
  fc.assert(
    fc.property(fc.record(settings), seeds, (parameters, seed) => {
      const { delay, letters, noise } = parameters;
      const task = echo.generate(parameters, seed);
      const { text, answers, predictable } = task;
      const alphabet = 'abcdefghijklmnopqrstuvwxyz'.slice(0, letters);
      for (const line of linesOf(task)) {
        assert.equal(line.length, delay + 1);
        assert.ok(alphabet.includes(line.charAt(0)));
        if (delay > 1) assert.match(line.slice(1, -1), noise ? /^[.,;:]*\?$/ : /^\.*\?$/);
      }
      const period = delay + 2;
      const count = text.length / period;
      assert.deepEqual(
        answers,
        Array.from({ length: count }, (_, line) => line * period + delay),
      );
      for (const at of answers) assert.equal(text[at], text[at - delay]);
      assert.equal(task.span, delay);
      const uncertain = (/** @type {number} */ at) => {
        const place = at % period;
        return place === 0 || (noise && place > 0 && place < delay - 1);
      };
      const certain = Array.from(text, (_, at) => at).filter((at) => !uncertain(at));
      assert.deepEqual(predictable, certain);
      const waiting = noise ? Math.max(0, delay - 2) * count * Math.log(4) : 0;
      const choice = Math.log(letters);
      checkScores(task, (count - 1) * choice + waiting, count * choice);
      assert.equal(task.best.answerLoss, 0);
      near(task.guessing.answerLoss, choice, 1e-9);
    }),
  );
});

test('echo: all letters and all waits occur, as often as each other', () => {
  const { text } = echo.generate({ delay: 6, letters: 5, noise: true, length: 80_000 }, SEED);
  const count = (/** @type {string} */ symbol) => text.split(symbol).length - 1;
  const lines = text.length / 8;
  for (const letter of 'abcde')
    near(count(letter), (2 * lines) / 5, 2 * 6 * Math.sqrt(lines * 0.16));
  for (const wait of '.,;:') near(count(wait), lines, 6 * Math.sqrt(4 * lines * (3 / 16)));
});

test('parity: the last figure is the sum of the bits, modulo two', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 64 }), lengths, seeds, (bits, length, seed) => {
      const task = parity.generate({ bits, length }, seed);
      let nats = -Math.log(2);
      let at = 0;
      const lines = linesOf(task);
      for (const [index, line] of lines.entries()) {
        const [, word = '', answer] = /^([01]+)=([01])$/.exec(line) ?? [];
        assert.ok(word.length >= 1 && word.length <= bits);
        assert.equal(Number(answer), word.replaceAll('0', '').length % 2);
        assert.equal(task.answers[index], at + word.length + 1);
        assert.equal(task.predictable.includes(at + word.length), word.length === bits);
        at += line.length + 1;
        // Its length is one of `bits`, and its bits are as many tosses of a coin.
        nats += Math.log(bits) + word.length * Math.log(2);
      }
      assert.equal(task.answers.length, lines.length);
      assert.equal(task.span, Math.max(...lines.map((line) => line.length - 1)));
      // The first symbol is free, but not that at least one bit comes: that was certain.
      checkScores(task, nats, lines.length * Math.log(2));
      assert.equal(task.best.answerLoss, 0);
    }),
  );
});

test('parity: every number of bits is as likely', () => {
  const lines = linesOf(parity.generate({ bits: 5, length: 60_000 }, SEED));
  for (const bits of [1, 2, 3, 4, 5]) {
    const count = lines.filter((line) => line.length === bits + 2).length;
    near(count, lines.length / 5, 6 * Math.sqrt(lines.length * 0.16));
  }
});

/**
 * Whether brackets are balanced: pairs that touch are struck out until nothing is left.
 *
 * @param {string} line
 * @returns {boolean}
 */
function isBalanced(line) {
  const shorter = line.replace(/\(\)|\[\]|\{\}/g, '');
  return shorter === line ? line === '' : isBalanced(shorter);
}

/** How many are open after each symbol. @param {string} line */
const depths = (line) =>
  Array.from(line, (_, at) => {
    const read = line.slice(0, at + 1);
    return read.replace(/[)\]}]/g, '').length - read.replace(/[([{]/g, '').length;
  });

test('brackets: balanced, of the kinds and the depth asked for', () => {
  const settings = {
    kinds: fc.integer({ min: 2, max: 3 }),
    depth: fc.integer({ min: 1, max: 8 }),
    length: fc.integer({ min: 100, max: 600 }),
  };
  fc.assert(
    fc.property(fc.record(settings), seeds, (parameters, seed) => {
      const { kinds, depth } = parameters;
      const task = brackets.generate(parameters, seed);
      const lines = linesOf(task);
      let nats = -Math.log(kinds);
      let closing = 0;
      for (const line of lines) {
        assert.ok(line.length > 0 && isBalanced(line), line);
        const opened = depths(line);
        assert.ok(Math.max(...opened) <= depth);
        if (kinds === 2) assert.ok(!line.includes('{'));
        // A coin is tossed after each symbol, but where the depth leaves no choice.
        const tosses = opened.filter((open) => open < depth).length;
        nats += (line.length / 2) * Math.log(kinds) + tosses * Math.log(2);
        closing += line.length / 2;
      }
      assert.equal(task.answers.length, closing);
      for (const at of task.answers) assert.match(task.text.charAt(at), /[)\]}]/);
      checkScores(task, nats, closing * Math.log(kinds));
      near(task.guessing.answerLoss - task.best.answerLoss, Math.log(kinds), 1e-9);
    }),
  );
});

test('brackets: certain is what never went otherwise after the same brackets open', () => {
  const depth = 3;
  const { text, predictable } = brackets.generate({ kinds: 2, depth, length: 60_000 }, SEED);
  let open = '';
  /** @type {[string, string][]} */
  const steps = Array.from(text, (symbol, at) => {
    const state = at === 0 || text[at - 1] === '\n' ? 'start' : open;
    if ('([{'.includes(symbol)) open += symbol;
    else if (symbol !== '\n') open = open.slice(0, -1);
    return [state, symbol];
  });
  const seen = followers(steps);
  const certain = steps.flatMap(([state], at) => (seen.get(state)?.size === 1 ? [at] : []));
  assert.deepEqual(predictable, certain);
});

test('brackets: the span is the widest pair', () => {
  const task = brackets.generate({ kinds: 3, depth: 5, length: 3000 }, SEED);
  /** @type {number[]} */
  const open = [];
  const widths = Array.from(task.text, (symbol, at) => {
    if ('([{'.includes(symbol)) open.push(at);
    return ')]}'.includes(symbol) ? at - Number(open.pop()) : 0;
  });
  assert.equal(task.span, Math.max(...widths));
});

test('pairs: as many as asked for, no source twice, nothing in both', () => {
  const sizes = {
    pairs: fc.integer({ min: 1, max: 800 }),
    unseen: fc.integer({ min: 1, max: 200 }),
  };
  fc.assert(
    fc.property(
      fc.constantFrom(reverse, numbers, dates),
      fc.record(sizes),
      seeds,
      (task, size, seed) => {
        const { train, test: unseen } = task.generate(size, seed);
        assert.deepEqual([train.length, unseen.length], [size.pairs, size.unseen]);
        for (const side of [0, 1]) {
          const known = new Set(train.map((pair) => pair[side]));
          assert.equal(
            new Set([...train, ...unseen].map((pair) => pair[side])).size,
            train.length + unseen.length,
          );
          for (const pair of unseen) assert.ok(!known.has(pair[side]));
        }
        for (const side of [...train, ...unseen].flat()) assert.match(side, /^[^\t\r\n]+$/);
      },
    ),
  );
});

test('reverse: backwards, within the bounds, and no test string known from either side', () => {
  const settings = {
    longest: fc.integer({ min: 4, max: 12 }),
    letters: fc.integer({ min: 5, max: 26 }),
    pairs: fc.integer({ min: 1, max: 150 }),
    unseen: fc.constant(50),
  };
  fc.assert(
    fc.property(fc.record(settings), seeds, (parameters, seed) => {
      const { train, test: unseen } = reverse.generate(parameters, seed);
      const alphabet = 'abcdefghijklmnopqrstuvwxyz'.slice(0, parameters.letters);
      for (const [source, target] of [...train, ...unseen]) {
        assert.ok(source.length >= 2 && source.length <= parameters.longest);
        assert.ok([...source].every((letter) => alphabet.includes(letter)));
        assert.equal(target.length, source.length);
        for (let at = 0; at < source.length; at++) assert.equal(target.at(-1 - at), source[at]);
      }
      const known = new Set(train.flat());
      for (const side of unseen.flat()) assert.ok(!known.has(side));
    }),
  );
});

test('reverse: training and test have all lengths alike', () => {
  const { train, test: unseen } = reverse.generate({ pairs: 8000, unseen: 2000 }, SEED);
  for (const length of [2, 3, 7, 12]) {
    const part = (/** @type {[string, string][]} */ pairs) =>
      pairs.filter(([source]) => source.length === length).length / pairs.length;
    assert.ok(part(unseen) > 0);
    near(part(unseen), part(train), 0.04);
  }
});

/** Known from school, in the spelling before 1990. @type {[number, string][]} */
const FRENCH = [
  [0, 'zéro'],
  [1, 'un'],
  [10, 'dix'],
  [11, 'onze'],
  [16, 'seize'],
  [17, 'dix-sept'],
  [20, 'vingt'],
  [21, 'vingt et un'],
  [22, 'vingt-deux'],
  [31, 'trente et un'],
  [45, 'quarante-cinq'],
  [51, 'cinquante et un'],
  [61, 'soixante et un'],
  [70, 'soixante-dix'],
  [71, 'soixante et onze'],
  [72, 'soixante-douze'],
  [77, 'soixante-dix-sept'],
  [80, 'quatre-vingts'],
  [81, 'quatre-vingt-un'],
  [90, 'quatre-vingt-dix'],
  [91, 'quatre-vingt-onze'],
  [99, 'quatre-vingt-dix-neuf'],
  [100, 'cent'],
  [101, 'cent un'],
  [180, 'cent quatre-vingts'],
  [200, 'deux cents'],
  [201, 'deux cent un'],
  [999, 'neuf cent quatre-vingt-dix-neuf'],
  [1000, 'mille'],
  [1001, 'mille un'],
  [1100, 'mille cent'],
  [1789, 'mille sept cent quatre-vingt-neuf'],
  [1999, 'mille neuf cent quatre-vingt-dix-neuf'],
  [2000, 'deux mille'],
  [80_000, 'quatre-vingt mille'],
  [200_000, 'deux cent mille'],
  [999_999, 'neuf cent quatre-vingt-dix-neuf mille neuf cent quatre-vingt-dix-neuf'],
  [1_000_000, 'un million'],
  [2_000_000, 'deux millions'],
];

/** @type {[number, string][]} */
const ENGLISH = [
  [0, 'zero'],
  [12, 'twelve'],
  [21, 'twenty-one'],
  [40, 'forty'],
  [90, 'ninety'],
  [100, 'one hundred'],
  [115, 'one hundred fifteen'],
  [1000, 'one thousand'],
  [1999, 'one thousand nine hundred ninety-nine'],
  [80_000, 'eighty thousand'],
  [1_000_000, 'one million'],
];

/**
 * Numbers and their words, drawn and as a table.
 *
 * @param {string} language
 * @param {number} digits
 * @param {number} pairs
 */
function spelled(language, digits, pairs) {
  const made = numbers.generate({ language, digits, pairs, unseen: 1, spaced: false }, SEED);
  return new Map([...made.train, ...made.test]);
}

test('numbers: French and English below a thousand, all of them, as known', () => {
  for (const [language, known] of /** @type {[string, [number, string][]][]} */ ([
    ['french', FRENCH],
    ['english', ENGLISH],
  ])) {
    const table = spelled(language, 3, 999);
    assert.equal(table.size, 1000);
    for (const [number, words] of known)
      if (number < 1000) assert.equal(table.get(String(number)), words);
  }
});

test('numbers: the library that spells them knows the large ones too', async () => {
  const { toCardinal: french } = await import('n2words/fr-FR');
  const { toCardinal: english } = await import('n2words/en-US');
  for (const [number, words] of FRENCH) assert.equal(french(number), words);
  for (const [number, words] of ENGLISH) assert.equal(english(number), words);
  // And it is the one that the task speaks with.
  const sample = numbers.generate({ digits: 7, pairs: 300, unseen: 1, spaced: false }, SEED).train;
  for (const [source, target] of sample) assert.equal(target, french(Number(source)));
});

test('numbers: English words read back to the number', () => {
  const small =
    'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
      ' ',
    );
  const tens = 'zero ten twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');
  const value = (/** @type {string} */ words) => {
    let [total, group] = [0, 0];
    for (const word of words.split(/[ -]/)) {
      if (word === 'hundred') group *= 100;
      else if (word === 'thousand' || word === 'million') {
        total += group * (word === 'million' ? 1e6 : 1000);
        group = 0;
      } else group += small.includes(word) ? small.indexOf(word) : 10 * tens.indexOf(word);
    }
    return total + group;
  };
  for (const [source, words] of spelled('english', 7, 5000))
    assert.equal(value(words), Number(source));
});

test('numbers: spaced digits are the same number, and every count of digits is there', () => {
  const size = { digits: 6, pairs: 3000, unseen: 300 };
  const spaced = numbers.generate(size, SEED);
  const joined = numbers.generate({ ...size, spaced: false }, SEED);
  assert.deepEqual(
    spaced.train.map(([source, target]) => [source.replaceAll(' ', ''), target]),
    joined.train,
  );
  for (const [source] of spaced.train) assert.match(source, /^(0|[1-9]( \d)*)$/);
  for (const digits of [2, 3, 4, 5, 6]) {
    const known = joined.train.filter(([source]) => source.length === digits);
    assert.ok(known.length >= 60 && known.length <= 900, `${known.length} of ${digits} digits`);
    assert.ok(joined.test.some(([source]) => source.length === digits));
  }
});

/** @param {string} language @param {number} [pairs] */
function datesIn(language, pairs = 1500) {
  const made = dates.generate({ language, years: 20, pairs, unseen: 100 }, SEED);
  return [...made.train, ...made.test];
}

test('dates: the answer is a day of the years asked for, and the question holds its figures', () => {
  for (const [source, iso] of datesIn('all')) {
    assert.match(iso, /^(19[56]\d)-\d\d-\d\d$/);
    assert.equal(new Date(`${iso}T00:00:00Z`).toISOString().slice(0, 10), iso);
    const figures = (source.match(/\d+/g) ?? []).map(Number);
    assert.ok(figures.includes(Number(iso.slice(0, 4))), `${source}: ${iso}`);
    assert.ok(figures.includes(Number(iso.slice(8))), `${source}: ${iso}`);
    assert.doesNotMatch(source, /[^\S ]|[\u200e\u200f]/);
  }
});

test('dates: written-out months, weekdays and the order of figures, as known', () => {
  const english =
    'January February March April May June July August September October November December'.split(
      ' ',
    );
  const french =
    'janvier février mars avril mai juin juillet août septembre octobre novembre décembre'.split(
      ' ',
    );
  const found = { english: 0, french: 0, chinese: 0, figures: 0, weekdays: 0 };
  for (const [source, iso] of datesIn('en-US')) {
    const [, month = '', day, year] = /([A-Z][a-z]+) (\d+), (\d{4})$/.exec(source) ?? [];
    assert.ok(month, `American dates are written out: ${source}`);
    const at = english.findIndex((name) => name.startsWith(month.slice(0, 3))) + 1;
    assert.equal(`${year} ${at} ${day}`, iso.split('-').map(Number).join(' '));
    found.english++;
    if (!/day,/.test(source)) continue;
    // Counted from a Sunday that is in every calendar: 7 January 1900.
    const days = Math.round((Date.parse(iso) - Date.UTC(1900, 0, 7)) / 864e5);
    const weekday = 'Sunday Monday Tuesday Wednesday Thursday Friday Saturday'.split(' ')[days % 7];
    assert.ok(source.startsWith(`${weekday},`), `${source}: ${iso}`);
    found.weekdays++;
  }
  for (const [source, iso] of datesIn('fr')) {
    const [year, month, day] = iso.split('-').map(Number);
    const name = french[Number(month) - 1] ?? '';
    if (source.includes(name)) found.french++;
    const figures = /^(\d\d)\/(\d\d)\/(\d{4})$/.exec(source);
    if (figures) found.figures++;
    if (figures) assert.deepEqual(figures.slice(1).map(Number), [day, month, year]);
  }
  for (const [source, iso] of datesIn('zh-CN')) {
    assert.deepEqual(source.match(/\d+/g)?.map(Number), iso.split('-').map(Number));
    if (/^\d+年\d+月\d+日/.test(source)) found.chinese++;
  }
  for (const [what, count] of Object.entries(found)) assert.ok(count > 100, `${what}: ${count}`);
});

test('dates: no wording means two days, whatever the language', () => {
  const meanings = new Map();
  for (const { choices = [] } of dates.parameters.filter(({ name }) => name === 'language'))
    for (const language of choices)
      for (const [source, iso] of datesIn(language, 3000)) {
        assert.equal(meanings.get(source) ?? iso, iso, source);
        meanings.set(source, iso);
      }
  assert.ok(meanings.size > 10_000);
});

test('dates: the same in every time zone and under every locale of the host', () => {
  const program = `
    import { dates } from ${JSON.stringify(new URL('../../web/tasks/dates.js', import.meta.url).href)};
    console.log(JSON.stringify(dates.generate({ pairs: 400, unseen: 50 }, ${SEED})));`;
  const here = dates.generate({ pairs: 400, unseen: 50 }, SEED);
  for (const place of [
    { TZ: 'Asia/Tokyo' },
    { TZ: 'America/Los_Angeles' },
    { TZ: 'Pacific/Kiritimati', LC_ALL: 'th_TH.UTF-8' },
  ]) {
    const env = { ...process.env, ...place, NODE_OPTIONS: '' };
    const { stdout, stderr } = spawnSync(
      process.execPath,
      ['--input-type=module', '--eval', program],
      { env, encoding: 'utf8' },
    );
    assert.equal(stderr, '');
    assert.deepEqual(JSON.parse(stdout), here, place.TZ);
  }
});
