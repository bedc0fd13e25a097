"""What can be chosen and done beside a picture of decisions."""

import pytest
from streamlit.testing.v1 import AppTest

from playground.charts.looks import DARK, LIGHT
from playground.texts import Texts
from playground.ui.views.decision import view as decision
from tests import page
from tests.page import choose_example, figures, press, widget

TEXTS = Texts("en")


def opened(data: str, **query: str) -> AppTest:
    return page.opened(view="decision", data=data, **query)


def said(app: AppTest) -> list[str]:
    """Every piece of HTML on the page by itself."""
    return [block.proto.body for block in app.get("html")]


ADDING = f'<p class="decision-adds">{TEXTS("decision_add")}</p>'
LOCKED = f"<p>{TEXTS('decision_add_locked')}</p>"


@pytest.mark.parametrize(("data", "is_plane"), [("blobs", True), ("iris", False)])
def test_beside_the_plane_alone_it_is_said_that_a_click_adds_or_that_the_table_is_locked(
    data: str, is_plane: bool
) -> None:
    app = opened(data)
    assert (ADDING in said(app), LOCKED in said(app)) == (is_plane, False)
    press(app, "step")
    assert (ADDING in said(app), LOCKED in said(app)) == (False, is_plane)


@pytest.mark.parametrize(
    ("picture", "text"), [("strip", "decision_versus"), ("slice", "decision_times")]
)
def test_between_two_that_are_chosen_there_is_a_word(picture: str, text: str) -> None:
    assert f"<p>{TEXTS(text)}</p>" in said(opened("iris", picture=picture))


def test_of_two_classes_there_is_no_pair_to_choose() -> None:
    app = opened("note", picture="strip")
    assert widget(app, "decision_picture").value == "strip"
    assert "decision_one" not in {box.key for box in app.selectbox}
    assert f"<p>{TEXTS('decision_versus')}</p>" not in said(app)


def test_two_classes_are_in_their_order_whichever_were_chosen_of_another_table() -> None:
    app = opened("iris", picture="strip", pair="2-1")
    assert figures(app)[-1]["layout"]["xaxis"]["title"]["text"] == "z₀ − z₁"
    choose_example(app, "note")
    assert widget(app, "decision_picture").value == "strip"
    assert figures(app)[-1]["layout"]["xaxis"]["title"]["text"] == "z₁ − z₀"


@pytest.mark.parametrize(("one", "other"), [(1, 2), (2, 0)])
def test_a_class_chosen_against_itself_is_seen_against_the_next(one: int, other: int) -> None:
    app = opened("iris", picture="strip")
    for name in ("decision_one", "decision_other"):
        widget(app, name).set_value(one).run()
    assert (widget(app, "decision_one").value, widget(app, "decision_other").value) == (one, other)


@pytest.mark.parametrize(("across", "up"), [(1, 2), (3, 0)])
def test_a_feature_chosen_across_and_up_has_the_next_one_up(across: int, up: int) -> None:
    app = opened("iris", picture="slice", axes="1-2")
    for name in ("decision_across", "decision_up"):
        widget(app, name).set_value(across).run()
    chosen = [widget(app, name).value for name in ("decision_across", "decision_up")]
    assert chosen == [across, up]
    title = figures(app)[-1]["layout"]["xaxis"]["title"]["text"]
    assert title.startswith(widget(app, "decision_across").options[across])


@pytest.mark.parametrize("table", ["iris", "note"])
def test_the_samples_that_can_be_selected_are_those_of_the_table(table: str) -> None:
    field = widget(opened(table, sample="99"), "sample")
    count = {"iris": 150, "note": 10}[table]
    assert (field.min, field.max, field.step, field.value) == (1, count, 1, min(99, count))


@pytest.mark.parametrize("data", ["blobs", "xor", "iris"])
def test_a_picture_in_other_colours_is_of_the_same_decisions(
    data: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    slots: list = []
    monkeypatch.setattr(
        decision.slots.ChartSlot, "draw", lambda self, chart, alt: slots.append(chart)
    )
    opened(data)
    light, dark = (slots[-1](palette) for palette in (LIGHT, DARK))
    assert light != dark
    for one, other in zip(light["data"], dark["data"], strict=True):
        assert [one.get(axis) for axis in "xyz"] == [other.get(axis) for axis in "xyz"]
