"""Trains a model on in PyTorch: python3 pytorch.py MODEL.py TEXT BACK.safetensors

MODEL.py and the model beside it are written by `sluice export MODEL.safetensors --to pytorch-script --out MODEL.py`.
Sluice loads BACK.safetensors like any other model.
"""
import importlib.util
import sys
from pathlib import Path

import torch
from torch.nn import functional

script, text, back = map(Path, sys.argv[1:])
spec = importlib.util.spec_from_file_location('exported', script)
exported = importlib.util.module_from_spec(spec)
spec.loader.exec_module(exported)
model, note = exported.load(script.with_suffix('.safetensors'))

ids = torch.tensor(exported.encode(note, text.read_text(encoding='utf-8')))
optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
model.train()
for update in range(1, 51):
    starts = torch.randint(len(ids) - 21, (8,))
    windows = torch.stack([ids[start : start + 21] for start in starts], 1)  # (21, 8)
    logits, _ = model(windows[:-1])
    loss = functional.cross_entropy(logits.flatten(0, 1), windows[1:].flatten())
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
print(f'{update} updates, {loss.item():.3f} nats per symbol')
exported.save(back, model, note)
