"""From what size of a table on its lowest loss is not looked for, and what the search relies on."""

import pytest
import torch

from playground.core.dataset import Dataset
from playground.core.insight import lowest_loss as module
from playground.core.insight.lowest_loss import Whitened, WhitenedLoss, lowest_loss, whitened
from playground.core.objective import Objective, balanced
from tests.core.samples import criterion, dataset_of, drawn, example

DATA = drawn(0, 60, 3, 3)
N_NUMBERS = 3 * (3 + 1)


def kind_of(dataset: Dataset = DATA) -> str:
    return lowest_loss(dataset, Objective()).kind


def test_as_many_parameters_as_the_hessian_has_room_for_are_solved(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, "MOST_NUMBERS", N_NUMBERS)
    assert kind_of() == "minimum"
    monkeypatch.setattr(module, "MOST_NUMBERS", N_NUMBERS - 1)
    assert kind_of() == "unknown"


def test_the_programme_is_asked_only_where_the_search_leaves_it_open(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert lowest_loss(example("iris"), Objective()).kind == "partly"
    monkeypatch.delattr(module, "separability")
    assert kind_of() == "minimum"
    assert kind_of(example("note")) == "separable"


@pytest.mark.parametrize("objective", [Objective(0.1), Objective(label_smoothing=0.1)])
def test_with_a_penalty_or_smoothing_the_programme_is_never_asked(
    objective: Objective, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr(module, "separability")
    assert lowest_loss(DATA, objective).kind == "minimum"


def test_a_search_without_enough_steps_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_STEPS", 1)
    assert kind_of() == "unknown"


OBJECTIVES = [
    Objective(),
    Objective(weight_decay=0.3),
    Objective(label_smoothing=0.2),
    Objective(class_weights=balanced(DATA)),
    Objective(0.3, 0.2, balanced(DATA)),
]


@pytest.mark.parametrize("objective", OBJECTIVES)
def test_gradient_and_hessian_are_those_of_autograd(objective: Objective) -> None:
    of = WhitenedLoss(DATA, whitened(DATA), objective, None)
    v = torch.randn(of.shape, generator=torch.Generator().manual_seed(0), dtype=torch.float64)

    def loss(flat: torch.Tensor) -> torch.Tensor:
        logits = of.features @ flat.view(of.shape).T
        squares: torch.Tensor = (whitened(DATA).to_typed @ flat.view(of.shape).T).pow(2).sum()
        return criterion(objective)(logits, DATA.targets) + objective.weight_decay / 2 * squares

    p = of.probabilities(v)
    hessian = of.hessian(p)
    flat = v.flatten()
    assert of.value(v) == pytest.approx(loss(flat).item(), rel=1e-12)
    slope = torch.autograd.functional.jacobian(loss, flat)
    assert torch.allclose(of.gradient(v, p).flatten(), slope, atol=1e-13)
    assert torch.allclose(hessian, torch.autograd.functional.hessian(loss, flat), atol=1e-12)


def test_samples_are_told_apart_only_if_each_score_is_above_all_others() -> None:
    data = dataset_of([[-1.0], [1.0]], [0, 1])
    features = whitened(data)
    x = data.features.double()
    v = torch.linalg.lstsq(features.features, torch.column_stack([-x, x])).solution.T  # z = ∓x
    for weight_decay, is_apart in ((0.0, True), (0.1, False)):  # a penalty forbids ever larger V
        of = WhitenedLoss(data, features, Objective(weight_decay=weight_decay), None)
        assert of.tells_all_apart(v) is is_apart
        assert not of.tells_all_apart(0 * v)
        assert not of.tells_all_apart(-v)


@pytest.mark.parametrize("weight_decay", [0.0, 0.1])
def test_where_a_minimum_is_known_to_be_no_other_proof_is_asked_for(
    weight_decay: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By the programme, or by the penalty."""
    monkeypatch.setattr(WhitenedLoss, "proves_overlap", lambda *_: False)
    assert lowest_loss(DATA, Objective(weight_decay=weight_decay)).kind == "minimum"
    monkeypatch.setattr(module, "separability", lambda *_: None)
    assert lowest_loss(DATA, Objective()).kind == "unknown"


def test_a_search_whose_hessian_is_not_positive_definite_gives_up(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, "RIDGE", -2.0)  # takes more away than a diagonal has
    monkeypatch.delattr(torch, "cholesky_solve")  # no step is taken with what is no factor
    assert kind_of() == "unknown"


def test_a_step_that_changes_a_margin_by_exactly_a_half_proves_nothing() -> None:
    data = dataset_of([[-1.0], [1.0]], [0, 1])
    own = Whitened(data.features.double(), torch.eye(2, 1).double())
    of = WhitenedLoss(data, own, Objective(), None)
    for change, is_proof in ((0.5, False), (0.5 - 2**-50, True)):
        assert of.proves_overlap(torch.tensor([[0.0], [change]], dtype=torch.float64)) is is_proof
