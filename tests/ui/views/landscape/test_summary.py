"""What is said beside the landscape, of every kind of run."""

import math
import re
from types import SimpleNamespace
from typing import Any

import pytest
import torch

from playground.charts.landscape import RunPath
from playground.core.insight.lowest_loss import LowestLoss
from playground.core.settings import TrainingSettings
from playground.texts import Texts
from playground.ui.views.landscape import summary

TEXTS = Texts("en")


def trail(loss: float, epoch: int = 7) -> RunPath:
    return RunPath([0], [0.0], [0.0], epoch, (3.0, 4.0), loss, True, None, None)


def a_run(
    losses: list[float],
    n_samples: int = 10,
    batch_size: int = 0,
    decay: float = 0,
    optimizer: str = "sgd",
) -> Any:
    settings = TrainingSettings(batch_size=batch_size, weight_decay=decay, optimizer=optimizer)
    prepared = SimpleNamespace(training=SimpleNamespace(n_samples=n_samples))
    return SimpleNamespace(settings=settings, prepared=prepared, loss_history=losses)


def lowest(kind: str, loss: float = 0.25, n_apart: int = 0) -> LowestLoss:
    return LowestLoss(kind, loss, None, 3e-14, n_apart)


def plain(text: str) -> str:
    return re.sub("<.*?>", "", text)


@pytest.mark.parametrize(
    ("sources", "text", "told"),
    [
        (("gradient", "bend"), "landscape_slice_start", {}),
        (("path", "path"), "landscape_slice", {"share": "99.00%"}),
        *(
            (("path", second), "landscape_slice_line", {"second": f"landscape_second_{second}"})
            for second in ("gradient", "bend", "axis")
        ),
    ],
)
def test_it_is_said_what_the_slice_goes_through(sources: tuple, text: str, told: dict) -> None:
    plane = SimpleNamespace(origin=torch.zeros(8), sources=sources, share=0.99)
    told = {key: TEXTS(value) if key == "second" else value for key, value in told.items()}
    said = summary._slice(SimpleNamespace(plane=plane), TEXTS)  # type: ignore[arg-type]
    assert said == TEXTS(text, count=8, **told)


@pytest.mark.parametrize(
    ("beneath", "loss", "is_said"),
    [(0.5, 0.6, True), (0.6, 0.5, True), (0.5, 0.5004, False), (0.5, math.nan, False)],
)
def test_a_run_noticeably_off_the_plane_is_said_to_be(
    beneath: float, loss: float, is_said: bool
) -> None:
    found: Any = SimpleNamespace(x=torch.zeros(1), loss_of=lambda at: at.sum() * 0 + beneath)
    said = summary._present(found, trail(loss), TEXTS)
    told = {"loss": "0.6000", "beneath": "0.5000"}
    if loss < beneath:
        told = {"loss": "0.5000", "beneath": "0.6000"}
    assert said == (TEXTS("landscape_off_plane", epoch=7, **told) if is_said else "")


def test_of_a_minimum_its_loss_its_slope_and_how_far_the_run_is_above_it_are_said() -> None:
    told = TEXTS("landscape_minimum", loss="0.2500", slope="3e-14")
    for loss, rest in (
        (0.5, TEXTS("landscape_above", epoch=7, gap="0.25")),
        (0.25001, TEXTS("landscape_reached", epoch=7)),
        (math.inf, ""),
        (math.nan, ""),
    ):
        said = summary._lowest(lowest("minimum"), trail(loss), a_run([]), TEXTS)
        assert 'data-name="lowest_loss" data-value="0.25"' in said
        assert plain(said) == plain(told + rest)


def test_where_there_is_no_minimum_it_is_said_why() -> None:
    said = summary._lowest(lowest("partly", n_apart=3), trail(0.5), a_run([], 12), TEXTS)
    told = TEXTS("landscape_partly", loss="0.2500", n_apart=3, count=12)
    assert plain(said) == plain(told)
    for kind in ("separable", "unknown"):
        assert summary._lowest(lowest(kind), trail(0.5), a_run([]), TEXTS) == TEXTS(
            f"landscape_{kind}"
        )
    assert summary._lowest(None, trail(0.5), a_run([]), TEXTS) == ""


@pytest.mark.parametrize(
    ("losses", "batch_size", "count"),
    [
        ([1, 2, 1, 2, 1, 2, 1], 0, 3),
        ([1, 2, 1, 2, 1, 2, 1], 10, 3),  # all samples at once
        ([1, 2, 1, 2, 1, 2, 1], 9, 0),  # the loss of a batch may rise by chance
        ([1, 2, 1, 2, 1, 2, 1], 1, 0),
        ([1, 2, 1, 2, 1], 0, 0),
        ([4, 5, 6, 7], 0, 3),
        ([1, 1.000005, 1.00001, 1.000015], 0, 0),  # rounding
        ([1, 1.0001, 1.0002, 1.0003], 0, 3),
        ([4, 4, 4, 4], 0, 0),
        ([1, 1 + summary.ROUNDING] * 4, 0, 0),
    ],
)
def test_a_loss_that_rose_in_three_epochs_is_said_to_have(
    losses: list[float], batch_size: int, count: int
) -> None:
    run, n = a_run([*losses, 99], batch_size=batch_size), len(losses)
    said = summary._rises(run, n, TEXTS)
    assert said == (TEXTS("landscape_rises", count=count, epochs=n) if count else "")


def test_each_thing_to_say_is_a_paragraph() -> None:
    plane = SimpleNamespace(origin=torch.zeros(8), sources=("gradient", "bend"), share=0.99)
    found: Any = SimpleNamespace(
        plane=plane, x=torch.zeros(1), loss_of=lambda at: at.sum() * 0 + 0.5
    )
    run = a_run([4, 5, 6, 7, 8], decay=0.1)
    words = summary.words(found, trail(0.9, epoch=5), lowest("separable"), run, TEXTS)
    assert re.findall("<p>(.*?)</p>", words, re.DOTALL) == [
        TEXTS("landscape_separable"),
        TEXTS("landscape_rises", count=4, epochs=5),
        TEXTS("landscape_slice_start", count=8),
        TEXTS("landscape_off_plane", epoch=5, loss="0.9000", beneath="0.5000"),
        TEXTS("landscape_weight_decay", value="0.1"),
    ]
    calm = summary.words(found, trail(0.5), lowest("separable"), a_run([4, 5]), TEXTS)
    assert calm.count("<p>") == 2


@pytest.mark.parametrize(
    ("optimizer", "said"),
    [
        ("sgd", TEXTS("landscape_weight_decay", value="0.1")),
        ("adamw", TEXTS("landscape_own_decay")),  # it is no part of the loss
    ],
)
def test_weight_decay_is_said_to_be_part_of_the_loss_or_not(optimizer: str, said: str) -> None:
    assert summary._weight_decay(a_run([], decay=0.1, optimizer=optimizer), TEXTS) == said
    assert summary._weight_decay(a_run([], optimizer=optimizer), TEXTS) == ""
