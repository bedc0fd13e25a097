"""Numbers in an address: what is one, and what is said of all else."""

import pytest

from playground.core.settings import SETTINGS, default_settings
from playground.sharing.link_run import decode_settings, number, whole_number

NUMBERS = [name for name, setting in SETTINGS.items() if setting.kind in (int, float)]


@pytest.mark.parametrize("text", ["0", "7", "0007", "9" * 12])
def test_digits_are_a_whole_number(text: str) -> None:
    assert whole_number(text) == int(text)


@pytest.mark.parametrize("text", ["", "-1", "+1", "1.0", "1e3", " 1", "1_0", "٣", "9" * 13])
def test_nothing_else_is_a_whole_number(text: str) -> None:
    assert whole_number(text) is None


@pytest.mark.parametrize("text", ["0", "0.5", ".5", "5.", "-2", "+2", "1e-3", "1E3", "1" * 30])
def test_a_number_is_one_in_any_way_that_python_writes_it(text: str) -> None:
    assert number(text) == float(text)


@pytest.mark.parametrize(
    "text", ["", "1.2.3", "--1", "1e", "e", "1e999", "-1e999", "nan", "inf", "1_0", " 1", "1" * 31]
)
def test_what_is_no_finite_number_is_none(text: str) -> None:
    assert number(text) is None


@pytest.mark.parametrize("name", NUMBERS)
def test_a_number_that_is_none_is_said_and_not_taken_for_0(name: str) -> None:
    problems: list = []
    assert decode_settings({name: "1.2.3"}, problems) == default_settings()
    assert [problem.fields for problem in problems] == [{"name": name, "value": "1.2.3"}]


def test_of_a_long_value_that_cannot_be_the_beginning_is_said() -> None:
    problems: list = []
    decode_settings({"optimizer": "x" * 500}, problems)
    assert problems[0].fields["value"] == "x" * 40
    assert not problems[0].blocking
