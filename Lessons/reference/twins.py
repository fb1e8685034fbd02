"""Compares the twins of the lessons, their blocks in PyTorch, with what the blocks compute.

    python3 Lessons/reference/twins.py [NN …]     from the folder that holds Lessons; all lessons if none is named
    python3 Lessons/reference/twins.py --record   all lessons; what came of it is kept in Lessons/reference/twins.txt

A twin is a fence ```python twin. Its first lines say how it is compared:

    #| after: concise            the block after which the lesson stands
    #| weights: layer            the model, or NAME = EXPRESSION in Swift
    #| input: x = rows.value     the input, or NAME = EXPRESSION in Swift
    #| output: layer.predict(x)  the output in Swift

Unroll saves weights, input and output. Here the twin makes `model`, which loads the weights strictly, and
then `output`, which must agree to 1e-5. Needs torch and safetensors; UNROLL names another program.
"""
import datetime
import os
import pathlib
import platform
import re
import subprocess
import sys

import safetensors
import torch
import torch.nn.functional as F
from safetensors.torch import load_file
from torch import nn

UNROLL = os.environ.get("UNROLL", ".build/debug/unroll")
SAVED = pathlib.Path("Work/saved")
FENCE = re.compile(r"^```python twin\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def parts(text):
    """The options of a twin, what makes its model, and what computes its output."""
    lines = text.splitlines()
    options = dict(line[2:].strip().split(": ", 1) for line in lines if line.startswith("#|"))
    code = [line for line in lines if not line.startswith("#|")]
    start = next(n for n, line in enumerate(code) if line.startswith("output"))
    return options, "\n".join(code[:start]), "\n".join(code[start:])


def named(option):
    """A name and the Swift that makes it, if it is not there already."""
    name, _, expression = option.partition(" = ")
    return name, f"let {name} = {expression}\n" if expression else ""


def save(lesson, options):
    """Lets the block's place in the lesson save weights and samples; gives their names."""
    model, making = named(options["weights"])
    name, reading = named(options["input"])
    file = f"twin-{lesson}-{options['after']}"
    swift = (
        f"{making}{reading}try {model}.save(to: \"{file}.safetensors\")\n"
        f"try Safetensors([(name: \"input\", value: {name}), (name: \"output\", value: {options['output']})])"
        f".write(to: \"{file}-samples.safetensors\")\n"
    )
    command = [UNROLL, "try", lesson, "--after", options["after"], "-"]
    result = subprocess.run(command, input=swift, capture_output=True, text=True)
    if result.returncode != 0:
        sys.exit(f"lesson {lesson}, after '{options['after']}':\n{result.stdout}{result.stderr}")
    return name, file


def difference(lesson, text):
    """The largest difference between a twin's output and the block's."""
    options, making, running = parts(text)
    name, file = save(lesson, options)
    samples = load_file(SAVED / f"{file}-samples.safetensors")
    torch.set_default_dtype(samples["output"].dtype)
    names = {"torch": torch, "nn": nn, "F": F, name: samples["input"]}
    exec(making, names)
    names["model"].load_state_dict(load_file(SAVED / f"{file}.safetensors"), strict=True)
    exec(running, names)
    return options["after"], (names["output"] - samples["output"]).abs().max().item()


def main(arguments):
    wanted = [argument for argument in arguments if argument != "--record"]
    told, failed = [], False
    for path in sorted(pathlib.Path("Lessons").glob("[0-9]*.md")):
        lesson = path.name.split("-")[0]
        if wanted and lesson not in wanted:
            continue
        for text in FENCE.findall(path.read_text()):
            label, error = difference(lesson, text)
            failed = failed or not error < 1e-5
            told.append(f"lesson {lesson}, after '{label}': largest difference {error:.1e}")
            print(told[-1], flush=True)
    told.append(
        f"{datetime.date.today()}, PyTorch {torch.__version__}, safetensors {safetensors.__version__},"
        f" Python {platform.python_version()}"
    )
    print(told[-1])
    if "--record" in arguments and not wanted and not failed:
        pathlib.Path(__file__).with_name("twins.txt").write_text("\n".join(told) + "\n")
    sys.exit(1 if failed else 0)


main(sys.argv[1:])
