"""The pad in panel 4: what its script is told, and the answers beside it."""

import json
import re
from typing import Any

import pytest
import torch
from streamlit.testing.v1 import AppTest

from playground.sharing.examples import examples
from playground.tables.reading import read_samples
from tests.page import (
    PICTURES,
    answers,
    choose_example,
    edit,
    html_of,
    opened,
    press,
    table_of,
    tell,
    traces,
    widget,
)


def facts(app: AppTest) -> dict[str, Any]:
    (found,) = re.findall('<pre class="pad-facts" hidden>(.*?)</pre>', html_of(app))
    told: dict[str, Any] = json.loads(found)
    return told


def test_the_script_is_told_w_and_b_of_the_epoch_shown() -> None:
    app = opened(**PICTURES, epochs="5", run="5")
    for epoch in (5, 2):
        app.slider(key="epoch").set_value(epoch).run()
        told = facts(app)
        shown = traces(app)["weight_picture"]
        pictures = torch.tensor([trace["z"] for trace in shown], dtype=torch.float64)
        assert pictures.flatten(1).tolist() == told["weight"]
        x = torch.tensor(told["vector"])
        z = torch.tensor(told["weight"]) @ x + torch.tensor(told["bias"])
        assert answers(app, "z")[0] == pytest.approx(z.tolist(), abs=1e-6)
        assert answers(app, "p")[0] == pytest.approx(z.softmax(0).tolist(), abs=1e-6)


def test_standardised_features_are_told_as_typed_with_w_and_b_that_take_them_so() -> None:
    app = opened(data="digits", standardise="True", run="3")
    told = facts(app)
    x = torch.tensor(told["vector"], dtype=torch.float64)
    assert x.max() > 10
    weight, bias = (torch.tensor(told[name], dtype=torch.float64) for name in ("weight", "bias"))
    shown = torch.tensor([trace["z"] for trace in traces(app)["weight_picture"]])
    assert not torch.allclose(shown.flatten(1), weight.float())  # which takes other features
    assert answers(app, "z")[0] == pytest.approx((weight @ x + bias).tolist(), abs=1e-5)


def test_the_script_is_told_how_the_samples_were_drawn() -> None:
    told = facts(opened(data="digits"))
    dataset = read_samples(examples()["digits"].samples()).dataset
    assert dataset is not None
    assert told["size"] == [8, 8]
    assert (told["lowest"], told["highest"], told["extent"]) == (0, 16, [8, 6])
    assert told["classes"] == list(dataset.class_names)
    assert told["centred"]


def test_each_class_has_a_row_and_the_predicted_one_stands_above_them() -> None:
    app = opened(**PICTURES, run="1000")
    table = re.findall('<table class="by-class pad-bars".*?</table>', html_of(app))[0]
    p = answers(app, "p")[0]
    best = ("bottom", "top")[p.index(max(p))]
    assert re.search("<caption>[^<]*<b>([^<]*)</b>", table)[1] == best  # type: ignore[index]
    most = re.findall('<tr class="most"><th>.*?(bottom|top)</th>', table)
    assert most == [best]
    assert answers(app, "z").keys() == {0}  # of the one that is on the pad


def test_the_vector_chosen_is_the_one_that_is_written() -> None:
    app = opened(**PICTURES)
    app.number_input(key="vector").set_value(2).run()
    told = facts(app)
    assert (told["row"], told["vector"]) == (2, [0, 0, 0, 1])
    tell(app, "write", row=2, values=[1, 0.5, 0, 0], said=1)
    told = facts(app)
    assert (told["heard"], told["vector"]) == (1, [1, 0.5, 0, 0])
    app.segmented_control(key="vectors_as").set_value("numbers").run()
    assert table_of(app, "test_table") == [["1", "0", "0", "0"], ["1", "0.5", "0", "0"]]


def test_what_is_written_is_added_with_a_label_in_one_step() -> None:
    app = opened(**PICTURES)
    tell(app, "write", row=1, values=[1, 0.5, 0, 0], said=1)
    widget(app, "pad_label").set_value("top").run()
    press(app, "pad_add")
    assert table_of(app, "training_table")[2:] == [["1", "0.5", "0", "0", "top"]]
    press(app, "undo")
    assert len(table_of(app, "training_table")) == 2
    assert facts(app)["vector"] == [1, 0.5, 0, 0]


def test_without_a_test_vector_the_paper_is_blank_and_can_be_written_on() -> None:
    app = opened(**PICTURES)
    app.segmented_control(key="vectors_as").set_value("numbers").run()
    edit(app, "test_table", deleted_rows=[0, 1])
    app.segmented_control(key="vectors_as").set_value("pad").run()
    assert facts(app)["vector"] == [0, 0, 0, 0]
    assert app.button(key="pad_add").disabled
    tell(app, "write", row=1, values=[0, 0, 0, 1], said=1)
    assert facts(app)["vector"] == [0, 0, 0, 1]
    assert not app.button(key="pad_add").disabled


def test_in_mid_run_nothing_is_added_to_the_samples() -> None:
    app = opened(**PICTURES)
    press(app, "step")
    assert app.button(key="pad_add").disabled


@pytest.mark.parametrize("query", [{}, {"data": "iris"}])
def test_features_that_are_no_picture_have_no_pad(query: dict[str, str]) -> None:
    app = opened(**query)
    assert 'class="pad-facts"' not in html_of(app)
    assert table_of(app, "test_table")


def test_a_vector_that_cannot_be_read_is_written_over() -> None:
    app = opened(**PICTURES | {"test": "begin~r1c1_r1c2_r2c1_r2c2~a_0_0_0~end"})
    assert app.error or app.warning
    tell(app, "write", row=facts(app)["row"], values=[0, 0, 0, 1], said=1)
    assert facts(app)["vector"] == [0, 0, 0, 1]
    assert not app.error


def test_a_label_of_another_table_is_not_offered_any_longer() -> None:
    app = opened(**PICTURES)
    widget(app, "pad_label").set_value("top").run()
    choose_example(app, "digits")
    assert widget(app, "pad_label").value == "0"
    assert widget(app, "pad_label").options == list("0123456789")
    assert app.selectbox(key="pad_label_1").value == "0"  # another, which the browser cannot mix up
