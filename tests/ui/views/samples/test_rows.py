"""The table of samples and the confusion matrix: each number, bar and mark at its place."""

import math
import re

import pytest
import torch

from playground.charts.looks import class_looks
from playground.charts.pixels import ink_of
from playground.core.dataset import Dataset
from playground.core.insight.sample_results import SampleResults
from playground.texts import Texts
from playground.ui.views.samples.rows import confusion_of, gallery_of, table_of

TEXTS = Texts("en")
NAMES = ("first <b>", "second", "abcdefghijklmn")


def results(**changes: list) -> SampleResults:
    told: dict = {
        "rows": [4, 5, 6, 9],
        "targets": [0, 1, 2, 2],
        "predicted_class": [0, 0, 2, 1],
        "probabilities": [0.75, 0.25, 1.0, 0.0],
        "losses": [0.5, 1.0, 0.0, 2.0],
        "pulls": [3.0, 1.5, 0.0, 12.0],
        **changes,
    }
    return SampleResults(**{name: torch.tensor(values) for name, values in told.items()})


def dataset(class_names: tuple[str, ...], feature_names: tuple[str, ...] = ("x",)) -> Dataset:
    """Ten samples with these names."""
    values = torch.zeros(10, len(feature_names))
    return Dataset(values, torch.zeros(10, dtype=torch.int64), feature_names, class_names)


def rows_of(found: SampleResults, chosen: int = -1, order: list[int] | None = None) -> list[str]:
    indices = torch.tensor(order or [0, 1, 2, 3])
    return re.findall("<tr class.*?</tr>", table_of(found, indices, chosen, dataset(NAMES), TEXTS))


def widths(row: str) -> list[float]:
    return [float(width) for width in re.findall(r"width:([\d.]+)%", row)]


def test_a_row_says_number_label_predicted_class_and_three_numbers() -> None:
    row = rows_of(results())[1]
    assert 'data-sample="5"' in row
    assert "<th><button>6</button></th>" in row
    marks = re.findall(r"<td><span title=\"(.*?)\">", row)
    assert marks == ["second", "first &lt;b&gt;"]
    told = re.findall(r'data-name="(\w+)" data-row="(\d+)" data-value="(.*?)"', row)
    assert told == [("p", "5", "0.25"), ("loss", "5", "1.0"), ("pull", "5", "1.5")]
    assert re.findall("<b>(.*?)</b>", row) == ["25.00%", "1.000", "1.500"]


def test_bars_are_shares_of_1_or_of_the_largest() -> None:
    assert [widths(row) for row in rows_of(results())] == [
        [75.0, 25.0, 25.0],
        [25.0, 50.0, 12.5],
        [100.0, 0.0, 0.0],
        [0.0, 100.0, 100.0],
    ]


@pytest.mark.parametrize("bad", [math.nan, math.inf])
def test_what_is_no_number_has_a_whole_bar_and_leaves_the_others_as_they_are(bad: float) -> None:
    found = results(losses=[0.5, bad, 0.0, 2.0], pulls=[bad] * 4)
    assert [widths(row)[1] for row in rows_of(found)] == [25.0, 100.0, 0.0, 100.0]
    assert {widths(row)[2] for row in rows_of(found)} == {100.0}


def test_where_all_losses_are_0_there_are_no_bars() -> None:
    assert {widths(row)[1] for row in rows_of(results(losses=[0.0] * 4))} == {0.0}


def test_the_chosen_row_and_wrong_ones_are_marked_in_the_order_asked_for() -> None:
    kinds = [re.findall('class="(.*?)"', row)[0] for row in rows_of(results(), 9, [3, 0, 1])]
    assert kinds == ["chosen wrong", "", "wrong"]
    kinds = [re.findall('class="(.*?)"', row)[0] for row in rows_of(results(), 4)]
    assert kinds == ["chosen", "wrong", "", "wrong"]


def test_the_bar_of_p_has_the_colour_of_the_label() -> None:
    colors = [re.findall("background:(#.{6})", row)[0] for row in rows_of(results())]
    looks = class_looks(NAMES)
    assert colors == [looks[label].color for label in (0, 1, 2, 2)]


def test_a_long_name_is_cut_and_whole_on_the_mouse() -> None:
    row = rows_of(results())[2]
    look = class_looks(NAMES)[2]
    mark = f'<span class="class" style="color:{look.color}">{look.mark}</span>'
    assert f'<span title="abcdefghijklmn">{mark} abcdefghi…</span>' in row


def cells(found: str) -> list[list[str]]:
    return [re.findall("<td.*?</td>", row) for row in re.findall("<tr>.*?</tr>", found)[1:]]


def test_the_matrix_counts_labels_down_and_predicted_classes_across() -> None:
    found = cells(confusion_of(results(), dataset(NAMES), (1, 0), TEXTS))
    counts = [[int(re.findall(r'value="(\d+)"', cell)[0]) for cell in row] for row in found]
    assert counts == [[1, 0, 0], [1, 0, 0], [0, 1, 1]]
    kinds = [[re.findall('class="(.*?)"', cell)[0] for cell in row] for row in found]
    assert kinds == [
        ["right", "none", "none"],
        ["wrong", "none", "none"],
        ["none", "wrong", "right"],
    ]
    pressed = [cell for row in found for cell in row if 'aria-pressed="true"' in cell]
    assert pressed == [found[1][0]]
    said = 'aria-label="1 labelled second, predicted first &lt;b&gt;"'
    assert said in found[1][0]
    assert [("button" in cell) for cell in found[2]] == [False, True, True]
    assert 'data-row="2" data-col="1"' in found[2][1]


@pytest.mark.parametrize(
    ("n_classes", "shown"), [(3, "class 12"), (4, "class…"), (6, "cla…"), (8, "cl…"), (12, "")]
)
def test_names_across_share_the_room_and_give_way_to_their_marks(
    n_classes: int, shown: str
) -> None:
    names = tuple(f"class {10 + at}" for at in range(n_classes))
    found = confusion_of(results(), dataset(names), None, TEXTS)
    head = re.findall("<tr>.*?</tr>", found)[0]
    assert re.findall("</span> (.*?)</span>", head)[2] == shown
    assert 'aria-pressed="true"' not in found
    down = re.findall("</span> (.*?)</span>", found)[n_classes:]
    assert down == list(names)


@pytest.mark.parametrize("names", [("setosa", "versicolor", "virginica"), tuple("abcdefghijkl")])
def test_over_the_matrix_few_names_and_short_ones_are_whole(names: tuple[str, ...]) -> None:
    head = re.findall("<tr>.*?</tr>", confusion_of(results(), dataset(names), None, TEXTS))[0]
    assert re.findall("</span> (.*?)</span>", head) == list(names)


def test_what_the_matrix_shows_is_said_above_it_and_that_of_many_classes_is_small() -> None:
    for n_classes in (7, 8):
        names = tuple("abcdefgh"[:n_classes])
        found = confusion_of(results(), dataset(names), None, TEXTS)
        said = TEXTS("results_confusion_head")
        kind = ' class="many"' if n_classes == 8 else ""
        assert found.startswith(f"<p>{said}</p><table{kind}>")
        assert len(cells(found)) == n_classes


PIXELS = ("r1c1", "r1c2", "r2c1", "r2c2")


def pictures() -> Dataset:
    """Ten samples, each another picture: the first pixel tells which one it is."""
    data = dataset(NAMES, PIXELS)
    data.features[:, 0] = torch.arange(10)
    return data


def test_samples_that_are_no_pictures_have_none() -> None:
    found = table_of(results(), torch.arange(4), -1, dataset(NAMES), TEXTS)
    assert "<img" not in found + confusion_of(results(), dataset(NAMES), None, TEXTS)


def test_each_row_has_the_picture_of_its_sample() -> None:
    data, ink = pictures(), ink_of(pictures())
    assert ink is not None
    found = table_of(results(), torch.arange(4), -1, data, TEXTS)
    shown = [ink.picture(data.features[row]) for row in (4, 5, 6, 9)]
    assert re.findall("<th>(<img.*?>)<button>", found) == shown


def test_the_gallery_says_of_each_picture_its_label_the_class_predicted_and_p() -> None:
    data, ink = pictures(), ink_of(pictures())
    assert ink is not None
    found = re.findall("<li.*?</li>", gallery_of(results(), torch.tensor([3, 1]), 9, data, TEXTS))
    assert [
        ink.picture(data.features[row]) in item for row, item in zip((9, 5), found, strict=False)
    ] == [
        True,
        True,
    ]
    assert 'class="chosen" data-sample="9"' in found[0]
    assert re.findall('title="(.*?)"', found[1]) == ["second", "first &lt;b&gt;", "0.25"]
    assert "p 25.00%" in found[1]


def test_the_matrix_shows_the_mistake_of_each_kind_with_the_largest_loss() -> None:
    data, ink = pictures(), ink_of(pictures())
    assert ink is not None
    found = results(targets=[1, 1, 2, 2], predicted_class=[0, 0, 2, 1])
    shown = cells(confusion_of(found, data, None, TEXTS))
    assert ink.picture(data.features[5]) in shown[1][0]  # a loss of 1, the other's is 0.5
    assert ink.picture(data.features[9]) in shown[2][1]
    assert "<img" not in shown[2][2]  # no mistake
