"""What the page says of a run that has ended, and of results that are out of date."""

import pytest
from streamlit.testing.v1 import AppTest

from tests.page import (
    APP,
    choose_example,
    edit,
    is_trainable,
    messages,
    press,
    state_of,
    table_of,
    traces,
    widget,
)


def remark_of(app: AppTest) -> str:
    """The remark under the samples, "" when there is none."""
    return " ".join(text.value for text in app.markdown).replace("\\", "")


def has_remedy(app: AppTest) -> bool:
    return any(button.key == "remedy" for button in app.button)


def trained(app: AppTest, name: str, **settings: float) -> AppTest:
    choose_example(app, name)
    for setting, value in settings.items():
        widget(app, setting).set_value(value)
    press(app, "train")
    return app


@pytest.mark.parametrize("name", ["note", "iris", "wine"])
def test_a_run_that_went_well_gets_no_remark(app: AppTest, name: str) -> None:
    trained(app, name)
    assert remark_of(app) == ""
    assert not has_remedy(app)


def test_a_learning_rate_that_is_too_large_is_lowered_with_one_click(app: AppTest) -> None:
    trained(app, "iris", learning_rate=10.0)
    before = traces(app)["loss"][0]["y"][-1]
    assert "The learning rate is too large: each step overshoots" in remark_of(app)
    assert app.button(key="remedy").label == "Use learning rate 0.1"
    press(app, "remedy")
    assert widget(app, "learning_rate").value == 0.1
    assert remark_of(app) == ""
    assert "you changed a setting (Learning rate)" in messages(app)
    press(app, "train")
    assert traces(app)["loss"][0]["y"][-1] < before


def test_a_remedy_is_one_step_to_undo(app: AppTest) -> None:
    trained(app, "iris", learning_rate=10.0)
    press(app, "remedy")
    press(app, "undo")
    assert widget(app, "learning_rate").value == 10.0
    assert "too large" in remark_of(app)
    press(app, "redo")
    assert widget(app, "learning_rate").value == 0.1


def test_wild_scales_are_standardised_with_one_click(app: AppTest) -> None:
    trained(app, "wild_scales")
    assert "One feature varies 883952 times as much as another" in remark_of(app)
    assert app.button(key="remedy").label == "Standardise the features"
    press(app, "remedy")
    press(app, "train")
    assert traces(app)["accuracy"][0]["y"][-1] == 1
    assert remark_of(app) == ""


def test_a_loss_at_rest_is_said_and_there_is_nothing_to_press(app: AppTest) -> None:
    trained(app, "xor")
    assert "The loss has converged to 0.6931" in remark_of(app)
    assert not has_remedy(app)


def test_the_note_with_a_learning_rate_of_1000_is_remarked_on(app: AppTest) -> None:
    trained(app, "note", learning_rate=1000.0)
    assert "the low loss is a lucky jump" in remark_of(app)
    assert app.button(key="remedy").label == "Use learning rate 0.1"


def test_a_run_under_way_gets_no_remark_and_a_link_to_one_that_ended_does(app: AppTest) -> None:
    choose_example(app, "xor")
    press(app, "step")
    assert remark_of(app) == ""
    press(app, "resume")
    assert remark_of(app) != ""
    again = AppTest.from_file(APP, default_timeout=60)
    for key, value in app.query_params.items():
        again.query_params[key] = value
    again.run()
    assert state_of(again) == "done"
    assert remark_of(again) == remark_of(app)


def test_a_remark_is_made_in_chinese_too(app: AppTest) -> None:
    trained(app, "xor")
    app.segmented_control(key="language").set_value("zh").run()
    assert "损失停在 0.6931" in remark_of(app)


def test_a_remark_goes_when_the_table_changes(app: AppTest) -> None:
    trained(app, "xor")
    edit(app, "training_table", edited_rows={0: {"a": "3"}})
    assert remark_of(app) == ""
    assert "you changed the samples after this run." in messages(app)


def test_results_that_are_older_say_what_changed(app: AppTest) -> None:
    press(app, "train")
    widget(app, "learning_rate").set_value(0.5)
    widget(app, "epochs").set_value(7).run()
    assert "you changed settings (Learning rate, Epochs) after this run. Press Train" in messages(
        app
    )
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
