"""Writes cells.h: language models computed by PyTorch in double, for tests/c/pytorch_test.c.

Run with Debian's python3-torch:  /usr/bin/python3 tests/vectors/make_cells.py > tests/vectors/cells.h

nn.RNN, nn.GRU and nn.LSTM serve where they express the variant (the GRU's reset after the product);
the others are written out from their formulas and differentiated by autograd. The last ones read an
nn.Embedding, and some of them drop what given masks say, the same at all steps.
"""
import torch
from torch import nn

SYMBOLS, EMBEDDING, HIDDEN, STEPS, BATCH = 7, 4, 5, 6, 3
torch.manual_seed(20)
torch.set_default_dtype(torch.float64)


class BookGru(nn.Module):
    """One GRU layer with every variant, its parameters named and stacked as in nn.GRU."""

    def __init__(self, reset, update, gates, bias):
        super().__init__()
        self.reset, self.update, self.gates, self.bias = reset, update, gates, bias
        h = HIDDEN
        self.weight_ih_l0 = nn.Parameter(torch.randn(3 * h, SYMBOLS) * 0.5)
        self.weight_hh_l0 = nn.Parameter(torch.randn(3 * h, h) * 0.5)
        if bias:
            self.bias_ih_l0 = nn.Parameter(torch.randn(3 * h) * 0.5)
            hidden_bias = torch.zeros(3 * h)
            if reset == 'after':
                hidden_bias[2 * h:] = torch.randn(h) * 0.5
            self.bias_hh_l0 = nn.Parameter(hidden_bias)

    def forward(self, x, state):
        h, outputs = state[0], []
        w_ih, w_hh = self.weight_ih_l0.chunk(3), self.weight_hh_l0.chunk(3)
        zero = torch.zeros(HIDDEN)
        b_ih = self.bias_ih_l0.chunk(3) if self.bias else [zero] * 3
        b_hh = self.bias_hh_l0.chunk(3) if self.bias else [zero] * 3
        for step in x:
            i = [step @ w_ih[g].T + b_ih[g] for g in range(3)]
            r = torch.sigmoid(i[0] + h @ w_hh[0].T + b_hh[0])
            z = torch.sigmoid(i[1] + h @ w_hh[1].T + b_hh[1])
            if self.gates == 'update':
                r = torch.ones_like(r)
            if self.reset == 'before':
                n = torch.tanh(i[2] + (r * h) @ w_hh[2].T + b_hh[2])
            else:
                n = torch.tanh(i[2] + r * (h @ w_hh[2].T + b_hh[2]))
            if self.gates == 'reset':
                h = n
            else:
                # the file holds an update gate that keeps; one that takes is its complement
                h = z * h + (1 - z) * n
            outputs.append(h)
        return torch.stack(outputs), h[None]


class Locked(nn.Module):
    """Layers of PyTorch, one on the other, whose outputs are multiplied by masks (BATCH, HIDDEN)."""

    def __init__(self, module, layers):
        super().__init__()
        self.layers = nn.ModuleList(module(HIDDEN if l else EMBEDDING, HIDDEN) for l in range(layers))
        self.masks = None

    def named_parameters(self, *_, **__):
        for l, layer in enumerate(self.layers):
            for name, p in layer.named_parameters():
                yield name.replace('_l0', f'_l{l}'), p

    def forward(self, x, state):
        for l, layer in enumerate(self.layers):
            part = tuple(s[l:l + 1] for s in state) if isinstance(state, tuple) else state[l:l + 1]
            x = layer(x, part)[0] * self.masks[l]
        return x, None


def drawn_mask(width):
    """Half of it dropped, the rest scaled up."""
    return torch.randint(0, 2, (BATCH, width)).double() * 2


def numbers(tensor):
    return ', '.join(f'{float(v):.8g}' for v in tensor.detach().reshape(-1))


def rounded(tensor):
    """What the printed digits say, so that both sides compute with the same numbers."""
    return torch.tensor([float(f'{float(v):.8g}') for v in tensor.reshape(-1)]).reshape(tensor.shape)


def emit(index, settings, rnn, layers=1, directions=1, memory=False, embedding=None, masks=None):
    width = directions * HIDDEN
    linear = nn.Linear(width, SYMBOLS)
    nn.init.normal_(linear.weight, std=0.7)
    table = list(embedding.parameters()) if embedding else []
    with torch.no_grad():
        for p in [*rnn.parameters(), *linear.parameters(), *table]:
            p.copy_(rounded(p))
    x = torch.randint(0, SYMBOLS, (STEPS, BATCH))
    y = torch.randint(0, SYMBOLS, (STEPS, BATCH))
    h = rounded(torch.randn(layers * directions, BATCH, HIDDEN) * 0.5).requires_grad_()
    c = rounded(torch.randn(layers * directions, BATCH, HIDDEN) * 0.5).requires_grad_()
    state = (h, c) if memory else h
    rows = embedding(x) if embedding else nn.functional.one_hot(x, SYMBOLS).double()
    if masks:
        rows, rnn.masks = rows * masks[0], masks[1:]
    outputs, _ = rnn(rows, state)
    logits = linear(outputs)
    loss = nn.functional.cross_entropy(logits.reshape(-1, SYMBOLS), y.reshape(-1))
    loss.backward()
    named = [('rnn.' + n, p) for n, p in rnn.named_parameters()]
    named += [('linear.' + n, p) for n, p in linear.named_parameters() if p.requires_grad]
    named += [('embedding.weight', p) for p in table]
    for i, (_, p) in enumerate(named):
        gradient = p.grad if p.grad is not None else torch.zeros_like(p)
        print(f'static const double values_{index}_{i}[] = {{{numbers(p)}}};')
        print(f'static const double gradients_{index}_{i}[] = {{{numbers(gradient)}}};')
    print(f'static const vector_tensor tensors_{index}[] = {{')
    for i, (name, p) in enumerate(named):
        print(f'    {{"{name}", {p.numel()}, values_{index}_{i}, gradients_{index}_{i}}},')
    print('};')
    for name, tensor in [('x', x), ('y', y)]:
        print(f'static const uint16_t {name}_{index}[] = {{{", ".join(str(int(v)) for v in tensor.reshape(-1))}}};')
    print(f'static const double h_{index}[] = {{{numbers(h)}}};')
    print(f'static const double dh_{index}[] = {{{numbers(h.grad)}}};')
    print(f'static const double c_{index}[] = {{{numbers(c) if memory else 0}}};')
    print(f'static const double logits_{index}[] = {{{numbers(logits)}}};')
    if masks:
        print(f'static const double masks_{index}[] = {{{", ".join(numbers(mask) for mask in masks)}}};')
    return (f'    {{"{settings}", tensors_{index}, {len(named)}, x_{index}, y_{index}, h_{index}, dh_{index}, '
            f'c_{index}, logits_{index}, {float(loss)!r}, {f"masks_{index}" if masks else "NULL"}}},')


def main():
    print('/* Written by make_cells.py with PyTorch', torch.__version__, '*/')
    print(f'enum {{ SYMBOLS = {SYMBOLS}, EMBEDDING = {EMBEDDING}, HIDDEN = {HIDDEN} }};')
    print(f'enum {{ STEPS = {STEPS}, BATCH = {BATCH} }};')
    rows = []
    for layers, both in [(1, False), (2, False), (1, True), (2, True)]:
        for cell, module in [('rnn', nn.RNN), ('gru', nn.GRU), ('lstm', nn.LSTM)]:
            rnn = module(SYMBOLS, HIDDEN, layers, bidirectional=both)
            for p in rnn.parameters():
                nn.init.normal_(p, std=0.5)
            settings = f'cell={cell} layers={layers} bidirectional={"true" if both else "false"} reset=after'
            rows.append(emit(len(rows), settings, rnn, layers, 2 if both else 1, cell == 'lstm'))
    for reset in ['before', 'after']:
        for update in ['keeps', 'takes']:
            for gates in ['both', 'reset', 'update']:
                settings = f'cell=gru reset={reset} update={update} gates={gates}'
                rows.append(emit(len(rows), settings, BookGru(reset, update, gates, True)))
    for cell, module in [('rnn', nn.RNN), ('gru', nn.GRU), ('lstm', nn.LSTM)]:
        settings = f'cell={cell} reset=after embedding={EMBEDDING}'
        rnn = module(EMBEDDING, HIDDEN, bidirectional=True)
        rows.append(emit(len(rows), f'{settings} bidirectional=true', rnn, 1, 2, cell == 'lstm',
                         nn.Embedding(SYMBOLS, EMBEDDING)))
        masks = [drawn_mask(EMBEDDING), drawn_mask(HIDDEN), drawn_mask(HIDDEN)]
        rows.append(emit(len(rows), f'{settings} layers=2', Locked(module, 2), 2, 1, cell == 'lstm',
                         nn.Embedding(SYMBOLS, EMBEDDING), masks))
    print('static const vector_case cases[] = {')
    print('\n'.join(rows))
    print('};')


main()
