"""What the query of the address says of the page, and what it opens with."""

from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.session.fields import Fields
from playground.session.view_fields import (
    HELD,
    DecisionFields,
    LinesFields,
    PageFields,
    pictures_of,
)
from playground.session.visible_state import query_of, read_query

VIEWS = ["curves", "lines", "decision"]


def opening(**query: str) -> Fields:
    fields = Fields({}, {})
    read_query(fields, query, VIEWS)
    return fields


def decision_of(fields: Fields) -> tuple:
    found = DecisionFields(fields)
    return found.picture, found.one, found.other, found.across, found.up, found.held


def query(n_features: int, n_classes: int, **chosen: object) -> dict[str, str]:
    """What is said of the view Decision, beside its name and the sample, with these chosen."""
    dataset: Any = SimpleNamespace(n_features=n_features, n_classes=n_classes)
    fields = opening(view="decision")
    for name, value in chosen.items():
        setattr(DecisionFields(fields), name, value)
    said = query_of(fields, dataset, VIEWS[0])
    assert (said.pop("view"), said.pop("sample")) == ("decision", "1")
    return said


@pytest.mark.parametrize(
    ("said", "line", "sample"),
    [
        ({}, "logits", 1),
        ({"line": "loss", "sample": "7"}, "loss", 7),
        *(({"sample": text}, "logits", 1) for text in ("", "0", "-1", "x", "7.5")),
    ],
)
def test_the_query_names_line_and_sample(said: dict, line: str, sample: int) -> None:
    lines = LinesFields(opening(**said))
    assert (lines.line, lines.sample) == (line, sample)


@pytest.mark.parametrize("said", ["", "elsewhere"])
def test_what_there_is_not_opens_the_first_view_and_fills_nothing(said: str) -> None:
    page = PageFields(opening(view=said, fill=said))
    assert (page.view, page.filled) == ("curves", "")


@pytest.mark.parametrize(
    "said",
    [
        *({}, {"fill": "model"}, {"view": "lines", "line": "loss", "sample": "7"}),
        {"view": "decision", "fill": "stage", "sample": "3"},
    ],
)
def test_view_panel_line_and_sample_come_back_and_nothing_is_said_of_the_first(said: dict) -> None:
    dataset: Any = SimpleNamespace(n_features=2, n_classes=2)
    assert query_of(opening(**said), dataset, VIEWS[0]) == said


@given(st.integers(1, 6), st.integers(2, 6))
def test_every_picture_but_the_first_is_named(n_features: int, n_classes: int) -> None:
    first, *others = pictures_of(n_features, n_classes)
    for picture in (first, "nonsense", *others):
        said = {"picture": picture} if picture in others else {}
        assert query(n_features, n_classes, picture=picture) == said


@pytest.mark.parametrize(
    ("chosen", "said"),
    [
        ({"one": 0, "other": 1}, {}),  # those that the view opens with
        ({"one": 1, "other": 0}, {"pair": "2-1"}),
        ({"one": 0, "other": 2}, {"pair": "1-3"}),
        ({"one": 0, "other": 3}, {}),
        ({"one": 3, "other": 0}, {}),
        ({"across": None, "up": None}, {}),
        ({"across": 0, "up": 3}, {"axes": "1-4"}),
        ({"across": 1, "up": 0, "held": "sample"}, {"axes": "2-1", "held": "sample"}),
        ({"across": 0, "up": 4}, {}),
        ({"across": None, "up": 1, "held": "sample"}, {"held": "sample"}),
    ],
)
def test_what_a_strip_or_a_slice_shows_is_named_unless_the_view_opens_with_it(
    chosen: dict, said: dict
) -> None:
    picture = "strip" if "one" in chosen else "slice"
    assert query(4, 3, picture=picture, **chosen) == {"picture": picture} | said


def test_of_two_classes_a_strip_shows_both() -> None:
    assert query(4, 2, picture="strip", one=1, other=0) == {}


@given(
    st.sampled_from(["strip", "slice"]),
    st.lists(st.integers(0, 4), min_size=2, max_size=2, unique=True),
    st.sampled_from(HELD),
)
def test_what_the_query_says_is_what_the_view_opens_with(
    picture: str, two: list[int], held: str
) -> None:
    names = ("one", "other") if picture == "strip" else ("across", "up")
    more: dict = dict(zip(names, two, strict=True))
    more |= {"held": held} if picture == "slice" else {}
    found = DecisionFields(opening(**query(5, 5, picture=picture, **more)))
    assert {name: getattr(found, name) for name in more} == more
    assert found.picture == picture


@pytest.mark.parametrize("said", ["", "1", "1-1", "0-1", "1-123456", "a-b", "1-2-3"])
def test_what_is_no_pair_opens_what_is_usual(said: str) -> None:
    assert decision_of(opening(pair=said, axes=said, held=said)) == decision_of(opening())
