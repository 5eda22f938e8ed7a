"""PyTorch on one thread: what Dive into Deep Learning trains with it, at the sizes asked for.

Answers calls of open, sample and close, one JSON object a line.
"""

import json
import sys
import time

import torch
from torch import nn
from torch.nn import functional

torch.set_num_threads(1)
torch.manual_seed(1)
LAYERS = {"rnn": nn.RNN, "gru": nn.GRU, "lstm": nn.LSTM}


def clip_gradients(parameters, longest):
    norm = torch.sqrt(sum(torch.sum(p.grad**2) for p in parameters))
    if norm > longest:
        for p in parameters:
            p.grad[:] *= longest / norm


def detached(state):
    return tuple(part.detach() for part in state) if isinstance(state, tuple) else state.detach()


class Concise(nn.Module):
    """A recurrent layer of PyTorch's own and a linear one."""

    def __init__(self, vocabulary, settings):
        super().__init__()
        layer = LAYERS[settings["cell"]]
        self.layer = layer(vocabulary, settings["hidden"], settings.get("layers", 1))
        self.linear = nn.Linear(settings["hidden"], vocabulary)

    def forward(self, x, state):
        h, state = self.layer(x, state)
        return self.linear(h.reshape(-1, h.shape[-1])), state


class ScratchGRU(nn.Module):
    """The cell in tensor operations, a step at a time."""

    def __init__(self, vocabulary, settings):
        super().__init__()
        hidden = settings["hidden"]

        def weight(*shape):
            return nn.Parameter(torch.randn(shape) * 0.01)

        def gate():
            return nn.ParameterList(
                [weight(vocabulary, hidden), weight(hidden, hidden), nn.Parameter(torch.zeros(hidden))]
            )

        self.r, self.z, self.n = gate(), gate(), gate()
        self.q = nn.ParameterList([weight(hidden, vocabulary), nn.Parameter(torch.zeros(vocabulary))])

    def forward(self, x, h):
        (xr, hr, br), (xz, hz, bz), (xn, hn, bn), (hq, bq) = self.r, self.z, self.n, self.q
        if h is None:
            h = torch.zeros(x.shape[1], hr.shape[0])
        logits = []
        for step in x:
            z = torch.sigmoid(step @ xz + h @ hz + bz)
            r = torch.sigmoid(step @ xr + h @ hr + br)
            n = torch.tanh(step @ xn + (r * h) @ hn + bn)
            h = z * h + (1 - z) * n
            logits.append(h @ hq + bq)
        return torch.cat(logits), h


def window_of(text, batch, steps):
    symbols = sorted(set(text))
    ids = torch.tensor([symbols.index(symbol) + 1 for symbol in text[: batch * steps + 1]])
    return ids[:-1].reshape(batch, steps), ids[1:].reshape(batch, steps)


class Training:
    """Forward, backward, clip, SGD; the state is carried from update to update."""

    def __init__(self, text, vocabulary, settings, scratch=False):
        self.vocabulary, self.clip = vocabulary, settings["clip"]
        self.model = (ScratchGRU if scratch else Concise)(vocabulary, settings)
        self.parameters = list(self.model.parameters())
        self.optimizer = torch.optim.SGD(self.parameters, settings["lr"])
        self.x, self.y = window_of(text, settings["batch"], settings["steps"])
        self.state = None

    def step(self):
        hot = functional.one_hot(self.x.T, self.vocabulary).float()
        logits, state = self.model(hot, self.state)
        loss = functional.cross_entropy(logits, self.y.T.reshape(-1))
        self.optimizer.zero_grad()
        loss.backward()
        clip_gradients(self.parameters, self.clip)
        self.optimizer.step()
        self.state = detached(state)
        return self.x.numel()


class Translator(nn.Module):
    """Encoder and decoder; the encoder's last state is a context at every step."""

    def __init__(self, sizes, settings):
        super().__init__()
        embedding, hidden = settings["embedding"], settings["hidden"]
        rest = {"num_layers": settings["layers"], "dropout": settings["dropout"]}
        self.source = nn.Embedding(sizes[0], embedding)
        self.target = nn.Embedding(sizes[1], embedding)
        self.encoder = nn.GRU(embedding, hidden, **rest)
        self.decoder = nn.GRU(embedding + hidden, hidden, **rest)
        self.dense = nn.Linear(hidden, sizes[1])
        for name, p in self.named_parameters():
            if "weight" in name and "embedding" not in name:
                nn.init.xavier_uniform_(p)

    def forward(self, source, target):
        _, state = self.encoder(self.source(source.T))
        embedded = self.target(target.T)
        context = state[-1].repeat(embedded.shape[0], 1, 1)
        h, _ = self.decoder(torch.cat((embedded, context), 2), state)
        return self.dense(h).permute(1, 2, 0)


PAD, BOS, EOS = 1, 2, 3


def encode(sentences, steps):
    """Ids (sentences, steps), padded, and lengths; ids 0 to 3 are <unk>, <pad>, <bos>, <eos>."""
    ids = {}
    rows = []
    for words in sentences:
        row = [ids.setdefault(word, 4 + len(ids)) for word in words] + [EOS]
        rows.append((row + [PAD] * steps)[:steps])
    lengths = [min(len(words) + 1, steps) for words in sentences]
    return torch.tensor(rows), torch.tensor(lengths), 4 + len(ids)


class Translation:
    """Teacher forcing, masked loss, clip, Adam; counts the target tokens that are not padding."""

    def __init__(self, pairs, settings):
        steps = settings["steps"]
        self.batch, self.clip, self.first = settings["batch"], settings["clip"], 0
        self.source, _, source_size = encode([pair[0] for pair in pairs], steps)
        self.target, self.lengths, target_size = encode([pair[1] for pair in pairs], steps)
        self.model = Translator((source_size, target_size), settings)
        self.parameters = list(self.model.parameters())
        self.optimizer = torch.optim.Adam(self.parameters, settings["lr"])
        self.model.train()

    def rows(self):
        if self.first + self.batch > len(self.source):
            self.first = 0
        self.first += self.batch
        return slice(self.first - self.batch, self.first)

    def step(self):
        rows = self.rows()
        source, target, lengths = self.source[rows], self.target[rows], self.lengths[rows]
        shown = torch.cat((torch.full((len(target), 1), BOS), target[:, :-1]), 1)
        loss = functional.cross_entropy(self.model(source, shown), target, reduction="none")
        mask = torch.arange(target.shape[1])[None, :] < lengths[:, None]
        tokens = int(lengths.sum())
        self.optimizer.zero_grad()
        ((loss * mask).sum() / tokens).backward()
        clip_gradients(self.parameters, self.clip)
        self.optimizer.step()
        return tokens


class Generation:
    """A symbol at a time, the likeliest."""

    def __init__(self, text, vocabulary, settings):
        self.vocabulary = vocabulary
        self.model = Concise(vocabulary, settings).eval()
        self.symbol, self.state = 1, None

    def step(self):
        with torch.no_grad():
            x = functional.one_hot(torch.tensor([[self.symbol]]), self.vocabulary).float()
            logits, self.state = self.model(x, self.state)
            self.symbol = int(logits.argmax())
        return 1


KINDS = {"training": Training, "translation": Translation, "generation": Generation}


class Tasks:
    def __init__(self):
        self.tasks = []

    def open(self, task):
        made = KINDS[task.pop("kind")](**task)
        for _ in range(2):
            made.step()
        self.tasks.append(made)
        return len(self.tasks) - 1

    def sample(self, number, milliseconds):
        start, done = time.perf_counter(), 0
        while time.perf_counter() - start < milliseconds / 1000:
            done += self.tasks[number].step()
        return done / (time.perf_counter() - start)

    def close(self, number):
        self.tasks[number] = None


def main():
    tasks = Tasks()
    for line in sys.stdin:
        request = json.loads(line)
        try:
            answer = {"value": getattr(tasks, request["call"])(*request["args"])}
        except Exception as error:  # the asker names it and goes on
            answer = {"error": repr(error)}
        print(json.dumps(answer), flush=True)


main()
