"""The dialog Open by itself: what it shows of a file, and what can be changed in it."""

import base64
import re
from collections.abc import Callable, Sequence
from typing import Any
from unittest.mock import Mock

import pytest
from streamlit.testing.v1 import AppTest

from playground.sharing.examples import examples
from playground.sharing.experiment_file import to_file
from playground.sharing.files import MAX_FILE_BYTES
from playground.texts import LANGUAGES, Texts
from playground.ui import told
from tests.ui.dialogs import dialog


@pytest.fixture(autouse=True)
def rerun(monkeypatch: pytest.MonkeyPatch) -> Mock:
    return dialog.stand_in(monkeypatch)


def with_text(text: str) -> AppTest:
    return dialog.opened("open_data", paste=text)


def boxes(app: AppTest, kind: str) -> str:
    found: Sequence[Any] = app.get(kind)
    return " ".join(box.value for box in found).replace("\\", "")


def pills(app: AppTest) -> list[Any]:
    return list(app.get("button_group"))


def ticks(app: AppTest) -> Any:
    (found,) = pills(app)
    return found


def csv_of(n_features: int, n_classes: int = 2, rows: int = 30) -> str:
    header = [f"f{index}" for index in range(n_features)]
    lines = [[f"{row}.5"] * n_features + [f"c{row % n_classes}"] for row in range(rows)]
    return "\n".join(map(",".join, [[*header, "label"], *lines]))


@pytest.mark.parametrize("key", ["import_replace", "import_cancel"])
def test_it_closes_on_a_click(key: str, rerun: Mock) -> None:
    app = with_text(csv_of(2))
    rerun.assert_not_called()
    app.button(key=key).click().run()
    rerun.assert_called_once()


def first_rows(app: AppTest) -> list[list[str]]:
    table = app.dataframe[0].value
    return [list(table.columns), *table.to_numpy().tolist()]


def chosen(app: AppTest, name: str, value: Any) -> AppTest:
    """The dialog when another choice has been made in it."""
    found = [*app.selectbox, *pills(app)]
    (box,) = (box for box in found if str(box.key).startswith(f"import_{name}_"))
    box.set_value(value).run(timeout=60)
    assert not app.exception
    return app


def test_a_file_may_be_as_large_as_can_be_read() -> None:
    assert with_text("").get("file_uploader")[0].proto.max_upload_size_mb * 2**20 == MAX_FILE_BYTES


@pytest.mark.parametrize(("count", "listed"), [(12, "f11\n"), (13, "f11, …\n")])
def test_twelve_names_are_listed_and_more_are_hinted_at(count: int, listed: str) -> None:
    said = boxes(with_text(csv_of(count, n_classes=count)), "success")
    assert f"{count} features: f0, f1, " in said
    assert listed in said.replace("  \n", "\n")
    assert said.endswith("…") == (count > 12)


@pytest.mark.parametrize(("bad", "more"), [(12, ""), (15, "3")])
def test_twelve_rows_left_out_are_spelled_out_and_more_are_counted(bad: int, more: str) -> None:
    text = csv_of(1, rows=200) + "".join(f"\noops{row},c1" for row in range(bad))
    said = boxes(with_text(text), "info")
    assert said.startswith("**Left out**")
    assert "oops11" in said
    assert "oops12" not in said
    assert (f"and {more} more" in said) == bool(more)


def test_when_no_row_can_be_used_it_is_said_of_twelve_why() -> None:
    text = "a,label\n" + "".join(f"{row}e99,x\n" for row in range(1, 21))
    said = boxes(with_text(text), "error")
    lines = said.split("  \n")
    assert len(lines) == 14
    assert "8 more" in lines[-1]


def test_the_first_five_rows_are_shown_under_the_names_on_screen_and_nothing_is_remarked_on() -> (
    None
):
    app = with_text("_a,b,label\n" + "".join(f"{row},2.5,{'xy'[row % 2]}\n" for row in range(9)))
    assert first_rows(app)[1:] == [[str(row), "2.5", "xy"[row % 2]] for row in range(5)]
    assert "The first rows of the new table" in [caption.value for caption in app.caption]
    assert not [*app.warning, *app.info, *app.error]


@pytest.fixture
def told_file(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """Files that the dialog is told of, one each time it is drawn."""
    contents: list[bytes] = []

    def listen(name: str, hear: Callable[..., None]) -> None:
        if contents:
            hear(content=base64.b64encode(contents.pop()).decode())

    monkeypatch.setattr(told, "listen", listen)
    return contents


def test_a_file_that_the_browser_told_is_read_like_one_that_was_sent_until_text_is_pasted(
    told_file: list[bytes],
) -> None:
    told_file.append("größe,b,label\n1,2,Käse\n2,3,Brot\n".encode("latin-1"))
    app = with_text("pasted,before,label\n1,2,x\n")
    assert "2 features: größe, b" in boxes(app, "success")
    assert "2 classes: Brot (1), Käse (1)" in boxes(app, "success")
    assert "encoding" in keys(app)
    app.text_area(key="paste").set_value("a,label\n1,x\n2,y\n3,y\n").run()
    assert "3 samples" in boxes(app, "success")
    told_file.append(b"")
    assert "This is empty" in boxes(app.run(), "error")


def test_the_label_can_be_chosen_and_another_file_is_asked_about_anew() -> None:
    app = with_text("id,length,width,kind\n7,0.5,0,cat\n14,1.5,1,dog\n21,2.5,0,dog\n")
    assert "Column id only seems to number the rows" in boxes(app, "info")
    assert first_rows(app)[0] == ["length", "width", "label"]
    chosen(app, "label", "width")
    assert "2 classes: 0 (2), 1 (1)" in boxes(app, "success")
    assert "Column kind: text cannot be a feature" in boxes(app, "info")
    assert first_rows(app)[:2] == [["length", "label"], ["0.5", "0"]]
    chosen(app, "features", ["id", "length"])
    assert first_rows(app)[0] == ["id", "length", "label"]
    chosen(app, "features", [])
    assert "Choose at least one column as a feature" in boxes(app, "error")
    assert "import_replace" not in [button.key for button in app.button]
    app.text_area(key="paste").set_value("p,q,r\n1,2,x\n2,3,y\n").run()
    assert first_rows(app)[0] == ["p", "q", "label"]


def test_how_a_file_is_read_can_be_changed() -> None:
    app = with_text("1,5;2;cat\n2,5;3;dog\n3,5;3;dog\n")
    assert first_rows(app)[1] == ["1.5", "2", "cat"]
    assert first_rows(chosen(app, "header", True))[1] == ["2.5", "3", "dog"]
    chosen(chosen(app, "header", False), "delimiter", "comma")
    assert "2 classes: 5;2;cat (1), 5;3;dog (2)" in boxes(app, "success")


@pytest.mark.parametrize(
    ("labels", "said"),
    [("0 20", "The labels 0, 20 do not run 0, 1, 2"), ("2 2", "All samples have label 2")],
)
def test_what_labels_mean_is_said_before(labels: str, said: str) -> None:
    rows = "".join(f"{row},{label}\n" for row, label in enumerate(labels.split()))
    assert said in boxes(with_text(f"a,label\n{rows}"), "warning")


def keys(app: AppTest) -> set[str]:
    """The choices by their names: the keys without what is of one file only."""
    names = ("encoding", "delimiter", "header", "label", "decimal", "na")
    found = [str(box.key).removeprefix("import_") for box in app.selectbox]
    return {name for name in names for key in found if key.startswith(name)}


def test_text_that_is_pasted_has_no_encoding_to_choose() -> None:
    assert keys(with_text(csv_of(2))) == {"delimiter", "header", "label"}
    assert keys(with_text('a,label\n"1,234",x\n2,y\n')) == {
        "delimiter",
        "header",
        "label",
        "decimal",
    }


def test_whether_the_first_row_has_names_is_asked_and_found() -> None:
    said = []
    for text in ("a,label\n1,x\n2,y\n", "1,x\n2,y\n3,x\n"):
        (box,) = (box for box in with_text(text).selectbox if "_header_" in str(box.key))
        said.append(box.options[0 if box.value else 1])
    assert said == [Texts("en")("import_named"), Texts("en")("import_unnamed")]


ONE_COLUMN = "n;1;2\nabc\ndef\nghi\n"


@pytest.mark.parametrize(
    "text", ["1/2/3\n4/5/6\n", "a:b:label\n1:2:x\n", "It is so. No doubt, as it seems.\n" * 9]
)
def test_how_a_file_is_to_be_read_can_be_said_when_it_does_not_read_itself(text: str) -> None:
    app = with_text(text)
    assert keys(app) == {"delimiter", "header"}
    assert [box.value for box in app.selectbox] == [None, None]
    assert {box.placeholder for box in app.selectbox} == {Texts("en")("import_to_choose")}
    assert len(app.error) == 1


def test_a_file_that_does_not_read_itself_is_read_as_said() -> None:
    app = chosen(with_text(ONE_COLUMN), "delimiter", "semicolon")
    assert not app.error
    assert len(app.success) == 1
    app = chosen(app, "delimiter", "pipe")
    assert len(app.error) == 1
    assert "delimiter" in keys(app)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ""),
        ("[[1, 2], [3, 4]]", "This looks like Python, not a table"),
        ('{"a": [1, 2]}', "This looks like JSON, not a table"),
    ],
)
def test_of_what_is_no_table_nothing_is_asked(text: str, expected: str) -> None:
    app = with_text(text)
    assert expected in boxes(app, "error")
    assert keys(app) == set()
    assert not [button for button in app.button if button.key == "import_replace"]


def test_a_decimal_sign_is_in_doubt_until_it_is_chosen() -> None:
    app = with_text('a,label\n"1,234",x\n"2,345",y\n')
    (sign,) = (box for box in app.selectbox if str(box.key).startswith("import_decimal"))
    assert (sign.value, sign.options) == (".", ["1234", "1.234"])
    assert first_rows(app)[1] == ["1234", "x"]
    doubt = boxes(app, "warning")
    assert "“1,234” was read as 1234, but it could also mean 1.234" in doubt
    sign.set_value(",").run()
    assert first_rows(app)[1] == ["1.234", "x"]
    assert boxes(app, "warning") != doubt


def test_what_na_means_as_a_label_is_asked_where_nothing_tells() -> None:
    app = with_text("a,label\n1,x\n2,NA\n3,y\n4,x\n")
    (box,) = (box for box in app.selectbox if str(box.key).startswith("import_na_"))
    assert box.label == "“NA” as a label means"
    assert (box.value, box.options) == (True, ["A class", "No label"])
    assert "3 classes: NA (1), x (2), y (1)" in boxes(app, "success").replace("\\", "")
    box.set_value(False).run()
    assert "2 classes: x (2), y (1)" in boxes(app, "success").replace("\\", "")
    assert "Row 3, column label: no value." in boxes(app, "info")
    assert "na" not in keys(with_text("a,b,label\n1,2,x\n2,3,NA\n3,NA,y\n"))


def test_columns_that_number_the_rows_are_offered_and_not_ticked() -> None:
    found = ticks(with_text("id,a,label\n7,1,x\n9,2,y\n"))
    assert (found.options, found.value) == (["id", "a"], ["a"])
    assert ticks(with_text("id,kind,label\n7,u,x\n9,v,y\n")).value == ["id"]


def test_without_numbers_there_is_no_column_to_tick() -> None:
    assert not with_text("a,label\nx,y\nz,w\n").get("button_group")


WORDS = "smokes,age,kind\n" + "yes,30,x\nno,40,y\n" * 2


def test_words_are_offered_to_be_taken_as_numbers_and_ticked_where_there_are_none() -> None:
    numbers, words = pills(with_text(WORDS))
    assert (numbers.options, numbers.value) == (["age"], ["age"])
    assert (words.label, words.options, words.value) == (
        Texts("en")("import_words_chosen"),
        ["smokes"],
        [],
    )
    found = ticks(with_text(WORDS.replace("30", "old").replace("40", "young")))
    assert (found.options, found.value) == (["smokes", "age"], ["smokes", "age"])


def test_words_that_are_ticked_become_numbers_and_it_is_said_which() -> None:
    app = with_text(WORDS)
    pills(app)[1].set_value(["smokes"]).run()
    assert first_rows(app)[1:3] == [["1", "30", "x"], ["0", "40", "y"]]
    assert "Column smokes: “no” is 0, “yes” is 1." in boxes(app, "warning")
    assert not app.info


def test_a_column_that_costs_many_rows_is_not_ticked_and_can_be_taken_either_way() -> None:
    text = "doors,seats,kind\n" + "2,4,x\n3,5,y\nmore,6,x\n4,7,y\n" * 10
    app = with_text(text)
    numbers, words = pills(app)
    assert (numbers.value, words.options, words.value) == (["seats"], ["doors"], [])
    assert "10 of 40 rows have no number (“more”), so it is left out" in boxes(app, "info")
    numbers.set_value(["doors", "seats"]).run()
    assert "30 samples" in boxes(app, "success")
    assert "10 of 40 rows have no number (“more”), so these rows" in boxes(app, "info")
    pills(app)[1].set_value(["doors"]).run()
    assert "40 samples" in boxes(app, "success")
    assert "5 features: doors=2, doors=3, doors=4, doors=more, seats" in boxes(app, "success")


@pytest.mark.parametrize("count", [64, 65, 784])
def test_of_many_columns_the_first_are_chosen_and_others_can_be(count: int) -> None:
    app = with_text(csv_of(count))
    (chosen,) = pills(app) if count == 64 else list[Any](app.multiselect)
    assert chosen.options == [f"f{index}" for index in range(count)]
    assert chosen.value == chosen.options[:64]
    said = f"{count} columns hold numbers, but there can be at most 64 features"
    assert (said in boxes(app, "info")) == (count > 64)
    chosen.set_value(chosen.options[-2:]).run()
    assert f"2 features: f{count - 2}, f{count - 1}" in boxes(app, "success")


def test_too_many_columns_can_be_unticked_again() -> None:
    app = with_text(csv_of(66))
    app.multiselect[0].set_value([f"f{index}" for index in range(66)]).run()
    assert "The table has 66 features; there can be at most 64" in boxes(app, "error")
    app.multiselect[0].set_value(["f65"]).run()
    assert "1 feature: f65" in boxes(app, "success")


def test_rows_beyond_those_of_a_table_are_said() -> None:
    app = with_text(csv_of(1, rows=10_500))
    assert "10000 samples" in boxes(app, "success")
    assert "The file has 10,500 rows. The first 10,000 that can be" in boxes(app, "warning")


def test_too_many_classes_are_said_and_the_choices_stay() -> None:
    app = with_text(csv_of(1, n_classes=21, rows=42))
    assert "Column label has 21 different values" in boxes(app, "error")
    assert keys(app) == {"delimiter", "header", "label"}
    assert ticks(app).value == ["f0"]


def experiment(run: dict[str, str], **settings: Any) -> str:
    note = examples()["note"]
    return to_file(note.samples(), note.test_samples(), settings, run).decode()


@pytest.mark.parametrize(
    ("run", "said"), [({}, "trained for 0 epochs"), ({"run": "1"}, "trained for 1 epoch.")]
)
def test_a_saved_experiment_is_previewed_with_its_size(run: dict, said: str) -> None:
    app = with_text(experiment(run))
    assert "A saved experiment: 10 samples, " + said in boxes(app, "success")
    assert app.button(key="import_replace").label == "Open the experiment"
    assert not app.selectbox


def test_what_is_wrong_in_a_saved_experiment_is_said_before_it_is_opened() -> None:
    said = boxes(with_text(experiment({}, epochs=-7, seed=-1)), "success")
    assert "The setting Epochs cannot be “-7”" in said
    assert "The setting Seed cannot be “-1”" in said


def test_of_an_experiment_with_many_faults_twelve_are_said() -> None:
    note = examples()["note"]
    samples = note.samples()
    samples["x1"] = [f"oops{row}" for row in range(10)]
    samples["label"] = ""
    faults = {"epochs": -7, "seed": -1, "learning_rate": -1, "momentum": 2, "batch_size": -1}
    app = with_text(to_file(samples, note.test_samples(), faults, {}).decode())
    assert len(boxes(app, "success").split("  \n")) == 13


LESSON = (
    'title.en = "Mine & [yours]"\nabout.en = "A"\n\n[[step]]\ntext.en = "Do."\nsetup = "data=and"\n'
)


def test_a_lesson_is_said_with_its_title_and_begun() -> None:
    app = with_text(LESSON)
    assert boxes(app, "success") == "A lesson: Mine & [yours], 1 step"
    app.button(key="import_replace").click().run()
    session = app.session_state["session"]
    assert session.lesson.step.text == {"en": "Do."}
    assert session.example.name == "and"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_lesson_with_a_mistake_is_said_with_its_line_and_not_begun(language: str) -> None:
    query = {"language": language}
    app = dialog.opened("open_data", query, paste=LESSON + 'guess = "luck"')
    (error,) = app.error
    assert re.search("(Line|第) 7", error.value.replace("\\", ""))
    assert "luck" in error.value
    assert "import_replace" not in {button.key for button in app.button}
