/**
 * Translation, as a session does it: in this thread, in a worker or in a page.
 */
import { check, equal, fails, near } from './assert.js';
import { train, withSession } from './with-session.js';

/**
 * @typedef {import('./with-session.js').WithSession} WithSession
 * @typedef {import('../../wasm/sluice.d.ts').Session} Session
 * @typedef {import('../../wasm/sluice.d.ts').Settings} Settings
 */

const PAIRS = [
  'Go.\tVa !\tignored',
  'I lost.\tJ’ai perdu.',
  'He’s calm.\tIl est calme.',
  'I’m home.\tJe suis chez moi.',
  'I won!\tJ’ai gagné !',
  'Stop!\tArrête-toi !',
].join('\n');

/** @type {Settings} */
const SMALL = {
  ...{ hidden: 24, embedding: 12, batch: 3, steps: 7, init: 'xavier' },
  ...{ optimizer: 'adam', lr: 0.02, seed: 2 },
};

/**
 * @param {import('./with-session.js').Test} test
 * @param {import('./with-session.js').Create} create
 */
export function defineTranslationTests(test, create) {
  pairsTests(withSession(test, create));
  tableTests(withSession(test, create));
  trainingTests(withSession(test, create));
  lossTests(withSession(test, create));
  searchTests(withSession(test, create));
  bleuTests(withSession(test, create));
  orderTests(withSession(test, create));
}

/** @param {Session} session */
async function loadedPairs(session) {
  await session.loadPairs(PAIRS, { minimum: 1 });
  await session.createTranslator(SMALL);
}

/** @param {WithSession} test */
function tableTests(test) {
  test('pairs are the same however their lines end, and come back as written', async (session) => {
    const lines = ['Go on.\tVa-y !', '', 'I see\tJe vois\tCC-BY', '   ', 'Go!\tVa !'];
    const whole = [
      { source: 'Go on.', target: 'Va-y !' },
      { source: 'I see', target: 'Je vois' },
      { source: 'Go!', target: 'Va !' },
    ];
    for (const end of ['\n', '\r\n', '\r', '\r\r\n']) {
      const { pairs } = await session.loadPairs(lines.join(end), { minimum: 1 });
      equal([pairs, await session.sentences()], [3, whole]);
    }
    const couples = whole.map(({ source, target }) => /** @type {const} */ ([source, target]));
    for (const given of [whole, couples]) {
      const { pairs } = await session.loadPairs(given, { minimum: 1 });
      equal([pairs, await session.sentences()], [3, whole]);
    }
    const several = ['Go on.\tVa-y !', 'I see\tJe vois\nGo!\tVa !'];
    equal((await session.loadPairs(several, { minimum: 1 })).pairs, 3);
    for (const [wrong, found] of /** @type {[any[], string][]} */ ([
      [
        [
          ['a', 'b'],
          ['c\td', 'e'],
        ],
        'pair 2 takes .*, but has "c.*d"',
      ],
      [[{ source: 'a' }], 'pair 1 takes two sentences .*, but has undefined'],
      [[['a', 'b'], 'c'], 'pair 2 takes .*, but has undefined'],
      [
        [
          ['a', 'b', 'c'],
          ['d', 'e'],
        ],
        'pair 1 takes .*, but has an array',
      ],
      [[['', 'x']], 'pair 1 takes .*, but has ""'],
    ]))
      await fails('BAD_TEXT', session.loadPairs(wrong), new RegExp(found));
    equal((await session.sentences()).length, 3);
    equal(await session.sentences({ first: 1, count: 1 }), [whole[1]]);
    equal(await session.sentences({ first: 2, count: 9 }), [whole[2]]);
    equal(await session.sentences({ first: 7 }), []);
    await fails('BAD_SETTING', session.sentences({ first: -1 }), /first/);
  });

  test('a column of rare tokens alone is refused, with what helps', async (session) => {
    const numbered = Array.from({ length: 9 }, (_, i) => `go on\t${'一二三四五六七八九'[i]}`);
    const many = numbered.join('\n');
    await fails(
      'BAD_TEXT',
      session.loadPairs(many),
      /target sentences occurs 2 times.*minimum to 1/,
    );
    await fails('BAD_TEXT', session.loadPairs('a\tb b\nc\tb'), /source sentences occurs 2 times/);
    await fails('MISUSE', session.sentences(), /load pairs/); // nothing was loaded
    await session.loadPairs(many, { minimum: 1 });
  });

  test('sentences longer than the steps of a model are counted', async (session) => {
    await session.loadPairs('a\tb c\na a a\tb\na a\tb c d', { minimum: 1 });
    for (const [steps, source, target] of [
      [4, 0, 0],
      [3, 1, 1],
      [2, 2, 2],
    ]) {
      await session.createTranslator({ steps });
      equal((await session.epoch()).cutOff, { source, target });
    }
  });
}

/** @param {WithSession} test */
function pairsTests(test) {
  const SPECIALS = ['<unk>', '<pad>', '<bos>', '<eos>'];

  test('pairs are read as words', async (session) => {
    const info = await session.loadPairs('Go on.\tVa-y !\tx\r\nGo!\tVa !\n', { minimum: 1 });
    equal(info.pairs, 2);
    equal(info.bytes, new TextEncoder().encode('Go on.\tVa-y !\tx\r\nGo!\tVa !\n').length);
    equal(info.source, [...SPECIALS, '!', '.', 'go', 'on']);
    equal(info.target, [...SPECIALS, '!', 'va', 'va-y']);
    equal((await session.loadPairs('go on\tva\ngo\tva', {})).source, [...SPECIALS, 'go']);
  });

  test('pairs are read for the model there was when their reading began', async (session) => {
    await loadedPairs(session);
    const file = await session.save();
    await session.loadPairs('a\tb\nc\td', { minimum: 1 });
    await session.createTranslator(SMALL);
    let goOn = () => {};
    const gate = new Promise((resolve) => {
      goOn = () => resolve(undefined);
    });
    async function* slow() {
      yield 'a\tb\n';
      await gate;
      yield 'c\td\n';
    }
    const reading = session.loadPairs(slow(), { vocabulary: 'model' });
    await session.load(file);
    goOn();
    equal((await reading).source, [...SPECIALS, 'a', 'c']);
  });

  test('pairs are read as characters, from chunks, and cut', async (session) => {
    const chunks = async function* () {
      yield 'ab\tbab\na';
      yield new TextEncoder().encode('b\tc');
    };
    const info = await session.loadPairs(chunks(), { tokens: 'char', minimum: 2 });
    equal([info.pairs, info.source, info.target], [2, [...SPECIALS, 'a', 'b'], [...SPECIALS, 'b']]);
    equal(
      [info.tokens, info.unknown],
      [
        { source: 4, target: 4 },
        { source: 0, target: 2 },
      ],
    );
    const cut = await session.loadPairs('aab\tbba\nzz\tzz', { tokens: 'char', maxPairs: 1 });
    equal([cut.pairs, cut.source], [1, [...SPECIALS, 'a']]);
    equal(await session.sentences(), [{ source: 'aab', target: 'bba' }]);
  });

  test('sentences are cut into tokens without pairs or a model', async (session) => {
    const sentences = ['Va-y !', 'Il est  CALME.', ''];
    equal(await session.cut(sentences), [['va-y', '!'], ['il', 'est', 'calme', '.'], []]);
    equal(await session.cut([' a b '], { tokens: 'char' }), [['a', ' ', 'b']]);
    const tokens = /** @type {any} */ ('syllable');
    await fails('BAD_SETTING', session.cut(['a'], { tokens }), /tokens/);
  });

  test('bad tables are refused and the old one stays', async (session) => {
    await loadedPairs(session);
    await fails('BAD_TEXT', session.loadPairs(''), /no pairs/);
    await fails('BAD_TEXT', session.loadPairs('a\tb\nalone'), /line 2/);
    await fails('BAD_SETTING', session.loadPairs('a\tb', { minimum: 0 }), /minimum/);
    await fails('BAD_SETTING', session.loadPairs('a\tb', { maxPairs: -1 }), /maxPairs/);
    const tokens = /** @type {any} */ ('syllable');
    await fails('BAD_SETTING', session.loadPairs('a\tb', { tokens }), /tokens/);
    const abort = new AbortController();
    const pull = () => new Promise(() => setTimeout(() => abort.abort()));
    const silent = new ReadableStream({ pull });
    const { signal } = abort;
    equal((await session.loadPairs(silent, { signal }).catch((e) => e)).name, 'AbortError');
    equal((await train(session, { updates: 1 })).at(-1)?.update, 1);
  });
}

/** @param {WithSession} test */
function trainingTests(test) {
  // Target tokens with <eos>: 3 + 4 + 5 + 6 + 4 + 3.
  const TOKENS = 25;

  test('an epoch takes each pair that is not held out once', async (session) => {
    await session.loadPairs('a\tb\n'.repeat(20), { minimum: 1 });
    await session.createTranslator({ ...SMALL, batch: 3, validation: 0.2 });
    equal(await session.epoch(), {
      ...{ updates: 6, training: 16, heldOut: 4 },
      cutOff: { source: 0, target: 0 },
    });
    equal((await train(session, { epochs: 1 })).at(-1)?.update, 6);
  });

  test('a translator learns its pairs by heart', async (session) => {
    await loadedPairs(session);
    const { kind, vocabulary, settings } = await session.info();
    equal([kind, settings.tokens, settings.minimum], ['translation', 'word', 1]);
    const before = await session.pairsLoss();
    equal(before.tokens, TOKENS);
    near(before.loss, Math.log(vocabulary.length), 0.3);
    const reports = await train(session, { epochs: 100, reportEvery: 50 });
    const last = reports.at(-1);
    equal([last?.update, last?.epoch, last?.tokens], [200, 100, 100 * TOKENS]);
    near(last?.perplexity ?? NaN, Math.exp(last?.loss ?? NaN), 1e-12);
    check((last?.loss ?? 9) < 0.1, `a low loss, got ${last?.loss}`);
    check((await session.pairsLoss()).loss < 0.1, 'a low loss of the final weights');
    equal((await session.translate('He’s calm.')).text, 'il est calme .');
    equal((await session.translate('I WON !')).text, 'j’ai gagné !');
    const { updates, tokens } = await session.info();
    equal([updates, tokens], [200, 100 * TOKENS]);
  });

  test('held-out pairs are measured as pairsLoss does', async (session) => {
    await session.loadPairs(PAIRS, { minimum: 1 });
    await session.createTranslator({ ...SMALL, validation: 0.34 });
    const reports = await train(session, { updates: 8, validateEvery: 4, reportEvery: 4 });
    equal(
      reports.map(({ update, epoch }) => [update, epoch]),
      [1, 2, 3, 4].map((epoch) => [2 * epoch, epoch]), // of 4 pairs, in batches of 3
    );
    const { loss, tokens } = await session.pairsLoss({ first: 4, count: 2 });
    equal(tokens, 4 + 3);
    near(reports.at(-1)?.validationLoss ?? NaN, loss, 0);
    equal(
      reports.map((report) => report.validationLoss !== undefined),
      [false, true, false, true],
    );
    near(reports.at(-1)?.validationPerplexity ?? NaN, Math.exp(loss), 1e-12);
  });
}

/** @param {WithSession} test */
function lossTests(test) {
  test('the loss is a mean over tokens', async (session) => {
    const many = Array.from({ length: 90 }, (_, i) => `a${i % 7}\t${'b '.repeat((i % 5) + 1)}`);
    await session.loadPairs(many.join('\n'));
    await session.createTranslator({ ...SMALL, hidden: 8 });
    await train(session, { updates: 5 });
    const parts = await Promise.all(
      [
        { first: 0, count: 33 },
        { first: 33, count: 1 },
        { first: 34, count: 56 },
      ].map((part) => session.pairsLoss(part)),
    );
    const whole = await session.pairsLoss();
    equal(
      parts.map(({ tokens }) => tokens),
      [129, 5, 226], // with <eos> 2 to 6 tokens, in turn
    );
    const sum = parts.reduce((total, { loss, tokens }) => total + loss * tokens, 0);
    near(whole.loss, sum / 360, 1e-6);
    equal((await session.pairsLoss({ first: 34 })).loss, parts[2]?.loss);
    await fails('MISUSE', session.pairsLoss({ first: 90 }), /pairs/);
    await fails('MISUSE', session.pairsLoss({ first: 5, count: 1000 }), /pairs 5 to 1005 of/);
    await fails('MISUSE', session.pairsLoss({ first: 91 }), /pairs 91 to 91 of a table of 90/);
    await fails('BAD_SETTING', session.pairsLoss({ first: -1 }), /first/);
  });

  test('a saved translator comes back and goes on with pairs of its words', async (session) => {
    await loadedPairs(session);
    await train(session, { updates: 60 });
    const file = await session.save();
    const { text } = await session.translate('Go.');
    await session.loadPairs('x\ty', { minimum: 1 });
    const { settings } = await session.createTranslator({ hidden: 3, embedding: 0 });
    equal(settings.embedding, 32);
    equal((await session.load(file)).kind, 'translation');
    equal(await session.save(), file);
    equal((await session.translate('Go.')).text, text);
    await fails('OTHER_VOCABULARY', train(session, { updates: 1 }), /vocabulary: 'model'/);
    await fails('OTHER_VOCABULARY', session.pairsLoss(), /vocabulary: 'model'/);
    await fails('MISUSE', session.loadText('go', { vocabulary: 'model' }), /loadPairs reads its/);
    const info = await session.loadPairs('Go home!\tVa chez moi !', { vocabulary: 'model' });
    equal(info.target, (await session.info()).vocabulary);
    equal((await train(session, { updates: 30 })).at(-1)?.epoch, 30);
    equal((await session.translate('go home !')).text, 'va chez moi !');
  });
}

/** @param {WithSession} test */
function searchTests(test) {
  test('a wide beam is an exhaustive search', async (session) => {
    await session.loadPairs('a\tx y\nb\ty x x\nb a\ty', { minimum: 1 });
    await session.createTranslator({ ...SMALL, steps: 3, hidden: 9 });
    await train(session, { updates: 10 });
    // Tokens x, y and <eos>: 1 sentence of one token, 2 of two, 4 * 3 cut off at three.
    const all = await session.translate('b a', { width: 27, alpha: 0.75 });
    equal(all.hypotheses.length, 1 + 2 + 12);
    equal(new Set(all.hypotheses.map(({ tokens }) => tokens.join())).size, 15);
    const total = all.hypotheses.reduce((sum, one) => sum + Math.exp(one.logProbability), 0);
    near(total, 1, 1e-5);
    for (const { logProbability, score, tokens } of all.hypotheses) {
      near(score, logProbability / tokens.length ** 0.75, 1e-9);
      check(score <= all.score, 'the best score first');
    }
    equal(all.tree.filter(({ finished }) => finished).length, 15);
    for (const { parent, step, token } of all.tree) {
      equal(all.tree[parent]?.step ?? 0, step - 1);
      check(['x', 'y', '<eos>'].includes(token), `a token, got ${token}`);
    }
    const greedy = await session.translate('b a');
    check(greedy.score <= all.score, 'a greedy score that is no better');
    let at = '';
    for (const token of greedy.tokens) {
      const next = ['x', 'y', '<eos>'].map((one) => {
        const start = at + one;
        const p = all.hypotheses.filter(({ tokens }) => tokens.join('').startsWith(start));
        return { one, p: p.reduce((sum, { logProbability: l }) => sum + Math.exp(l), 0) };
      });
      equal(next.sort((a, b) => b.p - a.p)[0]?.one, token);
      at += token;
    }
  });

  test('alpha decides between short and long', async (session) => {
    await loadedPairs(session);
    await train(session, { updates: 20 });
    const lengths = [];
    for (const alpha of [0, 1, 3]) {
      const { hypotheses, tokens } = await session.translate('I’m home.', { width: 8, alpha });
      lengths.push(tokens.length);
      const scores = hypotheses.map((one) => one.logProbability / one.tokens.length ** alpha);
      equal(
        scores.map((score) => score <= (scores[0] ?? NaN) + 1e-9),
        scores.map(() => true),
      );
    }
    check((lengths[0] ?? 9) <= (lengths[2] ?? 0), `longer with a larger alpha, got ${lengths}`);
  });

  test('drawing follows its seed and its temperature', async (session) => {
    await loadedPairs(session);
    await train(session, { updates: 30 });
    const sentence = 'I lost.';
    const greedy = await session.translate(sentence);
    equal((await session.sampleTranslation(sentence, { temperature: 0 })).text, greedy.text);
    const drawn = await session.sampleTranslation(sentence, { temperature: 3, seed: 7 });
    equal(await session.sampleTranslation(sentence, { temperature: 3, seed: 7 }), drawn);
    equal(Object.keys(drawn), ['text', 'tokens', 'logProbability', 'score']);
    const texts = new Set();
    for (let seed = 0; seed < 9; seed++) {
      texts.add((await session.sampleTranslation(sentence, { temperature: 3, seed })).text);
    }
    check(texts.size > 2, 'different translations with different seeds');
  });

  test('a sentence or an option out of range is refused', async (session) => {
    await loadedPairs(session);
    await fails('BAD_TEXT', session.translate(''), /empty/);
    await fails('BAD_SETTING', session.translate('go .', { width: 0 }), /width/);
    await fails('BAD_SETTING', session.translate('go .', { width: 1e6 }), /width/);
    await fails('BAD_SETTING', session.translate('go .', { width: 1.5 }), /width/);
    await fails('BAD_SETTING', session.translate('go .', { alpha: NaN }), /alpha/);
    await fails('BAD_SETTING', session.sampleTranslation('go .', { temperature: -1 }));
    await fails('BAD_SETTING', session.sampleTranslation('go .', { seed: 0.5 }), /seed/);
    equal((await session.translate('quite unknown words')).hypotheses.length, 1);
  });
}

/** @param {WithSession} test */
function bleuTests(test) {
  test('BLEU-4 of a corpus, by hand', async (session) => {
    const one = 'the cat sat on the mat today';
    equal(await session.bleu([one], [[one]]), 1);
    // 6 of 7 words, 5 of 6 pairs, 4 of 5, 3 of 4; longer than the reference
    near(await session.bleu([one], [['the cat sat on the mat']]), (3 / 7) ** 0.25, 1e-12);
    const two = [one, 'a b c d'];
    const references = [['the cat sat on the mat', 'a mat'], ['a b c d e']];
    const product = (10 / 11) * (8 / 9) * (6 / 7) * (4 / 5);
    near(await session.bleu(two, references), product ** 0.25, 1e-12); // 11 words against 11
    near(await session.bleu(['a b c d'], [['a b c d e']]), Math.exp(1 - 5 / 4), 1e-12);
    equal(await session.bleu(['a b c'], [['a b c']]), 0);
    equal(await session.bleu([], []), 0);
    await fails('MISUSE', session.bleu(['a'], []), /references/);
    await fails('MISUSE', session.bleu(['a'], [[]]));
    await fails('MISUSE', session.bleu(['a'], /** @type {any} */ (['a'])), /array of strings/);
  });

  test("the book's BLEU of its own sentences", async (session) => {
    equal(await session.bookBleu('va !', 'va !'), 1);
    near(await session.bookBleu('il est riche .', 'il est calme .'), 0.658, 5e-4);
    const shorter = Math.exp(1 - 5 / 4) * Math.sqrt(3 / 4) * (1 / 3) ** 0.25;
    near(await session.bookBleu('je suis . moi', 'je suis chez moi !'), shorter, 1e-12);
    near(await session.bookBleu('il est riche .', 'il est calme .', 1), Math.sqrt(3 / 4), 1e-12);
    await fails('BAD_SETTING', session.bookBleu('a', 'a', 0), /1 to 8/);
  });
}

/** @param {WithSession} test */
function orderTests(test) {
  test('calls out of order are refused', async (session) => {
    await fails('MISUSE', session.createTranslator(), /pairs/);
    await fails('MISUSE', session.translate('go .'), /model/);
    await fails('MISUSE', session.loadPairs('a\tb', { vocabulary: 'model' }), /model/);
    await session.loadText('a text, not pairs. '.repeat(9));
    await session.createModel({ hidden: 4, batch: 2, steps: 5 });
    await fails('MISUSE', session.pairsLoss(), /load pairs/);
    await fails('MISUSE', session.translate('go .'), /does not translate/);
    await fails('MISUSE', session.loadPairs('a\tb', { vocabulary: 'model' }), /language model/);
    await session.loadPairs(PAIRS);
    await fails('MISUSE', session.pairsLoss(), /language model/);
    await session.createTranslator(SMALL);
    for (const asked of [{ tokens: 'char' }, { minimum: 1 }]) {
      const settings = /** @type {Settings} */ (asked);
      await fails('BAD_SETTING', session.createTranslator(settings), /loadPairs/);
    }
    await fails('MISUSE', session.inspect('a'));
    await fails('MISUSE', session.evaluate('a text'));
    await fails('MISUSE', session.measure('training'));
    await fails('MISUSE', session.generate()[Symbol.asyncIterator]().next());
    for await (const _ of session.train({ reportEvery: 1 })) {
      await fails('MISUSE', session.loadPairs(PAIRS), /running training/);
      await fails('MISUSE', session.createTranslator(SMALL), /running training/);
      break;
    }
  });

  test('text and pairs stand beside each other', async (session) => {
    await loadedPairs(session);
    await train(session, { updates: 5 });
    const through = await session.save();
    await session.loadText('a text');
    await session.createTranslator(SMALL);
    await train(session, { updates: 3 });
    await session.loadText('a text, not pairs. '.repeat(9)); // the optimiser keeps its state
    await train(session, { updates: 5 });
    equal(await session.save(), through);
    await session.createModel({ hidden: 4, batch: 2, steps: 5 });
    equal((await train(session, { updates: 2 })).at(-1)?.tokens, 20);
  });
}
