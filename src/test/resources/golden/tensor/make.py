#!/usr/bin/python3
"""Makes the files beside it: /usr/bin/python3 make.py

Run with Debian 12's python3 3.11.2, python3-torch 1.13.1, python3-numpy 1.24.2 and python3-h5py 3.7.0:

    apt-get install --no-install-recommends python3-torch python3-numpy python3-h5py

Number j (row-major) of the k-th tensor of a file is ((7 j + 13 k) mod 64 - 32) / 32, exact in every
floating type; of whole numbers it is (7 j + 13 k) mod 64, of truth values (7 j + 13 k) mod 2.
TestTensors.java knows the same.
"""
import io
import json
import os
import zipfile
from collections import OrderedDict

import h5py
import numpy as np
import torch
from torch import nn

HERE = os.path.dirname(os.path.abspath(__file__))


def path(name):
    return os.path.join(HERE, name)


def numbers(k, shape, dtype="f4"):
    j = np.arange(int(np.prod(shape)), dtype=np.int64).reshape(shape)
    n = 7 * j + 13 * k
    kind = np.dtype(dtype).kind
    if kind == "b":
        return (n % 2).astype(dtype)
    return (n % 64).astype(dtype) if kind in "iu" else ((n % 64 - 32) / 32).astype(dtype)


# PyTorch

TORCH_TYPES = ["float32", "float64", "float16", "bfloat16", "int64", "int32", "int16", "int8", "uint8", "bool"]


class Net(nn.Module):
    def __init__(self, kind, layers, **more):
        super().__init__()
        self.rnn = getattr(nn, kind)(2, 3, num_layers=layers, batch_first=True, **more)
        self.out = nn.Linear(3 * (2 if more.get("bidirectional") else 1), 4)
        for k, parameter in enumerate(self.parameters()):
            parameter.data = torch.from_numpy(numbers(k, tuple(parameter.shape)))


def torch_type(k, name):
    if name == "bfloat16":
        return torch.from_numpy(numbers(k, (2, 3))).bfloat16()
    return torch.from_numpy(numbers(k, (2, 3), name))


class Shell:
    def __reduce__(self):
        return os.system, ("touch hearken-pickle-ran",)


class Evaluated:
    def __reduce__(self):
        return eval, ("open('hearken-pickle-ran', 'w')",)


def big_endian(name, to):
    """As PyTorch 2 writes it on a big-endian machine, deflated as a zip tool would."""
    with zipfile.ZipFile(path(name)) as little, zipfile.ZipFile(path(to), "w", zipfile.ZIP_DEFLATED) as big:
        for entry in little.infolist():
            data = little.read(entry)
            if "/data/" in entry.filename:
                data = np.frombuffer(data, "<f4").astype(">f4").tobytes()
            big.writestr(zipfile.ZipInfo(entry.filename, (1980, 1, 1, 0, 0, 0)), data, zipfile.ZIP_DEFLATED)
        folder = little.namelist()[0].split("/")[0]
        big.writestr(zipfile.ZipInfo(folder + "/byteorder", (1980, 1, 1, 0, 0, 0)), "big")
        big.writestr(zipfile.ZipInfo(folder + "/.data/serialization_id", (1980, 1, 1, 0, 0, 0)), "1" * 40)


def make_torch():
    for kind in ("LSTM", "GRU", "RNN"):
        for layers in (1, 3):
            torch.save(Net(kind, layers).state_dict(), path(f"torch-{kind.lower()}-{layers}.pt"))
    torch.save(Net("LSTM", 1, bidirectional=True).state_dict(), path("torch-bidirectional.pt"))
    state = Net("LSTM", 1).state_dict()
    big_endian("torch-lstm-1.pt", "torch-big-endian.pt")
    torch.save(state, path("torch-protocol-4.pt"), pickle_protocol=4)
    torch.save(state, path("torch-legacy.pt"), _use_new_zipfile_serialization=False)

    base = torch.from_numpy(numbers(0, (4, 6)))
    views = {
        "whole": base,
        "transposed": base.t(),
        "columns": base[:, 1:4],
        "every-other": base[::2, ::3],
        "expanded": base[0, 0].expand(2, 3),
        "one": base[2, 5],
        "none": base[:0],
        "parameter": nn.Parameter(base),
    }
    torch.save(views, path("torch-views.pt"))
    torch.save(OrderedDict((name, torch_type(k, name)) for k, name in enumerate(TORCH_TYPES)), path("torch-types.pt"))
    torch.save({"a": torch.zeros(2, dtype=torch.complex64)}, path("torch-complex.pt"))

    optimizer = torch.optim.Adam(Net("RNN", 1).parameters())
    checkpoint = {
        "epoch": 3,
        "best": 0.25,
        "name": "tiny",
        "done": False,
        "seed": 2**63 + 1,
        "nothing": None,
        "sizes": (2, 3),
        "state_dict": Net("RNN", 1).state_dict(),
        "optimizer": optimizer.state_dict(),
        "means": [torch.from_numpy(numbers(7, (2,)))],
    }
    torch.save(checkpoint, path("torch-checkpoint.pt"))
    torch.save({"epoch": 3, "words": ["yes", "no"]}, path("torch-no-tensors.pt"))
    torch.save([torch.zeros(2)], path("torch-list.pt"))
    torch.save(nn.Sequential(nn.Linear(2, 2)), path("torch-whole-model.pt"))
    torch.save(Net("RNN", 1), path("torch-whole-own-model.pt"))
    torch.save({"weight": torch.zeros(2), "more": Shell()}, path("torch-os-system.pt"))
    torch.save({"weight": torch.zeros(2), "more": Evaluated()}, path("torch-eval.pt"))
    torch.jit.save(torch.jit.script(nn.Linear(1, 1)), path("torch-script.pt"))


# NumPy

NUMPY_TYPES = ["<f2", "<f4", "<f8", ">f2", ">f4", ">f8", "|i1", "<i2", "<i4", "<i8", ">i2", ">i4", ">i8", "|u1", "|b1"]


def make_numpy():
    arrays = {t.replace("<", "little-").replace(">", "big-").replace("|", ""): numbers(k, (2, 3), t) for k, t in enumerate(NUMPY_TYPES)}
    np.savez(path("numpy-types.npz"), **arrays)
    np.savez_compressed(path("numpy-compressed.npz"), a=numbers(0, (20, 30)), b=numbers(1, ()), c=numbers(2, (0, 3)))
    np.savez(path("numpy-fortran.npz"), np.asfortranarray(numbers(0, (2, 3, 4))))
    np.save(path("numpy-one.npy"), numbers(0, (3, 2)))
    np.save(path("numpy-object.npy"), np.array([{"a": 1}], dtype=object), allow_pickle=True)
    np.save(path("numpy-structured.npy"), np.zeros(2, dtype=[("x", "<f4"), ("y", "<i4")]))
    np.save(path("numpy-text.npy"), np.array(["yes"]))
    np.save(path("numpy-complex.npy"), np.zeros(2, dtype="c8"))
    for version in ((1, 0), (2, 0), (3, 0)):
        with open(path(f"numpy-version-{version[0]}.npy"), "wb") as out:
            np.lib.format.write_array(out, numbers(version[0], (5,)), version=version)


# HDF5

def keras2(file):
    """As Keras 2's model.save("model.h5") lays it out."""
    config = {"class_name": "Sequential", "config": {"name": "tiny", "layers": [{"class_name": "LSTM", "config": {"units": 3}}]}}
    file.attrs["keras_version"] = "2.11.0"
    file.attrs["backend"] = "tensorflow"
    file.attrs["model_config"] = json.dumps(config).encode("utf8")
    weights = file.create_group("model_weights")
    weights.attrs["layer_names"] = np.array([b"lstm", b"dropout", b"dense"])
    weights.attrs["backend"] = "tensorflow".encode("utf8")
    weights.attrs["keras_version"] = "2.11.0".encode("utf8")
    layers = {
        "lstm": [("lstm/lstm_cell/kernel:0", (2, 12)), ("lstm/lstm_cell/recurrent_kernel:0", (3, 12)), ("lstm/lstm_cell/bias:0", (12,))],
        "dropout": [],
        "dense": [("dense/kernel:0", (3, 4)), ("dense/bias:0", (4,))],
    }
    k = 0
    for layer, names in layers.items():
        group = weights.create_group(layer)
        group.attrs["weight_names"] = np.array([name.encode("utf8") for name, _ in names]) if names else np.array([])
        for name, shape in names:
            group.create_dataset(name, data=numbers(k, shape))
            k += 1


def keras3(file):
    """As Keras 3's model.save_weights("model.weights.h5") lays it out."""
    layout = {
        "layers/lstm/cell/vars": [(2, 12), (3, 12), (12,)],
        "layers/dense/vars": [(3, 4), (4,)],
    }
    k = 0
    for group, shapes in layout.items():
        file.create_group(group).attrs["name"] = group.split("/")[1]
        for n, shape in enumerate(shapes):
            file[group].create_dataset(str(n), data=numbers(k, shape))
            k += 1
    file.create_group("layers/lstm/vars")
    file.create_group("layers/dropout/vars")
    file.create_group("vars")


HDF_TYPES = ["<f2", "<f4", "<f8", ">f2", ">f4", ">f8", "|i1", "<i2", "<i4", "<i8", ">i2", ">i4", ">i8", "|u1", "<u2", "<u4"]


def hdf_types(file):
    for k, t in enumerate(HDF_TYPES):
        file.create_dataset(t.replace("<", "little-").replace(">", "big-").replace("|", ""), data=numbers(k, (2, 3), t))
    file["text"] = "no tensor"
    file["texts"] = np.array([b"no", b"tensor"])
    file["compound"] = np.zeros(2, dtype=[("x", "<f4"), ("y", "<i4")])
    file["number"] = numbers(16, ())
    file["none"] = numbers(17, (0, 3))
    file["nothing"] = h5py.Empty("f4")
    file.attrs["utf8"] = "äöü"
    file.attrs["fixed"] = np.bytes_("fixed")
    file.attrs["number"] = 7
    file.attrs.create("texts", ["yes", "no"], dtype=h5py.string_dtype())


def hdf_chunked(file):
    make = file.create_dataset
    make("plain", data=numbers(0, (7, 10)), chunks=(3, 4))
    make("gzip", data=numbers(1, (7, 10)), chunks=(3, 4), compression="gzip")
    make("all", data=numbers(2, (7, 10)), chunks=(3, 4), compression="gzip", shuffle=True, fletcher32=True)
    make("growing", data=numbers(3, (5,)), maxshape=(None,), chunks=(2,))
    make("growing-2", data=numbers(4, (5, 4)), maxshape=(None, None), chunks=(2, 2))
    make("one-chunk", data=numbers(5, (5, 4)), chunks=(5, 4), compression="gzip")
    make("three", data=numbers(6, (3, 4, 5)), chunks=(2, 2, 2), shuffle=True)


def hdf_one_chunk(file):
    file.create_dataset("plain", data=numbers(0, (5, 4)), chunks=(5, 4))
    file.create_dataset("all", data=numbers(1, (5, 4)), chunks=(5, 4), compression="gzip", shuffle=True, fletcher32=True)


def hdf_filled(file):
    hdf_chunked(file)
    file.create_dataset("filled", shape=(4, 4), dtype="f4", chunks=(2, 2), fillvalue=0.5)[0, 0] = 1


def hdf_small(file):
    """A little of everything, for damage to find."""
    file.create_dataset("a", data=numbers(0, (3, 4)), chunks=(2, 3), compression="gzip", shuffle=True, fletcher32=True)
    file["b"] = numbers(1, (2,), "<i2")
    file["c"] = h5py.SoftLink("/b")
    file.attrs["fixed"] = np.bytes_("fixed")
    file.attrs.create("texts", ["yes", "no"], dtype=h5py.string_dtype())


def hdf_links(file):
    file["weights/kernel"] = numbers(0, (2, 3))
    file["hard"] = file["weights/kernel"]
    file["soft"] = h5py.SoftLink("/weights/kernel")


def make_hdf():
    def write(name, content, **more):
        with h5py.File(path(name), "w", **more) as file:
            content(file)

    write("hdf-keras-2.h5", keras2)
    write("hdf-keras-3.weights.h5", keras3)
    write("hdf-types.h5", hdf_types)
    write("hdf-chunked.h5", hdf_filled)
    write("hdf-chunked-latest.h5", hdf_chunked, libver="latest")
    write("hdf-one-chunk-latest.h5", hdf_one_chunk, libver="latest")
    write("hdf-keras-3-latest.h5", keras3, libver="latest")
    write("hdf-links.h5", hdf_links)
    write("hdf-small.h5", hdf_small)

    def soft_loop(file):
        file["a"] = h5py.SoftLink("/b")
        file["b"] = h5py.SoftLink("/a")

    def hard_loop(file):
        file.create_group("a/b")
        file["a/b/c"] = file["a"]
        file["weight"] = numbers(0, (2,))

    def external(file):
        file["away"] = h5py.ExternalLink("/etc/passwd", "/x")

    def external_data(file):
        file.create_dataset("away", shape=(4,), dtype="f4", external=[("/etc/passwd", 0, 16)])

    def deep(file):
        file["/".join("abcdefgh" * 4)] = numbers(0, (2,))

    def absurd(file):
        file.create_dataset("much", shape=(2**40,), dtype="f4", chunks=(2**10,))

    def bomb(file):
        file.create_dataset("zeros", data=np.zeros(2**22, "f4"), chunks=(2**22,), compression="gzip", compression_opts=9)

    write("hdf-soft-loop.h5", soft_loop)
    write("hdf-hard-loop.h5", hard_loop)
    write("hdf-external-link.h5", external)
    write("hdf-external-data.h5", external_data)
    write("hdf-deep.h5", deep)
    write("hdf-absurd.h5", absurd)
    write("hdf-bomb.h5", bomb)
    with h5py.File(path("hdf-lzf.h5"), "w") as file:
        file.create_dataset("lzf", data=numbers(0, (7, 10)), chunks=(3, 4), compression="lzf")


if __name__ == "__main__":
    make_torch()
    make_numpy()
    make_hdf()
