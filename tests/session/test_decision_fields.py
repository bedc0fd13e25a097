"""What the address says of the view Decision, and takes from it."""

from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.session.address import Address
from playground.session.decision_fields import (
    HELD,
    DecisionFields,
    in_address,
    pictures_of,
    read_address,
    settle_picture,
)
from playground.session.fields import Fields
from tests.session.test_address import Query


def a_table(n_features: int, n_classes: int) -> Any:
    return SimpleNamespace(n_features=n_features, n_classes=n_classes)


def chosen(picture: str, **more: object) -> DecisionFields:
    fields = DecisionFields(Fields({}, {}))
    for name, value in {"picture": picture, **more}.items():
        setattr(fields, name, value)
    return fields


def opening(**said: str) -> DecisionFields:
    """What the view opens with at an address."""
    fields = DecisionFields(Fields({}, {}))
    read_address(fields, Address(Query(**said)))
    return fields


def values(fields: DecisionFields) -> tuple:
    return fields.picture, fields.one, fields.other, fields.across, fields.up, fields.held


@given(st.integers(1, 6), st.integers(2, 6))
def test_every_picture_but_the_first_is_named(n_features: int, n_classes: int) -> None:
    first, *others = pictures_of(n_features, n_classes)
    table = a_table(n_features, n_classes)
    assert in_address(chosen(first), table) == {}
    for picture in others:
        assert in_address(chosen(picture), table) == {"picture": picture}
    assert in_address(chosen("nonsense"), table) == {}


@given(st.integers(1, 8), st.integers(2, 6))
def test_space_is_a_picture_of_three_features_alone(n_features: int, n_classes: int) -> None:
    assert ("space" in pictures_of(n_features, n_classes)) is (n_features == 3)


@pytest.mark.parametrize(
    ("one", "other", "said"),
    [(0, 1, None), (1, 0, "2-1"), (0, 2, "1-3"), (2, 1, "3-2"), (0, 3, None), (3, 0, None)],
)
def test_two_of_three_classes_are_named_unless_the_view_opens_with_them(
    one: int, other: int, said: str | None
) -> None:
    more = {"picture": "strip"} | ({"pair": said} if said else {})
    fields = chosen("strip", one=one, other=other)
    assert in_address(fields, a_table(4, 3)) == more
    assert in_address(fields, a_table(4, 2)) == {}  # there are no others


@pytest.mark.parametrize(
    ("across", "up", "held", "said"),
    [
        (None, None, "mean", {}),
        (0, 3, "mean", {"axes": "1-4"}),
        (1, 0, "sample", {"axes": "2-1", "held": "sample"}),
        (0, 4, "mean", {}),
        (None, 1, "sample", {"held": "sample"}),
    ],
)
def test_the_features_of_a_slice_are_named_and_where_the_others_are_held(
    across: int | None, up: int | None, held: str, said: dict
) -> None:
    fields = chosen("slice", across=across, up=up, held=held)
    assert in_address(fields, a_table(4, 3)) == {"picture": "slice"} | said


@given(
    st.sampled_from(["strip", "slice"]),
    st.lists(st.integers(0, 4), min_size=2, max_size=2, unique=True),
    st.sampled_from(HELD),
)
def test_what_the_address_says_is_what_it_opens_with(
    picture: str, two: list[int], held: str
) -> None:
    names = ("one", "other") if picture == "strip" else ("across", "up")
    more: dict = dict(zip(names, two, strict=True))
    more |= {"held": held} if picture == "slice" else {}
    fields = chosen(picture, **more)
    assert values(opening(**in_address(fields, a_table(5, 5)))) == values(fields)


@pytest.mark.parametrize("said", ["", "1", "1-1", "0-1", "1-123456", "a-b", "1-2-3"])
def test_what_is_no_pair_opens_what_is_usual(said: str) -> None:
    assert values(opening(pair=said, axes=said, held=said)) == values(opening())


def test_a_table_of_another_shape_has_its_first_picture_and_is_remembered() -> None:
    fields = chosen("slice", shape=None)
    settle_picture(fields, a_table(4, 3))
    assert (fields.picture, fields.shape) == ("slice", (4, 3))
    settle_picture(fields, a_table(2, 3))
    assert (fields.picture, fields.shape) == ("plane", (2, 3))
    settle_picture(fields, a_table(4, 3))
    assert fields.picture == "logits"
