"""PyTorch's side of the page "PyTorch and Unroll".

    python3 pytorch.py write ../data/pytorch.safetensors   writes modules with samples of what they compute
    python3 pytorch.py check ../../Work/saved              reads what the page's blocks saved, strictly

`check` builds PyTorch's modules, loads the engine's files with load_state_dict(strict=True) and compares the
outputs with those that the engine stored. Needs torch and safetensors; the processor is enough.
"""
import pathlib
import sys

import torch
from safetensors.torch import load_file, save_file
from torch import nn

INPUTS, HIDDEN, CLASSES, HEADS, TIME, BATCH = 3, 4, 5, 2, 6, 2


def modules():
    """One small module of each kind, by the name of its part in the file."""
    return {
        "lstm": nn.LSTM(INPUTS, HIDDEN, batch_first=True),
        "gru": nn.GRU(INPUTS, HIDDEN, batch_first=True),
        "rnn": nn.RNN(INPUTS, HIDDEN, batch_first=True),
        "deep": nn.LSTM(INPUTS, HIDDEN, num_layers=2, bidirectional=True, batch_first=True),
        "linear": nn.Linear(INPUTS, CLASSES),
        "embedding": nn.Embedding(CLASSES, HIDDEN),
        "norm": nn.LayerNorm(INPUTS),
        "attention": nn.MultiheadAttention(HIDDEN, HEADS, batch_first=True),
        "block": nn.TransformerEncoderLayer(
            HIDDEN, HEADS, dim_feedforward=8, dropout=0, norm_first=True, batch_first=True
        ),
    }


def output(name, module, samples):
    """What a module computes from the samples."""
    with torch.no_grad():
        if name == "embedding":
            return module(samples["symbols"].long())
        if name == "attention":
            states = samples["states"]
            return module(states, states, states)[0]
        if name == "block":
            return module(samples["states"])
        result = module(samples["input"])
        return result[0] if isinstance(result, tuple) else result


def write(path):
    torch.manual_seed(91)
    samples = {
        "input": torch.randn(BATCH, TIME, INPUTS),
        "states": torch.randn(BATCH, TIME, HIDDEN),
        "symbols": torch.randint(CLASSES, (BATCH, TIME)).float(),
    }
    tensors = dict(samples)
    for name, module in modules().items():
        if name in ("attention", "block", "norm"):
            for parameter in module.parameters():  # zeros and ones would hide a mistake
                nn.init.normal_(parameter, std=0.5)
        tensors[f"{name}.output"] = output(name, module, samples)
        for key, value in module.state_dict().items():
            tensors[f"{name}.weights.{key}"] = value
    save_file({key: value.contiguous() for key, value in tensors.items()}, path)


def check(folder):
    folder = pathlib.Path(folder)
    samples = load_file(folder / "samples.safetensors")
    worst = 0.0
    for name, module in modules().items():
        path = folder / f"{name}.safetensors"
        if not path.exists():
            sys.exit(f"{name}: not saved; say unroll run 91 first")
        module.load_state_dict(load_file(path), strict=True)
        error = (output(name, module, samples) - samples[f"{name}.output"]).abs().max().item()
        worst = max(worst, error)
        print(f"{name}: largest difference {error:.1e}")
    print(f"PyTorch {torch.__version__}")
    sys.exit(0 if worst < 1e-5 else 1)


{"write": write, "check": check}[sys.argv[1]](sys.argv[2])
