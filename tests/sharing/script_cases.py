"""Runs of every kind, whose scripts are executed and looked at."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import torch

from playground.core.dataset import Dataset
from playground.core.picture import Size, pixel_names
from playground.core.run import TrainingRun
from playground.core.settings import TrainingSettings
from playground.sharing.examples import examples, note_dataset
from playground.tables.reading import read_samples
from tests.core.test_run import OPTIONS, overflowing_dataset

# what people call things, in the worst case
HOSTILE = (
    '"); import os',
    'it\'s "both" \\ and \\',
    "two\nlines\r\tand a tab",
    "{epoch} {{braces}} %s $x$",
    "山鸢尾 🌸 \u202e\ufeff\ud800",
    "'''",
    '"""',
)


@dataclass(frozen=True)
class Case:
    """A table, how it is trained, and the test vectors."""

    dataset: Callable[[], Dataset]
    settings: Mapping[str, Any] = field(default_factory=dict)
    changes: tuple[tuple[int, float], ...] = ()  # of the learning rate
    tests: list[list[float]] | None = None  # else the first two samples

    def run(self) -> TrainingRun:
        """The run at its end, with one change of the learning rate after another."""
        run = TrainingRun(self.dataset(), TrainingSettings(**self.settings))
        for epoch, rate in self.changes:
            run.advance(epoch - run.epoch)
            run.change_learning_rate(rate)
        run.advance(run.settings.epochs)
        return run

    def query_vectors(self) -> list[list[float]]:
        if self.tests is None:
            return self.dataset().features[:2].tolist()
        return torch.tensor(self.tests).tolist()


def example(name: str) -> Callable[[], Dataset]:
    def dataset() -> Dataset:
        found = read_samples(examples()[name].samples()).dataset
        assert found is not None
        return found

    return dataset


def normal(n_samples: int, n_features: int, n_classes: int = 3) -> Callable[[], Dataset]:
    def dataset() -> Dataset:
        generator = torch.Generator().manual_seed(1)
        features = torch.randn(n_samples, n_features, generator=generator)
        targets = torch.randint(0, n_classes, (n_samples,), generator=generator)
        return named(features, targets.tolist(), tuple(map(str, range(n_classes))))

    return dataset


def named(features: torch.Tensor, targets: list[int], class_names: tuple[str, ...]) -> Dataset:
    feature_names = tuple(f"x{n + 1}" for n in range(features.shape[1]))
    return Dataset(features, torch.tensor(targets), feature_names, class_names)


def with_hostile_names() -> Dataset:
    features = torch.eye(len(HOSTILE))
    return Dataset(features, torch.arange(len(HOSTILE)), HOSTILE[::-1], HOSTILE)


def with_hostile_names_in_a_file() -> Dataset:
    features = torch.eye(len(HOSTILE)).repeat(10, 1)
    return Dataset(features, torch.arange(len(HOSTILE)).repeat(10), HOSTILE[::-1], HOSTILE)


def pictures() -> Dataset:
    """2 × 3 pixels, and names that are no mathematics."""
    names = ("$x$", "{a}", "$\\frac", "d", "e", "f")
    return Dataset(torch.eye(6), torch.arange(6), tuple(pixel_names(Size(2, 3))), names)


def with_a_constant_feature() -> Dataset:
    return named(torch.tensor([[7, 1.0], [7, 2], [7, 4], [7, 8.5]]), [0, 1, 1, 0], ("no", "yes"))


def with_extreme_numbers() -> Dataset:
    rows = [[1e-45, 16777216.0, -0.0], [1.1754944e-38, -1e20, 0.0], [123456789, 1e-5, 1 / 3]]
    return named(torch.tensor(rows), [0, 1, 0], ("0", "1"))


def on_the_brink() -> Dataset:
    """A larger step or two, and the logits overflow."""
    features = torch.tensor([[1e20, -1e20], [-1e20, 1e20], [1e20, 1e20]])
    return named(features, [0, 1, 0], ("0", "1"))


SPLIT = {"test_share": 0.2, "standardise": True, "epochs": 200, "learning_rate": 0.1}
FAST = {"epochs": 300, "learning_rate": 1000.0}
GIVEN = "~".join("_".join(f"{(7 * row + n) % 11 / 9:.8g}" for n in range(21)) for row in range(3))
NOTE_TESTS: list[list[float]] = [[0.5, 5, 500], [0.4, 0.5, 0.6], [9, 8, 7]]

CASES = {
    "the note": Case(note_dataset, tests=NOTE_TESTS),
    "another seed": Case(note_dataset, {"seed": 2**32 - 1, "epochs": 250}),
    **{option: Case(note_dataset, {"epochs": 150, **own}) for option, (own, _) in OPTIONS.items()},
    "all that SGD takes": Case(
        note_dataset,
        {
            "momentum": 0.95,
            "nesterov": True,
            "weight_decay": 0.000125,
            "learning_rate": 0.0015,
            "epochs": 200,
        },
    ),
    "iris": Case(example("iris"), {"epochs": 100}),
    "iris, split and standardised": Case(example("iris"), {**SPLIT, "seed": 3}),
    "iris, on mini-batches by Adam": Case(
        example("iris"), {**SPLIT, "batch_size": 16, "optimizer": "adam", "epochs": 100}
    ),
    "given weights": Case(
        note_dataset,
        {"initial_weights": "given", "start": "0.1_-2e-8_3_0.3333333~1e20_-0_4_5", "epochs": 100},
    ),
    "wide given weights": Case(
        normal(10, 20), {"initial_weights": "given", "start": GIVEN, "epochs": 100, "seed": 4}
    ),
    "the note, split": Case(note_dataset, {"test_share": 0.3, "epochs": 100}),
    "wine, standardised": Case(example("wine"), {"standardise": True, "epochs": 100}),
    "a constant feature": Case(with_a_constant_feature, {"standardise": True, "epochs": 100}),
    "extreme numbers": Case(with_extreme_numbers, {"epochs": 100, "learning_rate": 1e-30}),
    "one sample": Case(lambda: named(torch.tensor([[1.0]]), [0], ("0", "1")), {"epochs": 100}),
    "changes": Case(note_dataset, {"epochs": 300}, ((0, 1), (100, 0.05), (157, 1e-05))),
    "two changes at once": Case(
        note_dataset, {"epochs": 200, "batch_size": 4}, ((100, 0.05), (100, 0.02))
    ),
    "a change after the end": Case(note_dataset, {"epochs": 100}, ((100, 0.05),)),
    "diverged": Case(overflowing_dataset, FAST),
    "diverged on mini-batches": Case(overflowing_dataset, {**FAST, "batch_size": 2}),
    "diverged where it prints": Case(
        on_the_brink, {"epochs": 300, "learning_rate": 1e-38}, ((98, 1000.0),)
    ),
    "diverged, then changed": Case(overflowing_dataset, FAST, ((200, 0.1),)),
    "hostile names": Case(with_hostile_names, {"epochs": 100}),
    "hostile names in a file": Case(with_hostile_names_in_a_file, {"epochs": 20}),
    "60 rows": Case(normal(60, 3), {"epochs": 100}),
    "61 rows": Case(normal(61, 3), {"epochs": 100}),
    "wide rows": Case(normal(10, 20), {"epochs": 100}),
    "a large table": Case(normal(1000, 64, 20), {"epochs": 20, "standardise": True}),
    "pictures": Case(pictures, {"epochs": 20}),
    "many test vectors": Case(
        note_dataset, {"epochs": 100}, tests=[[n, 0.1 * n, 1.0] for n in range(61)]
    ),
    "no test vectors": Case(note_dataset, {"epochs": 100}, tests=[]),
}


@cache
def finished(name: str) -> TrainingRun:
    """The run of a case at its end."""
    return CASES[name].run()
