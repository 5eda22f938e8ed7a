"""Runs exported scripts for export-pytorch.test.js: reads jobs as JSON from stdin, prints what came out.

A job: {"script", "kind": "language" or "translation", "text", "length", "retrained": file to write}.
"""
import importlib.util
import json
import sys
from pathlib import Path

import torch


def imported(path):
    spec = importlib.util.spec_from_file_location('exported', path)
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    return script


def use(script, job, model, note):
    if job['kind'] == 'language':
        return {'continuation': ''.join(script.go_on(model, note, job['text'], job['length'])),
                'logits': script.logits_along(model, note, job['text'])}
    tokens, logits = script.translate(model, note, job['text'])
    return {'continuation': script.join(tokens), 'tokens': tokens, 'logits': logits}


def loss_of(model, job):
    if job['kind'] == 'language':
        ids = torch.tensor([[1, 2], [2, 3], [3, 1], [4, 4]])
        logits, _ = model(ids[:-1])
        return torch.nn.functional.cross_entropy(logits.flatten(0, 1), ids[1:].flatten())
    source, lengths = torch.tensor([[4, 5], [5, 3], [3, 1]]), torch.tensor([3, 2])
    target = torch.tensor([[2, 2], [4, 5], [5, 3]])
    logits = model(source, lengths, target[:-1])
    return torch.nn.functional.cross_entropy(logits.flatten(0, 1), target[1:].flatten())


def padding_gap(model):
    """How far a sentence's first states move when a longer one stands beside it."""
    with torch.no_grad():
        alone, _ = model.encode(torch.tensor([[5], [3]]), torch.tensor([2]))
        both, _ = model.encode(torch.tensor([[4, 5], [5, 3], [3, 1]]), torch.tensor([3, 2]))
    parts = zip(alone, both) if isinstance(alone, tuple) else [(alone, both)]
    return max(float((a[:, 0] - b[:, 1]).abs().max()) for a, b in parts)


def do(job):
    script = imported(job['script'])
    model, note = script.load(Path(job['script']).with_suffix('.safetensors'))
    result = {'first': use(script, job, model, note)}
    if job['kind'] == 'translation':
        result['paddingGap'] = padding_gap(model)
    optimizer = torch.optim.Adam(model.parameters(), lr=0.05)
    for _ in range(3):
        optimizer.zero_grad()
        loss_of(model, job).backward()
        optimizer.step()
    script.save(Path(job['retrained']), model, note)
    result['second'] = use(script, job, model, note)
    return result


torch.set_num_threads(1)
print(json.dumps([do(job) for job in json.load(sys.stdin)]))
