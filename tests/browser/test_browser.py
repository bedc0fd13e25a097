"""The page in a real browser: what only mouse, keyboard and paint can show."""

from typing import Literal

import torch
from playwright.sync_api import BrowserContext

from playground.charts.display import format_number
from tests import plain_loop
from tests.browser.conftest import EPOCHS, Playground, assert_shows, new_page
from tests.page import initial_weight, note_tensors

SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")


def test_a_cell_edited_by_keyboard_and_a_new_row_are_trained_on(
    brief: Playground, note: dict
) -> None:
    brief.type_cells("training_table", 0, "x1", "7.25")
    brief.type_cells("training_table", 10, "x1", "1", "2", "3")
    brief.type_cells("training_table", 10, "label", "2")
    brief.page.get_by_text("11 samples · 3 features · 3 classes").wait_for()
    brief.click("train")
    brief.wait_for_state("done")

    features, targets = note_tensors(note)
    features[0, 0] = 7.25
    features = torch.cat([features, torch.tensor([[1.0, 2.0, 3.0]])])
    targets = torch.cat([targets, torch.tensor([2])])
    assert_shows(brief, plain_loop.train(features, targets, 3, epochs=EPOCHS))


def test_a_cell_clicked_with_the_mouse_takes_what_is_typed(playground: Playground) -> None:
    cell = playground.grid("training_table").click()
    playground.page.keyboard.type("7")
    playground.page.locator(".gdg-input").wait_for()  # opened by what is typed
    playground.page.keyboard.press("Enter")
    cell.filter(has_text="7").wait_for(state="attached")
    playground.click("undo")  # which can be clicked once the server has it
    cell.filter(has_not_text="7").wait_for(state="attached")


def test_rows_pasted_from_a_spreadsheet_fill_the_table(brief: Playground, note: dict) -> None:
    brief.page.evaluate("navigator.clipboard.writeText('1\\t2\\t3\\t0\\n4\\t5\\t6\\t1')")
    brief.grid("training_table").select(9, "x1")
    brief.page.keyboard.press("Control+v")
    brief.page.get_by_text("11 samples").wait_for()
    brief.click("train")
    brief.wait_for_state("done")
    features, targets = note_tensors(note)
    features = torch.cat([features[:9], torch.tensor([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])])
    targets = torch.cat([targets[:9], torch.tensor([0, 1])])
    assert_shows(brief, plain_loop.train(features, targets, 2, epochs=EPOCHS))


def test_pause_resume_step_and_the_language_leave_every_bit(
    playground: Playground, note: dict
) -> None:
    playground.choose_speed(100)  # half a minute in which to pause
    playground.page.fill(".st-key-epochs input", "3000")
    playground.page.keyboard.press("Enter")
    playground.wait_for_text("status", "Epoch 0/3000")
    playground.click("train")
    playground.wait_for_epoch(1)
    playground.click("pause")
    playground.wait_for_state("paused")
    paused_at = playground.epoch()
    assert 0 < paused_at < 3000
    playground.click("step")
    playground.wait_for_text("status", f"Epoch {paused_at + 1}/")
    playground.wait_until_idle()
    plain = plain_loop.train(*note_tensors(note), 2, epochs=paused_at + 1)
    assert_shows(playground, plain)

    playground.choose_speed(1000)
    playground.click("resume")
    playground.wait_for_epoch(paused_at + 2)
    playground.page.get_by_role("radio", name="中文").or_(
        playground.page.locator(".st-key-language button", has_text="中文")
    ).first.click()
    playground.wait_for_state("done")
    final = plain_loop.train(*note_tensors(note), 2, epochs=3000)
    playground.wait_for_text("status", f"第 3000/3000 轮 · 损失 {format_number(final.losses[-1])}")
    assert_shows(playground, final)

    playground.click("reset")
    playground.wait_for_state("ready")
    assert playground.traces()["weight"]["z"] == initial_weight()


def test_a_setting_typed_right_before_the_click_counts_and_stays(brief: Playground) -> None:
    brief.page.fill(".st-key-learning_rate input", "0.05")
    brief.click("train")
    brief.wait_for_state("done")
    assert brief.page.input_value(".st-key-learning_rate input") == "0.05"
    assert brief.page.locator(".st-key-over_history").count() == 0


def test_an_edit_after_a_run_marks_the_results_as_older(trained: Playground) -> None:
    before = trained.traces()["weight"]
    trained.type_cells("training_table", 1, "x2", "abc")
    trained.wait_for_text("over_history", "Out of date")
    trained.wait_for_text("problems", "Row 2, column x2: “abc” is not a number")
    assert trained.page.locator(".st-key-train button").first.is_disabled()
    assert trained.traces()["weight"] == before
    trained.click("example")
    trained.click("example_note")
    trained.page.locator(".st-key-problems").wait_for(state="detached")


def test_an_edited_test_vector_is_predicted_at_once(trained: Playground, note: dict) -> None:
    trained.type_cells("test_table", 0, "x1", *map(str, note["test_samples"][2]))
    trained.wait_for_text("prediction", "97.39%")
    trained.wait_for_text("prediction", "-0.6707")
    trained.type_cells("test_table", 1, "x1", "1", "2", "3")  # the table scrolls and covers nothing
    table = trained.page.locator(".st-key-test_table canvas").first.bounding_box()
    numbers = trained.page.locator(".st-key-prediction").bounding_box()
    assert table
    assert numbers
    assert table["y"] + table["height"] <= numbers["y"]
    assert trained.page.locator(".st-key-over_history").count() == 0


def test_every_request_goes_to_the_own_server(context: BrowserContext, server: str) -> None:
    requested: list[str] = []
    with new_page(context) as page:
        page.on("request", lambda request: requested.append(request.url))
        Playground(page).open(server)
    outside = [url for url in requested if not url.startswith((server, "data:", "blob:"))]
    assert requested
    assert outside == []
