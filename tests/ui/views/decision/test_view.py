"""The view Decision: its pictures are true of the plain loop's parameters, and clicks count."""

import re

import numpy as np
import pytest
import torch
from streamlit.testing.v1 import AppTest
from torch import nn

from playground.charts.looks import DARK, LIGHT
from playground.sharing.examples import examples
from playground.tables.reading import read_samples
from playground.texts import Texts
from playground.ui.placeholders import ChartPlaceholder
from playground.ui.views.decision.view import _settle
from tests import page, plain_loop
from tests.page import (
    choose_example,
    edit,
    figures,
    html_of,
    nodes,
    press,
    state_of,
    table_of,
    tell,
    traces,
    widget,
)
from tests.session.opened import opened as opened_session

TEXTS = Texts("en")

BLANK = ("sepal length", "sepal width", "petal length", "petal width", "label")


def opened(data: str, **query: str) -> AppTest:
    return page.opened(**{"view": "decision", "data": data, **query})


def said(app: AppTest) -> list[str]:
    """Every piece of HTML on the page by itself."""
    return [block.proto.body for block in app.get("html")]


def choose(app: AppTest, **fields: object) -> None:
    for name, value in fields.items():
        widget(app, name).set_value(value)
        app.run()
    assert not app.exception


def picture(app: AppTest) -> dict:
    """The picture as it is sent to the browser."""
    return figures(app)[-1]


def tensors(data: str) -> tuple[torch.Tensor, torch.Tensor]:
    dataset = read_samples(examples()[data].samples()).dataset
    assert dataset is not None
    return dataset.features, dataset.targets


@pytest.mark.parametrize("standardise", [False, True])
def test_on_either_side_of_a_border_the_plain_loop_s_model_predicts_another_class(
    standardise: bool,
) -> None:
    features, targets = tensors("blobs")
    mean, scale = torch.zeros(2), torch.ones(2)
    if standardise:
        mean, scale = features.mean(0), features.std(0, correction=0)
    plain = plain_loop.train((features - mean) / scale, targets, 3, epochs=150)
    app = opened("blobs", standardise=str(standardise), epochs="150", run="150")
    borders = traces(app)["boundary"]
    assert [border["customdata"][0] for border in borders] == [[0, 1], [0, 2], [1, 2]]
    for border in borders:
        start, end = (torch.tensor([border["x"][at], border["y"][at]]) for at in (0, 1))
        normal = torch.tensor([start[1] - end[1], end[0] - start[0]])
        sides = [(start + end) / 2 + step * normal for step in (-1e-3, 1e-3)]
        logits = nn.functional.linear((torch.stack(sides) - mean) / scale, plain.weight, plain.bias)
        assert sorted(logits.argmax(1).tolist()) == border["customdata"][0]


def test_every_picture_of_an_example_can_be_chosen() -> None:
    app = opened("note", language="zh")
    for at in range(len(widget(app, "decision_picture").options)):
        widget(app, "decision_picture").select_index(at).run()
        assert not app.exception
        assert picture(app)["data"]
        assert "第 0 轮" in picture(app)["alt"]


def test_the_picture_follows_the_slider() -> None:
    app = opened("blobs", run="50", epoch="50")
    last = picture(app)
    choose(app, epoch=10)
    assert (last["layout"]["meta"], picture(app)["layout"]["meta"]) == (50, 10)
    assert traces(app)["boundary"][0] != last["data"][0]


def test_a_slice_says_on_what_share_of_the_samples_it_is_right() -> None:
    app = opened("iris", run="200", picture="slice", axes="1-2")
    features, targets = tensors("iris")
    plain = plain_loop.train(features, targets, 3, epochs=200)
    held = features.mean(0).repeat(len(features), 1)
    held[:, :2] = features[:, :2]
    linear = nn.functional.linear
    of_slice = linear(held, plain.weight, plain.bias).argmax(1)
    of_model = linear(features, plain.weight, plain.bias).argmax(1)
    share = (of_slice == of_model).double().mean().item()
    assert 0 < share < 1
    assert f"<b>{100 * share:.4g} %</b>" in html_of(app)
    faint = np.array(traces(app)["samples"][0]["marker"]["opacity"]) < 1
    assert (faint == (of_slice != of_model).numpy()).all()


def test_a_slice_through_a_sample_is_right_about_that_sample() -> None:
    app = opened("wine", run="30", sample="100", picture="slice", held="sample")
    samples = traces(app)["samples"][0]
    at = [told[0] for told in samples["customdata"]].index(100)
    assert samples["marker"]["opacity"][at] == 1


def test_the_row_of_the_selected_sample_is_marked_in_the_table_and_only_where_it_counts() -> None:
    def marked(app: AppTest) -> list[str]:
        """In each table that is drawn."""
        return re.findall(r'data-marked="(\w+)"', html_of(app))

    app = opened("iris", sample="7")
    assert marked(app) == ["7"]
    edit(app, "training_table", edited_rows={2: dict.fromkeys(BLANK, "")})  # no sample any more
    tell(app, "sample", number=9)
    assert marked(app) == ["10"]
    assert marked(opened("iris", view="curves")) == ["0", "0"]


def test_the_address_brings_back_a_picture_with_all_that_was_chosen_for_it() -> None:
    app = opened("iris", picture="slice", sample="7")
    choose(app, decision_across=0, decision_up=2, decision_held="sample")
    said = {key: app.query_params[key] for key in ("picture", "axes", "held", "sample")}
    assert said == {"picture": "slice", "axes": "1-3", "held": "sample", "sample": "7"}
    assert picture(opened("iris", **said))["data"] == picture(app)["data"]
    choose(app, decision_picture="strip", decision_other=2, decision_one=1)
    assert (app.query_params["pair"], "held" in app.query_params) == ("2-3", False)
    assert picture(opened("iris", picture="strip", pair="2-3"))["data"] == picture(app)["data"]
    choose(app, decision_picture="logits")
    assert not {"picture", "axes", "held", "pair"} & set(app.query_params)


@pytest.mark.parametrize("said", ["1-1", "1-99"])
def test_what_the_table_has_not_is_not_taken_from_the_address(said: str) -> None:
    usual = picture(opened("iris", picture="slice"))
    assert picture(opened("iris", picture="slice", axes=said))["data"] == usual["data"]
    strip = opened("iris", picture="strip", pair=said)
    chosen = [widget(strip, f"decision_{name}").value for name in ("one", "other")]
    assert chosen in ([0, 1], [0, 2])


@pytest.mark.parametrize(
    ("names", "chosen", "settled"),
    [
        *((("one", "other"), (1, 1), (1, 2)), (("one", "other"), (2, 2), (2, 0))),
        *((("one", "other"), (7, 1), (2, 1)), (("across", "up"), (1, 1), (1, 2))),
        *((("across", "up"), (3, 3), (3, 0)), (("across", "up"), (0, 4), (2, 3))),
    ],
)
def test_one_that_is_chosen_twice_or_not_there_gives_way_to_another(
    names: tuple, chosen: tuple, settled: tuple
) -> None:
    session = opened_session(data="iris", picture="slice")
    for name, value in zip(names, chosen, strict=True):
        setattr(session.decision, name, value)
    _settle(session)
    assert tuple(getattr(session.decision, name) for name in names) == settled


@pytest.mark.parametrize(
    ("kind", "text"), [("strip", "decision_versus"), ("slice", "decision_times")]
)
def test_between_two_that_are_chosen_there_is_a_word(kind: str, text: str) -> None:
    assert f"<p>{TEXTS(text)}</p>" in said(opened("iris", picture=kind))


def test_two_classes_are_in_their_order_whichever_were_chosen_of_another_table() -> None:
    app = opened("iris", picture="strip", pair="2-1")
    assert picture(app)["layout"]["xaxis"]["title"]["text"] == "z₀ − z₁"
    choose_example(app, "note")
    assert widget(app, "decision_picture").value == "strip"
    assert picture(app)["layout"]["xaxis"]["title"]["text"] == "z₁ − z₀"
    assert "decision_one" not in {box.key for box in app.selectbox}
    assert f"<p>{TEXTS('decision_versus')}</p>" not in said(app)


def test_a_picture_in_other_colours_is_of_the_same_decisions(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    placeholders: list = []
    monkeypatch.setattr(
        ChartPlaceholder, "draw", lambda self, chart, alt: placeholders.append(chart)
    )
    opened("blobs")
    light, dark = (placeholders[-1](palette) for palette in (LIGHT, DARK))
    assert light != dark
    for one, other in zip(light["data"], dark["data"], strict=True):
        assert [one.get(axis) for axis in "xyz"] == [other.get(axis) for axis in "xyz"]


def test_a_click_on_a_sample_selects_it_and_leads_to_its_lines() -> None:
    app = opened("iris", sample="999")
    field = widget(app, "sample")
    assert (field.min, field.max, field.step, field.value) == (1, 150, 1, 150)
    tell(app, "sample", number=71)
    assert app.query_params["sample"] == "71"
    assert "Sample 71:" in html_of(app)
    press(app, "decision_lines")
    assert (app.query_params["view"], app.query_params["sample"]) == ("lines", "71")


def test_a_click_on_the_plane_adds_a_sample_of_the_chosen_class_which_can_be_undone() -> None:
    app = opened("blobs")
    before = table_of(app, "training_table")
    choose(app, decision_class=2)
    tell(app, "add", values=[0.25, -1.5])
    assert table_of(app, "training_table") == [*before, ["0.25", "-1.5", "red"]]
    assert len(traces(app)["samples"][0]["x"]) == len(before) + 1
    press(app, "undo")
    assert table_of(app, "training_table") == before


def test_a_sample_added_after_a_run_is_seen_on_the_ground_of_that_run() -> None:
    app = opened("blobs", epochs="50", run="50")
    ground = picture(app)["layout"]["shapes"]
    tell(app, "add", values=[0.25, -1.5])
    assert traces(app)["samples"][0]["x"][-1] == 0.25
    assert picture(app)["stale"]
    assert "Out of date" in html_of(app)
    assert picture(app)["layout"]["shapes"] == ground


def test_a_sample_that_is_dragged_gets_the_values_of_its_new_place_which_can_be_undone() -> None:
    app = opened("blobs")
    before = table_of(app, "training_table")
    edit(app, "training_table", edited_rows={1: {"x": "", "y": "", "label": ""}})  # no sample now
    tell(app, "move", number=2, values=[9, -9.5])
    assert table_of(app, "training_table")[2] == ["9", "-9.5", before[2][2]]
    assert traces(app)["samples"][0]["x"][1] == 9
    press(app, "undo")
    assert table_of(app, "training_table")[2] == before[2]


ADD = {"what": "add", "values": [0.25, -1.5]}
MOVE = {"what": "move", "number": 2, "values": [0.25, -1.5]}


@pytest.mark.parametrize("told", [ADD, MOVE])
def test_while_a_run_is_under_way_no_sample_is_added_or_moved(told: dict) -> None:
    adding = f'<p class="decision-adds">{TEXTS("decision_add")}</p>'
    locked = f"<p>{TEXTS('decision_add_locked')}</p>"
    app = opened("blobs")
    assert (adding in said(app), locked in said(app)) == (True, False)
    press(app, "step")
    assert (adding in said(app), locked in said(app)) == (False, True)
    before = table_of(app, "training_table")
    tell(app, **told)
    assert table_of(app, "training_table") == before


@pytest.mark.parametrize("told", [ADD, MOVE, {**MOVE, "number": 999}, {**MOVE, "values": []}])
def test_what_does_not_fit_the_table_changes_nothing(told: dict) -> None:
    app = opened("iris")
    assert "decision_add" not in {getattr(node, "key", "") for node in nodes(app._tree)}
    before = table_of(app, "training_table")
    tell(app, **told)
    assert table_of(app, "training_table") == before


def test_what_was_chosen_for_another_table_gives_way() -> None:
    app = opened("wine", picture="slice", axes="13-4")
    choose_example(app, "iris")
    assert widget(app, "decision_picture").value == "slice"
    assert widget(app, "decision_across").value < 4
    choose_example(app, "blobs")
    assert widget(app, "decision_picture").value == "plane"
    assert "picture" not in app.query_params


def test_where_a_run_has_diverged_it_is_said_and_an_earlier_epoch_has_its_pictures() -> None:
    app = opened("note")
    far = {"x1": "3e38", "x2": "-3e38", "x3": "3e38"}
    edit(app, "training_table", edited_rows=dict.fromkeys((0, 3, 5), far))
    choose(app, speed="full", learning_rate=1000.0)
    press(app, "train")
    assert state_of(app) == "diverged"
    assert "diverged at epoch" in html_of(app)
    assert "There is nothing to draw" in html_of(app)
    assert picture(app)["layout"]["annotations"]
    choose(app, epoch=0)
    for kind in ("strip", "slice"):
        choose(app, decision_picture=kind)
        assert picture(app)["data"]
        assert "sample" in html_of(app)


def test_equal_scores_are_said_to_say_nothing_yet() -> None:
    app = opened("blobs", initial_weights="zero")
    assert "equally likely everywhere" in html_of(app)
    assert "boundary" not in traces(app)
