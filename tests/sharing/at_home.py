"""Executes what was taken home, scripts and the cells of notebooks, each in its own process.

The processes are forked from one that has loaded torch, Matplotlib for notebooks, and nothing of
ours; where there is no fork, on Windows, each loads them by itself.
"""

import contextlib
import gc
import io
import json
import multiprocessing
import os
import runpy
import sys
from pathlib import Path
from typing import Any

import torch

WANTED = ("fc.weight", "fc.bias", "test_logits", "probabilities", "predicted_class")


def executed(path: str) -> str:
    """What a file prints, and the numbers that it comes to, as JSON."""
    file = Path(path)
    os.chdir(file.parent)
    text = file.read_text(encoding="utf-8")
    if "set_num_threads" in text:
        torch.set_num_threads(4)  # the script sees to it
    printed, errors = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(errors):
        names = _cells(text) if file.suffix == ".ipynb" else runpy.run_path(path)
    tensors = {**names["model"].state_dict(), **names}
    numbers = {name: repr(tensors[name].tolist()) for name in WANTED if name in tensors}
    said = {"printed": printed.getvalue().splitlines(), "errors": errors.getvalue()}
    return json.dumps(said | numbers)


def _cells(text: str) -> dict[str, Any]:
    """The names there are after the cells of code; one that only writes a file writes it."""
    names: dict[str, Any] = {"__name__": "__main__"}
    for cell in json.loads(text)["cells"]:
        source = "".join(cell["source"])
        if cell["cell_type"] == "code" and source.startswith("%%writefile "):
            head, _, content = source.partition("\n")
            Path(head.split()[1]).write_text(content, encoding="utf-8")
        elif cell["cell_type"] == "code":
            exec(source, names)
    return names


if __name__ == "__main__":
    way = "spawn" if sys.platform == "win32" else "fork"
    os.environ["MPLBACKEND"] = "agg"
    # what the first picture and the first optimizer load, a second each, is loaded once for all
    if any(path.endswith(".ipynb") for path in sys.argv[1:]):
        from matplotlib import pyplot

        pyplot.close(pyplot.figure())
    torch.optim.SGD([torch.zeros(1, requires_grad=True)]).step()
    gc.freeze()  # a collector that looked at what is loaded would copy it to each process
    with multiprocessing.get_context(way).Pool(1, maxtasksperchild=1) as pool:
        lines = list(pool.imap(executed, sys.argv[1:]))
    # printed when no process is forked any more: one takes along what waits to be written
    print(*lines, sep="\n")
