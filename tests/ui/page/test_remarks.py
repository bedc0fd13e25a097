"""What the page says of a run that has ended, and of results that are out of date."""

import pytest
from streamlit.testing.v1 import AppTest

from tests.page import edit, is_trainable, messages, opened, press, table_of, traces, widget


def remark_of(app: AppTest) -> str:
    """The remark under the samples, "" when there is none."""
    return " ".join(text.value for text in app.markdown).replace("\\", "")


def has_remedy(app: AppTest) -> bool:
    return any(button.key == "remedy" for button in app.button)


def trained(example: str, **settings: str) -> AppTest:
    """The page after a run on an example, as a link to it shows it."""
    rates = {"iris": "0.1", "xor": "0.5"}
    query = {"data": example, "run": "1000", "learning_rate": rates.get(example, "0.01")}
    return opened(**{**query, **settings})


@pytest.mark.parametrize("name", ["note", "iris"])
def test_a_run_that_went_well_gets_no_remark(name: str) -> None:
    app = trained(name)
    assert remark_of(app) == ""
    assert not has_remedy(app)


def test_a_learning_rate_that_is_too_large_is_lowered_with_one_click_and_one_undo() -> None:
    app = trained("iris", learning_rate="10")
    before = traces(app)["loss"][0]["y"][-1]
    assert "The learning rate is too large: each step overshoots" in remark_of(app)
    assert app.button(key="remedy").label == "Use learning rate 0.1"
    press(app, "remedy")
    assert widget(app, "learning_rate").value == 0.1
    assert remark_of(app) == ""
    assert "you changed a setting (Learning rate)" in messages(app)
    press(app, "undo")
    assert widget(app, "learning_rate").value == 10.0
    assert "too large" in remark_of(app)
    press(app, "redo")
    widget(app, "speed").set_value("full")
    press(app, "train")
    assert traces(app)["loss"][0]["y"][-1] < before


def test_wild_scales_are_standardised_with_one_click() -> None:
    app = trained("wild_scales")
    assert "One feature varies 883952 times as much as another" in remark_of(app)
    assert app.button(key="remedy").label == "Standardise the features"
    widget(app, "speed").set_value("full")
    press(app, "remedy")
    press(app, "train")
    assert traces(app)["accuracy"][0]["y"][-1] == 1
    assert remark_of(app) == ""


def test_a_loss_at_rest_is_said_in_each_language_until_the_table_changes() -> None:
    app = trained("xor")
    assert "The loss has converged to 0.6931" in remark_of(app)
    assert not has_remedy(app)
    app.segmented_control(key="language").set_value("zh").run()
    assert "损失停在 0.6931" in remark_of(app)
    app.segmented_control(key="language").set_value("en").run()
    edit(app, "training_table", edited_rows={0: {"a": "3"}})
    assert remark_of(app) == ""
    assert "you changed the samples after this run." in messages(app)


def test_the_note_with_a_learning_rate_of_1000_is_remarked_on() -> None:
    app = trained("note", learning_rate="1000")
    assert "the low loss is a lucky jump" in remark_of(app)
    assert app.button(key="remedy").label == "Use learning rate 0.1"


def test_a_run_under_way_gets_no_remark() -> None:
    assert remark_of(trained("xor", run="999")) == ""


def test_results_that_are_older_say_what_changed() -> None:
    app = trained("note")
    widget(app, "learning_rate").set_value(0.5)
    widget(app, "epochs").set_value(7).run()
    said = "you changed settings (Learning rate, Epochs) after this run. Press Train"
    assert said in messages(app)
    edit(app, "training_table", edited_rows={0: {"x1": "oops"}})
    said = "you changed the samples and settings (Learning rate, Epochs) after this run. Fix what"
    assert said in messages(app)
    app.segmented_control(key="language").set_value("zh").run()
    assert "样本和2项设置改过了（学习率, 轮数）" in messages(app)


STAMPS = [str(20240101000000 + 1000 * row) for row in range(10)]


def test_numbers_that_are_one_for_float32_are_said_and_one_click_sets_them_apart(
    app: AppTest,
) -> None:
    column = {row: {"x2": stamp} for row, stamp in enumerate(STAMPS)}
    edit(app, "training_table", edited_rows=column)
    assert "Column x2: float32 has about 7 digits, so it can hardly tell" in messages(app)
    assert is_trainable(app)
    assert app.button(key="remedy_subtract").label == "Subtract 20240101000000 from x2"
    before = table_of(app, "test_table")
    press(app, "remedy_subtract")
    assert [row[1] for row in table_of(app, "training_table")] == [
        str(1000 * row) for row in range(10)
    ]
    assert table_of(app, "test_table")[0][1] == str(int(before[0][1]) - int(STAMPS[0]))
    assert messages(app) == ""
    assert not any(button.key == "remedy_subtract" for button in app.button)
    press(app, "undo")
    assert [row[1] for row in table_of(app, "training_table")] == STAMPS
    assert table_of(app, "test_table") == before
