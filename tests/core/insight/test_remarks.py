import math
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as some

from playground.core.dataset import Dataset
from playground.core.experiment import Experiment
from playground.core.insight.remarks import FEW_EPOCHS, Remark, leaps, remark_on, stays_down
from playground.core.run import TrainingRun
from playground.core.settings import SETTINGS, TrainingSettings
from playground.session.turns import Turns
from playground.sharing.examples import examples
from tests.core.samples import example
from tests.strategies import datasets


def experiment(name: str, **changes: Any) -> Experiment:
    """An example with its settings, apart from these."""
    settings = TrainingSettings(**{**examples()[name].settings(), **changes})
    return Experiment(example(name), settings)


def finished(of: Experiment) -> TrainingRun:
    run = of.start()
    run.advance(of.settings.epochs)
    return run


def remedied(of: Experiment, remark: Remark) -> TrainingRun:
    return finished(replace(of, settings=replace(of.settings, **{remark.setting: remark.value})))


OF_EXAMPLES = {
    "xor": Remark("rest", fields={"loss": math.log(2)}),
    "mislabelled": Remark("rest", fields={"loss": 0.2129435}),
    "wild_scales": Remark("scales", "standardise", True, {"ratio": 884_000}),
}


@pytest.mark.parametrize("name", examples())
def test_an_example_gets_no_remark_unless_it_is_there_to_show_one(name: str) -> None:
    remark, expected = remark_on(finished(experiment(name))), OF_EXAMPLES.get(name)
    assert (remark is None) == (expected is None)
    if remark and expected:
        assert replace(remark, fields={}) == replace(expected, fields={})
        assert remark.fields == pytest.approx(expected.fields, rel=1e-3)


POOR = [
    ("iris", {"learning_rate": 10.0}, "overshoots"),
    ("iris", {"learning_rate": 1000.0, "optimizer": "adam"}, "overshoots"),
    ("iris", {"learning_rate": 100.0, "momentum": 0.9}, "overshoots"),
    ("iris", {"learning_rate": 100.0, "batch_size": 16, "epochs": 200}, "overshoots"),
    ("note", {"learning_rate": 10.0, "standardise": True}, "overshoots"),
    ("xor", {"learning_rate": 100.0}, "overshoots"),
    ("mislabelled", {"learning_rate": 100.0}, "overshoots"),
    ("wine", {"standardise": False}, "scales"),
    ("wine", {"standardise": False, "learning_rate": 1000.0}, "scales"),
    ("wine", {"standardise": False, "optimizer": "adam", "learning_rate": 0.01}, "scales"),
    ("wild_scales", {}, "scales"),
    ("wild_scales", {"learning_rate": 0.001}, "scales"),
    ("note", {"learning_rate": 1e-5, "epochs": 1000}, "slow"),
    ("note", {"learning_rate": 1e-3}, "slow"),
    ("note", {"standardise": True}, "slow"),
    ("iris", {"learning_rate": 1e-4}, "slow"),
    ("and", {"learning_rate": 1e-3}, "slow"),
    ("xor", {"learning_rate": 1e-3}, "slow"),
    ("blobs", {"learning_rate": 1e-4, "optimizer": "adam", "epochs": 300}, "slow"),
]


@pytest.mark.parametrize(("name", "changes", "code"), POOR)
def test_a_remedy_really_ends_with_a_lower_loss(name: str, changes: dict, code: str) -> None:
    poor = experiment(name, **{"epochs": 300, **changes})
    run = finished(poor)
    remark = remark_on(run)
    assert remark is not None
    assert remark.code == code
    assert SETTINGS[remark.setting].accepts(remark.value)
    assert remedied(poor, remark).loss_history[-1] < run.loss_history[-1]


@pytest.mark.parametrize("rate", [10.0, 100.0, 1000.0])
def test_a_loss_of_0_reached_by_a_leap_is_remarked_on(rate: float) -> None:
    lucky = experiment("note", learning_rate=rate)
    run = finished(lucky)
    remark = remark_on(run)
    assert remark is not None
    assert (remark.code, remark.setting, remark.value) == ("lucky", "learning_rate", 0.1)
    assert remark.fields["score"] > 10_000
    better = remedied(lucky, remark)
    assert better.loss_history == sorted(better.loss_history, reverse=True)
    assert better.accuracy_history[-1] == 1


@pytest.mark.parametrize(("size", "rate"), [(3e38, 0.01), (1e18, 1000.0), (1e19, 0.01)])
def test_features_too_large_for_any_rate_are_to_be_standardised(size: float, rate: float) -> None:
    features = size * torch.tensor([[1.0, 0.0], [0.0, 1.0], [1.0, 1.0]])
    dataset = Dataset(features, torch.tensor([0, 1, 0]), ("x1", "x2"), ("0", "1"))
    poor = Experiment(dataset, TrainingSettings(learning_rate=rate, epochs=50))
    run = finished(poor)
    remark = remark_on(run)
    assert remark == Remark("too_large", "standardise", True)
    assert math.isfinite(remedied(poor, remark).loss_history[-1])


def test_nothing_is_said_while_a_run_goes_on() -> None:
    run = experiment("xor").start()
    for _ in range(9):
        assert remark_on(run) is None
        run.advance(100)
    assert remark_on(run) is None
    run.advance(100)
    assert remark_on(run) is not None


def test_the_loss_at_rest_is_the_last_one() -> None:
    run = finished(experiment("mislabelled"))
    assert remark_on(run) == Remark("rest", fields={"loss": run.loss_history[-1]})


def test_twenty_epochs_are_the_least_that_are_remarked_on() -> None:
    few, enough = (experiment("iris", learning_rate=10.0, epochs=count) for count in (19, 20))
    assert remark_on(finished(few)) is None
    assert remark_on(finished(enough)) is not None


@pytest.mark.parametrize("ratio", [99, 101])
def test_scales_are_wild_from_a_hundredfold_on(ratio: float) -> None:
    tame = example("tame_scales")
    deviations = tame.features.double().std(0, correction=0)
    factors = torch.tensor([ratio, 1.0]) / deviations * deviations[1]
    wild = replace(tame, features=tame.features * factors.float())
    remark = remark_on(finished(Experiment(wild, TrainingSettings(epochs=300))))
    assert (remark is not None and remark.code == "scales") is (ratio > 100)
    if remark and remark.code == "scales":
        assert remark.fields["ratio"] == pytest.approx(ratio)


def test_a_rate_is_not_blamed_for_what_came_before_it() -> None:
    run = experiment("iris", learning_rate=100.0).start()
    run.advance(300)
    run.change_learning_rate(0.05)
    run.advance(700)
    assert remark_on(run) is None
    run = experiment("iris").start()
    run.advance(300)
    run.change_learning_rate(100.0)
    run.advance(700)
    remark = remark_on(run)
    assert remark is not None
    assert (remark.code, remark.setting) == ("overshoots", "learning_rate")
    assert remark.value < 1


def test_a_minimum_with_weight_decay_is_not_called_the_lowest() -> None:
    remark = remark_on(finished(experiment("mislabelled", weight_decay=0.1)))
    assert remark is None


@settings(max_examples=15)
@given(dataset=datasets(), rate=some.sampled_from([1e-4, 0.01, 1.0, 1000.0]))
def test_any_run_gets_the_same_remark_each_time_and_a_setting_that_can_be(
    dataset: Dataset, rate: float
) -> None:
    of = Experiment(dataset, TrainingSettings(learning_rate=rate, epochs=60))
    remark = remark_on(finished(of))
    assert remark == remark_on(finished(of))
    if remark and remark.setting:
        assert SETTINGS[remark.setting].accepts(remark.value)
        assert remark.value != getattr(of.settings, remark.setting)


@given(
    losses=some.lists(some.floats(1e-6, 10), min_size=FEW_EPOCHS).map(
        lambda found: sorted(found, reverse=True)
    )
)
def test_a_loss_that_only_falls_does_not_leap(losses: list[float]) -> None:
    assert not leaps(losses)


@pytest.mark.parametrize(
    ("losses", "expected"),
    [
        ([1.0, *[1.0] * 20, 1.1], False),  # a tenth above its beginning may be noise
        ([1.0, *[1.0] * 20, 1.11], True),
        ([1.0, *[0.5] * 20, math.inf], True),
        ([1.0, *[0.5] * 20, math.nan], True),
        ([1.0, 1000.0, *[0.5] * 20], False),  # far up, but not out of all proportion
        ([1.0, 1001.0, *[0.5] * 20], True),
        ([9.0, *[2.0] * 20, 2.9], False),  # in the second half, by half its lowest value
        ([9.0, *[2.0] * 20, 3.1], True),
        ([9.0, *[0.01] * 20, 0.1], False),  # a small loss may well double
        ([9.0, *[0.01] * 20, 0.12], True),
        ([9.0, 2.0, 4.0, *[2.0] * 20], False),  # early on
        ([1.0, 1.5, *[0.5] * 20, 2e-7], False),
        ([1.0, 1.5, *[0.5] * 20, 0.9e-7], True),
        ([1.0, 1.0, *[0.5] * 20, 0.9e-7], False),  # it never went up
    ],
)
def test_a_loss_leaps_from_a_certain_size_on(losses: list[float], expected: bool) -> None:
    assert leaps(losses) is expected


@pytest.mark.parametrize(
    ("losses", "expected"),
    [
        ([1.0, 0.5, *[0.4] * 20], True),
        ([1.0, 1.1, *[0.4] * 20], True),
        ([1.0, 1.2, *[0.4] * 20], False),  # the steps of a remedy never lead up
        ([1.0, 0.1, *[0.1] * 20, 0.5], False),
        ([1.0, 0.5, math.nan], False),
    ],
)
def test_a_remedy_keeps_the_loss_down(losses: list[float], expected: bool) -> None:
    assert stays_down(losses) is expected


def test_a_run_whose_epochs_are_long_is_not_tried_again() -> None:
    """A trial would keep all who train at the same time waiting."""
    random = torch.Generator().manual_seed(0)
    features = 1e30 * torch.randn(2000, 1, generator=random)
    targets = torch.randint(2, (2000,), generator=random)
    dataset = Dataset(features, targets, ("x",), ("0", "1"))
    for batch_size, is_remarked_on in ((0, True), (1, False)):
        run = TrainingRun(dataset, TrainingSettings(batch_size=batch_size))
        run.advance(1000)
        assert run.diverged
        assert (remark_on(run) is not None) is is_remarked_on


@pytest.mark.parametrize("epochs", [FEW_EPOCHS - 1, FEW_EPOCHS])
def test_a_loss_that_rests_is_remarked_on_after_as_many_epochs(epochs: int) -> None:
    """From zeros, XOR has nowhere to go."""
    run = finished(experiment("xor", initial_weights="zero", epochs=epochs))
    assert (remark_on(run) is not None) is (epochs == FEW_EPOCHS)


def test_a_class_that_ends_the_same_run_at_once_is_told_the_same_as_one_alone() -> None:
    of = experiment("wild_scales", epochs=500, batch_size=2, seed=11)  # an epoch breathes
    turns = Turns()

    def look(run: TrainingRun) -> Remark | None:
        with turns.for_work():
            return remark_on(run)

    with ThreadPoolExecutor() as visitors:
        told = list(visitors.map(look, [finished(of) for _ in range(4)], timeout=60))
    assert told[0] is not None
    assert told == 4 * [remark_on(finished(of))]
