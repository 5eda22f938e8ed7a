import { files, gruCell } from './pytorch-parts.js';

/**
 * A Python script that rebuilds a model in PyTorch from its file, and needs nothing but PyTorch. It
 * prints what Sluice would; `load`, `Model` and `save` in it serve to train on in PyTorch.
 *
 * A model that was made in PyTorch and never in Sluice needs a safetensors file with float32 tensors
 * named as here, and under the metadata key "sluice" a JSON object with "format": 1, "kind"
 * ("language" or "translation"), "settings" (those of the model that are not at their default; of a
 * GRU of nn.GRU "reset": "after"), "vocabulary" (strings; the first is "<unk>"; for a translation
 * model <unk>, <pad>, <bos>, <eos>, and also "source_vocabulary"), "updates" and "tokens" (0 will
 * do).
 *
 * @typedef {import('./saved-model.js').SavedModel} SavedModel
 */

/** Ids of every vocabulary of a translation model. */
const SPECIALS = 'UNKNOWN, PAD, BOS, EOS = range(4)';

/** What training in PyTorch does without. */
const NO_NOISE =
  'The model here drops nothing: dropout (of steps or of windows), dropconnect and token dropout of\n' +
  "Sluice's training are left to you.";

/** @param {SavedModel} model */
export function pytorchScript(model) {
  const { kind, settings } = model;
  const isLanguage = kind === 'language';
  const usesPattern = isLanguage ? settings.normalize === 'd2l' : settings.tokens === 'word';
  const imports = [
    ...['import argparse', 'import json', ...(usesPattern ? ['import re'] : [])],
    ...['import struct', ...(isLanguage ? ['import sys'] : []), 'from pathlib import Path', ''],
    ...['import torch', 'from torch import nn'],
    ...(readsOneHot(model) || isOwn(model) ? ['from torch.nn import functional'] : []),
  ];
  return [
    isLanguage ? languageHead(model) : translationHead(model),
    `${imports.join('\n')}\n`,
    ...(isLanguage ? [] : [`\n${SPECIALS}\n`]),
    ...(isOwn(model) ? [gruCell(settings)] : ['\n']),
    isLanguage ? languageModel(model) : translator(model),
    files,
    isLanguage ? languageUse(model) : translatorUse(model),
    isLanguage ? languageMain : translatorMain,
  ].join('');
}

/**
 * Whether PyTorch lacks the cell.
 *
 * @param {SavedModel} model
 */
function isOwn({ settings: { cell, reset, gates } }) {
  return cell === 'gru' && (reset === 'before' || gates !== 'both');
}

/** @param {SavedModel} model */
function readsOneHot({ kind, settings }) {
  return kind === 'language' && settings.embedding === 0;
}

/**
 * @param {SavedModel} model
 * @param {number} inputs
 * @param {boolean} both
 */
function recurrent(model, inputs, both) {
  const { cell, hidden, layers, bias } = model.settings;
  const name = isOwn(model) ? 'Gru' : `nn.${cell.toUpperCase()}`;
  const flags = `num_layers=${layers}, bias=${flag(bias)}, bidirectional=${flag(both)}`;
  return `${name}(${inputs}, ${hidden}, ${flags})`;
}

/** @param {boolean} value */
function flag(value) {
  return value ? 'True' : 'False';
}

/** @param {SavedModel} model */
function size({ settings: { cell, layers, hidden, bidirectional } }) {
  const both = bidirectional ? ', bidirectional' : '';
  return `${cell.toUpperCase()}, ${layers} x ${hidden} units${both}`;
}

/** @param {SavedModel} model */
function languageHead(model) {
  return `"""A language model of Sluice in PyTorch: ${size(model)}.

Reads the .safetensors file of this file's name beside it.
    python3 FILE.py 'The ' --length 200     goes on with a text, always with the likeliest symbol
    python3 FILE.py 'The ' --logits         the logits after each symbol, as JSON
    python3 FILE.py --save OUT.safetensors  writes the model as a file that Sluice loads
To train on in PyTorch: model, note = load(path), then train the model, then save(path, model, note).
${NO_NOISE}
"""
`;
}

/** @param {SavedModel} model */
function translationHead(model) {
  return `"""A translation model of Sluice in PyTorch: ${size(model)}.

Reads the .safetensors file of this file's name beside it.
    python3 FILE.py 'go .'                  translates, always with the likeliest token
    python3 FILE.py 'go .' --logits         the tokens, and the logits of each, as JSON
    python3 FILE.py --save OUT.safetensors  writes the model as a file that Sluice loads
To train on in PyTorch: model, note = load(path), then train the model, then save(path, model, note).
${NO_NOISE}
"""
`;
}

/** @param {SavedModel} model */
function languageModel(model) {
  const { hidden, embedding, bidirectional, bias } = model.settings;
  const symbols = model.vocabulary.length;
  const width = bidirectional ? 2 * hidden : hidden;
  const table = `        self.embedding = nn.Embedding(${symbols}, ${embedding})\n`;
  const oneHot = `functional.one_hot(ids, ${symbols}).float()`;
  return `
class Model(nn.Module):
    def __init__(self):
        super().__init__()
${embedding ? table : ''}        self.rnn = ${recurrent(model, embedding || symbols, bidirectional)}
        self.linear = nn.Linear(${width}, ${symbols}, bias=${flag(bias)})

    def forward(self, ids, state=None):
        """Ids (T, B) to the logits (T, B, symbols) of what follows each, and the state after all."""
        rows = ${embedding ? 'self.embedding(ids)' : oneHot}
        outputs, state = self.rnn(rows, state)
        return self.linear(outputs), state

`;
}

const normalize = String.raw`
def normalize(text):
    """Lower-case letters, and a space for whatever is between them; lines are joined."""
    *lines, last = [re.sub('[^A-Za-z]+', ' ', line).lower() for line in re.split('[\r\n]', text)]
    return ''.join(line.strip() for line in lines) + last.lstrip()

`;

/** @param {SavedModel} model */
function languageUse({ settings }) {
  const isNormalized = settings.normalize === 'd2l';
  return `
${isNormalized ? normalize : ''}
def encode(note, text):
    ids = {symbol: id for id, symbol in enumerate(note['vocabulary'])}
    text = ${isNormalized ? 'normalize(text)' : 'text'}
    unknown = [symbol for symbol in text if symbol not in ids]
    if unknown:
        sys.exit(f'the model never saw {unknown[0]!r}')
    return [ids[symbol] for symbol in text]


@torch.no_grad()
def go_on(model, note, prompt, length):
    """Draws the likeliest symbol, again and again, but never <unk>, id 0."""
    state, logits = None, model.linear(torch.zeros(1, 1, model.linear.in_features))
    for id in encode(note, prompt):
        logits, state = model(torch.tensor([[id]]), state)
    for _ in range(length):
        id = 1 + int(logits[0, 0, 1:].argmax())
        yield note['vocabulary'][id]
        logits, state = model(torch.tensor([[id]]), state)


@torch.no_grad()
def logits_along(model, note, text):
    """(T, symbols): after each symbol of a text that is read from a zero state."""
    logits, _ = model(torch.tensor(encode(note, text))[:, None])
    return logits[:, 0].tolist()
`;
}

const languageMain = `

def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument('prompt', nargs='?', default='')
    parser.add_argument('--length', type=int, default=200, help='symbols to draw')
    parser.add_argument('--logits', action='store_true', help='print logits instead')
    parser.add_argument('--save', metavar='FILE', type=Path, help='write the model instead')
    args = parser.parse_args()
    if args.logits and not args.prompt:
        parser.error('--logits needs a text')
    model, note = load(Path(__file__).with_suffix('.safetensors'))
    if args.save:
        save(args.save, model, note)
    elif args.logits:
        print(json.dumps(logits_along(model, note, args.prompt)))
    else:
        print(''.join(go_on(model, note, args.prompt, args.length)))


if __name__ == '__main__':
    main()
`;

/** @param {SavedModel} model */
function translator(model) {
  const { settings, source, vocabulary } = model;
  const { hidden, embedding, layers, bidirectional, cell, bias } = settings;
  const parts = cell === 'lstm' ? 'hc' : 'h';
  const bridges = `        self.bridge = nn.ModuleDict({
            part: nn.ModuleList(nn.Linear(${2 * hidden}, ${hidden}, bias=${flag(bias)}) for _ in range(${layers}))
            for part in '${parts}'
        })
`;
  const crossing = `
    def cross(self, part, states):
        """The last states of both directions (2 * layers, B, H) to one for each layer."""
        pairs = zip(states[0::2], states[1::2])
        return torch.stack([line(torch.cat(pair, 1)) for line, pair in zip(self.bridge[part], pairs)])
`;
  const crossed = {
    h: "self.cross('h', states)",
    hc: "tuple(self.cross(part, state) for part, state in zip('hc', states))",
  };
  const handingOver = `\n        states = ${crossed[parts]}`;
  const packed = 'nn.utils.rnn.pack_padded_sequence(rows, lengths, enforce_sorted=False)';
  const reading = isOwn(model) ? '(rows, None, lengths)' : `(${packed})`;
  return `
class Model(nn.Module):
    def __init__(self):
        super().__init__()
        self.encoder = nn.ModuleDict({
            'embedding': nn.Embedding(${source.length}, ${embedding}),
            'rnn': ${recurrent(model, embedding, bidirectional)},
        })
        self.decoder = nn.ModuleDict({
            'embedding': nn.Embedding(${vocabulary.length}, ${embedding}),
            'rnn': ${recurrent(model, embedding + hidden, false)},
            'linear': nn.Linear(${hidden}, ${vocabulary.length}, bias=${flag(bias)}),
        })
${bidirectional ? bridges : ''}
    def forward(self, source, lengths, target):
        """The logits of what follows each target token."""
        states, context = self.encode(source, lengths)
        return self.decode(target, states, context)[0]

    def encode(self, source, lengths):
        """Source ids (S, B), column b of lengths[b] tokens, to the decoder's states and context."""
        rows = self.encoder['embedding'](source)
        _, states = self.encoder['rnn']${reading}${bidirectional ? handingOver : ''}
        return states, ${cell === 'lstm' ? 'states[0][-1]' : 'states[-1]'}

    def decode(self, target, states, context):
        """Target ids (T, B) to the logits (T, B, symbols) of what follows each, and the states."""
        rows = torch.cat([self.decoder['embedding'](target), context.expand(len(target), -1, -1)], 2)
        outputs, states = self.decoder['rnn'](rows, states)
        return self.decoder['linear'](outputs), states
${bidirectional ? crossing : ''}
`;
}

/** Its capitals are those that the core knows (src/text/tokens.c). */
const cutWords = String.raw`
CAPITALS = re.compile(
    '[A-Z\u00c0-\u017e\u01a0-\u01a5\u01af\u01b0\u01cd-\u01ef\u01f8-\u021f\u0222-\u0233'
    '\u0386-\u03ab\u0400-\u052f\u0531-\u0556\u1e00-\u1e95\u1e9e-\u1eff]')


def cut(sentence):
    """Lower-case words and marks."""
    text = re.sub('[\u00a0\u202f\t]', ' ', sentence)
    text = CAPITALS.sub(lambda letter: letter[0].lower()[0], text)
    return [token for token in re.sub('([,.!?])', r' \1', text).split(' ') if token]
`;

const cutCharacters = `
def cut(sentence):
    return list(sentence.strip(' '))
`;

/** @param {SavedModel} model */
function translatorUse({ settings: { tokens, steps } }) {
  return `
${tokens === 'word' ? cutWords : cutCharacters}

def encode(note, sentence):
    """At most ${steps} ids, <eos> among them if it has room."""
    ids = {token: id for id, token in enumerate(note['source_vocabulary'])}
    return ([ids.get(token, UNKNOWN) for token in cut(sentence)] + [EOS])[:${steps}]


@torch.no_grad()
def translate(model, note, sentence):
    """The likeliest tokens, but never <unk>, <pad> or <bos>; and the logits (tokens, symbols)."""
    source = torch.tensor(encode(note, sentence))[:, None]
    states, context = model.encode(source, torch.tensor([len(source)]))
    ids, rows = [BOS], []
    while ids[-1] != EOS and len(rows) < ${steps}:
        logits, states = model.decode(torch.tensor([[ids[-1]]]), states, context)
        rows.append(logits[0, 0].tolist())
        ids.append(EOS + int(logits[0, 0, EOS:].argmax()))
    return [note['vocabulary'][id] for id in ids[1:]], rows


def join(tokens):
    return '${tokens === 'word' ? ' ' : ''}'.join(token for token in tokens if token != '<eos>')
`;
}

const translatorMain = `

def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument('sentence', nargs='?', default='')
    parser.add_argument('--logits', action='store_true', help='print tokens and logits instead')
    parser.add_argument('--save', metavar='FILE', type=Path, help='write the model instead')
    args = parser.parse_args()
    model, note = load(Path(__file__).with_suffix('.safetensors'))
    if args.save:
        save(args.save, model, note)
        return
    tokens, logits = translate(model, note, args.sentence)
    print(json.dumps({'tokens': tokens, 'logits': logits}) if args.logits else join(tokens))


if __name__ == '__main__':
    main()
`;
