"""What the address says of the page, and what it opens with."""

import pytest

from playground.session import visible_state
from playground.session.address import Address
from playground.session.fields import Fields
from playground.session.lines_fields import LinesFields
from playground.session.walk import FIRST
from tests.session.test_address import Query


@pytest.mark.parametrize(
    ("query", "line", "sample"),
    [
        ({}, FIRST, 1),
        ({"line": "loss", "sample": "7"}, "loss", 7),
        ({"sample": "0"}, FIRST, 1),
        ({"sample": "x"}, FIRST, 1),
    ],
)
def test_the_address_names_line_and_sample(query: dict, line: str, sample: int) -> None:
    fields = Fields({}, {})
    visible_state.read_address(fields, Address(Query(**query)), ["curves"])
    assert (LinesFields(fields).line, LinesFields(fields).sample) == (line, sample)
