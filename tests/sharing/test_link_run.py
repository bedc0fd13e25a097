"""Settings and runs in an address: what comes back, and what is said of all else."""

from typing import Any

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as some

from playground.core.problem import Problem
from playground.core.run import TrainingRun
from playground.core.settings import SETTINGS, TrainingSettings, default_settings
from playground.sharing.examples import note_dataset
from playground.sharing.link import decode as decode_link
from playground.sharing.link_run import (
    SavedRun,
    decode_run,
    decode_settings,
    encode_run,
    number,
    repeat_run,
    whole_number,
)

RATES = some.floats(0, 1, exclude_min=True)


def decoded(**query: str) -> SavedRun | None:
    return decode_run(query, 1000, [])


@given(changes=some.lists(some.tuples(some.integers(0, 15), RATES), max_size=4))
def test_a_run_with_changed_learning_rates_is_repeated_bit_for_bit(changes: list) -> None:
    run = TrainingRun(note_dataset(), TrainingSettings(epochs=100))
    for epochs, rate in changes:
        run.advance(epochs)
        run.change_learning_rate(rate)
    run.advance(5)
    saved = decode_run(encode_run(run, run.epoch, 2), 100, [])
    assert saved is not None
    assert (saved.epochs, saved.shown) == (run.epoch, 2 if run.epoch != 2 else None)
    again = repeat_run(saved, run.present_settings, run.dataset)
    again.advance(saved.epochs)
    assert again.loss_history == run.loss_history
    assert again.present_settings == run.present_settings
    assert again.settings == run.settings
    assert torch.equal(again.parameters.weight, run.parameters.weight)


@pytest.mark.parametrize(("rates", "begun_with"), [([(0, 0.5)], 0.5), ([(3, 0.5)], 0.01)])
def test_a_run_begins_with_the_learning_rate_of_epoch_0_or_else_of_its_settings(
    rates: list[tuple[int, float]], begun_with: float
) -> None:
    saved = SavedRun(10, None, rates)
    run = repeat_run(saved, TrainingSettings(learning_rate=0.01), note_dataset())
    assert run.settings.learning_rate == begun_with


@pytest.mark.parametrize(
    ("text", "rates"),
    [
        ("", []),
        ("0_0.1", [(0, 0.1)]),
        ("0_0.1~7_0.2~7_0.3~100_1000", [(0, 0.1), (7, 0.2), (7, 0.3), (100, 1000.0)]),
        ("7_0.2~6_0.1~8_0.3", [(7, 0.2)]),  # out of order
        ("7_0.2~101_0.1", [(7, 0.2)]),  # after the end
        ("7_0.2~8_0~9_0.1", [(7, 0.2)]),
        ("7_0.2~8_1000.1", [(7, 0.2)]),
        ("7_0.2~8", [(7, 0.2)]),
        ("7_0.2~x_0.1", [(7, 0.2)]),
        ("7_0.2~-1_0.1", [(7, 0.2)]),
        ("7_0.2~8_nan", [(7, 0.2)]),
        ("~~7_0.2~", [(7, 0.2)]),
    ],
)
def test_learning_rates_end_with_the_first_that_makes_no_sense(text: str, rates: list) -> None:
    assert decoded(run="100", rates=text) == SavedRun(100, None, rates)


def test_a_run_goes_no_further_than_the_settings_say() -> None:
    assert decoded(run="999999", rates="1000_0.1~1001_0.2") == SavedRun(1000, None, [(1000, 0.1)])
    assert decoded(run="1000", epoch="1000") == SavedRun(1000, 1000, [])


@pytest.mark.parametrize("query", [{}, {"run": "0"}, {"epoch": "5"}, {"rates": "0_0.1"}])
def test_without_epochs_there_is_no_run(query: dict[str, str]) -> None:
    problems: list[Problem] = []
    assert decode_run(query, 1000, problems) is None
    assert problems == []


@given(query=some.fixed_dictionaries({key: some.text() for key in ("run", "epoch", "rates")}))
def test_any_text_is_a_run_or_is_said(query: dict[str, Any]) -> None:
    problems: list[Problem] = []
    saved = decode_run(query, 1000, problems)
    assert saved is None or 0 < saved.epochs <= 1000
    assert {problem.code for problem in problems} <= {"link_setting"}


def test_only_an_epoch_that_is_not_the_last_is_written() -> None:
    run = TrainingRun(note_dataset(), TrainingSettings(epochs=40))
    run.advance(20)
    assert encode_run(run, 20, 20) == {"run": "20"}
    assert encode_run(run, 40, 20) == {"run": "40"}  # it is on
    assert encode_run(run, 20, 19) == {"run": "20", "epoch": "19"}


@pytest.mark.parametrize(("at", "kept"), [(99, True), (100, True), (101, False)])
def test_a_learning_rate_counts_up_to_the_last_epoch_of_the_run(at: int, kept: bool) -> None:
    saved = decode_link({"run": "100", "rates": f"0_0.01~{at}_0.5"}).run
    assert saved is not None
    assert ((at, 0.5) in saved.rates) == kept


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
