"""The Open dialog: what it shows of a file, what can be changed, what it does to the table."""

import io
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from playground.ui.dialogs import open_data
from tests.page import messages, press, table_of, traces


def preview(app: AppTest, text: str) -> None:
    app.session_state["paste"] = text
    press(app, "open_data")
    assert not app.exception


def shown(app: AppTest) -> str:
    return " ".join(box.value for box in app.success).replace("\\", "")


def choose(app: AppTest, name: str, value: Any) -> None:
    """Choose in the dialog, as it will be when it opens again: a test cannot keep it open."""
    boxes = [*app.selectbox, *app.get("button_group")]
    (key,) = [str(box.key) for box in boxes if str(box.key).startswith(f"import_{name}")]
    app.session_state[key] = value
    press(app, "open_data")


def first_rows(app: AppTest) -> list[list[str]]:
    table = app.dataframe[-1].value
    return [list(table.columns), *table.to_numpy().tolist()]


CSV = "id,length,width,kind\n" + "".join(
    f"{row * 7},{row}.5,{row % 3},{'cat' if row % 2 else 'dog'}\n" for row in range(8)
)


def test_a_file_is_previewed_then_replaces_the_table_and_can_be_trained(app: AppTest) -> None:
    before = table_of(app, "training_table")
    preview(app, CSV)
    assert "8 samples" in shown(app)
    assert "2 features: length, width" in shown(app)
    assert "2 classes: cat (4), dog (4)" in shown(app)
    assert first_rows(app) == [
        ["length", "width", "label"],
        *([f"{row}.5", str(row % 3), "cat" if row % 2 else "dog"] for row in range(5)),
    ]
    assert "Column id only seems to number the rows" in messages(app)
    assert table_of(app, "training_table") == before
    press(app, "import_replace")
    assert table_of(app, "training_table")[0] == ["0.5", "0", "dog"]
    assert len(table_of(app, "training_table")) == 8
    press(app, "train")
    assert traces(app)["weight"][0]["x"] == ["length", "width"]
    press(app, "undo")
    assert table_of(app, "training_table") == before


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("größe,b,label\n1,2,Käse\n2,3,Brot\n".encode("latin-1"), "2 classes: Brot (1), Käse (1)"),
        (b"", "This is empty"),
    ],
)
def test_a_file_that_is_chosen_goes_before_what_was_pasted(
    app: AppTest, monkeypatch: pytest.MonkeyPatch, content: bytes, said: str
) -> None:
    monkeypatch.setattr(open_data.st, "file_uploader", lambda *_, **__: io.BytesIO(content))
    preview(app, "pasted,before,label\n1,2,x\n")
    assert said in shown(app) + messages(app)
    is_asked = any(str(box.key).startswith("import_encoding") for box in app.selectbox)
    assert is_asked == bool(content)


def test_a_preview_can_be_cancelled(app: AppTest) -> None:
    before = table_of(app, "training_table")
    preview(app, CSV)
    press(app, "import_cancel")
    assert table_of(app, "training_table") == before


def test_columns_can_be_ticked_and_the_label_chosen(app: AppTest) -> None:
    preview(app, CSV)
    choose(app, "features", ["id", "length"])
    assert first_rows(app)[0] == ["id", "length", "label"]
    choose(app, "label", "width")
    assert "3 classes: 0 (3), 1 (3), 2 (2)" in shown(app)
    assert "Column kind: text cannot be a feature" in messages(app)
    assert first_rows(app)[0] == ["length", "label"]
    press(app, "import_replace")
    assert table_of(app, "training_table")[0] == ["0.5", "0"]


def test_without_a_feature_nothing_can_be_replaced(app: AppTest) -> None:
    preview(app, CSV)
    choose(app, "features", [])
    assert "Choose at least one column as a feature" in messages(app)
    assert not [button for button in app.button if button.key == "import_replace"]


def test_how_a_file_is_read_can_be_changed(app: AppTest) -> None:
    preview(app, "1,5;2;cat\n2,5;3;dog\n3,5;3;dog\n")
    assert first_rows(app)[1] == ["1.5", "2", "cat"]
    choose(app, "header", True)
    assert first_rows(app)[1] == ["2.5", "3", "dog"]
    choose(app, "header", False)
    choose(app, "delimiter", "comma")
    assert "2 classes: 5;2;cat (1), 5;3;dog (2)" in shown(app)


def test_what_a_comma_means_is_asked_where_nothing_tells(app: AppTest) -> None:
    preview(app, 'a,label\n"1,234",x\n"2,345",y\n')
    assert "“1,234” was read as 1234, but it could also mean 1.234" in messages(app)
    choose(app, "decimal", ",")
    assert first_rows(app)[1] == ["1.234", "x"]
    preview(app, 'a,label\n"1,234",x\n"2,5",y\n')
    assert not [box for box in app.selectbox if str(box.key).startswith("import_decimal")]


def test_another_file_is_asked_about_anew(app: AppTest) -> None:
    preview(app, CSV)
    choose(app, "label", "width")
    preview(app, "p,q,r\n1,2,x\n2,3,y\n")
    assert first_rows(app)[0] == ["p", "q", "label"]


def test_what_labels_mean_is_said_before(app: AppTest) -> None:
    preview(app, "a,label\n1,0\n2,20\n")
    assert "The labels 0, 20 do not run 0, 1, 2" in messages(app)
    preview(app, "a,label\n1,2\n2,2\n")
    assert "All samples have label 2" in messages(app)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[[1, 2], [3, 4]]", "This looks like Python, not a table"),
        ('{"a": [1, 2]}', "This looks like JSON, not a table"),
        ("It was, as agreed, a text. It had sentences.", "This looks like ordinary text"),
        ("a,label\n", "None of the rows can be used"),
        ("a,label\n,x\n?,y\n", "Apart from label, no column holds numbers"),
    ],
)
def test_what_is_no_table_is_said_and_the_table_stays(
    app: AppTest, text: str, expected: str
) -> None:
    before = table_of(app, "training_table")
    preview(app, text)
    assert expected in messages(app)
    assert table_of(app, "training_table") == before
