"""What PyTorch's own nn.GRU reaches at the book's v1.0 settings, a line a seed.

The book prints one run of each, of one layer 4.9 on training text and 6.55 on the validation windows,
of two layers 4.1 and 6.1; a run of another seed ends elsewhere.
`python3 tests/bench/reproduce/v1_gru.py PATH/TO/corpora LAYERS SEED...`
"""

import math
import re
import sys

import torch
from torch import nn
from torch.nn import functional

WINDOW, TRAIN, VALIDATE, BATCH = 32, 10_000, 5_000, 1024
RATES, EPOCHS = {1: 4, 2: 2}, {1: 50, 2: 100}  # by the number of layers


def windows(folder):
    """(15,000, 33): every window of the text with the symbol after it."""
    with open(f"{folder}/timemachine.txt", encoding="utf-8") as file:
        text = re.sub("[^A-Za-z]+", " ", file.read()).lower()
    symbols = {symbol: i for i, symbol in enumerate(sorted(set(text)), 1)}  # 0: unknown
    ids = torch.tensor([symbols[symbol] for symbol in text[: TRAIN + VALIDATE + WINDOW]])
    return ids.unfold(0, WINDOW + 1, 1), len(symbols) + 1


class Model(nn.Module):
    def __init__(self, vocabulary, layers):
        super().__init__()
        self.vocabulary = vocabulary
        self.layers = nn.GRU(vocabulary, 32, num_layers=layers)
        self.output = nn.Linear(32, vocabulary)

    def loss(self, batch):
        """Nats per symbol of windows (B, 33), each from a zero state."""
        x = functional.one_hot(batch[:, :-1].T, self.vocabulary).float()
        logits = self.output(self.layers(x)[0])
        return functional.cross_entropy(logits.flatten(0, 1), batch[:, 1:].T.flatten())


def run(all_windows, vocabulary, layers, seed):
    torch.manual_seed(seed)
    model = Model(vocabulary, layers)
    optimizer = torch.optim.SGD(model.parameters(), lr=RATES[layers])
    for _ in range(EPOCHS[layers]):
        losses = []
        for rows in torch.randperm(TRAIN).split(BATCH):
            loss = model.loss(all_windows[rows])
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1)
            optimizer.step()
            losses.append(loss.item())
    with torch.no_grad():
        held_out = model.loss(all_windows[TRAIN : TRAIN + VALIDATE]).item()
    return math.exp(sum(losses) / len(losses)), math.exp(held_out)


if __name__ == "__main__":
    torch.set_num_threads(1)
    text, vocabulary = windows(sys.argv[1])
    for seed in map(int, sys.argv[3:]):
        training, held_out = run(text, vocabulary, int(sys.argv[2]), seed)
        print(f"seed {seed}: last epoch {training:.2f}, windows {held_out:.2f}", flush=True)
