"""Writes seq2seq.h: translation models computed by PyTorch in double, for tests/c/seq2seq_pytorch_test.c.

Run with Debian's python3-torch:  /usr/bin/python3 tests/vectors/make_seq2seq.py > tests/vectors/seq2seq.h

nn.Embedding and nn.RNN, nn.GRU or nn.LSTM over packed sequences; the final states of a bidirectional
encoder cross an nn.Linear for each layer and state; the decoder reads [embedding, context].
"""
import torch
from torch import nn

SOURCE, TARGET, EMBEDDING, HIDDEN, BATCH = 6, 7, 2, 3, 3
SOURCE_LENGTHS, TARGET_LENGTHS = [3, 5, 1], [4, 2, 3]
PAD, BOS = 1, 2
torch.manual_seed(40)
torch.set_default_dtype(torch.float64)


class Side(nn.Module):
    def __init__(self, symbols):
        super().__init__()
        self.embedding = nn.Embedding(symbols, EMBEDDING)


class Translator(nn.Module):
    def __init__(self, module, layers, both):
        super().__init__()
        self.layers, self.both, self.memory = layers, both, module is nn.LSTM
        self.encoder, self.decoder = Side(SOURCE), Side(TARGET)
        self.encoder.rnn = module(EMBEDDING, HIDDEN, layers, bidirectional=both)
        self.decoder.rnn = module(EMBEDDING + HIDDEN, HIDDEN, layers)
        self.decoder.linear = nn.Linear(HIDDEN, TARGET)
        parts = 'hc' if self.memory else 'h'
        if both:
            self.bridge = nn.ModuleDict(
                {p: nn.ModuleList(nn.Linear(2 * HIDDEN, HIDDEN) for _ in range(layers)) for p in parts})

    def across(self, part, state):
        if not self.both:
            return state
        return torch.stack([self.bridge[part][l](torch.cat([state[2 * l], state[2 * l + 1]], 1))
                            for l in range(self.layers)])

    def forward(self, source, inputs):
        packed = nn.utils.rnn.pack_padded_sequence(
            self.encoder.embedding(source), SOURCE_LENGTHS, enforce_sorted=False)
        _, state = self.encoder.rnn(packed)
        states = [self.across(p, s) for p, s in zip('hc', state if self.memory else [state])]
        context = states[0][-1].expand(len(inputs), -1, -1)
        rows = torch.cat([self.decoder.embedding(inputs), context], 2)
        outputs, _ = self.decoder.rnn(rows, tuple(states) if self.memory else states[0])
        return self.decoder.linear(outputs)


def numbers(tensor):
    return ', '.join(f'{float(v):.8g}' for v in tensor.detach().reshape(-1))


def ids(tensor):
    return ', '.join(str(int(v)) for v in tensor.reshape(-1))


def rounded(tensor):
    """What the printed digits say, so that both sides compute with the same numbers."""
    return torch.tensor([float(f'{float(v):.8g}') for v in tensor.reshape(-1)]).reshape(tensor.shape)


def sentences(symbols, lengths):
    tokens = torch.randint(3, symbols, (max(lengths), len(lengths)))
    for row, length in enumerate(lengths):
        tokens[length:, row] = PAD
    return tokens


def emit(index, settings, model):
    with torch.no_grad():
        for p in model.parameters():
            nn.init.normal_(p, std=0.6)
            p.copy_(rounded(p))
    source, target = sentences(SOURCE, SOURCE_LENGTHS), sentences(TARGET, TARGET_LENGTHS)
    inputs = torch.cat([torch.full((1, BATCH), BOS), target[:-1]])
    logits = model(source, inputs)
    true = target != PAD
    loss = nn.functional.cross_entropy(logits[true], target[true])
    loss.backward()
    named = list(model.named_parameters())
    for i, (_, p) in enumerate(named):
        print(f'static const double values_{index}_{i}[] = {{{numbers(p)}}};')
        print(f'static const double gradients_{index}_{i}[] = {{{numbers(p.grad)}}};')
    print(f'static const vector_tensor tensors_{index}[] = {{')
    for i, (name, p) in enumerate(named):
        print(f'    {{"{name}", {p.numel()}, values_{index}_{i}, gradients_{index}_{i}}},')
    print('};')
    print(f'static const uint16_t source_{index}[] = {{{ids(source)}}};')
    print(f'static const uint16_t target_{index}[] = {{{ids(target)}}};')
    print(f'static const double logits_{index}[] = {{{numbers(logits)}}};')
    return (f'    {{"{settings}", tensors_{index}, {len(named)}, source_{index}, target_{index}, '
            f'logits_{index}, {float(loss)!r}}},')


def main():
    print('/* Written by make_seq2seq.py with PyTorch', torch.__version__, '*/')
    print(f'enum {{ SOURCE = {SOURCE}, TARGET = {TARGET}, EMBEDDING = {EMBEDDING}, HIDDEN = {HIDDEN}, '
          f'BATCH = {BATCH} }};')
    print(f'enum {{ SOURCE_STEPS = {max(SOURCE_LENGTHS)}, TARGET_STEPS = {max(TARGET_LENGTHS)} }};')
    print(f'static const size_t source_lengths[] = {{{", ".join(map(str, SOURCE_LENGTHS))}}};')
    print(f'static const size_t target_lengths[] = {{{", ".join(map(str, TARGET_LENGTHS))}}};')
    rows = []
    for cell, module in [('rnn', nn.RNN), ('gru', nn.GRU), ('lstm', nn.LSTM)]:
        for layers, both in [(2, False), (1, True), (2, True)]:
            settings = f'cell={cell} reset=after layers={layers} bidirectional={"true" if both else "false"}'
            rows.append(emit(len(rows), settings, Translator(module, layers, both)))
    print('static const vector_case cases[] = {')
    print('\n'.join(rows))
    print('};')


main()
