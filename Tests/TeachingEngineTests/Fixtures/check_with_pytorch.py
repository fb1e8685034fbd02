"""Checks that PyTorch computes from the engine's weights what the engine computed, and the reverse.

    python3 check_with_pytorch.py lstm.safetensors          compares the outputs stored in the file
    python3 check_with_pytorch.py --write lstm.safetensors  writes such a file with PyTorch

Needs torch and safetensors. The tests read the file with the engine and compare the same outputs.
"""
import sys

import torch
from safetensors.torch import load_file, save_file

WEIGHTS = ["weight_ih_l0", "weight_hh_l0", "bias_ih_l0", "bias_hh_l0"]


def main(arguments):
    path = arguments[-1]
    if arguments[0] == "--write":
        torch.manual_seed(1)
        layer = torch.nn.LSTM(3, 4, batch_first=True)
        tensors = {name: value.detach().clone() for name, value in layer.named_parameters()}
        tensors["input"] = torch.randn(2, 5, 3)
        tensors["output"] = layer(tensors["input"])[0].detach().clone()
        save_file(tensors, path)
        return
    tensors = load_file(path)
    inputs, hidden = tensors["weight_ih_l0"].shape[1], tensors["weight_hh_l0"].shape[1]
    layer = torch.nn.LSTM(inputs, hidden, batch_first=True)
    layer.load_state_dict({name: tensors[name] for name in WEIGHTS})
    with torch.no_grad():
        error = (layer(tensors["input"])[0] - tensors["output"]).abs().max().item()
    print(f"largest difference {error:.2e}")
    sys.exit(0 if error < 1e-5 else 1)


main(sys.argv[1:])
