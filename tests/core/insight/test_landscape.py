"""The landscape: the loss as torch computes it, on the plane in which a path moves most."""

from functools import cache
from typing import Any

import numpy as np
import pytest
import torch
from scipy.optimize import minimize
from torch import nn

from playground.core.dataset import Dataset
from playground.core.insight.landscape import Landscape, landscape
from playground.core.insight.path import Path, find_points, path_through
from playground.core.insight.plane import gradient
from playground.core.objective import Objective
from playground.core.pace import breathing
from playground.core.run import TrainingRun
from playground.core.settings import TrainingSettings
from tests.core.samples import dataset_of, drawn, example


def path_of(run: TrainingRun) -> Path:
    return path_through(find_points(run, {}))


def made(dataset: Dataset, epochs: int = 200, **settings: Any) -> tuple[Path, Landscape]:
    run = TrainingRun(dataset, TrainingSettings(**{"epochs": 1000, **settings}))
    run.advance(epochs)
    path = path_of(run)
    return path, landscape(path, run.prepared.training, run.objective)


CASES: dict[str, tuple[Dataset, dict[str, Any]]] = {
    "note": (example("note"), {}),
    "leaps": (example("note"), {"learning_rate": 0.5}),
    "decay": (example("mislabelled"), {"weight_decay": 0.1}),
    "iris": (example("iris"), {"optimizer": "adam"}),
    "five classes": (drawn(0, 80, 2, 5), {}),
    "batches": (example("blobs"), {"batch_size": 7}),
}


@cache
def case(name: str) -> tuple[Path, Landscape]:
    dataset, settings = CASES[name]
    return made(dataset, **settings)


@pytest.mark.parametrize("name", CASES)
def test_the_loss_in_the_picture_is_torch_s(name: str) -> None:
    (dataset, settings), (_, found) = CASES[name], case(name)
    for i, j in np.random.default_rng(0).integers(0, len(found.x), (20, 2)):
        weight, bias = found.plane.parameters(found.x[j].item(), found.y[i].item())
        logits = nn.functional.linear(dataset.features.double(), weight, bias)
        squares = (weight**2).sum() + (bias**2).sum()
        loss = nn.functional.cross_entropy(logits, dataset.targets)
        loss = loss + settings.get("weight_decay", 0.0) / 2 * squares
        assert found.z[i, j].item() == pytest.approx(loss.item(), rel=1e-9)


@pytest.mark.parametrize("name", CASES)
def test_the_plane_is_that_in_which_the_path_moves_most(name: str) -> None:
    path, found = case(name)
    plane = found.plane
    assert torch.equal(plane.origin, path.points[-1])
    assert torch.allclose(plane.directions @ plane.directions.T, torch.eye(2).double())
    moved = (path.points - path.points[-1]).numpy()
    squares = np.sort(np.linalg.eigvalsh(moved.T @ moved))[::-1]
    assert plane.share == pytest.approx(squares[:2].sum() / squares.sum(), rel=1e-9)
    assert plane.sources == ("path", "path")
    flat = plane.places(path.points) @ plane.directions + plane.origin
    off = ((flat - path.points) ** 2).sum() / (moved**2).sum()
    assert 1 - off.item() == pytest.approx(plane.share, abs=1e-9)


@pytest.mark.parametrize("name", CASES)
def test_the_whole_path_is_in_the_picture(name: str) -> None:
    path, found = case(name)
    assert all(found.shows(x, y) for x, y in found.plane.places(path.points).tolist())


@pytest.mark.parametrize("name", ["xor", "mislabelled", "wild_scales"])
def test_the_lowest_place_is_the_one_that_another_solver_finds(name: str) -> None:
    _, found = made(example(name))
    assert found.lowest is not None

    def loss(place: np.ndarray) -> float:
        return found.loss_of(torch.tensor(place[None])).item()

    other = minimize(loss, [0.0, 0.0], method="Nelder-Mead", options={"fatol": 1e-11})
    assert found.lowest.loss <= other.fun + 1e-9
    place = torch.tensor([found.lowest.x, found.lowest.y], dtype=torch.float64)
    _, slope, curvature = found.loss_of.around(place)
    assert (slope @ torch.linalg.solve(curvature, slope)).item() < 1e-10
    assert found.lowest.loss <= found.z.min().item() + 1e-12


def test_where_the_loss_falls_on_and_on_there_is_no_lowest_place() -> None:
    assert made(example("and"), epochs=1000)[1].lowest is None


def test_before_the_first_epoch_the_plane_leads_downhill() -> None:
    _, found = made(example("note"), epochs=0)
    assert found.plane.sources == ("gradient", "bend")
    slope = gradient(found.plane.origin, example("note"), Objective())
    assert torch.allclose(found.plane.directions[0], -slope / slope.norm())
    assert found.shows(0.0, 0.0)


def test_a_straight_path_takes_its_second_direction_from_the_slope() -> None:
    _, found = made(example("note"), epochs=1)
    assert found.plane.sources == ("path", "gradient")


@pytest.mark.parametrize("epochs", [0, 1, 50])
def test_two_samples_of_one_feature_from_zero_have_a_plane(epochs: int) -> None:
    _, found = made(dataset_of([[-1.0], [1.0]], [0, 1]), epochs, initial_weights="zero")
    assert torch.allclose(found.plane.directions.norm(dim=1), torch.ones(2).double())
    assert bool(torch.isfinite(found.z).all())


def test_where_no_step_moves_anything_there_is_a_plane() -> None:
    table = dataset_of([[0.0], [0.0]], [0, 1])
    _, found = made(table, 5, initial_weights="zero")  # the gradient is 0
    assert found.plane.sources == ("axis", "axis")
    assert bool(torch.isfinite(found.z).all())


def test_others_have_their_turns_while_it_is_made() -> None:
    run = TrainingRun(drawn(0, 2000, 5, 5), TrainingSettings())
    rests: list[None] = []
    with breathing(lambda: rests.append(None)):
        landscape(path_of(run), run.prepared.training, run.objective)
    assert len(rests) > 20
