"""Regions and borders, against the classes and probabilities that torch computes."""

import itertools
import math

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch import Tensor, nn

from playground.core.dataset import Dataset
from playground.core.experiment import Experiment
from playground.core.insight.decision import (
    LOGIT_GROUND,
    Border,
    borders,
    intervals,
    lead,
    logit_plane,
    probabilities_on,
    regions,
    restricted,
    walls,
    ways_to_border,
)
from playground.core.model import Parameters
from playground.core.preparation import in_typed_units
from playground.core.settings import TrainingSettings

RANGES = (-3.0, 5.0), (10.0, 11.0)
SEEDS = st.integers(0, 10_000)
CLASSES = st.integers(2, 7)


def a_ground(seed: int, n_classes: int, n_features: int = 2) -> Parameters:
    """Random scores whose borders run through the middle of RANGES."""
    generator = torch.Generator().manual_seed(seed)
    weight = torch.randn(n_classes, n_features, dtype=torch.float64, generator=generator)
    middles = [sum(ends) / 2 for ends in (*RANGES, (-1.0, 1.0))]
    middle = torch.tensor(middles[:n_features], dtype=torch.float64)
    scatter = torch.randn(n_classes, dtype=torch.float64, generator=generator)
    return Parameters(weight, 0.5 * scatter - weight @ middle)


def random_points(seed: int, n: int = 400) -> Tensor:
    generator = torch.Generator().manual_seed(seed)
    low, high = torch.tensor(RANGES, dtype=torch.float64).t()
    return low + torch.rand(n, 2, dtype=torch.float64, generator=generator) * (high - low)


def p_of_torch(ground: Parameters, points: Tensor) -> Tensor:
    return nn.functional.softmax(nn.functional.linear(points, *ground), 1)


def is_inside(corners: list, point: list[float]) -> bool:
    """Whether a point lies in a convex polygon, its corners counter-clockwise."""
    ends = zip(corners, [*corners[1:], *corners[:1]], strict=True)
    return len(corners) > 2 and all(
        (x2 - x1) * (point[1] - y1) >= (y2 - y1) * (point[0] - x1) - 1e-9
        for (x1, y1), (x2, y2) in ends
    )


@given(SEEDS, CLASSES)
def test_a_point_lies_in_the_region_of_the_class_that_torch_predicts(seed: int, n: int) -> None:
    ground = a_ground(seed, n)
    found = regions(ground, *RANGES)
    points = random_points(seed)
    predicted = p_of_torch(ground, points).argmax(1).tolist()
    for point, name in zip(points.tolist(), predicted, strict=True):
        assert is_inside(found[name], point)


@given(SEEDS, CLASSES)
def test_the_way_to_the_border_ends_where_another_class_begins(seed: int, n: int) -> None:
    """Around each point, in all directions, of a picture whose sides count as 1."""
    ground, points = a_ground(seed, n), random_points(seed, 20)
    ways = ways_to_border(ground, points, *RANGES)
    angles = torch.linspace(0, 2 * math.pi, 721, dtype=torch.float64)
    sides = torch.tensor([high - low for low, high in RANGES], dtype=torch.float64)
    around = torch.stack([angles.cos(), angles.sin()], 1) * sides
    for point, way, own in zip(points, ways, p_of_torch(ground, points).argmax(1), strict=True):
        inside, outside = (
            p_of_torch(ground, point + share * way * around).argmax(1) == own
            for share in (0.999, 1.001)
        )
        assert inside.all()
        assert not outside.all()


@given(SEEDS, CLASSES)
def test_regions_fill_the_rectangle_and_do_not_overlap(seed: int, n: int) -> None:
    def area(corners: list) -> float:
        ends = zip(corners, [*corners[1:], *corners[:1]], strict=True)
        return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in ends) / 2

    areas = [area(corners) for corners in regions(a_ground(seed, n), *RANGES)]
    assert min(areas) >= -1e-9
    assert sum(areas) == pytest.approx(8.0)


def across(border: Border, share: float, step: float) -> Tensor:
    """A point of a border, ``step`` off to one side of it; in shares of the rectangle."""
    size = torch.tensor([high - low for low, high in RANGES], dtype=torch.float64)
    start, end = (torch.tensor(each, dtype=torch.float64) / size for each in border[1:])
    along = (end - start) / (end - start).norm()
    normal = torch.stack([-along[1], along[0]])
    return ((start + share * (end - start) + step * normal) * size)[None]


@given(SEEDS, CLASSES, st.floats(0.02, 0.98))
def test_on_a_border_two_classes_are_as_likely_and_no_other_is_more(
    seed: int, n: int, share: float
) -> None:
    ground = a_ground(seed, n)
    for border in borders(ground, *RANGES):
        p = p_of_torch(ground, across(border, share, 0))[0]
        i, j = border.classes
        assert p[i].item() == pytest.approx(p[j].item(), abs=1e-9)
        assert p.max().item() == pytest.approx(p[i].item(), abs=1e-9)


@given(SEEDS, CLASSES, st.floats(0.02, 0.98))
def test_beside_a_border_its_two_classes_are_predicted(seed: int, n: int, share: float) -> None:
    ground = a_ground(seed, n)
    for border in borders(ground, *RANGES):
        if abs(border.start[0] - border.end[0]) + abs(border.start[1] - border.end[1]) < 1e-3:
            continue
        sides = [p_of_torch(ground, across(border, share, step))[0] for step in (1e-9, -1e-9)]
        top = {int(p.argmax()) for p in sides}
        assert top == set(border.classes)


@given(SEEDS, CLASSES)
def test_there_is_a_border_wherever_the_predicted_class_changes(seed: int, n: int) -> None:
    ground = a_ground(seed, n)
    pairs = {border.classes for border in borders(ground, *RANGES)}
    low, high = torch.tensor(RANGES, dtype=torch.float64).t()
    steps = torch.linspace(0, 1, 80, dtype=torch.float64)
    grid = low + torch.cartesian_prod(steps, steps) * (high - low)
    predicted = p_of_torch(ground, grid).argmax(1).reshape(80, 80)
    for one, other in ((predicted[1:], predicted[:-1]), (predicted[:, 1:], predicted[:, :-1])):
        changes = {
            tuple(sorted(pair)) for pair in torch.stack([one, other], -1)[one != other].tolist()
        }
        # from one point of a grid to the next, a line may cut a corner
        assert len(changes - pairs) <= n


@given(SEEDS, CLASSES, st.floats(0.1, 0.9))
def test_beside_a_wall_in_space_its_two_classes_are_predicted(
    seed: int, n: int, share: float
) -> None:
    ground = a_ground(seed, n, 3)
    ranges = *RANGES, (-1.0, 1.0)
    for wall in walls(ground, *ranges):
        corners = torch.tensor(wall.corners, dtype=torch.float64)
        p = p_of_torch(ground, corners)
        i, j = wall.classes
        assert torch.allclose(p[:, i], p[:, j], atol=1e-9)
        assert torch.allclose(p.amax(1), p[:, i], atol=1e-9)
        point = share * corners[0] + (1 - share) * corners.mean(0)
        step = ground.weight[i] - ground.weight[j]
        sides = torch.stack([point, point]) + 1e-9 * torch.stack([step, -step])
        logits = nn.functional.linear(sides, *ground)
        assert (logits[0, i] > logits[0, j]).item()
        assert (logits[1, j] > logits[1, i]).item()


@given(SEEDS, CLASSES)
def test_in_space_there_is_a_wall_wherever_the_predicted_class_changes(seed: int, n: int) -> None:
    ground = a_ground(seed, n, 3)
    ranges = *RANGES, (-1.0, 1.0)
    pairs = {wall.classes for wall in walls(ground, *ranges)}
    low, high = torch.tensor(ranges, dtype=torch.float64).t()
    generator = torch.Generator().manual_seed(seed)
    points = low + torch.rand(30, 3, dtype=torch.float64, generator=generator) * (high - low)
    predicted = p_of_torch(ground, points).argmax(1).tolist()
    joined = {point for pair in pairs for point in pair}
    assert len(set(predicted)) == 1 or set(predicted) <= joined


def test_borders_end_on_the_edge_or_where_three_classes_meet() -> None:
    ground = a_ground(3, 5)
    for border in borders(ground, *RANGES):
        for x, y in border[1:]:
            on_edge = min(abs(x - end) for end in RANGES[0]) < 1e-9
            on_edge |= min(abs(y - end) for end in RANGES[1]) < 1e-9
            p = p_of_torch(ground, torch.tensor([[x, y]], dtype=torch.float64))[0]
            top = p.sort(descending=True).values
            assert on_edge or top[0].item() == pytest.approx(top[2].item(), abs=1e-9)


def test_scores_that_are_the_same_have_no_border_and_one_region() -> None:
    ground = Parameters(torch.zeros(3, 2, dtype=torch.float64), torch.zeros(3, dtype=torch.float64))
    assert borders(ground, *RANGES) == []
    assert [len(corners) for corners in regions(ground, *RANGES)] == [4, 0, 0]


def test_scores_near_the_end_of_float32_have_borders_all_the_same() -> None:
    small = a_ground(1, 3)
    large = Parameters(small.weight * 1e37, small.bias * 1e37)
    expected, found = borders(small, *RANGES), borders(large, *RANGES)
    assert [border.classes for border in found] == [border.classes for border in expected]
    for one, other in zip(found, expected, strict=True):
        assert one.start == pytest.approx(other.start)
        assert one.end == pytest.approx(other.end)


@given(SEEDS, CLASSES, st.floats(0, 1))
def test_on_a_line_the_intervals_say_what_torch_predicts(seed: int, n: int, share: float) -> None:
    ground = a_ground(seed, n, 1)
    found = intervals(ground, *RANGES[0])
    assert [found[0].low, found[-1].high] == [*RANGES[0]]
    for one, other in itertools.pairwise(found):
        assert one.high == other.low
        p = p_of_torch(ground, torch.tensor([[one.high]], dtype=torch.float64))[0]
        pair = one.predicted_class, other.predicted_class
        assert p[pair[0]].item() == pytest.approx(p[pair[1]].item(), abs=1e-9)
    for piece in found:
        x = piece.low + (0.01 + 0.98 * share) * (piece.high - piece.low)
        p = p_of_torch(ground, torch.tensor([[x]], dtype=torch.float64))[0]
        assert p.max().item() == pytest.approx(p[piece.predicted_class].item(), abs=1e-12)


@given(SEEDS)
def test_the_plane_of_the_logits_has_all_that_softmax_looks_at(seed: int) -> None:
    generator = torch.Generator().manual_seed(seed)
    logits = 5 * torch.randn(50, 3, generator=generator)
    p = probabilities_on(LOGIT_GROUND, logit_plane(logits))
    assert torch.allclose(p, nn.functional.softmax(logits.double(), 1), atol=1e-12)


@given(SEEDS)
def test_distances_in_the_plane_of_the_logits_are_differences_of_scores(seed: int) -> None:
    logits = torch.randn(20, 3, generator=torch.Generator().manual_seed(seed))
    plane = logit_plane(logits)
    for i, j in ((0, 1), (0, 2), (1, 2)):
        normal = LOGIT_GROUND.weight[j] - LOGIT_GROUND.weight[i]
        distance = plane @ normal / normal.norm()
        assert torch.allclose(distance, lead(logits, (i, j)), atol=1e-12)


@given(SEEDS)
def test_of_two_classes_the_sigmoid_of_the_lead_is_softmax(seed: int) -> None:
    logits = 9 * torch.randn(30, 4, generator=torch.Generator().manual_seed(seed))
    for pair in itertools.permutations(range(4), 2):
        of_two = nn.functional.softmax(logits.double()[:, list(pair)], 1)[:, 1]
        assert torch.allclose(torch.sigmoid(lead(logits, pair)), of_two, atol=1e-12)


@given(SEEDS)
def test_some_features_with_the_others_held_give_the_scores_of_all(seed: int) -> None:
    ground = a_ground(seed, 3, 2)
    generator = torch.Generator().manual_seed(seed)
    weight = torch.randn(3, 5, dtype=torch.float64, generator=generator)
    whole, held = Parameters(weight, ground.bias), torch.randn(5, dtype=torch.float64)
    part = restricted(whole, (3, 1), held)
    x = held.clone()
    x[3], x[1] = 0.25, -7
    of_two = nn.functional.linear(torch.tensor([[0.25, -7.0]], dtype=torch.float64), *part)
    assert torch.allclose(of_two, nn.functional.linear(x[None], *whole))


@pytest.mark.parametrize("standardise", [False, True])
def test_parameters_in_typed_units_give_the_probabilities_of_the_run(
    note_dataset: Dataset, standardise: bool
) -> None:
    run = Experiment(note_dataset, TrainingSettings(standardise=standardise)).start()
    run.advance(50)
    ground = in_typed_units(run.parameters, run.prepared.scaling)
    p = probabilities_on(ground, note_dataset.features.double())
    said = run.predict(note_dataset.features, 50).probabilities.double()
    assert torch.allclose(p, said, atol=1e-5)


@given(SEEDS, CLASSES)
def test_walls_end_on_the_box_or_where_three_classes_meet(seed: int, n: int) -> None:
    ground = a_ground(seed, n, 3)
    ranges = *RANGES, (-1.0, 1.0)
    low, high = torch.tensor(ranges, dtype=torch.float64).t()
    for wall in walls(ground, *ranges):
        corners = torch.tensor(wall.corners, dtype=torch.float64)
        shares = (corners - low) / (high - low)
        assert ((shares > -1e-9) & (shares < 1 + 1e-9)).all()
        on_faces = ((shares.abs() < 1e-9) | ((shares - 1).abs() < 1e-9)).sum(1)
        p = p_of_torch(ground, corners)
        meeting = ((p.amax(1, keepdim=True) - p) < 1e-9).sum(1) - 2
        assert (on_faces + meeting >= 2).all()


@pytest.mark.parametrize("axis", [0, 1, 2])
@pytest.mark.parametrize("share", [0.01, 0.5, 0.99])
def test_a_wall_across_a_box_reaches_all_its_sides(axis: int, share: float) -> None:
    ranges = *RANGES, (-1.0, 1.0)
    at = ranges[axis][0] + share * (ranges[axis][1] - ranges[axis][0])
    normal = torch.eye(3, dtype=torch.float64)[axis]
    ground = Parameters(
        torch.stack([-normal, normal]), torch.tensor([at, -at], dtype=torch.float64)
    )
    (wall,) = walls(ground, *ranges)
    sides = [(at, at) if each == axis else ends for each, ends in enumerate(ranges)]
    for corner in itertools.product(*sides):
        assert any(found == pytest.approx(corner) for found in wall.corners)


def test_a_wall_across_the_diagonal_of_a_cube_is_the_regular_hexagon() -> None:
    ones = torch.ones(3, dtype=torch.float64)
    ground = Parameters(torch.stack([-ones, ones]), torch.tensor([1.5, -1.5]).double())
    (wall,) = walls(ground, *[(0.0, 1.0)] * 3)
    ring = torch.tensor([*wall.corners, wall.corners[0]], dtype=torch.float64)
    lengths = (ring[1:] - ring[:-1]).norm(dim=1)
    assert torch.allclose(lengths, torch.full((6,), 0.5**0.5, dtype=torch.float64))
