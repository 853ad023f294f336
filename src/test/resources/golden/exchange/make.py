#!/usr/bin/python3
"""Makes the files beside it: /usr/bin/python3 make.py

Run with Debian 12's python3 3.11.2, python3-torch 1.13.1, python3-numpy 1.24.2 and python3-h5py 3.7.0:

    apt-get install --no-install-recommends python3-torch python3-numpy python3-h5py

Each network comes with NAME.npz: inputs x [streams x steps x D] and outputs y, computed by PyTorch, or
for Keras by the few lines of NumPy below, in double from Keras's own formulas.
"""
import io
import json
import os
import zipfile

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
    """What everybody starts with; `last` for a classifier of the last step, `ends` of both directions' last states."""

    def __init__(self, kind, layers, batch_first, last, **more):
        super().__init__()
        self.rnn = getattr(nn, kind)(D, H, num_layers=layers, batch_first=batch_first, **more)
        self.fc = nn.Linear((more.get("proj_size") or H) * (2 if more.get("bidirectional") else 1), V)
        self.batch_first, self.last = batch_first, last

    def forward(self, x):
        out, h = self.rnn(x)
        if self.last == "ends":
            out = torch.cat((h[-2], h[-1]), 1)
        elif self.last:
            out = out[:, -1, :] if self.batch_first else out[-1]
        return self.fc(out)


def torch_net(name, kind, layers, batch_first, streams, last=False, onnx=False, dynamic=False, **more):
    net = Net(kind, layers, batch_first, last, **more).eval()
    torch.save(net.state_dict(), path(name + ".pt"))
    x = inputs(streams, STEPS)
    with torch.no_grad():
        y = net(x) if batch_first else net(x.transpose(0, 1))
    if not batch_first and not last:
        y = y.transpose(0, 1)
    np.savez_compressed(path(name + ".npz"), x=x.numpy(), y=y.numpy())
    if onnx:
        sizes = {"input_names": ["x"], "dynamic_axes": {"x": {0: "streams", 1: "steps"}}} if dynamic else {}
        torch.onnx.export(net, x if batch_first else x.transpose(0, 1), path(name + ".onnx"), opset_version=11, **sizes)
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


def keras_both(name, kind, layers, last, layout):
    """The same of bidirectional layers."""
    cell, gates = KERAS[kind]
    random = np.random.default_rng(100 + len(name))

    def some(*shape):
        return random.uniform(-0.5, 0.5, shape).astype("f4")

    bias = (2, gates * H) if kind == "GRU" else (gates * H,)
    x = random.standard_normal((2, STEPS, D)).astype("f4")
    out = x.astype("f8")
    stack = []
    for layer in range(layers):
        halves = [[some(out.shape[-1], gates * H), some(H, gates * H), some(*bias)] for _ in range(2)]
        ahead, back = cell(out, *halves[0]), cell(out[:, ::-1], *halves[1])[:, ::-1]
        stack.append(halves)
        out = np.concatenate([ahead, back], -1)
    if last:
        out = np.concatenate([ahead[:, -1], back[:, 0]], -1)
    dense = [some(2 * H, V), some(V)]
    np.savez_compressed(path(name + ".npz"), x=x, y=softmax(out @ dense[0] + dense[1]).astype("f4"))

    def half(layer, way):
        config = {"name": way + "_" + kind.lower(), "units": H, "activation": "tanh", "reset_after": True}
        config |= {"return_sequences": not last or layer < layers - 1, "go_backwards": way == "backward"}
        return {"class_name": kind, "config": config}

    names = ["bidirectional" + (f"_{layer}" if layer else "") for layer in range(layers)]
    configs = []
    for layer, own in enumerate(names):
        config = {"name": own, "layer": half(layer, "forward"), "merge_mode": "concat"}
        if layout == "keras3":
            config["backward_layer"] = half(layer, "backward")
        configs.append({"class_name": "Bidirectional", "config": config})
    configs.append({"class_name": "Dense", "config": {"name": "dense", "units": V, "activation": "softmax"}})
    config = keras_config(configs)
    if layout == "keras2":
        with h5py.File(path(name + ".h5"), "w") as file:
            file.attrs["model_config"] = config
            group = file.create_group("model_weights")
            group.attrs["layer_names"] = np.array([own.encode() for own in names] + [b"dense"])
            for layer, halves in enumerate(stack):
                for n, way in enumerate(["forward", "backward"]):
                    inner = f"{names[layer]}/{names[layer]}/{way}_{kind.lower()}/{kind.lower()}_cell_{3 * layer + n + 1}"
                    for weight, value in zip(["kernel:0", "recurrent_kernel:0", "bias:0"], halves[n]):
                        group[f"{inner}/{weight}"] = value
            for weight, value in zip(["kernel:0", "bias:0"], dense):
                group[f"dense/dense/{weight}"] = value
        return
    with h5py.File(path(name + ".weights.h5"), "w") as file:
        for layer, halves in enumerate(stack):
            for n, way in enumerate(["forward", "backward"]):
                for number, value in enumerate(halves[n]):
                    file[f"layers/{names[layer]}/{way}_layer/cell/vars/{number}"] = value
        for number, value in enumerate(dense):
            file[f"layers/dense/vars/{number}"] = value
    with zipfile.ZipFile(path(name + ".keras"), "w") as archive:
        archive.writestr(zipfile.ZipInfo("config.json"), config)
        with open(path(name + ".weights.h5"), "rb") as weights:
            archive.writestr(zipfile.ZipInfo("model.weights.h5"), weights.read())


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


def object_of(module, kind, config, **more):
    """As Keras 3 describes one in JSON."""
    return {"module": module, "class_name": kind, "config": config, "registered_name": None, **more}


FLOAT32 = object_of("keras", "DTypePolicy", {"name": "float32"})


def initializer(kind, **config):
    return object_of("keras.initializers", kind, config)


def lstm_config(name):
    nothing = ["kernel_regularizer", "recurrent_regularizer", "bias_regularizer", "activity_regularizer"]
    nothing += ["kernel_constraint", "recurrent_constraint", "bias_constraint", "seed"]
    no = ["return_state", "go_backwards", "stateful", "unroll", "zero_output_for_mask"]
    return {
        "name": name,
        "trainable": True,
        "dtype": FLOAT32,
        "return_sequences": True,
        **{key: False for key in no},
        "units": H,
        "activation": "tanh",
        "recurrent_activation": "sigmoid",
        "use_bias": True,
        "kernel_initializer": initializer("GlorotUniform", seed=None),
        "recurrent_initializer": initializer("Orthogonal", seed=None, gain=1.0),
        "bias_initializer": initializer("Zeros"),
        "unit_forget_bias": True,
        **{key: None for key in nothing},
        "dropout": 0.0,
        "recurrent_dropout": 0.0,
    }


def dense_config(name):
    nothing = ["kernel_regularizer", "bias_regularizer", "kernel_constraint", "bias_constraint"]
    return {
        "name": name,
        "trainable": True,
        "dtype": FLOAT32,
        "units": V,
        "activation": "softmax",
        "use_bias": True,
        "kernel_initializer": initializer("GlorotUniform", seed=None),
        "bias_initializer": initializer("Zeros"),
        **{key: None for key in nothing},
    }


def keras3_config(*extra):
    """A Sequential as keras.saving.serialize_keras_object writes it; its names are a later model's."""

    def layer(kind, config, width):
        return object_of("keras.layers", kind, config, build_config={"input_shape": [None, None, width]})

    start = {"batch_shape": [None, None, D], "dtype": "float32", "sparse": False, "ragged": False, "name": "input_layer_1"}
    dropout = {"name": "dropout_1", "trainable": True, "dtype": FLOAT32, "rate": 0.2, "seed": None, "noise_shape": None}
    layers = [
        object_of("keras.layers", "InputLayer", start),
        layer("LSTM", lstm_config("lstm_2"), D),
        layer("Dropout", dropout, H),
        layer("LSTM", lstm_config("lstm_3"), H),
        *extra,
        layer("Dense", dense_config("dense_1"), H),
    ]
    config = {"name": "sequential_1", "trainable": True, "dtype": FLOAT32, "layers": layers, "build_input_shape": [None, None, D]}
    compiled = {
        "optimizer": "adam",
        "loss": "sparse_categorical_crossentropy",
        "loss_weights": None,
        "metrics": ["accuracy"],
        "weighted_metrics": None,
        "run_eagerly": False,
        "steps_per_execution": 1,
        "jit_compile": False,
    }
    return object_of("keras", "Sequential", config, build_config={"input_shape": [None, None, D]}, compile_config=compiled)


def keras3_weights(file, layers, dense):
    """What Keras 3 writes to NAME.weights.h5 and, with the optimizer's, into NAME.keras."""

    def variables(group, values):
        for n, value in enumerate(values):
            file.require_group(group)[str(n)] = value

    file.create_group("vars")
    for n, weights in enumerate(layers):
        name = "layers/lstm" + (f"_{n}" if n else "")
        variables(name + "/vars", [])
        variables(name + "/cell/vars", weights)
        variables(name + "/cell/seed_generator/vars", [np.array([0, 7], "u4")])
    variables("layers/dropout/vars", [])
    variables("layers/dropout/seed_generator/vars", [np.array([0, 8], "u4")])
    variables("layers/dense/vars", dense)
    moments = [np.zeros_like(value) for value in sum(layers, []) + dense for _ in range(2)]
    variables("optimizer/vars", [np.array(5, "i8"), np.array(0.001, "f4"), *moments])


def keras_archive(name, config, weights):
    """As Keras 3's model.save(NAME.keras), but for the date, which would change it every time."""
    metadata = {"keras_version": "3.8.0", "date_saved": "2026-11-26@00:00:00"}
    with zipfile.ZipFile(path(name), "w") as file:
        file.writestr(zipfile.ZipInfo("metadata.json"), json.dumps(metadata))
        file.writestr(zipfile.ZipInfo("config.json"), json.dumps(config))
        memory = io.BytesIO()
        with h5py.File(memory, "w") as inner:
            weights(inner)
        file.writestr(zipfile.ZipInfo("model.weights.h5"), memory.getvalue())


def keras2_weights(group, names, tensors, within, end):
    """Layers under their names, as Keras 2 writes them; Keras 3 does in a .h5, a little otherwise."""
    group.attrs["layer_names"] = np.array([name.encode() for name in names])
    group.attrs["backend"] = "tensorflow"
    group.attrs["keras_version"] = "2.11.0"
    for name, values in zip(names, tensors):
        layer = group.create_group(name)
        cell = f"{within}{name}/lstm_cell" if len(values) == 3 else f"{within}{name}"
        roles = ["kernel", "recurrent_kernel", "bias"] if len(values) == 3 else ["kernel", "bias"]
        paths = [f"{cell}/{role}{end}" for role in roles[:len(values)]]
        layer.attrs["weight_names"] = np.array([one.encode() for one in paths])
        for one, value in zip(paths, values):
            layer[one] = value


def keras_stack():
    """One network of two layers as every layout of Keras has it."""
    random = np.random.default_rng(12)

    def some(*shape):
        return random.uniform(-0.5, 0.5, shape).astype("f4")

    layers = [[some(width, 4 * H), some(H, 4 * H), some(4 * H)] for width in (D, H)]
    dense = [some(H, V), some(V)]
    x = random.standard_normal((1, STEPS, D)).astype("f4")
    out = keras_lstm(keras_lstm(x.astype("f8"), *layers[0]), *layers[1])
    np.savez_compressed(path("keras-stack.npz"), x=x, y=softmax(out @ dense[0] + dense[1]).astype("f4"))

    def weights(file):
        keras3_weights(file, layers, dense)

    keras_archive("keras-stack.keras", keras3_config(), weights)
    with h5py.File(path("keras-stack.weights.h5"), "w") as file:
        weights(file)
    names = ["lstm_2", "dropout_1", "lstm_3", "dense_1"]
    tensors = [layers[0], [], layers[1], dense]
    with h5py.File(path("keras3-stack.h5"), "w") as file:
        file.attrs["model_config"] = json.dumps(keras3_config())
        # The model's name is before every weight's, and may be that of a layer.
        keras2_weights(file.create_group("model_weights"), names, tensors, "lstm_3/", "")
        file["model_weights"].create_group("top_level_model_weights").attrs["weight_names"] = np.array([])
        file["optimizer_weights/adam/iteration"] = np.array(5, "i8")
        file["optimizer_weights/adam/lstm_2_lstm_cell_kernel_momentum"] = np.zeros_like(layers[0][0])
    with h5py.File(path("keras2-stack-weights.h5"), "w") as file:
        # Named as if made one after the other in a long session.
        keras2_weights(file, ["lstm_9", "dropout_1", "lstm_10", "dense_1"], tensors, "", ":0")

    function = {"class_name": "__lambda__", "config": {"code": "4wEAAAA=", "defaults": None, "closure": None}}
    code = {"name": "shout", "trainable": True, "dtype": FLOAT32, "function": function, "arguments": {}}
    keras_archive("keras-lambda.keras", keras3_config(object_of("keras.layers", "Lambda", code)), weights)


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
keras_stack()

torch.manual_seed(7)
torch_net("both-lstm-2", "LSTM", 2, True, 2, onnx=True, bidirectional=True)
torch_net("both-gru-1", "GRU", 1, False, 1, onnx=True, bidirectional=True)
torch_net("both-relu-1", "RNN", 1, True, 1, onnx=True, bidirectional=True, nonlinearity="relu")
torch_net("both-last", "LSTM", 1, True, 4, last=True, onnx=True, bidirectional=True)
torch_net("both-ends", "GRU", 2, True, 4, last="ends", onnx=True, bidirectional=True)
keras_both("keras-both", "LSTM", 2, False, "keras2")
keras_both("keras3-both", "GRU", 1, True, "keras3")
torch_net("both-dynamic", "LSTM", 2, True, 2, onnx=True, dynamic=True, bidirectional=True)
