"""The table of answers to the test vectors, cell by cell."""

from html.parser import HTMLParser

import torch

from playground.charts.display import format_number, format_probability
from playground.charts.looks import class_looks
from playground.core.dataset import Dataset
from playground.core.model import Parameters, predict
from playground.texts import Texts
from playground.ui.panels.answers import Answers

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
    found = predict(parameters, features)
    return Table(Answers(rows, features, found, DATASET).table(TEXTS)), found.logits


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


def test_of_more_than_three_classes_each_has_a_row_with_p_and_z_of_every_vector() -> None:
    names = ("a", "b", "c", "<d>")
    dataset = Dataset(torch.zeros(4, 2), torch.arange(4), ("x", "y"), names)
    features = torch.tensor([[1.0, 2.0], [-3.0, 0.5], [0.0, -1.0]])
    found = predict(Parameters(torch.linspace(-1, 1, 8).reshape(4, 2), torch.zeros(4)), features)
    shown = Table(Answers([1, 2, 5], features, found, dataset).table(TEXTS))
    head, *rows = shown.rows
    best = [names[at] for at in found.predicted_class.tolist()]
    assert head == ["", "1", best[0], "2", best[1], "5", best[2]]
    marks = [look.mark for look in class_looks(names)]
    for at, row in enumerate(rows):
        told = [
            (format_probability(found.probabilities[n, at].item()), format_number(z))
            for n, z in enumerate(found.logits[:, at].tolist())
        ]
        assert row == [f"{marks[at]} {names[at]}", *(text for pair in told for text in pair)]
    places = {
        (a["data-name"], a["data-row"], a["data-col"]) for a in shown.attributes if "data-name" in a
    }
    assert len(places) == 2 * 3 * 4


def test_the_class_guessed_of_a_vector_is_marked_however_many_classes_there_are() -> None:
    for n_classes in (2, 5):
        names = tuple("abcde"[:n_classes])
        dataset = Dataset(torch.zeros(n_classes, 2), torch.arange(n_classes), ("x", "y"), names)
        found = predict(
            Parameters(torch.ones(n_classes, 2), torch.zeros(n_classes)), torch.ones(2, 2)
        )
        shown = Table(Answers([3, 4], torch.ones(2, 2), found, dataset, (2, 1)).table(TEXTS))
        marked = [a for a in shown.attributes if a.get("data-meta") == "guess"]
        assert [(a["data-name"], a["data-row"], a["data-col"]) for a in marked] == [("p", "3", "0")]
