"""The tables of a report: as wide as their heads, complete, and cut where the limits say so."""

import itertools
import math
import re
from xml.etree import ElementTree

import pytest
import torch

from playground.charts.pixels import ink_of
from playground.charts.scales import color_limit, short_number
from playground.core.dataset import Dataset
from playground.core.picture import Size, pixel_names
from playground.core.run import TrainingRun
from playground.core.settings import TrainingSettings
from playground.report import tables
from playground.texts import Texts
from tests.core.samples import drawn

TEXTS = Texts("en")
EPOCH = 3


def trained(
    n: int = 30, n_features: int = 2, n_classes: int = 2, **settings: object
) -> TrainingRun:
    run = TrainingRun(
        drawn(1, n, n_features, n_classes),
        TrainingSettings(epochs=EPOCH, **settings),  # type: ignore[arg-type]
    )
    run.advance(EPOCH)
    return run


def parsed(found: str) -> ElementTree.Element:
    return ElementTree.fromstring(f"<div>{found}</div>")


def notes(found: str) -> list[str]:
    return [note.text or "" for note in parsed(found).iter("p")]


def grids(found: str) -> list[list[list[ElementTree.Element]]]:
    """The cells of each row of each table; each row is as wide as its table, but b has no mean."""
    grids = [[list(row) for row in table.iter("tr")] for table in parsed(found).iter("table")]
    for grid in grids:
        full = [row for row in grid if row[-1].get("data-name") not in ("mean", "scale")]
        assert len({sum(int(cell.get("colspan", 1)) for cell in row) for row in full}) == 1
    return grids


def values(found: str, name: str) -> list[tuple[int, int, float]]:
    """Row, column and exact value of each number, in the order of the page."""
    cells = [cell for cell in parsed(found).iter("td") if cell.get("data-name") == name]
    return [
        (int(c.get("data-row", -1)), int(c.get("data-col", -1)), float(c.get("data-value", "nan")))
        for c in cells
    ]


def of(part: torch.Tensor) -> list[tuple[int, int, float]]:
    return [(i, j, v) for i, row in enumerate(part.tolist()) for j, v in enumerate(row)]


@pytest.mark.parametrize("held", [0.0, 0.2])
@pytest.mark.parametrize("beyond", [0, 1, 25])
def test_of_more_samples_than_have_room_the_first_the_last_and_even_steps_are_shown(
    beyond: int, held: float
) -> None:
    run = trained(tables.MOST_SAMPLES + beyond, test_share=held)
    found = tables.samples(run, EPOCH, TEXTS)
    ((_, *rows),) = grids(found)
    numbers = [int(row[0].text or 0) for row in rows]
    assert len(numbers) == tables.MOST_SAMPLES
    assert (numbers[0], numbers[-1]) == (1, run.dataset.n_samples)
    steps = {after - before for before, after in itertools.pairwise(numbers)}
    assert max(steps) - min(steps) <= 1
    assert bool(notes(found)) is (beyond > 0)
    marked = [n for n, row in zip(numbers, rows, strict=True) if row[-1].text == "✓"]
    assert marked == [n for n in numbers if n - 1 in run.prepared.held_out_rows.tolist()]


@pytest.mark.parametrize("n_features", [1, 8, 9, 17])
def test_w_and_b_are_whole_in_tables_of_so_many_features(n_features: int) -> None:
    run = trained(n_features=n_features, n_classes=3, standardise=True)
    found = tables.parameters(run, EPOCH, TEXTS)
    weight, bias = run.parameters_at(EPOCH)
    assert sorted(values(found, "W")) == of(weight)
    assert [(i, v) for i, _, v in values(found, "b")] == list(enumerate(bias.tolist()))
    scaling = run.prepared.scaling
    assert scaling is not None
    assert [v for _, _, v in values(found, "mean")] == scaling.mean.tolist()
    assert [v for _, _, v in values(found, "scale")] == scaling.scale.tolist()
    parts = grids(found)
    assert len(parts) == math.ceil(n_features / tables.MOST_FEATURES)
    heads = ["".join(cell.itertext()) for grid in parts for cell in grid[0][1:]]
    assert heads == [*run.dataset.feature_names, TEXTS("bias_column")]
    shown = tables.samples(run, EPOCH, TEXTS)
    assert len(values(shown, "x")) == min(n_features, tables.MOST_FEATURES) * tables.MOST_SAMPLES
    said = TEXTS("report_columns", shown=tables.MOST_FEATURES, all=n_features)
    assert (said in notes(shown)[0]) is (n_features > tables.MOST_FEATURES)


def trained_on_pictures(**settings: object) -> TrainingRun:
    """Pictures of 2 × 3 pixels."""
    plain = drawn(1, 30, 6, 3)
    names = tuple(pixel_names(Size(2, 3)))
    dataset = Dataset(plain.features, plain.targets, names, plain.class_names)
    chosen = TrainingSettings(epochs=EPOCH, **settings)  # type: ignore[arg-type]
    run = TrainingRun(dataset, chosen)
    run.advance(EPOCH)
    return run


@pytest.mark.parametrize("standardise", [False, True])
def test_where_features_are_pixels_w_is_a_picture_of_each_class_with_its_b(
    standardise: bool,
) -> None:
    run = trained_on_pictures(standardise=standardise)
    found = tables.parameters(run, EPOCH, TEXTS)
    weight, bias = run.parameters_at(EPOCH)
    assert values(found, "W") == of(weight)
    spans = [each for each in parsed(found).iter("span") if each.get("data-name") == "b"]
    assert [float(each.get("data-value", "")) for each in spans] == bias.tolist()
    pictures = [list(table.iter("tr")) for table in parsed(found).iter("table")]
    assert [[len(row) for row in rows] for rows in pictures] == [[3, 3]] * (3 + 2 * standardise)
    limit = short_number(color_limit(run.largest_parameter))
    assert f"from −{limit} " in notes(found)[-1]
    if scaling := run.prepared.scaling:
        assert [v for _, _, v in values(found, "mean")] == scaling.mean.tolist()
        assert [v for _, _, v in values(found, "scale")] == scaling.scale.tolist()


def test_samples_and_test_vectors_that_are_pictures_are_seen_as_such() -> None:
    run = trained_on_pictures()
    ink = ink_of(run.dataset)
    assert ink is not None
    rows = tables.samples(run, EPOCH, TEXTS).split("<tr>")[2:]
    for row in rows:
        number = int(re.findall(r"<th>(\d+)</th>", row)[0])
        assert ink.picture(run.dataset.features[number - 1]) in row
    vectors = [[0.5, 0, 1, 0, -1, 0], [1.0, 1, 1, 0, 0, 0]]
    found = tables.predictions(run, EPOCH, vectors, TEXTS)
    for number, vector in enumerate(vectors, 1):
        assert f"{number}: {ink.picture(torch.tensor(vector))}" in found


@pytest.mark.parametrize("n", [1, tables.VECTORS_A_TABLE, 5, tables.MOST_VECTORS, 11])
def test_each_test_vector_has_its_logits_and_probabilities_beside_one_another(n: int) -> None:
    run = trained(n_classes=3)
    vectors = tuple((float(i), -0.5 * i) for i in range(n))
    found = tables.predictions(run, EPOCH, vectors, TEXTS)
    shown = min(n, tables.MOST_VECTORS)
    logits, shares, predicted = run.predict(torch.tensor(vectors[:shown]), EPOCH)
    assert sorted(values(found, "z")) == of(logits)
    assert sorted(values(found, "p")) == of(shares)
    parts = grids(found)
    assert len(parts) == math.ceil(shown / tables.VECTORS_A_TABLE)
    answers = [cell.text for grid in parts for cell in grid[1][1:]]
    assert answers == [run.dataset.class_names[k] for k in predicted.tolist()]
    heads = [(cell.text or "").split(":")[0] for grid in parts for cell in grid[0][1:]]
    assert heads == [str(number + 1) for number in range(shown)]
    assert bool(notes(found)) is (n > shown)


@pytest.mark.parametrize(("n", "is_cut"), [(4, False), (5, True)])
def test_of_a_long_vector_the_beginning_is_shown(n: int, is_cut: bool) -> None:
    found = tables.predictions(trained(n_features=n), EPOCH, ((1.0,) * n,), TEXTS)
    assert ("1, 1, 1, 1, …]" if is_cut else "[1, 1, 1, 1]") in found


def test_a_name_is_cut_where_it_is_longer_than_has_room_and_stays_whole_at_hand() -> None:
    fits = "n" * tables.MAX_LETTERS
    assert tables.name(fits) == fits
    cut = parsed(tables.name(fits + "<n"))[0]
    assert cut.get("title") == fits + "<n"
    assert cut.text == fits[:-1] + "…"


def test_a_number_is_as_typed_as_long_as_it_has_room() -> None:
    assert tables.typed(123.456) == "123.456"  # of MAX_DIGITS
    assert tables.typed(123.4567) == "123.5"


def test_settings_that_are_not_the_default_are_told_beside_those_always_told() -> None:
    def told(**settings: object) -> dict[str, str]:
        (rows,) = grids(tables.settings(trained(**settings), TEXTS))  # type: ignore[arg-type]
        return {row[0].text or "": row[1].text or "" for row in rows}

    plain = told()
    assert list(plain) == [TEXTS(key) for key in told_always()]
    assert told(standardise=True) == {**plain, TEXTS("standardise"): "✓"}
    assert told(batch_size=7) == {**plain, TEXTS("batch_size"): "7"}


def told_always() -> list[str]:
    return [key for key in vars(TrainingSettings()) if key in tables.ALWAYS]
