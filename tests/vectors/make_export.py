"""Writes export.json: models trained in PyTorch with what they predict, for tests/js/export.test.js.

Run with Debian's python3-torch:
    /usr/bin/python3 tests/vectors/make_export.py > tests/vectors/export.json
    /usr/bin/python3 tests/vectors/make_export.py FOLDER    also writes NUMBER.safetensors there

Each model is nn.RNN, nn.GRU or nn.LSTM and nn.Linear, trained for some updates, and rounded to three
decimals so that the digits printed are the numbers; logits are then computed in double. Both biases of
every layer are drawn and trained. The files are written by struct and numpy alone.
"""
import json
import struct
import sys

import numpy
import torch
from torch import nn

TEXT = 'abcadbca'
SYMBOLS = ['<unk>', *sorted(set(TEXT))]
SPECIALS = ['<unk>', '<pad>', '<bos>', '<eos>']
SOURCE, TARGET = [*SPECIALS, 'go', 'he', 'it'], [*SPECIALS, 'le', 'pas', 'va']
SENTENCES = ['go', 'he it go']
PAD, BOS, EOS = 1, 2, 3
HIDDEN, EMBEDDING = 4, 3
CELLS = {'rnn': nn.RNN, 'gru': nn.GRU, 'lstm': nn.LSTM}


class Language(nn.Module):
    def __init__(self, cell, layers, both, bias):
        super().__init__()
        self.rnn = CELLS[cell](len(SYMBOLS), HIDDEN, layers, bias=bias, bidirectional=both)
        self.linear = nn.Linear(HIDDEN * (2 if both else 1), len(SYMBOLS), bias=bias)

    def forward(self, ids):
        rows = nn.functional.one_hot(ids, len(SYMBOLS)).to(self.linear.weight.dtype)
        return self.linear(self.rnn(rows)[0])

    def loss(self):
        ids = torch.tensor([SYMBOLS.index(s) for s in TEXT])[:, None]
        return nn.functional.cross_entropy(self(ids[:-1])[:, 0], ids[1:, 0])

    def expectation(self):
        ids = torch.tensor([SYMBOLS.index(s) for s in TEXT])[:, None]
        return {'text': TEXT, 'logits': self(ids)[:, 0].tolist()}

    note = {'kind': 'language', 'vocabulary': SYMBOLS}


class Embedded(Language):
    def __init__(self, cell, layers, both, bias):
        super().__init__(cell, layers, both, bias)
        self.embedding = nn.Embedding(len(SYMBOLS), EMBEDDING)
        self.rnn = CELLS[cell](EMBEDDING, HIDDEN, layers, bias=bias, bidirectional=both)

    def forward(self, ids):
        return self.linear(self.rnn(self.embedding(ids))[0])


class Side(nn.Module):
    def __init__(self, cell, symbols, inputs, layers, both):
        super().__init__()
        self.embedding = nn.Embedding(symbols, EMBEDDING)
        self.rnn = CELLS[cell](inputs, HIDDEN, layers, bidirectional=both)


class Translator(nn.Module):
    def __init__(self, cell, layers, both, bias):
        super().__init__()
        self.memory, self.both = cell == 'lstm', both
        self.encoder = Side(cell, len(SOURCE), EMBEDDING, layers, both)
        self.decoder = Side(cell, len(TARGET), EMBEDDING + HIDDEN, layers, False)
        self.decoder.linear = nn.Linear(HIDDEN, len(TARGET))
        if both:
            self.bridge = nn.ModuleDict({p: nn.ModuleList(nn.Linear(2 * HIDDEN, HIDDEN) for _ in range(layers))
                                         for p in ('hc' if self.memory else 'h')})

    def forward(self, sentence, inputs):
        source = torch.tensor([SOURCE.index(token) for token in sentence.split()] + [EOS])[:, None]
        _, last = self.encoder.rnn(self.encoder.embedding(source))
        states = list(last) if self.memory else [last]
        if self.both:
            states = [torch.stack([line(torch.cat([s[2 * l], s[2 * l + 1]], 1))
                                   for l, line in enumerate(self.bridge[part])])
                      for part, s in zip('hc', states)]
        context = states[0][-1].expand(len(inputs), -1, -1)
        rows = torch.cat([self.decoder.embedding(inputs), context], 2)
        outputs, _ = self.decoder.rnn(rows, tuple(states) if self.memory else states[0])
        return self.decoder.linear(outputs)

    def loss(self):
        target = torch.tensor([4, 5, 6, EOS])
        inputs = torch.tensor([BOS, 4, 5, 6])[:, None]
        return nn.functional.cross_entropy(self(SENTENCES[1], inputs)[:, 0], target)

    def expectation(self):
        inputs = torch.tensor([BOS, 6, 4, 5])[:, None]
        return {'inputs': inputs[:, 0].tolist(), 'sentences': SENTENCES,
                'logits': [self(sentence, inputs)[:, 0].tolist() for sentence in SENTENCES]}

    note = {'kind': 'translation', 'vocabulary': TARGET, 'source_vocabulary': SOURCE}


def trained(model):
    optimizer = torch.optim.Adam(model.parameters(), lr=0.03)
    for _ in range(12):
        optimizer.zero_grad()
        model.loss().backward()
        optimizer.step()
    model.double()
    with torch.no_grad():
        for p in model.parameters():
            p.copy_((p * 1000).round() / 1000)
    return model


def write(path, note, tensors):
    header, data = {'__metadata__': {'sluice': json.dumps(note)}}, b''
    for name, (shape, values) in tensors.items():
        part = numpy.array(values, '<f4').tobytes()
        header[name] = {'dtype': 'F32', 'shape': shape, 'data_offsets': [len(data), len(data) + len(part)]}
        data += part
    text = json.dumps(header).encode()
    with open(path, 'wb') as file:
        file.write(struct.pack('<Q', len(text)) + text + data)


def main():
    language = [('rnn', 1, False, True, {}), ('gru', 1, False, True, {}), ('lstm', 1, False, True, {}),
                ('rnn', 2, True, True, {}), ('gru', 2, True, True, {}), ('lstm', 2, True, True, {}),
                ('gru', 2, False, False, {}), ('gru', 1, False, True, {'update': 'takes'})]
    translation = [('rnn', 1, True, True, {}), ('gru', 2, False, True, {}), ('lstm', 2, True, True, {})]
    embedded = [('gru', 1, False, True, {}), ('lstm', 2, True, True, {})]
    cases = []
    for kind, rows in [(Language, language), (Translator, translation), (Embedded, embedded)]:
        for cell, layers, both, bias, more in rows:
            torch.manual_seed(30 + len(cases))
            model = trained(kind(cell, layers, both, bias))
            settings = {'cell': cell, 'layers': layers, 'hidden': HIDDEN, 'bidirectional': both, 'bias': bias,
                        'reset': 'after', 'embedding': EMBEDDING, **more}
            note = {'format': 1, **kind.note, 'settings': settings, 'updates': 12, 'tokens': 0}
            tensors = {name: (list(t.shape), [round(v, 3) for v in t.flatten().tolist()])
                       for name, t in model.state_dict().items()}
            if len(sys.argv) > 1:
                write(f'{sys.argv[1]}/{len(cases)}.safetensors', note, tensors)
            with torch.no_grad():
                expected = model.expectation()
            cases.append({'note': note, 'tensors': tensors, 'expected': expected})
    rounded = json.loads(json.dumps(cases), parse_float=lambda digits: float(f'{float(digits):.8g}'))
    print('[\n' + ',\n'.join(json.dumps(case, separators=(',', ':')) for case in rounded) + '\n]')


main()
