"""Where the samples come from: the gallery, undo and redo."""

import html

from streamlit.testing.v1 import AppTest

from playground.sharing.examples import examples
from playground.tables.reading import read_samples
from tests import plain_loop
from tests.page import (
    APP,
    answers,
    assert_shows,
    choose_example,
    edit,
    html_of,
    is_trainable,
    press,
    state_of,
    table_of,
    tell,
    traces,
    widget,
)

NOTE = examples()["note"].samples().to_numpy().tolist()


def test_each_example_trains_as_in_the_plain_loop(app: AppTest) -> None:
    for name, example in examples().items():
        choose_example(app, name)
        widget(app, "epochs").set_value(100)
        press(app, "train")
        assert state_of(app) == "done", name
        dataset = read_samples(example.samples()).dataset
        assert dataset is not None
        own = example.settings()
        features, rate = dataset.features, own["learning_rate"]
        if own["standardise"]:
            exact = features.double()
            features = ((exact - exact.mean(0)) / exact.std(0, correction=0)).float()
        data = features, dataset.targets, dataset.n_classes
        assert_shows(app, plain_loop.train(*data, rate, epochs=100))
        shown = traces(app)
        assert shown["weight"][0]["y"] == list(dataset.class_names)
        assert shown["weight"][0]["x"] == list(dataset.feature_names)
        assert len(answers(app, "p")[0]) == dataset.n_classes


def test_the_test_table_follows_the_features(app: AppTest) -> None:
    choose_example(app, "iris")
    assert table_of(app, "test_table") == [["5.1", "3.5", "1.4", "0.2"]]
    choose_example(app, "note")
    assert table_of(app, "test_table") == [["0.5", "5", "500"], ["3", "5", "4"]]


def test_another_example_after_a_run_shows_its_own_model(app: AppTest) -> None:
    press(app, "train")
    choose_example(app, "iris")
    assert state_of(app) == "ready"
    assert len(traces(app)["weight"][0]["z"]) == 3
    assert len(app.warning) == 0


def test_undo_brings_back_tables_and_settings_step_by_step(app: AppTest) -> None:
    app.number_input(key="seed").set_value(7).run()
    edit(app, "training_table", edited_rows={0: {"x1": "5"}})
    edit(app, "training_table", edited_rows={0: {"x1": "5"}}, deleted_rows=[1, 2])
    choose_example(app, "xor")
    press(app, "undo")
    assert table_of(app, "training_table") == [["5", *NOTE[0][1:]], *NOTE[3:]]
    tell(app, "undo")  # by its keys
    assert table_of(app, "training_table") == [["5", *NOTE[0][1:]], *NOTE[1:]]
    press(app, "undo")
    assert table_of(app, "training_table") == NOTE
    assert widget(app, "seed").value == 7
    press(app, "undo")
    assert widget(app, "seed").value == 0
    assert app.button(key="undo").disabled
    for _ in range(3):
        press(app, "redo")
    tell(app, "redo")
    assert len(table_of(app, "training_table")) == 4
    assert app.button(key="redo").disabled


def test_what_was_undone_is_trained_on(app: AppTest, note: dict) -> None:
    choose_example(app, "iris")
    press(app, "undo")
    press(app, "train")
    dataset = read_samples(examples()["note"].samples()).dataset
    assert dataset is not None
    assert_shows(app, plain_loop.train(dataset.features, dataset.targets, 2))


def test_a_run_is_no_step_to_undo(app: AppTest) -> None:
    press(app, "train")
    press(app, "reset")
    press(app, "step")
    press(app, "reset")
    assert app.button(key="undo").disabled


def test_nothing_can_be_undone_during_a_run(app: AppTest) -> None:
    app.number_input(key="seed").set_value(7).run()
    press(app, "step")
    assert app.button(key="undo").disabled
    tell(app, "undo")
    press(app, "reset")
    assert not app.button(key="undo").disabled
    assert widget(app, "seed").value == 7


def test_tables_made_anew_for_a_larger_type_keep_what_is_typed(app: AppTest) -> None:
    edit(app, "training_table", edited_rows={0: {"x1": "5"}})
    before = [editor.proto.id for editor in app.dataframe]
    tell(app, "renew")
    assert table_of(app, "training_table") == [["5", *NOTE[0][1:]], *NOTE[1:]]
    assert not {editor.proto.id for editor in app.dataframe} & set(before)


def test_the_page_is_drawn_anew_for_another_theme(app: AppTest) -> None:
    before = html_of(app)
    tell(app, "repaint")
    assert html_of(app) == before


HOSTILE = "<img src=x onerror=alert(1)>"


def test_a_class_name_is_shown_as_it_is_and_never_as_html(app: AppTest) -> None:
    edit(app, "training_table", edited_rows={0: {"label": HOSTILE}})
    assert is_trainable(app)
    press(app, "train")
    shown = traces(app)
    assert shown["weight"][0]["y"][-1] == "&lt;img src=x onerror=alert(1)&gt;"
    assert html.escape(HOSTILE) in html_of(app)
    assert "<img" not in html_of(app)


def test_a_new_session_starts_with_the_note_whatever_others_chose(app: AppTest) -> None:
    choose_example(app, "iris")
    other = AppTest.from_file(APP, default_timeout=60).run()
    assert table_of(other, "training_table") == NOTE
