"""The lowest loss: as other solvers find it, or rightly said not to be there."""

import math

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import nn

from playground.core.dataset import Dataset
from playground.core.insight import lowest_loss as module
from playground.core.insight.lowest_loss import LowestLoss
from playground.core.objective import Objective, balanced
from playground.core.pace import breathing
from tests.core.samples import criterion, dataset_of, drawn, example

TABLES = {
    "xor": example("xor"),
    "mislabelled": example("mislabelled"),
    "three classes": drawn(0, 60, 3, 3),
    "five classes": drawn(1, 200, 2, 5),
    "both labels": dataset_of([[1.0], [1.0], [1.0]], [0, 1, 1]),
    "a feature twice": dataset_of(
        np.repeat(drawn(2, 40, 1, 2).features.numpy(), 2, 1), [0, 1] * 20
    ),
    "a constant feature": dataset_of([[0, 7], [1, 7], [0, 7], [1, 7]], [0, 0, 1, 1]),
    "far apart": dataset_of(
        drawn(3, 50, 3, 2).features.numpy() * [1e4, 1, 1e-3] + [1e5, 0, 3], [0, 1] * 25
    ),
}


def found_in(dataset: Dataset, weight_decay: float = 0.0) -> LowestLoss:
    return module.lowest_loss(dataset, Objective(weight_decay=weight_decay))


def assert_is_minimum(found: LowestLoss, dataset: Dataset, objective: Objective) -> None:
    """The loss is convex: where autograd finds no slope, none is lower."""
    assert found.kind == "minimum"
    assert found.parameters is not None
    leaves = [part.clone().requires_grad_() for part in found.parameters]
    logits = nn.functional.linear(dataset.features.double(), *leaves)
    squares = sum((leaf**2).sum() for leaf in leaves)
    loss = criterion(objective)(logits, dataset.targets) + objective.weight_decay / 2 * squares
    slopes = torch.autograd.grad(loss, leaves)
    largest = dataset.features.abs().max().item()
    assert max(slope.abs().max().item() for slope in slopes) < 1e-11 * max(1, largest)
    assert found.slope < 1e-11 * max(1, largest)
    assert found.loss == pytest.approx(loss.item(), rel=1e-12)


@pytest.mark.parametrize("weight_decay", [0.0, 0.1])
@pytest.mark.parametrize("name", TABLES)
def test_autograd_finds_no_slope_at_the_minimum(name: str, weight_decay: float) -> None:
    objective = Objective(weight_decay=weight_decay)
    assert_is_minimum(module.lowest_loss(TABLES[name], objective), TABLES[name], objective)


@pytest.mark.parametrize("name", ["note", "wine", "and", "or", "blobs", "wild_scales"])
def test_a_table_that_can_be_separated_has_no_lowest_loss(name: str) -> None:
    found = found_in(example(name))
    assert (found.kind, found.loss, found.parameters) == ("separable", 0.0, None)
    assert math.isnan(found.slope)


def test_of_iris_one_flower_is_told_apart_and_the_others_keep_the_loss_up() -> None:
    iris = example("iris")
    found = found_in(iris)
    assert (found.kind, found.n_apart) == ("partly", 50)
    overlapping = iris.targets != iris.targets[0]
    two = dataset_of(iris.features[overlapping], iris.targets[overlapping] - 1)
    assert found.loss == pytest.approx(found_in(two).loss * 100 / 150, rel=1e-9)


def test_weight_decay_gives_a_separable_table_a_minimum() -> None:
    assert found_in(example("note"), 0.01).kind == "minimum"


@pytest.mark.parametrize("name", ["note", "wine", "iris", "unbalanced"])
@pytest.mark.parametrize("is_balanced", [False, True])
def test_with_smoothing_every_table_has_a_minimum(name: str, is_balanced: bool) -> None:
    dataset = example(name)
    objective = Objective(0.0, 0.1, balanced(dataset) if is_balanced else None)
    assert_is_minimum(module.lowest_loss(dataset, objective), dataset, objective)


def test_class_weights_change_what_is_lowest_but_not_whether_there_is_one() -> None:
    for name, kind in (("note", "separable"), ("iris", "partly"), ("mislabelled", "minimum")):
        dataset = dataset_of(example(name).features[5:], example(name).targets[5:])
        found = module.lowest_loss(dataset, Objective(class_weights=balanced(dataset)))
        plain = found_in(dataset)
        assert (found.kind, plain.kind) == (kind, kind)
        assert (found.loss == plain.loss) is (kind == "separable")


def test_a_class_without_samples_can_only_be_pushed_away() -> None:
    found = found_in(dataset_of([[0.0], [1.0], [0.0], [1.0]], [0, 0, 1, 1], n_classes=3))
    assert found.kind == "partly"
    assert found.loss == pytest.approx(math.log(2))


def test_a_table_too_large_for_it_is_said_to_be() -> None:
    found = found_in(drawn(0, 10_000, 64, 10))
    assert found.kind == "unknown"
    assert math.isnan(found.loss)


@pytest.mark.parametrize(
    ("dataset", "kind"),
    [
        (drawn(0, 2000, 10, 2, noise=0), "separable"),
        (drawn(0, 2000, 10, 2), "minimum"),
        (example("iris"), "unknown"),
        (dataset_of([[1.0], [2.0]] * 2, [0, 0, 1, 1]), "minimum"),  # at which the search begins
    ],
)
def test_where_the_programme_has_no_time_it_is_said_what_is_proved_without(
    dataset: Dataset, kind: str
) -> None:
    assert module.lowest_loss(dataset, Objective(), seconds=0.0).kind == kind


POINTS = st.lists(st.tuples(*[st.integers(-2, 2)] * 2, st.integers(0, 2)), min_size=3, max_size=12)


@settings(max_examples=30)
@given(POINTS)
def test_without_the_programme_nothing_is_said_that_it_denies(
    samples: list[tuple[int, int, int]],
) -> None:
    dataset = dataset_of([sample[:2] for sample in samples], [sample[2] for sample in samples], 3)
    with_it = found_in(dataset)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "separability", lambda *_: None)
        without = found_in(dataset)
    assert without.kind in (with_it.kind, "unknown")
    if without.kind == "minimum":
        assert without.loss == pytest.approx(with_it.loss, rel=1e-9)


def test_others_get_their_turns_meanwhile() -> None:
    rests: list[int] = []
    with breathing(lambda: rests.append(1)):
        found_in(example("mislabelled"))
    assert len(rests) > 10


@pytest.mark.parametrize(("more", "kind"), [(0, "minimum"), (-1, "unknown")])
def test_a_table_is_too_large_whose_hessians_take_longer_than_there_is_time_for(
    more: int, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    dataset = TABLES["three classes"]
    entries = (3 * (3 + 1)) ** 2  # of the Hessian, which is symmetric: half of them are computed
    work = module.MOST_STEPS * dataset.n_samples * entries // 2
    monkeypatch.setattr(module, "MOST_WORK", work + more)
    assert found_in(dataset).kind == kind
