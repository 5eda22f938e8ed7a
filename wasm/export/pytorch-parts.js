/** Parts of the Python script that any model may need. */

/** Reading and writing model files. */
export const files = `
def read(path):
    """The tensors of a safetensors file by name, and what Sluice noted beside them."""
    data = bytearray(path.read_bytes())
    start = 8 + struct.unpack('<Q', data[:8])[0]
    header = json.loads(data[8:start])
    note = json.loads(header.pop('__metadata__')['sluice'])
    tensors = {}
    for name, entry in header.items():
        if name.startswith(('optimizer.', 'training.')):
            continue  # a checkpoint's, for going on in Sluice
        first, last = entry['data_offsets']
        numbers = torch.frombuffer(data, dtype=torch.float32, count=(last - first) // 4, offset=start + first)
        tensors[name] = numbers.reshape(entry['shape']).clone()
    return tensors, note


def load(path):
    tensors, note = read(path)
    model = Model()
    model.load_state_dict(tensors)
    return model.eval(), note


def save(path, model, note):
    """Writes a file that Sluice loads: the tensors, and as their note the one that was read."""
    header, data = {}, bytearray()
    for name, tensor in model.state_dict().items():
        numbers = tensor.flatten().tolist()
        first = len(data)
        data += struct.pack(f'<{len(numbers)}f', *numbers)
        header[name] = {'dtype': 'F32', 'shape': list(tensor.shape), 'data_offsets': [first, len(data)]}
    note = {key: value for key, value in note.items() if key not in ('training', 'kept')}
    header['__metadata__'] = {'sluice': json.dumps(note)}
    text = json.dumps(header).encode()
    text += b' ' * (-len(text) % 8)
    path.write_bytes(struct.pack('<Q', len(text)) + text + data)
`;

/**
 * A GRU that nn.GRU does not offer.
 *
 * @param {import('./saved-model.js').Settings} settings
 */
export function gruCell({ reset, gates }) {
  const sigmoid = (/** @type {string} */ gate) =>
    `torch.sigmoid(self.affine('ih', ${gate}, x, place) + self.affine('hh', ${gate}, h, place))`;
  const candidates = {
    before: `self.affine('hh', N, r * h, place)`,
    after: `r * self.affine('hh', N, h, place)`,
    none: `self.affine('hh', N, h, place)`,
  };
  const candidate = candidates[gates === 'update' ? 'none' : reset];
  const lines = [
    ...(gates === 'update' ? [] : [`r = ${sigmoid('R')}`]),
    ...(gates === 'reset' ? [] : [`z = ${sigmoid('Z')}`]),
    `n = torch.tanh(self.affine('ih', N, x, place) + ${candidate})`,
    gates === 'reset' ? 'return n' : 'return z * h + (1 - z) * n',
  ];
  const kind = {
    both: 'the reset gate acts before the product',
    reset: `there is no update gate, and the reset gate acts ${reset} the product`,
    update: 'there is no reset gate',
  }[gates];
  return `
R, Z, N = range(3)


class Gru(nn.Module):
    """Like nn.GRU in its names, shapes and results, but ${kind}."""

    def __init__(self, inputs, hidden, num_layers, bias, bidirectional):
        super().__init__()
        self.hidden, self.layers, self.bias = hidden, num_layers, bias
        self.sides = ['', '_reverse'] if bidirectional else ['']
        for layer in range(num_layers):
            width = inputs if layer == 0 else hidden * len(self.sides)
            shapes = {'weight_ih': (3 * hidden, width), 'weight_hh': (3 * hidden, hidden)}
            if bias:
                shapes.update(bias_ih=(3 * hidden,), bias_hh=(3 * hidden,))
            for side in self.sides:
                for name, shape in shapes.items():
                    self.register_parameter(f'{name}_l{layer}{side}', nn.Parameter(torch.zeros(shape)))

    def forward(self, x, state=None, lengths=None):
        """Column b of x is read for lengths[b] steps, or to its end."""
        ends = []
        for layer in range(self.layers):
            outputs = []
            for side in self.sides:
                first = x.new_zeros(x.shape[1], self.hidden) if state is None else state[len(ends)]
                output, end = self.run(x, first, f'_l{layer}{side}', lengths)
                outputs.append(output)
                ends.append(end)
            x = torch.cat(outputs, 2)
        return x, torch.stack(ends)

    def run(self, x, h, place, lengths):
        outputs = {}
        times = range(len(x))
        for t in reversed(times) if place.endswith('_reverse') else times:
            after = self.step(x[t], h, place)
            h = after if lengths is None else torch.where((t < lengths)[:, None], after, h)
            outputs[t] = h
        return torch.stack([outputs[t] for t in times]), h

    def step(self, x, h, place):
        ${lines.join('\n        ')}

    def affine(self, side, gate, rows, place):
        weight = getattr(self, f'weight_{side}{place}').chunk(3)[gate]
        bias = getattr(self, f'bias_{side}{place}').chunk(3)[gate] if self.bias else None
        return functional.linear(rows, weight, bias)

`;
}
