"""Writes optimizers.h: ten updates of every optimizer by PyTorch in double, for tests/c/optimizer_test.c.

Run with Debian's python3-torch:
    /usr/bin/python3 tests/vectors/make_optimizers.py > tests/vectors/optimizers.h
"""
import torch
from torch import optim

COUNT, UPDATES, RATE = 6, 10, 0.05
torch.manual_seed(60)
torch.set_default_dtype(torch.float64)

RULES = [
    ('sgd', lambda p: optim.SGD(p, RATE)),
    ('momentum', lambda p: optim.SGD(p, RATE, momentum=0.9)),
    ('rmsprop', lambda p: optim.RMSprop(p, RATE)),
    ('adam', lambda p: optim.Adam(p, RATE)),
    ('adamw', lambda p: optim.AdamW(p, RATE, weight_decay=0.01)),
]


def numbers(values):
    return ', '.join(f'{float(v):.10g}' for v in values)


def rounded(tensor):
    """What the printed digits say, so that both sides compute with the same numbers."""
    return torch.tensor([float(f'{float(v):.10g}') for v in tensor])


def main():
    start = rounded(torch.randn(COUNT) * 2)
    # of very different sizes, with a sign that changes and one that is always zero
    sizes = torch.tensor([1, 1e-3, 10, 0.1, 1, 0])
    gradients = [rounded(torch.randn(COUNT) * sizes) for _ in range(UPDATES)]
    print('/* Written by make_optimizers.py with PyTorch', torch.__version__, '*/')
    print(f'enum {{ COUNT = {COUNT}, UPDATES = {UPDATES} }};')
    print(f'static const double rate = {RATE};')
    print(f'static const double start[] = {{{numbers(start)}}};')
    print('static const double gradients[][COUNT] = {')
    for g in gradients:
        print(f'    {{{numbers(g)}}},')
    print('};')
    print('static const vector_rule rules[] = {')
    for name, make in RULES:
        weights = start.clone().requires_grad_()
        rule, after = make([weights]), []
        for g in gradients:
            weights.grad = g.clone()
            rule.step()
            after += weights.detach().tolist()
        print(f'    {{"{name}", {{{numbers(after)}}}}},')
    print('};')


main()
