"""Checks that PyTorch computes from the engine's weights what the engine computed, and the reverse.

    python3 check_with_pytorch.py lstm.safetensors                   compares the outputs stored in the file
    python3 check_with_pytorch.py --write gru gru_pytorch.safetensors  writes such a file with PyTorch

Needs torch and safetensors. The tests read both kinds of file with the engine and compare the same
outputs: lstm.safetensors was written by the engine, *_pytorch.safetensors by this script.
"""
import sys

import torch
from safetensors.torch import load_file, save_file

WEIGHTS = ["weight_ih_l0", "weight_hh_l0", "bias_ih_l0", "bias_hh_l0"]


KINDS = {4: torch.nn.LSTM, 3: torch.nn.GRU, 1: torch.nn.RNN}


def main(arguments):
    path = arguments[-1]
    if arguments[0] == "--write":
        torch.manual_seed(1)
        layer = getattr(torch.nn, arguments[1].upper())(3, 4, batch_first=True)
        tensors = {name: value.detach().clone() for name, value in layer.named_parameters()}
        tensors["input"] = torch.randn(2, 5, 3)
        tensors["output"] = layer(tensors["input"])[0].detach()
        # A batch-first output is a transposed view, which safetensors refuses.
        save_file({name: value.contiguous() for name, value in tensors.items()}, path)
        return
    tensors = load_file(path)
    (rows, inputs), hidden = tensors["weight_ih_l0"].shape, tensors["weight_hh_l0"].shape[1]
    layer = KINDS[rows // hidden](inputs, hidden, batch_first=True)
    layer.load_state_dict({name: tensors[name] for name in WEIGHTS})
    with torch.no_grad():
        error = (layer(tensors["input"])[0] - tensors["output"]).abs().max().item()
    print(f"largest difference {error:.2e}")
    sys.exit(0 if error < 1e-5 else 1)


main(sys.argv[1:])
