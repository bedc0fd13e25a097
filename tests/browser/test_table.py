"""The table of samples in a real browser: its numbers, what is pasted, what is composed."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import SIZE, Playground, let_pass, new_page
from tests.browser.test_sizes import wait_for_table_of

TABLE = ".st-key-training_table"


def wait_for_rows(page: Page, at: int, *expected: str) -> None:
    """Wait until these rows stand in the table from ``at`` on; cells divided by blanks."""
    page.wait_for_function(
        """([table, at, expected]) => {
             const rows = [...document.querySelectorAll(`${table} tbody tr`)].slice(at);
             return expected.every((row, index) => row ===
               [...rows[index]?.querySelectorAll('td') ?? []].slice(1)
                 .map(cell => cell.textContent).join(' '));
           }""",
        arg=[TABLE, at, list(expected)],
    )


def numbers_up_to(page: Page, last: int) -> None:
    """Wait until the rows are numbered by their places, for the eye and for screen readers."""
    numbers = [str(number) for number in range(1, last + 1)]
    page.wait_for_function(
        """([table, numbers]) => {
             const overlay = document.querySelector(`${table} .row-numbers`);
             const painted = (overlay?.innerText ?? "").split(/\\s+/);
             const said = [...document.querySelectorAll(`${table} td[aria-colindex="1"]`)]
               .map(cell => cell.textContent).slice(0, numbers.length);
             return [painted, said].every(found => found.join() === numbers.join());
           }""",
        arg=[TABLE, numbers],
    )


def test_beside_its_label_a_row_has_the_number_of_its_place_after_one_is_deleted_and_one_added(
    playground: Playground,
) -> None:
    page = playground.page
    numbers_up_to(page, 10)
    headings = page.locator(f"{TABLE} th").all_inner_texts()
    assert headings == ["#", "label", "x1", "x2", "x3"]
    scroller = page.locator(f"{TABLE} .dvn-scroller").bounding_box()
    assert scroller
    page.mouse.click(scroller["x"] + 16, scroller["y"] + 2.5 * 35)  # the tick of the second row
    page.wait_for_selector(f"{TABLE} tr[aria-selected=true]", state="attached")
    page.keyboard.press("Delete")
    page.get_by_text("9 samples").wait_for()
    numbers_up_to(page, 9)
    wait_for_rows(page, 1, "0 9 8 7")
    for column, text in {"x1": "1", "x2": "2", "x3": "3"}.items():
        playground.type_cells("training_table", 9, column, text)
    numbers_up_to(page, 10)
    playground.wait_for_text("problems", "Row 10, column label")
    playground.type_cells("training_table", 9, "label", "1")
    playground.type_cells("training_table", 10, "x1", "4")
    page.wait_for_function(  # a table that has grown by the row is there
        "table => (box => box.scrollHeight > box.clientHeight + 20)("
        "document.querySelector(`${table} .dvn-scroller`))",
        arg=TABLE,
    )
    page.mouse.move(scroller["x"] + 150, scroller["y"] + 200)
    page.mouse.wheel(0, 1000)  # the last row, which adds one, comes into sight
    page.wait_for_function(
        """table => {
             const scroller = document.querySelector(`${table} .dvn-scroller`);
             const numbers = document.querySelector(`${table} .row-numbers`);
             const top = (element) => element.getBoundingClientRect().top;
             return scroller.scrollTop > 0
               && Math.abs(top(scroller) - scroller.scrollTop - top(numbers)) < 1;
           }""",
        arg=TABLE,
    )


def test_what_is_pasted_lies_in_the_table_as_it_is_seen(playground: Playground) -> None:
    page = playground.page
    grid = playground.grid("training_table")

    def paste(text: str, row: int, column: str, *expected: str) -> None:
        """The row then has these features and this label."""
        page.evaluate("text => navigator.clipboard.writeText(text)", text)
        grid.select(row, column)
        page.keyboard.press("Control+v")
        grid.wait_until_sent(row, "x1", *expected)

    paste("1\t2\t3\tcat\n4\t5\t6\tdog\r\n", 0, "x1", "1", "2", "3", "cat")
    paste("0\t2\t3\t1", 2, "label", "2", "3", "1", "0")
    paste("label\tx1\tx2\tx3\ndog\t21\t22\t23", 3, "#", "21", "22", "23", "dog")
    paste("7\t8", 4, "x2", "3", "7", "8", "0")
    paste("7.5\t8.5\n2.5\t", 5, "x1", "7.5", "8.5", "6", "1")
    grid.wait_until_sent(6, "x1", "2.5", None, "7", "0")
    paste("1\t2\t3\t0\n4\t5\t6\t1", 9, "x1", "1", "2", "3", "0")  # the last row, and one more
    grid.wait_until_sent(10, "x1", "4", "5", "6", "1")
    paste('5" pipe\t1\t2\t😀', 8, "label", "1", "2", "😀", '5" pipe')
    grid.select(0, "label")
    for key in (*["Shift+ArrowRight"] * 3, "Shift+ArrowDown"):
        page.keyboard.press(key)
    page.wait_for_function(
        "table => document.querySelectorAll(`${table} td[aria-selected=true]`).length === 8",
        arg=TABLE,
    )
    page.keyboard.press("Control+c")
    text = page.evaluate("Clipboard.prototype.readText.call(navigator.clipboard)")
    assert text == "cat\t1\t2\t3\ndog\t4\t5\t6"
    page.keyboard.press("ArrowRight")
    page.wait_for_function(
        "table => document.querySelectorAll(`${table} td[aria-selected=true]`).length === 1",
        arg=TABLE,
    )
    paste(text, 5, "label", "1", "2", "3", "cat")
    grid.wait_until_sent(6, "x1", "4", "5", "6", "dog")


def test_rows_wider_than_the_table_are_asked_about_and_nothing_is_changed(
    playground: Playground,
) -> None:
    page = playground.page
    page.evaluate(
        "navigator.clipboard.writeText('1\\t2\\t3\\t4\\t5\\tcat\\n5\\t4\\t3\\t2\\t1\\tdog')"
    )
    playground.grid("training_table").select(0, "x1")
    page.keyboard.press("Control+v")
    page.wait_for_selector(".st-key-import_replace")
    wait_for_rows(page, 0, "0 0.3 0.2 0.1", "1 0.4 0.5 0.6")
    playground.click("import_replace")
    page.get_by_text("2 samples · 5 features · 2 classes").wait_for()
    playground.click("undo")
    wait_for_rows(page, 0, "0 0.3 0.2 0.1", "1 0.4 0.5 0.6")


@pytest.fixture(scope="module")
def table(context: BrowserContext, server: str) -> Iterator[Playground]:
    """One page for tests that type into its table, whatever stands there."""
    with new_page(context) as page:
        playground = Playground(page)
        playground.open(server)
        yield playground


def wait_for_cell(page: Page, row: int, column: int, text: str) -> None:
    """Wait until a cell has this text; rows count from 0, the label is column 2."""
    page.wait_for_function(
        "([at, text]) => document.querySelector(at)?.textContent === text",
        arg=[f"{TABLE} tr[aria-rowindex='{row + 2}'] [aria-colindex='{column}']", text],
    )


def test_a_cell_clicked_with_the_mouse_takes_what_is_typed(table: Playground) -> None:
    cell = table.grid("training_table").click()
    table.page.keyboard.type("7")
    table.page.locator(".gdg-input").wait_for()  # opened by what is typed
    table.page.keyboard.press("Enter")
    cell.filter(has_text="7").wait_for(state="attached")
    table.click("undo")  # which can be clicked once the server has it
    cell.filter(has_not_text="7").wait_for(state="attached")


def test_a_table_in_use_keeps_what_is_selected_when_its_type_is_to_change(
    table: Playground,
) -> None:
    page = table.page
    table.grid("training_table").select(0, "x1")
    page.set_viewport_size({"width": 1920, "height": 1080})
    let_pass(page, 800)
    page.keyboard.press("Enter")
    page.locator(".gdg-input").fill("7.25")
    page.keyboard.press("Enter")
    wait_for_cell(page, 0, 3, "7.25")
    page.locator("h1").click()
    wait_for_table_of(page, 36 * 1.5)
    wait_for_cell(page, 0, 3, "7.25")
    page.set_viewport_size(SIZE)
    wait_for_table_of(page, 36)
    table.wait_until_idle()


def test_what_an_input_method_composes_stays_when_enter_ends_it(table: Playground) -> None:
    page = table.page
    table.grid("training_table").select(0, "label")
    page.keyboard.press("Enter")
    field = page.locator(".gdg-input")
    field.fill("")
    keys = page.context.new_cdp_session(page)
    keys.send("Input.imeSetComposition", {"text": "mao", "selectionStart": 3, "selectionEnd": 3})
    enter = {"key": "Enter", "code": "Enter", "windowsVirtualKeyCode": 229}
    keys.send("Input.dispatchKeyEvent", {"type": "rawKeyDown", **enter})
    keys.send("Input.insertText", {"text": "猫"})
    assert field.input_value() == "猫"  # still open: that Enter was the input method's
    page.keyboard.press("Enter")
    field.wait_for(state="detached")
    wait_for_cell(page, 0, 2, "猫")


def test_the_table_offers_no_download_beside_save(table: Playground) -> None:
    table.grid("training_table").select(1, "x1")
    tools = table.page.locator(f"{TABLE} [data-testid=stElementToolbar] button:visible")
    tools.first.wait_for()
    names = [tool.get_attribute("aria-label") or "" for tool in tools.all()]
    assert len(names) == 4
    assert not any("download" in name.casefold() for name in names)


# a letter and the key that ends the cell, in one moment however slow the machine
TYPE = """([text, key, keyCode]) => {
  const field = document.activeElement;
  document.execCommand('insertText', false, text);
  field.dispatchEvent(new KeyboardEvent(
    'keydown', {key, code: key, keyCode, bubbles: true, cancelable: true}));
}"""


def test_a_cell_that_is_ended_right_after_its_last_letter_keeps_it(table: Playground) -> None:
    page = table.page
    ends = [("7.25", "Enter", 13), ("cat", "Tab", 9)]
    for row, (text, *end) in enumerate(ends):
        table.grid("training_table").select(row, "x2")
        page.keyboard.press("Enter")
        page.locator(".gdg-input").select_text()
        page.keyboard.type(text[:-1])
        expect(page.locator(".gdg-input")).to_have_value(text[:-1])
        page.evaluate(TYPE, [text[-1], *end])
        page.locator(".gdg-input").wait_for(state="detached")
        wait_for_cell(page, row, 4, text)


@pytest.mark.parametrize("by", ["keys", "a click"])
def test_what_is_typed_at_once_below_the_last_row_fills_a_new_one(
    table: Playground, by: str
) -> None:
    page = table.page
    rows = int(page.locator(f"{TABLE} .row-numbers").inner_text().split()[-1])
    table.grid("training_table").select(rows - 1, "x1")
    page.keyboard.press("ArrowDown")
    table.grid("training_table").selected().wait_for(state="detached")
    if by == "a click":
        seen = page.locator(f"{TABLE} .dvn-scroller").bounding_box()
        below = page.locator(f"{TABLE} .dvn-scroll-inner").bounding_box()
        assert seen
        assert below
        page.keyboard.press("ArrowUp")
        page.mouse.click(seen["x"] + seen["width"] / 2, below["y"] + below["height"] - 10)  # in x1
    slowed = page.context.new_cdp_session(page)
    slowed.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    texts = ["12.5", "-6", "cat"]
    for text in texts:
        page.keyboard.type(text)
        page.keyboard.press("Tab")
    page.get_by_text(f"{rows + 1} samples").wait_for()
    slowed.send("Emulation.setCPUThrottlingRate", {"rate": 1})
    table.wait_until_idle()
    for column, text in enumerate(texts, start=3):
        wait_for_cell(page, rows, column, text)


def test_what_is_looked_for_in_the_table_is_typed_at_once(table: Playground) -> None:
    table.grid("training_table").click()
    table.page.keyboard.press("Control+f")
    table.page.locator(".gdg-search-bar input").wait_for()
    table.page.keyboard.type("12.5")
    assert table.page.locator(".gdg-search-bar input").input_value() == "12.5"
    table.page.keyboard.press("Escape")
