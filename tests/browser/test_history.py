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


def assert_leads_back_and_forth(playground: Playground) -> None:
    """Undo and redo bring back what `change` has done."""
    for button, first_cell in (("undo", TYPED), ("undo", NOTE), ("redo", TYPED), ("redo", XOR)):
        playground.click(button)
        wait_for_first_cell(playground, first_cell)
    assert_has_no(playground, "redo")


def assert_has_no(playground: Playground, button: str) -> None:
    expect(playground.page.locator(f".st-key-{button} button:visible")).to_be_disabled()


def test_undo_leads_back_past_the_end_of_a_server_and_of_the_next(
    playground: Playground, running: Server
) -> None:
    change(playground)
    for _ in range(2):
        restart(running, playground.page)
        assert_leads_back_and_forth(playground)


def test_undo_leads_back_past_a_reload(playground: Playground) -> None:
    change(playground)
    playground.page.reload()
    assert_leads_back_and_forth(playground)


def test_what_was_undone_can_be_done_again_after_a_reload(playground: Playground) -> None:
    change(playground)
    playground.click("undo")
    wait_for_first_cell(playground, TYPED)
    playground.page.reload()
    playground.click("redo")
    wait_for_first_cell(playground, XOR)


def test_a_link_has_no_history(playground: Playground) -> None:
    change(playground)
    with new_page(playground.page.context) as other:
        opened = Playground(other)
        opened.open(playground.page.url)
        let_all_be_told(other)
        assert_has_no(opened, "undo")
    playground.page.bring_to_front()


def test_another_link_in_the_same_tab_has_not_this_history(
    playground: Playground, server: str
) -> None:
    change(playground)
    playground.open(f"{server}/?data=iris")
    let_all_be_told(playground.page)
    assert_has_no(playground, "undo")


def let_all_be_told(page: Page) -> None:
    """Have a page run of its own follow whatever the page has told the server by itself."""
    page.locator(".st-key-step button:visible").first.click()
    Playground(page).wait_for_epoch(1)
    page.locator(".st-key-reset button:visible").first.click()
    Playground(page).wait_for_state("ready")
