"""A sweep against as many plain loops, timed one after the other on one thread."""

import statistics
from typing import Any

import torch
from torch import optim

from playground.core.dataset import Dataset
from playground.core.settings import TrainingSettings
from playground.core.sweep import N_RUNS, Sweep
from playground.sharing.examples import note_dataset
from tests.benchmarks.engine import dataset, plain_loop, seconds

ROUNDS = 5


def row(name: str, data: Dataset, epochs: int, own: dict[str, Any], plain: dict[str, Any]) -> str:
    """A line of the table: the ratio is the median over the rounds."""

    def sweep() -> None:
        Sweep(data, TrainingSettings(epochs=epochs, **own), "learning_rate").advance()

    def train_plainly() -> None:
        for _ in range(N_RUNS):
            plain_loop(data, epochs, **plain)

    pairs = [(seconds(sweep), seconds(train_plainly)) for _ in range(ROUNDS)]
    medians = [statistics.median(times) for times in zip(*pairs, strict=True)]
    ratio = statistics.median(one / other for one, other in pairs)
    return f"| {name} | {medians[0]:.2f} | {medians[1]:.2f} | {ratio:.2f} |"


def main() -> None:
    torch.set_num_threads(1)
    print(f"| {N_RUNS} runs | sweep, s | plain loops, s | ratio |")
    print("|---|---|---|---|")
    for name, own, plain in (
        ("SGD", {}, {}),
        ("Adam", {"optimizer": "adam"}, {"make_optimizer": optim.Adam}),
        ("mini-batches of 4", {"batch_size": 4}, {"batch_size": 4}),
    ):
        print(row(f"the note, {name}", note_dataset(), 1000, own, plain), flush=True)
    for sizes, epochs in (((1000, 3, 2), 100), ((10_000, 64, 10), 5)):
        name = "{} samples × {} features × {} classes, {} epochs".format(*sizes, epochs)
        print(row(name, dataset(*sizes), epochs, {}, {}), flush=True)
