"""An example on the page: a whole experiment, and what it teaches."""

import re
from functools import partial

import pytest
from streamlit.testing.v1 import AppTest
from torch import optim

from playground.core.picture import picture_size
from playground.core.preparation import prepare
from playground.core.settings import MODEL, SETTINGS, TrainingSettings, default_settings
from playground.sharing.examples import examples
from playground.sharing.link import decode
from playground.tables.reading import read_samples
from playground.texts import CATALOGS
from tests import plain_loop
from tests.page import (
    answers,
    assert_shows,
    choose_example,
    edit,
    html_of,
    messages,
    open_more,
    opened,
    press,
    state_of,
    table_of,
    traces,
    widget,
)


def settings_of(app: AppTest) -> dict:
    """What the widgets of all settings show; they have to be folded out.

    W and b of one's own have none: the address tells of them.
    """
    shown = [name for name, setting in SETTINGS.items() if setting.place != MODEL]
    own = decode(dict(app.query_params)).settings["start"]
    return {name: widget(app, name).value for name in shown} | {"start": own}


def taught(app: AppTest, language: str = "en") -> list[str]:
    """The names of the examples whose lines stand under the samples."""
    captions = [caption.value.replace("\\", "") for caption in app.caption]
    lines = {
        name: f"**{example.text('title', language)}** · {example.text('teaches', language)}"
        for name, example in examples().items()
    }
    return [name for name, line in lines.items() if line in captions]


def test_an_example_brings_all_settings_whatever_they_were_and_shows_its_own_model(
    app: AppTest,
) -> None:
    press(app, "train")
    open_more(app)
    for name in ("iris", "wine", "wild_scales"):
        widget(app, "momentum").set_value(0.5)
        widget(app, "seed").set_value(9)
        widget(app, "standardise").set_value(True)
        choose_example(app, name)
        assert settings_of(app) == examples()[name].settings(), name
        features = list(examples()[name].samples().columns[:-1])
        assert traces(app)["weight"][0]["x"] == features


def test_what_was_typed_just_before_an_example_is_a_step_of_its_own(app: AppTest) -> None:
    app.session_state["gallery"] = app.session_state["more"] = True
    app.run()
    widget(app, "learning_rate").set_value(0.3)
    press(app, "example_wine")
    assert not app.session_state["gallery"]  # it closes on a choice
    after = table_of(app, "training_table"), table_of(app, "test_table"), settings_of(app)
    assert after[2] == default_settings() | {"learning_rate": 0.1, "standardise": True}
    press(app, "undo")
    assert settings_of(app) == default_settings() | {"learning_rate": 0.3}
    assert len(table_of(app, "training_table")) == 10
    press(app, "redo")
    assert after == (table_of(app, "training_table"), table_of(app, "test_table"), settings_of(app))
    assert app.button(key="redo").disabled


def test_what_an_example_teaches_stands_under_its_samples(app: AppTest) -> None:
    assert taught(app) == ["note"]
    edit(app, "test_table", edited_rows={0: {"x1": "7"}})
    assert taught(app) == ["note"]
    edit(app, "training_table", edited_rows={0: {"x1": "7"}})
    assert taught(app) == []
    press(app, "undo")
    press(app, "step")
    assert taught(app) == ["note"]
    app.segmented_control(key="language").set_value("zh").run()
    assert taught(app, "zh") == ["note"]


@pytest.mark.parametrize("name", examples())
def test_each_example_trains_as_in_the_plain_loop_and_says_what_it_teaches(name: str) -> None:
    own = examples()[name].settings() | {"epochs": 20}
    changed = {key: str(value) for key, value in own.items() if value != default_settings()[key]}
    app = opened(data=name, run="20", **changed)
    assert state_of(app) == "done"
    assert taught(app) == [name]
    dataset = read_samples(examples()[name].samples()).dataset
    assert dataset is not None
    training = prepare(dataset, TrainingSettings(test_share=own["test_share"])).training
    features = training.features
    if own["standardise"]:
        exact = features.double()
        features = ((exact - exact.mean(0)) / exact.std(0, correction=0)).float()
    data = features, training.targets, dataset.n_classes
    decaying = partial(optim.SGD, weight_decay=own["weight_decay"])
    rate = own["learning_rate"]
    assert_shows(app, plain_loop.train(*data, rate, epochs=20, make_optimizer=decaying))
    shown = traces(app)
    if picture_size(dataset.feature_names):
        named = [picture["name"] for picture in shown["weight_picture"]]
        assert named == list(dataset.class_names)
    else:
        assert shown["weight"][0]["y"] == list(dataset.class_names)
        assert shown["weight"][0]["x"] == list(dataset.feature_names)
    assert len(answers(app, "p")[0]) == dataset.n_classes


def test_a_link_with_an_example_s_name_keeps_the_settings_it_was_made_with() -> None:
    assert widget(opened(v="1", data="xor", run="20"), "learning_rate").value == 0.01


def test_a_link_without_a_test_table_opens_the_note_and_its_run() -> None:
    app = opened(v="1", run="1000")
    assert state_of(app) == "done"
    assert messages(app) == ""
    assert table_of(app, "test_table") == [["0.5", "5", "500"], ["3", "5", "4"]]
    assert answers(app, "p")[1][1] > 0.5
    app.slider(key="epoch").set_value(0).run()
    assert answers(app, "p")[1][1] < 0.5  # it changes sides in the run


def test_each_example_of_the_gallery_has_a_picture_that_readers_of_the_page_aloud_skip(
    app: AppTest,
) -> None:
    assert "<img" not in html_of(app)
    app.session_state["gallery"] = True
    app.run()
    assert CATALOGS["en"]["examples_help"] in [caption.value for caption in app.caption]
    assert "settings" in CATALOGS["en"]["examples_help"]  # are replaced, too
    pictures = re.findall(r"<img[^>]*>", html_of(app))
    assert len(pictures) == len(examples())
    assert all('alt="" aria-hidden="true"' in picture for picture in pictures)
