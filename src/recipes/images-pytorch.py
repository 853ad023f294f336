#!/usr/bin/env python3
"""Trains PyTorch's usual LSTM classifier on images in MNIST's format, for `hearken import`.

    src/recipes/images-pytorch.py drawn net.pt

reads drawn/train-images-idx3-ubyte.gz and the three files beside it, and writes net.pt (a state
dict) and net.npz (some test images, and what the network says of them). Needs PyTorch and NumPy;
tried with Debian 12's python3-torch 1.13.1.
"""
import gzip
import struct
import sys

import numpy as np
import torch
from torch import nn

PASSES, BATCH = 4, 100


class Net(nn.Module):
    def __init__(self, input_size, hidden_size, num_layers, num_classes):
        super().__init__()
        self.lstm = nn.LSTM(input_size, hidden_size, num_layers, batch_first=True)
        self.fc = nn.Linear(hidden_size, num_classes)

    def forward(self, x):
        out, _ = self.lstm(x)  # the initial state is zero
        return self.fc(out[:, -1, :])


def idx(name):
    data = gzip.open(name).read()
    sizes = struct.unpack_from(">%dI" % data[3], data, 4)
    return np.frombuffer(data, np.uint8, offset=4 + 4 * len(sizes)).reshape(sizes)


def pixels(images):
    return torch.tensor(images / 255, dtype=torch.float32)


def main(folder, out):
    torch.manual_seed(1)
    x, y = (idx(f"{folder}/train-{kind}-ubyte.gz") for kind in ("images-idx3", "labels-idx1"))
    tests, labels = (idx(f"{folder}/t10k-{kind}-ubyte.gz") for kind in ("images-idx3", "labels-idx1"))
    net = Net(28, 128, 2, 10)
    adam = torch.optim.Adam(net.parameters(), lr=1e-3)
    for _ in range(PASSES):
        for batch in torch.randperm(len(x)).numpy().reshape(-1, BATCH):
            loss = nn.functional.cross_entropy(net(pixels(x[batch])), torch.tensor(y[batch], dtype=torch.long))
            adam.zero_grad()
            loss.backward()
            adam.step()
        with torch.no_grad():
            said = torch.cat([net(pixels(part)) for part in np.array_split(tests, 20)])
        wrong = int((said.argmax(1).numpy() != labels).sum())
        print(f"{wrong} of {len(tests)} test images wrong", flush=True)
    torch.save(net.state_dict(), out)
    np.savez(out.rsplit(".", 1)[0] + ".npz", x=pixels(tests[:200]).numpy(), y=said[:200].numpy())


if __name__ == "__main__":
    main(*sys.argv[1:])
