"""The page in a real browser: what only mouse, keyboard and paint can show."""

import torch
from playwright.sync_api import Page

from playground.charts.display import format_number
from tests import plain_loop
from tests.browser.conftest import EPOCHS, Playground, assert_shows
from tests.page import note_tensors


def test_a_cell_edited_by_keyboard_a_new_row_and_a_setting_are_trained_on_and_stay(
    brief: Playground, note: dict
) -> None:
    brief.type_cells("training_table", 0, "x1", "7.25")
    brief.type_cells("training_table", 10, "x1", "1", "2", "3")
    brief.type_cells("training_table", 10, "label", "2")
    brief.page.get_by_text("11 samples · 3 features · 3 classes").wait_for()
    brief.page.fill(".st-key-learning_rate input", "0.05")  # and no Enter
    brief.click("train")
    brief.wait_for_state("done")

    features, targets = note_tensors(note)
    features[0, 0] = 7.25
    features = torch.cat([features, torch.tensor([[1.0, 2.0, 3.0]])])
    targets = torch.cat([targets, torch.tensor([2])])
    assert_shows(brief, plain_loop.train(features, targets, 3, 0.05, epochs=EPOCHS))
    assert brief.page.input_value(".st-key-learning_rate input") == "0.05"
    assert brief.page.locator(".st-key-over_history").count() == 0


def test_pause_resume_step_and_the_language_leave_every_bit(
    page: Page, server: str, note: dict
) -> None:
    playground = Playground(page)
    playground.open(f"{server}/?epochs=3000")
    playground.choose_speed("100")  # half a minute in which to pause
    playground.click("train")
    playground.wait_for_epoch(1)
    playground.click("pause")
    playground.wait_for_state("paused")
    paused_at = playground.epoch()
    assert 0 < paused_at < 3000
    playground.click("step")
    playground.wait_for_text("status", f"Epoch {paused_at + 1}/")

    playground.choose_speed("1000")
    playground.click("resume")
    playground.wait_for_epoch(paused_at + 2)
    playground.page.get_by_role("radio", name="中文").or_(
        playground.page.locator(".st-key-language button", has_text="中文")
    ).first.click()
    playground.wait_for_state("done")
    final = plain_loop.train(*note_tensors(note), 2, epochs=3000)
    playground.wait_for_text("status", f"第 3000/3000 轮 · 损失 {format_number(final.losses[-1])}")
    assert_shows(playground, final)


def test_after_a_run_a_vector_is_predicted_at_once_and_an_edit_marks_the_results_as_older(
    trained: Playground, note: dict
) -> None:
    page, before = trained.page, trained.traces()["weight"]
    trained.type_cells("test_table", 0, "x1", *map(str, note["test_samples"][2]))
    trained.wait_for_text("prediction", "97.39%")
    trained.wait_for_text("prediction", "-0.6707")
    trained.type_cells("test_table", 1, "x1", "1", "2", "3")  # the table scrolls and covers nothing
    table = page.locator(".st-key-test_table canvas").first.bounding_box()
    numbers = page.locator(".st-key-prediction").bounding_box()
    assert table
    assert numbers
    assert table["y"] + table["height"] <= numbers["y"]
    assert page.locator(".st-key-over_history").count() == 0

    trained.type_cells("training_table", 1, "x2", "abc")
    trained.wait_for_text("over_history", "Out of date")
    trained.wait_for_text("problems", "Row 2, column x2: “abc” is not a number")
    assert page.locator(".st-key-train button").first.is_disabled()
    assert trained.traces()["weight"] == before
    trained.click("example")
    trained.click("example_note")
    page.locator(".st-key-problems").wait_for(state="detached")
