"""A user's own data, in a real browser: brought in, shaped, trained on, handed on, never lost."""

from urllib.parse import urlencode

import torch
from playwright.sync_api import Browser, Dialog, Page

from playground.sharing.examples import DATA, examples
from playground.tables.reading import read_samples
from tests import plain_loop
from tests.browser.conftest import EPOCHS, SIZE, Playground, assert_shows
from tests.page import note_tensors


def test_a_whole_session_with_iris_ends_in_a_link_that_shows_the_same_elsewhere(
    brief: Playground, browser: Browser
) -> None:
    page = brief.page
    brief.upload("iris.csv", (DATA / "iris.csv").read_bytes())
    brief.wait_for_text("import", "3 classes: setosa (50), versicolor (50), virginica (50)")
    brief.click("import_replace")
    page.get_by_text("150 samples · 4 features · 3 classes").wait_for()
    brief.click("more")
    page.locator(".st-key-standardise label").click()
    page.fill(".st-key-test_share input", "0.2")
    page.keyboard.press("Enter")
    brief.wait_for_text("training_heading", "standardised · 30 of 150 samples held out")
    page.keyboard.press("Escape")
    brief.click("train")
    brief.wait_for_state("done")
    brief.type_cells("test_table", 0, "sepal length", "6.5")
    shown = brief.traces()
    assert shown["loss"]["y"] != shown["test_loss"]["y"]
    assert_shows(brief, plain_iris_loop())
    brief.click("confusion")
    brief.wait_for_text("confusion_table", f"The 30 held-out samples at epoch {EPOCHS}")
    page.keyboard.press("Escape")
    brief.click("share")
    link = page.locator(".st-key-share_content code").inner_text().replace("\n", "")

    context = browser.new_context(viewport=SIZE, locale="zh-CN")
    elsewhere = Playground(context.new_page())
    elsewhere.open(link, "done")
    assert "线性分类器" in elsewhere.page.locator("h1").inner_text()  # its own language
    assert elsewhere.traces() == shown
    assert "6.5" in elsewhere.page.url
    context.close()


def plain_iris_loop() -> plain_loop.PlainResult:
    """Iris, a fifth held out by seed 0, the rest standardised, by the plain loop."""
    dataset = read_samples(examples()["iris"].samples()).dataset
    assert dataset is not None
    order = torch.randperm(150, generator=torch.Generator().manual_seed(0))
    kept = order[30:].sort().values
    exact = dataset.features[kept].double()
    features = ((exact - exact.mean(0)) / exact.std(0, correction=0)).float()
    return plain_loop.train(features, dataset.targets[kept], 3, epochs=EPOCHS)


def test_features_and_classes_are_renamed_and_a_class_is_added(brief: Playground) -> None:
    page = brief.page
    brief.click("shape")
    page.wait_for_selector(".st-key-shape_feature canvas")
    brief.wait_until_idle()
    brief.type_name("shape_feature", 1, "x1")
    brief.wait_for_text("shape_result", "Two features are called “x1”")
    page.wait_for_selector(".st-key-shape_apply button:disabled")
    brief.type_name("shape_feature", 1, "weight in kg")
    brief.type_name("shape_class", 0, "cat")
    brief.type_name("shape_class", 2, "dog")
    brief.click("shape_apply")
    page.get_by_text("11 samples · 3 features · 3 classes").wait_for()
    brief.wait_until_idle()
    brief.click("train")
    brief.wait_for_state("done")
    heatmap = page.locator("[class*=st-key-box_parameters]").inner_text()
    assert all(name in heatmap for name in ("weight", "in kg", "cat", "dog"))
    brief.click("undo")
    page.get_by_text("10 samples · 3 features · 2 classes").wait_for()


PAYLOADS = (
    '<img src=x onerror="window.hacked=1">',
    "<script>window.hacked=1</script>",
    "[x](javascript:window.hacked=1)",
    "</span><svg onload=window.hacked=1>",
)


def test_no_script_runs_from_names_files_or_links(brief: Playground, server: str) -> None:
    page = brief.page
    dialogs: list[Dialog] = []

    def note(dialog: Dialog) -> None:
        dialogs.append(dialog)

    page.on("dialog", note)
    quoted = ['"' + payload.replace('"', '""') + '"' for payload in PAYLOADS]
    header = f"{quoted[0]},{quoted[1]},label"
    rows = [f"{row},{row * row},{quoted[row % 4]}" for row in range(12)]
    brief.upload(f"{PAYLOADS[0]}.csv", "\n".join([header, *rows]).encode())
    brief.click("import_replace")
    page.get_by_text("12 samples · 2 features · 4 classes").wait_for()
    brief.wait_until_idle()
    brief.click("shape")
    page.wait_for_selector(".st-key-shape_result")
    brief.wait_until_idle()
    brief.click("shape_cancel")
    brief.open(page.url + "&standardise=True&test_share=0.3")
    brief.click("train")
    brief.wait_for_state("done")
    for key in ("scaling", "confusion", "share"):
        brief.click(key)
        brief.wait_until_idle()
        page.keyboard.press("Escape")
    page.mouse.move(*middle(page, "[class*=st-key-box_parameters]"))  # the text beside the mouse
    page.wait_for_selector(".hoverlayer .hovertext")
    wrong = {"data": PAYLOADS[0], "v": PAYLOADS[1], "seed": PAYLOADS[3], "language": PAYLOADS[0]}
    brief.open(f"{server}/?{urlencode(wrong)}")
    brief.wait_for_text("problems", PAYLOADS[0])
    assert page.evaluate("window.hacked") is None
    page.remove_listener("dialog", note)
    assert dialogs == []


def middle(page: Page, selector: str) -> tuple[float, float]:
    box = page.locator(selector).first.bounding_box()
    assert box
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def test_a_reload_and_the_back_button_bring_back_table_settings_and_run(
    brief: Playground, note: dict
) -> None:
    page = brief.page
    brief.type_cells("training_table", 0, "x1", "7.25")
    page.fill(".st-key-seed input", "4")
    page.keyboard.press("Enter")
    brief.wait_until_idle()
    brief.click("train")
    brief.wait_for_state("done")
    features, targets = note_tensors(note)
    features[0, 0] = 7.25
    plain = plain_loop.train(features, targets, 2, seed=4, epochs=EPOCHS)
    shown, address = brief.traces(), page.url

    def assert_back() -> None:
        page.wait_for_selector(".st-key-box_parameters .js-plotly-plot .subplot")
        brief.wait_for_state("done")
        assert_shows(brief, plain)
        assert brief.traces() == shown
        assert page.url == address
        assert page.input_value(".st-key-seed input") == "4"

    page.reload()
    assert_back()
    page.goto("about:blank")
    page.go_back()
    assert_back()
    page.go_back()  # neither the address as it was typed nor a change has left a step behind
    assert page.url == "about:blank"


def test_a_decimal_comma_counts_as_a_point_and_a_whole_number_has_neither(
    playground: Playground,
) -> None:
    page = playground.page
    field = page.locator(".st-key-epochs input")
    for sign in ".,":
        field.press("Control+a")
        page.keyboard.type(f"1{sign}5")
        assert "digits only" in field.evaluate("field => field.validationMessage")
        page.locator(".st-key-seed input").focus()
    field = page.locator(".st-key-learning_rate input")
    field.press("Control+a")
    page.keyboard.type("0,05")
    page.keyboard.press("Enter")
    page.wait_for_url("**learning_rate=0.05*")
    page.evaluate("navigator.clipboard.writeText('0,25')")
    field.press("Control+a")
    field.press("Control+v")
    page.keyboard.press("Enter")
    page.wait_for_url("**learning_rate=0.25*")
    playground.type_cells("training_table", 0, "x1", "2,5")
    assert not page.locator(".st-key-problems").count()
