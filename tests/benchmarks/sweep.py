"""A sweep against three single runs, timed one after the other on one thread."""

import statistics
from functools import partial

import torch

from playground.core.dataset import Dataset
from playground.core.run import TrainingRun
from playground.core.settings import TrainingSettings
from playground.core.sweep import Sweep
from playground.sharing.examples import note_dataset
from tests.benchmarks.engine import dataset, seconds

ROUNDS = 5
SINGLE_RUNS = 3


def row(name: str, data: Dataset, kind: str, settings: TrainingSettings) -> str:
    """A line of the table: the ratio is the median over the rounds."""

    def train() -> None:
        for _ in range(SINGLE_RUNS):
            TrainingRun(data, settings).advance(settings.epochs)

    def sweep() -> None:
        Sweep(data, settings, kind).advance()

    pairs = [(seconds(sweep), seconds(train)) for _ in range(ROUNDS)]
    medians = [statistics.median(times) for times in zip(*pairs, strict=True)]
    ratio = statistics.median(one / other for one, other in pairs)
    count = len(Sweep(data, settings, kind).values)
    return f"| {name} | {count} | {medians[0]:.3f} | {medians[1]:.3f} | {ratio:.2f} |"


def main() -> None:
    torch.set_num_threads(1)
    print("| what | runs | sweep, s | three single runs, s | ratio |")
    print("|---|---|---|---|---|")
    note, of_note = note_dataset(), partial(TrainingSettings, epochs=1000)
    for name, kind, settings in (
        ("the note, learning rates", "learning_rate", of_note()),
        ("the note, seeds", "seed", of_note()),
        ("the note, momentum", "learning_rate", of_note(momentum=0.9)),
        ("the note, Adam", "learning_rate", of_note(optimizer="adam")),
        ("the note, mini-batches of 4", "learning_rate", of_note(batch_size=4)),
        ("the note, mini-batches of 4, seeds", "seed", of_note(batch_size=4)),
    ):
        print(row(name, note, kind, settings), flush=True)
    for sizes, epochs in (
        ((150, 4, 3), 1000),
        ((1000, 3, 2), 300),
        ((1000, 64, 10), 100),
        ((10_000, 3, 2), 50),
        ((10_000, 64, 10), 10),
        ((10_000, 2, 20), 10),
        ((10_000, 64, 20), 10),
    ):
        name = "{} samples × {} features × {} classes".format(*sizes)
        settings = TrainingSettings(epochs=epochs)
        print(row(name, dataset(*sizes), "learning_rate", settings), flush=True)
