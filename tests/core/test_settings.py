import inspect
import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from playground.core.optimizers import OPTIMIZERS
from playground.core.settings import (
    GIVEN_WEIGHTS,
    MODEL,
    MORE,
    ROW,
    SETTINGS,
    TrainingSettings,
    applies_to,
    bounds,
    default_settings,
    settings_problems,
)

NUMBERS = [name for name, setting in SETTINGS.items() if setting.kind in (int, float)]
ANYTHING = some.one_of(
    some.none(),
    some.booleans(),
    some.integers(),
    some.floats(),
    some.text(),
    some.lists(some.none()),
)


def codes(**changes: Any) -> list[str]:
    return [problem.code for problem in settings_problems({**default_settings(), **changes})]


def test_the_defaults_are_the_note_s(note: dict) -> None:
    settings = TrainingSettings()
    assert settings.learning_rate == note["learning_rate"]
    assert settings.epochs == note["epochs"]
    assert codes() == []


# what users of the page have learnt to rely on
@pytest.mark.parametrize(
    ("name", "lowest", "highest"),
    [
        ("learning_rate", 5e-324, 1000),
        ("epochs", 1, 100_000),
        ("seed", 0, 2**32 - 1),
        ("momentum", 0, math.nextafter(1, 0)),
        ("weight_decay", 0, 100),
        ("batch_size", 0, 10_000),
        ("test_share", 0, 0.9),
    ],
)
def test_bounds_are_taken_and_what_is_just_beyond_is_refused(
    name: str, lowest: float, highest: float
) -> None:
    whole = SETTINGS[name].kind is int
    for bound, outwards in ((lowest, -math.inf), (highest, math.inf)):
        beyond = bound + math.copysign(1, outwards) if whole else math.nextafter(bound, outwards)
        assert codes(**{name: bound}) == []
        assert codes(**{name: int(beyond) if whole else beyond}) == [name]


def test_a_click_on_plus_changes_a_number_by_the_step_that_people_expect() -> None:
    steps = {name: SETTINGS[name].step for name in NUMBERS}
    shares = {"momentum": 0.1, "test_share": 0.1, "label_smoothing": 0.1}
    rates = {"learning_rate": 0.01, "weight_decay": 0.01}
    assert steps == {"epochs": 100, "seed": 1, "batch_size": 1, **shares, **rates}


def test_every_number_is_bounded_on_both_sides() -> None:
    for name in NUMBERS:
        assert all(math.isfinite(float(bound)) for bound in bounds(name).values())
        for value in (math.inf, -math.inf, math.nan, 10**400, -(10**400)):
            assert codes(**{name: value}) == [name]


@given(value=ANYTHING)
def test_a_value_of_another_kind_is_refused(value: Any) -> None:
    for name, setting in SETTINGS.items():
        kinds = (int, float) if setting.kind is float else (setting.kind,)
        if type(value) not in kinds:
            assert not setting.accepts(value)
            with pytest.raises(ValueError, match=name):
                TrainingSettings(**{name: value})


def test_a_whole_number_will_do_where_any_number_will() -> None:
    assert codes(learning_rate=1, momentum=0, weight_decay=2, test_share=0) == []
    assert codes(epochs=10.0) == ["epochs"]


def test_each_choice_can_be_made_and_no_other() -> None:
    for name, setting in SETTINGS.items():
        for choice in setting.choices:
            given = {"start": "1_2~3_4"} if choice == GIVEN_WEIGHTS else {}
            assert codes(**{name: choice}, **given) == []
        if setting.choices:
            assert codes(**{name: "magic"}) == [name]


def test_given_weights_are_missed_where_there_are_none() -> None:
    assert codes(initial_weights="given") == ["start"]
    assert codes(initial_weights="given", start="1_2~3") == ["start"]
    assert codes(start="1_2~3_4") == []


def test_all_that_is_wrong_is_said_with_value_and_bounds() -> None:
    problems = settings_problems({**default_settings(), "epochs": 0, "nesterov": True, "seed": -1})
    assert [problem.code for problem in problems] == ["epochs", "seed", "nesterov"]
    assert problems[0].fields == {"value": 0, "minimum": "1", "maximum": "100000"}


def test_every_setting_has_a_place_and_a_default_of_its_kind() -> None:
    for name, setting in SETTINGS.items():
        assert setting.place in (ROW, MORE, MODEL)
        assert type(getattr(TrainingSettings(), name)) is setting.kind


def test_nesterov_needs_a_momentum_where_the_optimizer_has_one() -> None:
    assert codes(nesterov=True) == ["nesterov"]
    assert codes(nesterov=True, momentum=0.1) == []
    assert codes(nesterov=True, optimizer="adam") == []
    with pytest.raises(ValueError, match="nesterov"):
        TrainingSettings(nesterov=True)


@pytest.mark.parametrize("key", OPTIMIZERS)
def test_an_optimizer_s_options_are_settings_and_arguments_of_its_own(key: str) -> None:
    optimizer = OPTIMIZERS[key]
    arguments = inspect.signature(optimizer.make).parameters
    assert set(optimizer.options) <= set(arguments) & set(SETTINGS)


def test_an_option_applies_to_the_optimizers_that_take_it_and_all_else_to_each() -> None:
    assert [key for key in OPTIMIZERS if applies_to("nesterov", key)] == ["sgd"]
    assert [key for key in OPTIMIZERS if applies_to("momentum", key)] == ["sgd", "rmsprop"]
    assert all(applies_to("weight_decay", key) for key in OPTIMIZERS)
    options = {name for optimizer in OPTIMIZERS.values() for name in optimizer.options}
    for name in SETTINGS.keys() - options:
        assert all(applies_to(name, key) for key in OPTIMIZERS)


def test_in_mid_run_the_learning_rate_alone_is_open_to_change() -> None:
    assert [name for name, setting in SETTINGS.items() if setting.while_paused] == ["learning_rate"]
