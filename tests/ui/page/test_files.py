"""The dialogs that shape the table, and the experiment as a file and as a link."""

import json
from typing import Any

import pandas as pd
from streamlit.testing.v1 import AppTest

from playground.core.picture import Size
from playground.core.settings import default_settings
from playground.sharing.examples import examples
from playground.sharing.experiment_file import from_file, to_file
from tests.page import (
    answers,
    edit,
    messages,
    opened,
    press,
    state_of,
    table_of,
    traces,
)


def shape(app: AppTest, key: str, **edits: Any) -> None:
    """Edit a table of the Columns dialog, as it will be when the dialog opens."""
    empty: dict = {"edited_rows": {}, "added_rows": [], "deleted_rows": []}
    app.session_state[f"{key}_table"] = {**empty, **edits}


def test_the_table_is_shaped_and_model_and_prediction_follow(app: AppTest) -> None:
    edit(app, "test_table", edited_rows={0: {"x3": "77"}})
    shape(app, "shape_feature", edited_rows={2: {"order": 1, "name": "third"}}, deleted_rows=[0])
    shape(app, "shape_class", edited_rows={0: {"name": "cat"}}, added_rows=[{"name": "dog"}])
    press(app, "shape")
    assert "Features in this order: third, x2" in messages(app)
    press(app, "shape_apply")
    assert table_of(app, "training_table")[0] == ["0.1", "0.2", "cat"]
    assert table_of(app, "training_table")[-1] == ["0", "0", "dog"]
    assert table_of(app, "test_table") == [["77", "5"], ["4", "5"]]
    press(app, "train")
    assert traces(app)["weight"][0]["x"] == ["third", "x2"]
    assert traces(app)["weight"][0]["y"] == ["1", "cat", "dog"]
    assert len(answers(app, "z")[0]) == 3
    press(app, "undo")
    assert table_of(app, "test_table") == [["0.5", "5", "77"], ["3", "5", "4"]]


def paste(app: AppTest, content: str) -> None:
    app.session_state["paste"] = content
    press(app, "open_data")


def open_file(app: AppTest, content: bytes) -> None:
    paste(app, content.decode())
    app.button(key="import_replace").click().run()


def test_a_file_replaces_the_table_and_can_be_trained(app: AppTest) -> None:
    before = table_of(app, "training_table")
    rows = "".join(f"{row}.5,{'cat' if row % 2 else 'dog'}\n" for row in range(8))
    paste(app, f"length,kind\n{rows}")
    assert "8 samples" in app.success[0].value
    press(app, "import_cancel")
    assert table_of(app, "training_table") == before
    open_file(app, f"length,kind\n{rows}".encode())
    assert len(table_of(app, "training_table")) == 8
    assert table_of(app, "training_table")[0] == ["0.5", "dog"]
    press(app, "train")
    assert traces(app)["weight"][0]["x"] == ["length"]
    press(app, "undo")
    assert table_of(app, "training_table") == before


def test_an_experiment_is_saved_and_opened_to_the_same_bits() -> None:
    query = {"data": "iris", "standardise": "True", "epochs": "200", "run": "200", "epoch": "50"}
    app, other = opened(**query), opened()
    own = {"standardise": True, "epochs": 200, "learning_rate": 0.01}
    settings = examples()["iris"].settings() | own
    open_file(other, to_file(*example_tables("iris"), settings, {"run": "200", "epoch": "50"}))
    assert state_of(other) == "done"
    assert traces(other) == traces(app)
    assert other.slider(key="epoch").value == 50
    press(other, "undo")
    assert len(table_of(other, "training_table")) == 10


def test_a_table_that_cannot_be_read_is_counted_all_the_same(app: AppTest) -> None:
    open_file(app, b"a,b,label\n1,1,2\n2,1,2\n3,1,2\n")
    assert "3 samples · 2 features · 1 class" in [caption.value for caption in app.caption]


def test_a_setting_that_cannot_be_is_said_and_stays_said(app: AppTest) -> None:
    assert from_file(note_file(epochs=-7)).problems
    open_file(app, note_file(epochs=-7))
    for _ in range(2):
        assert "The setting Epochs cannot be “-7”" in messages(app)
        app.run()
    app.number_input(key="seed").set_value(1).run()
    assert "The setting Epochs" not in messages(app)


def test_a_damaged_experiment_is_refused_and_nothing_replaced(app: AppTest) -> None:
    before = table_of(app, "training_table")
    paste(app, note_file()[:300].decode())
    assert "This is not an experiment saved here, or it is damaged" in messages(app)
    assert table_of(app, "training_table") == before


def note_file(**changes: Any) -> bytes:
    content = json.loads(to_file(*example_tables("note"), default_settings(), {}))
    return json.dumps({**content, **changes}).encode()


def test_the_link_to_share_is_the_address_and_is_drawn_when_it_is_asked_for() -> None:
    app = opened(data="iris", learning_rate="0.1", run="1000")
    assert not app.code
    app.session_state["share"] = True
    app.run()
    link = app.code[0].value
    assert link.endswith("/?v=1&learning_rate=0.1&data=iris&run=1000")
    captions = " ".join(caption.value for caption in app.caption)
    assert f"exactly as they are now ({len(link)} characters)" in captions
    assert app.get("download_button")


def example_tables(name: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    return examples()[name].samples(), examples()[name].test_samples()


def test_features_are_said_to_be_a_picture_and_link_undo_and_model_follow() -> None:
    app = opened(data="iris")
    app.session_state["picture_size"] = Size(2, 2)
    press(app, "shape")
    assert any("r1c1 … r2c2" in info.value for info in app.info)
    press(app, "shape_apply")
    pixels = ["r1c1", "r1c2", "r2c1", "r2c2"]
    assert [trace["text"] for trace in traces(app)["weight_picture"]] == [
        [pixels[:2], pixels[2:]]
    ] * 3
    linked = opened(**app.query_params)
    assert len(traces(linked)["weight_picture"]) == 3
    press(app, "undo")
    assert traces(app)["weight"][0]["x"][0] == "sepal length"


def test_a_picture_that_is_none_any_more_has_features_with_plain_names() -> None:
    app = opened(samples="r1c1_r1c2_r2c1_r2c2_label~1_2_3_4_a~4_3_2_1_b")
    assert "weight_picture" in traces(app)
    app.session_state["picture_size"] = None
    press(app, "shape")
    press(app, "shape_apply")
    assert traces(app)["weight"][0]["x"] == ["x1", "x2", "x3", "x4"]


def test_no_picture_is_offered_where_the_number_of_features_makes_none(app: AppTest) -> None:
    press(app, "shape")
    assert "picture_size" not in [box.key for box in app.selectbox]
