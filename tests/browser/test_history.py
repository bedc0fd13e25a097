"""Undo outlives a server that was killed, and a reload; it does not travel with a link."""

from urllib.parse import parse_qsl, urlsplit

from playwright.sync_api import Page, expect

from playground.sharing.examples import examples
from playground.sharing.link import decode
from tests.browser.conftest import Playground, new_page, restart
from tests.server import Server

NOTE, XOR = (str(examples()[name].samples().iloc[0, 0]) for name in ("note", "xor"))
TYPED = "5.5"


def wait_for_first_cell(playground: Playground, text: str) -> None:
    """Wait until the address, which the server writes, has it."""

    def has_cell(url: str) -> bool:
        saved = decode(dict(parse_qsl(urlsplit(url).query)))
        return bool(saved.samples.iloc[0, 0] == text)

    playground.page.wait_for_url(has_cell)
    playground.wait_until_idle()


def change(playground: Playground) -> None:
    """Two steps: a cell, then an example."""
    playground.type_cells("training_table", 0, "x1", TYPED)
    playground.click("gallery")
    playground.click("example_xor")
    wait_for_first_cell(playground, XOR)


def assert_leads(playground: Playground, *steps: tuple[str, str]) -> None:
    """Undo or redo brings back what stood in the first cell."""
    for button, first_cell in steps:
        playground.click(button)
        wait_for_first_cell(playground, first_cell)


def assert_has_no(playground: Playground, button: str) -> None:
    expect(playground.page.locator(f".st-key-{button} button:visible")).to_be_disabled()


def test_undo_and_redo_lead_back_and_forth_past_a_reload_and_then_the_end_of_the_server(
    playground: Playground, running: Server
) -> None:
    change(playground)
    assert_leads(playground, ("undo", TYPED))
    playground.page.reload()
    assert_leads(playground, ("undo", NOTE), ("redo", TYPED))
    restart(running, playground.page)
    assert_leads(playground, ("redo", XOR), ("undo", TYPED), ("undo", NOTE))
    assert_has_no(playground, "undo")


def test_a_link_has_no_history_in_another_tab_nor_any_other_link_in_the_same(
    playground: Playground, server: str
) -> None:
    change(playground)
    with new_page(playground.page.context) as other:
        opened = Playground(other)
        opened.open(playground.page.url)
        let_all_be_told(other)
        assert_has_no(opened, "undo")
    playground.page.bring_to_front()
    playground.open(f"{server}/?data=iris")
    let_all_be_told(playground.page)
    assert_has_no(playground, "undo")


def let_all_be_told(page: Page) -> None:
    """Have a page run of its own follow whatever the page has told the server by itself."""
    page.locator(".st-key-step button:visible").first.click()
    Playground(page).wait_for_epoch(1)
    page.locator(".st-key-reset button:visible").first.click()
    Playground(page).wait_for_state("ready")
