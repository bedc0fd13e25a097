from typing import Any

import pytest

from playground.session.fields import Field, FieldGroup, Fields


@pytest.fixture
def widgets() -> dict[Any, Any]:
    return {}


@pytest.fixture
def fields(widgets: dict[Any, Any]) -> Fields:
    fields = Fields(widgets, {"seed": 0, "epochs": 1000})
    assert (fields.key("seed"), fields.key("epochs")) == ("seed", "epochs")  # they are drawn
    return fields


def test_a_value_typed_is_taken_over(fields: Fields, widgets: dict) -> None:
    widgets["seed"] = 7
    assert fields["seed"] == 0
    assert fields.collect()
    assert (fields["seed"], fields["epochs"]) == (7, 1000)
    assert not fields.collect()


def test_what_has_no_widget_on_the_page_stays_as_it_is() -> None:
    fields = Fields({"seed": 7}, {"seed": 0})
    assert not fields.collect()
    assert fields["seed"] == 0


@pytest.mark.parametrize(
    ("typed", "value", "renew", "key"),
    [
        (7, 3, True, "seed_1"),
        (7, 7, True, "seed"),  # it shows the value already
        (None, 3, True, "seed"),  # there is no widget
        (7, 3, False, "seed"),  # it will be another by itself
    ],
)
def test_a_widget_that_shows_another_value_is_replaced(
    fields: Fields, widgets: dict, typed: int | None, value: int, renew: bool, key: str
) -> None:
    if typed is not None:
        widgets["seed"] = typed
    fields.collect()
    fields.set("seed", value, renew)
    assert (fields["seed"], fields.key("seed")) == (value, key)
    if key != "seed":
        assert not fields.collect()  # what the old widget holds is no longer of interest
        assert fields["seed"] == value


def test_each_widget_is_renewed_by_itself(fields: Fields, widgets: dict) -> None:
    widgets.update(seed=1, epochs=2)
    fields.collect()
    fields.update({"seed": 5, "epochs": 6})
    fields.set("seed", 8)  # its widget is new, and not drawn yet
    assert (fields.key("seed"), fields.key("epochs")) == ("seed_1", "epochs_1")


def test_the_value_of_a_widget_that_is_switched_off_is_assigned(
    fields: Fields, widgets: dict
) -> None:
    widgets["seed"] = 7
    fields.collect()
    widgets["seed"] = 0  # what Streamlit falls back to
    fields.hold("seed")
    fields.hold("epochs")
    assert widgets == {"seed": 7}


class Group(FieldGroup):
    speed = Field(10)
    mode = Field[str | None](None, "compare_mode")


def test_a_group_s_fields_are_as_declared_until_they_are_assigned() -> None:
    group = Group(Fields({}, {"speed": 7}))
    assert (group.speed, group.mode) == (7, None)  # the one was there already
    group.mode = "pair"
    assert group.store["compare_mode"] == Group(group.store).mode == "pair"
    assert Group(Fields({}, {})).mode is None


def test_to_assign_a_field_of_a_group_replaces_a_widget_that_shows_another() -> None:
    group = Group(Fields({"speed": 10}, {}))
    group.speed = 10
    assert group.store.key("speed") == "speed"
    group.speed = 5
    assert group.store.key("speed") == "speed_1"
