"""How long an epoch takes, against the plain loop in the same process and on one thread.

Each row is the median over rounds in which both ways are timed one after the other.
"""

import statistics
import time
from collections.abc import Callable
from functools import partial

import torch
from torch import nn, optim

from playground.core.dataset import Dataset
from playground.core.pace import single_thread
from playground.core.run import TrainingRun
from playground.core.settings import TrainingSettings
from playground.sharing.examples import note_dataset

ROUNDS = 7


def dataset(n_samples: int, n_features: int, n_classes: int) -> Dataset:
    generator = torch.Generator().manual_seed(0)
    return Dataset(
        torch.randn(n_samples, n_features, generator=generator),
        torch.randint(0, n_classes, (n_samples,), generator=generator),
        tuple(f"x{index + 1}" for index in range(n_features)),
        tuple(str(index) for index in range(n_classes)),
    )


def plain_loop(
    data: Dataset,
    epochs: int,
    make_optimizer: Callable[..., optim.Optimizer] = optim.SGD,
    batch_size: int = 0,
) -> list[float]:
    """The note's loop and nothing more: it keeps the losses, but counts no right answers."""
    model = nn.Linear(data.n_features, data.n_classes)
    criterion = nn.CrossEntropyLoss()
    optimizer = make_optimizer(model.parameters(), lr=0.01)
    losses = []

    def step(features: torch.Tensor, targets: torch.Tensor) -> None:
        loss = criterion(model(features), targets)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())

    for _ in range(epochs):
        if batch_size:
            for batch in torch.randperm(data.n_samples).split(batch_size):
                step(data.features[batch], data.targets[batch])
        else:
            step(data.features, data.targets)
    return losses


def seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def plain_seconds(epochs: int) -> float:
    """What the plain loop takes for the note, on one thread: two would wait for one another."""
    with single_thread():
        return seconds(lambda: plain_loop(note_dataset(), epochs))


def row(name: str, data: Dataset, epochs: int, own: dict, plain: dict) -> str:
    """Time both ways and return a line of the table."""
    settings = TrainingSettings(epochs=epochs, **own)

    def train() -> None:
        TrainingRun(data, settings).advance(epochs)

    def train_plainly() -> None:
        plain_loop(data, epochs, **plain)

    pairs = [(seconds(train), seconds(train_plainly)) for _ in range(ROUNDS)]
    micro = [1e6 * statistics.median(times) / epochs for times in zip(*pairs, strict=True)]
    ratio = statistics.median(one / other for one, other in pairs)
    return f"| {name} | {micro[0]:.0f} | {micro[1]:.0f} | {ratio:.2f} |"


def main() -> None:
    torch.set_num_threads(1)
    print("| what | playground, µs an epoch | plain loop, µs | ratio |")
    print("|---|---|---|---|")
    momentum = partial(optim.SGD, momentum=0.9)
    nesterov = partial(optim.SGD, momentum=0.9, nesterov=True)
    decay = partial(optim.SGD, weight_decay=0.1)
    for name, own, plain in (
        ("SGD", {}, {}),
        ("momentum", {"momentum": 0.9}, {"make_optimizer": momentum}),
        ("Nesterov", {"momentum": 0.9, "nesterov": True}, {"make_optimizer": nesterov}),
        ("weight decay", {"weight_decay": 0.1}, {"make_optimizer": decay}),
        ("Adam", {"optimizer": "adam"}, {"make_optimizer": optim.Adam}),
        ("RMSprop", {"optimizer": "rmsprop"}, {"make_optimizer": optim.RMSprop}),
        ("AdamW", {"optimizer": "adamw"}, {"make_optimizer": partial(optim.AdamW, weight_decay=0)}),
        ("mini-batches of 4", {"batch_size": 4}, {"batch_size": 4}),
    ):
        print(row(f"the note, {name}", note_dataset(), 1000, own, plain), flush=True)
    for sizes, epochs in (
        ((10, 3, 2), 20_000),  # more epochs
        ((100, 3, 2), 500),  # more samples
        ((1000, 3, 2), 300),
        ((10_000, 3, 2), 100),
        ((10, 16, 2), 1000),  # more features
        ((10, 64, 2), 1000),
        ((10, 3, 20), 1000),  # more classes
        ((1000, 64, 10), 100),
        ((10_000, 64, 10), 20),
    ):
        name = "{} samples × {} features × {} classes, {} epochs".format(*sizes, epochs)
        print(row(name, dataset(*sizes), epochs, {}, {}), flush=True)
