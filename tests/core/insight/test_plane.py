"""Planes through the space of parameters: what spans them where the path does not."""

from collections.abc import Callable
from functools import partial

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as some
from torch import Tensor

from playground.core.dataset import Dataset
from playground.core.insight.path import Path
from playground.core.insight.plane import Plane, PlaneLoss, as_parameters, gradient, plane_of
from playground.core.objective import Objective, balanced
from tests.core.samples import criterion, dataset_of, drawn
from tests.strategies import datasets, seeds

DATASET = drawn(3, 20, 3, 3)
N_NUMBERS = 3 * 3 + 3


OBJECTIVES: list[Callable[[Dataset], Objective]] = [
    lambda _: Objective(),
    lambda _: Objective(weight_decay=2.0),
    lambda _: Objective(label_smoothing=0.3),
    lambda dataset: Objective(0.01, 0.3, balanced(dataset)),
]


def loss_of(point: Tensor, dataset: Dataset, objective: Objective) -> Tensor:
    """The loss by torch's own function, and half of weight decay times the sum of the squares."""
    weight, bias = as_parameters(point, dataset.n_features)
    logits = torch.nn.functional.linear(dataset.features.double(), weight, bias)
    penalty: Tensor = objective.weight_decay / 2 * (point**2).sum()
    return criterion(objective)(logits, dataset.targets) + penalty


@given(dataset=datasets(), seed=seeds, objective=some.sampled_from(OBJECTIVES))
def test_the_loss_on_a_plane_its_slope_and_curvature_are_torch_s(
    dataset: Dataset, seed: int, objective: Callable[[Dataset], Objective]
) -> None:
    n_numbers, of_it = dataset.n_classes * (dataset.n_features + 1), objective(dataset)
    points = torch.stack([0.01 * random_point(seed + n, n_numbers) for n in range(3)])
    plane = plane_of(Path([0, 1, 2], points), dataset, of_it)
    on_plane = PlaneLoss(plane, dataset, of_it)
    place = torch.tensor([0.003, -0.002], dtype=torch.float64)

    def torch_loss(at: Tensor) -> Tensor:
        return loss_of(plane.origin + at @ plane.directions, dataset, of_it)

    found, slope, curvature = on_plane.around(place)
    expected = torch_loss(place).item()
    assert found == pytest.approx(expected, rel=1e-9, abs=1e-12)
    assert on_plane(place[None]).item() == found
    for own, derivative in (
        (slope, torch.autograd.functional.jacobian(torch_loss, place)),
        (curvature, torch.autograd.functional.hessian(torch_loss, place)),
    ):
        size = 1 + derivative.abs().max().item()
        assert torch.allclose(own, derivative, rtol=1e-6, atol=1e-9 * size)


def random_point(seed: int, n_numbers: int = N_NUMBERS) -> Tensor:
    generator = torch.Generator().manual_seed(seed)
    return torch.randn(n_numbers, generator=generator, dtype=torch.float64)


def of(points: list[Tensor], weight_decay: float = 0.0, dataset: Dataset = DATASET) -> Plane:
    path = Path(list(range(len(points))), torch.stack(points))
    return plane_of(path, dataset, Objective(weight_decay=weight_decay))


def without(direction: Tensor, other: Tensor) -> Tensor:
    """The part at right angles to ``other``, of length 1."""
    rest = direction - (direction @ other) / (other @ other) * other
    return rest / rest.norm()


def is_along(direction: Tensor, other: Tensor) -> bool:
    """Whether both, of length 1, are the same but for the sign."""
    return abs(direction @ other).item() == pytest.approx(1, abs=1e-6)


@given(dataset=datasets(), seed=seeds, objective=some.sampled_from(OBJECTIVES))
def test_the_gradient_is_autograd_s(
    dataset: Dataset, seed: int, objective: Callable[[Dataset], Objective]
) -> None:
    point = random_point(seed, dataset.n_classes * (dataset.n_features + 1))
    of_it = objective(dataset)
    expected = torch.autograd.functional.jacobian(lambda p: loss_of(p, dataset, of_it), point)
    found = gradient(point, dataset, of_it)
    assert torch.allclose(found, expected, rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize("weight_decay", [0.0, 0.5])
def test_without_a_movement_gradient_and_bend_span_it(weight_decay: float) -> None:
    end = random_point(1)
    plane = of([end], weight_decay)
    loss = partial(loss_of, dataset=DATASET, objective=Objective(weight_decay))
    slope = torch.autograd.functional.jacobian(loss, end)
    hessian = torch.autograd.functional.hessian(loss, end)
    first, second = plane.directions
    assert plane.sources == ("gradient", "bend")
    assert is_along(first, slope / slope.norm())
    assert is_along(second, without(hessian @ slope, slope))
    assert (plane.share, plane.shares) == (1.0, (0.0, 0.0))


def test_a_straight_path_is_one_direction_and_the_gradient_is_the_other() -> None:
    end, way = random_point(1), random_point(2)
    plane = of([end - 2 * way, end - way, end])
    slope = torch.autograd.functional.jacobian(lambda p: loss_of(p, DATASET, Objective()), end)
    assert plane.sources == ("path", "gradient")
    assert is_along(plane.directions[0], way / way.norm())
    assert is_along(plane.directions[1], without(slope, way))
    assert plane.share == pytest.approx(1)


def test_along_the_gradient_the_bend_is_the_other() -> None:
    end = random_point(1)
    slope = torch.autograd.functional.jacobian(lambda p: loss_of(p, DATASET, Objective()), end)
    assert of([end + slope, end]).sources == ("path", "bend")


def test_where_nothing_slopes_parameters_themselves_are_the_directions() -> None:
    flat = dataset_of([[0.0], [0.0]], [0, 1])  # at 0, both labels are as likely as can be
    plane = of([torch.zeros(4, dtype=torch.float64)], dataset=flat)
    assert plane.sources == ("axis", "axis")
    assert torch.equal(plane.directions.abs().sum(1), torch.ones(2).double())


@given(seed=seeds, n_points=some.integers(1, 6))
def test_both_directions_have_length_1_and_are_at_right_angles(seed: int, n_points: int) -> None:
    plane = of([random_point(seed + n) for n in range(n_points)])
    assert torch.allclose(plane.directions @ plane.directions.T, torch.eye(2).double())


@given(seed=seeds, n_points=some.integers(2, 6))
def test_a_path_goes_upwards_along_both_directions(seed: int, n_points: int) -> None:
    points = [random_point(seed + n) for n in range(n_points)]
    start = of(points).places(points[0][None])[0]
    assert (start <= 1e-12).all()


@given(seed=seeds)
def test_shares_add_up_to_that_of_the_plane(seed: int) -> None:
    points = [random_point(seed + n) for n in range(5)]
    plane = of(points)
    along = plane.places(torch.stack(points)) ** 2
    whole = ((torch.stack(points) - points[-1]) ** 2).sum()
    assert plane.shares == pytest.approx((along.sum(0) / whole).tolist())
    assert plane.share == pytest.approx(sum(plane.shares))
    assert 0 < plane.share <= 1 + 1e-9
