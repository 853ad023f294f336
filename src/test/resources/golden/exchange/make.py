#!/usr/bin/python3
"""Makes the files beside it: /usr/bin/python3 make.py

Run with Debian 12's python3 3.11.2, python3-torch 1.13.1, python3-numpy 1.24.2 and python3-h5py 3.7.0:

    apt-get install --no-install-recommends python3-torch python3-numpy python3-h5py

Each network comes with NAME.npz: inputs x [streams x steps x D] and outputs y, computed by PyTorch, or
for Keras by the few lines of NumPy below, in double from Keras's own formulas.
"""
import json
import os

import h5py
import numpy as np
import torch
from torch import nn

HERE = os.path.dirname(os.path.abspath(__file__))
D, H, V, STEPS = 4, 6, 3, 1000


def path(name):
    return os.path.join(HERE, name)


def inputs(streams, steps):
    return torch.randn(streams, steps, D)


class Net(nn.Module):
    """What everybody starts with; `last` for a classifier of the last step."""

    def __init__(self, kind, layers, batch_first, last, **more):
        super().__init__()
        self.rnn = getattr(nn, kind)(D, H, num_layers=layers, batch_first=batch_first, **more)
        self.fc = nn.Linear(more.get("proj_size") or H, V)
        self.batch_first, self.last = batch_first, last

    def forward(self, x):
        out, _ = self.rnn(x)
        if self.last:
            out = out[:, -1, :] if self.batch_first else out[-1]
        return self.fc(out)


def torch_net(name, kind, layers, batch_first, streams, last=False, onnx=False, **more):
    net = Net(kind, layers, batch_first, last, **more).eval()
    torch.save(net.state_dict(), path(name + ".pt"))
    x = inputs(streams, STEPS)
    with torch.no_grad():
        y = net(x) if batch_first else net(x.transpose(0, 1))
    if not batch_first and not last:
        y = y.transpose(0, 1)
    np.savez_compressed(path(name + ".npz"), x=x.numpy(), y=y.numpy())
    if onnx:
        torch.onnx.export(net, x if batch_first else x.transpose(0, 1), path(name + ".onnx"), opset_version=11)
    return net


def sigmoid(v):
    return 1 / (1 + np.exp(-v))


def keras_lstm(x, kernel, recurrent, bias):
    h = np.zeros((len(x), H))
    c = np.zeros((len(x), H))
    out = []
    for t in range(x.shape[1]):
        z = x[:, t] @ kernel + h @ recurrent + bias
        i, f, g, o = sigmoid(z[:, :H]), sigmoid(z[:, H:2 * H]), np.tanh(z[:, 2 * H:3 * H]), sigmoid(z[:, 3 * H:])
        c = f * c + i * g
        h = o * np.tanh(c)
        out.append(h)
    return np.stack(out, 1)


def keras_gru(x, kernel, recurrent, bias):
    h = np.zeros((len(x), H))
    out = []
    for t in range(x.shape[1]):
        a = x[:, t] @ kernel + bias[0]
        b = h @ recurrent + bias[1]
        z, r = sigmoid(a[:, :H] + b[:, :H]), sigmoid(a[:, H:2 * H] + b[:, H:2 * H])
        hh = np.tanh(a[:, 2 * H:] + r * b[:, 2 * H:])
        h = z * h + (1 - z) * hh
        out.append(h)
    return np.stack(out, 1)


def keras_rnn(x, kernel, recurrent, bias):
    h = np.zeros((len(x), H))
    out = []
    for t in range(x.shape[1]):
        h = np.tanh(x[:, t] @ kernel + h @ recurrent + bias)
        out.append(h)
    return np.stack(out, 1)


def softmax(v):
    e = np.exp(v - v.max(-1, keepdims=True))
    return e / e.sum(-1, keepdims=True)


KERAS = {"LSTM": (keras_lstm, 4), "GRU": (keras_gru, 3), "SimpleRNN": (keras_rnn, 1)}


def keras_config(layers):
    return json.dumps({"class_name": "Sequential", "config": {"name": "tiny", "layers": layers}})


def keras(name, kind, last, layout):
    cell, gates = KERAS[kind]
    random = np.random.default_rng(len(name))

    def some(*shape):
        return random.uniform(-0.5, 0.5, shape).astype("f4")

    bias = (2, gates * H) if kind == "GRU" else (gates * H,)
    weights = [some(D, gates * H), some(H, gates * H), some(*bias)]
    dense = [some(H, V), some(V)]
    x = random.standard_normal((2, STEPS, D)).astype("f4")
    out = cell(x.astype("f8"), *weights)
    y = softmax((out[:, -1] if last else out) @ dense[0] + dense[1]).astype("f4")
    np.savez_compressed(path(name + ".npz"), x=x, y=y)
    layer = kind.lower()
    config = keras_config(
        [
            {"class_name": kind, "config": {"name": layer, "units": H, "activation": "tanh", "return_sequences": not last, "reset_after": True}},
            {"class_name": "Dense", "config": {"name": "dense", "units": V, "activation": "softmax"}},
        ]
    )
    if layout == "keras2":
        with h5py.File(path(name + ".h5"), "w") as file:
            file.attrs["model_config"] = config
            group = file.create_group("model_weights")
            group.attrs["layer_names"] = np.array([layer.encode(), b"dense"])
            for weight, value in zip(["kernel:0", "recurrent_kernel:0", "bias:0"], weights):
                group[f"{layer}/{layer}/{layer}_cell/{weight}"] = value
            for weight, value in zip(["kernel:0", "bias:0"], dense):
                group[f"dense/dense/{weight}"] = value
    else:
        with h5py.File(path(name + ".weights.h5"), "w") as file:
            for n, value in enumerate(weights):
                file[f"layers/{layer}/cell/vars/{n}"] = value
            for n, value in enumerate(dense):
                file[f"layers/dense/vars/{n}"] = value


def lambda_model():
    with h5py.File(path("keras-lambda.h5"), "w") as file:
        file.attrs["model_config"] = keras_config(
            [
                {"class_name": "LSTM", "config": {"name": "lstm", "units": H}},
                {"class_name": "Lambda", "config": {"name": "shout", "function": ["4wEAAAA=", None, None]}},
                {"class_name": "Dense", "config": {"name": "dense", "units": V}},
            ]
        )
        file["model_weights/lstm/lstm/kernel:0"] = np.zeros((D, 4 * H), "f4")


def round_trip():
    """What PyTorch makes of a model file of ours, loaded and saved again: see RoundTripTest."""
    from_ours = path("ours.safetensors")
    if not os.path.exists(from_ours):
        return
    with open(from_ours, "rb") as file:
        data = file.read()
    length = int.from_bytes(data[:8], "little")
    header = json.loads(data[8:8 + length])
    numbers = data[8 + length:]
    state = {}
    for key, entry in header.items():
        if key != "__metadata__":
            begin, end = entry["data_offsets"]
            values = np.frombuffer(numbers[begin:end], "<f4").reshape(entry["shape"]).copy()
            state[key] = torch.from_numpy(values)
    gru = nn.GRU(60, 16, num_layers=2)
    gru.load_state_dict({key[4:]: value for key, value in state.items() if key.startswith("gru.")})
    output = nn.Linear(16, 5)
    output.load_state_dict({key[7:]: value for key, value in state.items() if key.startswith("output.")})
    torch.save(nn.ModuleDict({"gru": gru, "output": output}).state_dict(), path("ours.pt"))


def checkpoint():
    """What PyTorch's tutorial saves, of a model that was trained by several processors."""
    net = Net("LSTM", 1, True, False)
    optimizer = torch.optim.Adam(net.parameters())
    x = inputs(1, STEPS)
    loss = net(x).pow(2).mean()
    loss.backward()
    optimizer.step()
    with torch.no_grad():
        np.savez_compressed(path("checkpoint.npz"), x=x.numpy(), y=net(x).numpy())
    state = {
        "epoch": 3,
        "model_state_dict": nn.DataParallel(net).state_dict(),
        "optimizer_state_dict": optimizer.state_dict(),
        "loss": loss,
    }
    torch.save(state, path("checkpoint.pt"))


def mixed():
    """Numbers of other types, some of them columns of a larger matrix."""
    net = Net("GRU", 1, True, False)
    types = [torch.float64, torch.float16, torch.bfloat16, torch.float32]
    state = {}
    for n, (name, value) in enumerate(net.state_dict().items()):
        value = value.to(types[n % 4])
        state["net." + name] = value.t().contiguous().t() if n % 2 and value.dim() == 2 else value
    net.load_state_dict({name[4:]: value.float() for name, value in state.items()})
    torch.save(state, path("mixed.pt"))
    x = inputs(1, STEPS)
    with torch.no_grad():
        np.savez_compressed(path("mixed.npz"), x=x.numpy(), y=net(x).numpy())


torch.manual_seed(6)
torch_net("lstm-1", "LSTM", 1, True, 2, onnx=True)
torch_net("lstm-3", "LSTM", 3, False, 1, onnx=True)
torch_net("gru-1", "GRU", 1, True, 2, onnx=True)
torch_net("gru-3", "GRU", 3, False, 1)
torch_net("rnn-1", "RNN", 1, True, 2, onnx=True)
torch_net("rnn-3", "RNN", 3, False, 1)
torch_net("relu-1", "RNN", 1, True, 2, onnx=True, nonlinearity="relu")
torch_net("no-bias", "GRU", 1, True, 1, bias=False)
torch_net("classifier", "LSTM", 2, True, 4, last=True, onnx=True)
torch_net("projected", "LSTM", 1, True, 1, proj_size=2)
os.remove(path("projected.npz"))
torch.save(nn.ModuleDict({"rnn": nn.LSTM(D, H, bidirectional=True), "fc": nn.Linear(2 * H, V)}).state_dict(), path("bidirectional.pt"))
keras("keras-lstm", "LSTM", True, "keras2")
keras("keras-gru", "GRU", False, "keras2")
keras("keras-rnn", "SimpleRNN", True, "keras2")
keras("keras3-lstm", "LSTM", False, "keras3")
keras("keras3-gru", "GRU", False, "keras3")
lambda_model()
round_trip()
torch.manual_seed(12)
checkpoint()
mixed()
