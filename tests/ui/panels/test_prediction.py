"""The table of answers to the test vectors, cell by cell."""

from html.parser import HTMLParser

import torch

from playground.charts.display import format_number, format_probability
from playground.charts.looks import class_looks
from playground.core.dataset import Dataset
from playground.core.model import Parameters, predict
from playground.tables.reading import QueryReading
from playground.texts import Texts
from playground.ui.panels import prediction

NAMES = ("cat", "<b>dogs & co</b>")
SHORT = ("cat", "<b>dogs & co</…")
TEXTS = Texts("en")
DATASET = Dataset(torch.zeros(2, 2), torch.tensor([0, 1]), ("x", "y"), NAMES)


class Table(HTMLParser):
    """The text of each cell, and the attributes of all there is in it."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self.attributes: list[dict[str, str]] = []
        self.outside = ""
        self._open: list[str] = []
        self.feed(text)
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list) -> None:
        self._open.append(tag)
        self.attributes.append(dict(attrs))
        if tag == "tr":
            self.rows.append([])
        if tag in ("th", "td"):
            self.rows[-1].append("")

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        if {"th", "td"} & set(self._open):
            self.rows[-1][-1] += data
        else:
            self.outside += data


def table(rows: list[int]) -> tuple[Table, torch.Tensor]:
    """The answers to vectors that stand in these rows, and their logits."""
    parameters = Parameters(torch.tensor([[1.0, 0.5], [-2.0, 0.25]]), torch.tensor([0.125, -3.0]))
    features = torch.linspace(-1.5, 2, 2 * len(rows)).reshape(len(rows), 2)
    reading = QueryReading(features, rows, [])
    found = predict(parameters, features)
    return Table(prediction._answers(reading, found, DATASET, TEXTS)), found.logits


def test_a_vector_has_its_number_and_class_then_p_of_each_class_and_below_it_z() -> None:
    shown, logits = table([2, 5])
    marks = [look.mark for look in class_looks(NAMES)]
    named = [f"{mark} {name}" for mark, name in zip(marks, SHORT, strict=True)]
    expected = [[TEXTS("sample_number"), TEXTS("predicted_class"), "", *named]]
    for number, row in zip((2, 5), logits, strict=True):
        shares = map(format_probability, row.softmax(0).tolist())
        values = map(format_number, row.tolist())
        expected.append([str(number), NAMES[int(row.argmax())], "p", *shares])
        expected.append(["z", *values])
    assert shown.rows == expected
    assert shown.outside == ""


def test_numbers_stand_in_full_in_their_cells_and_bars_are_as_long_as_p() -> None:
    shown, logits = table([3])
    shares = logits.softmax(1).tolist()[0]
    exact = [
        (a["data-name"], a["data-row"], a["data-col"], float(a["data-value"]))
        for a in shown.attributes
        if "data-name" in a
    ]
    of_p = [("p", "2", str(column), share) for column, share in enumerate(shares)]
    of_z = [("z", "2", str(column), logit) for column, logit in enumerate(logits.tolist()[0])]
    assert exact == [*of_p, *of_z]
    bars = [a["style"] for a in shown.attributes if "width" in a.get("style", "")]
    looks = class_looks(NAMES)
    assert bars == [
        f"width:{100 * share:.1f}%;background:{look.color}"
        for share, look in zip(shares, looks, strict=True)
    ]


def test_a_class_has_its_colour_in_the_head() -> None:
    shown, _ = table([1])
    colors = [a["style"] for a in shown.attributes if a.get("style", "").startswith("color")]
    assert colors == [f"color:{look.color}" for look in class_looks(NAMES)]
