"""Train asks first: by mouse and keys, too early, twice, and on a server that goes away."""

from playwright.sync_api import Page, expect

from tests.browser.conftest import Playground, let_pass
from tests.browser.test_early_clicks import restart, slowed
from tests.server import Server

QUESTION = ".st-key-guess_question"
ANSWER = ".st-key-guess input"


def marks(page: Page) -> list[list[float]]:
    """What is drawn of a guess, the different values of each trace."""
    found: list[list[float]] = page.evaluate(
        """() => [...document.querySelectorAll('.js-plotly-plot')]
             .filter(chart => chart.checkVisibility()).flatMap(chart => chart.data ?? [])
             .filter(({ meta }) => meta === 'guess').map(({ y }) => [...new Set(y)])"""
    )
    return found


def wait_for_mark(page: Page) -> None:
    page.wait_for_function(
        """() => [...document.querySelectorAll('.js-plotly-plot')]
             .some(chart => chart.data?.some(({ meta }) => meta === 'guess'))"""
    )


def test_a_double_click_as_soon_as_the_page_is_there_asks_and_skips_nothing(
    page: Page, server: str
) -> None:
    page.goto(f"{server}/?guess_first=1&epochs=300")
    with slowed(page):
        train = page.locator(".st-key-train button:visible").first
        train.wait_for()
        train.dblclick(force=True, no_wait_after=True)
        page.wait_for_selector(QUESTION)
    playground = Playground(page)
    playground.wait_until_idle()
    assert (playground.state(), playground.epoch()) == ("ready", 0)
    for _ in range(5):  # a key that is held down
        page.keyboard.down("t")
    page.keyboard.up("t")
    let_pass(page, 500)
    playground.wait_until_idle()
    assert playground.state() == "ready"
    page.fill(ANSWER, "0.3")
    page.locator(".st-key-train button:visible").dblclick()  # at once, the field not yet left
    playground.wait_for_state("done")
    playground.wait_for_text("guess_said", "your 0.3")
    assert marks(page) == [[0.3]]
    assert "guess=loss_0.3" in page.url


def test_a_guess_survives_undo_of_the_next_a_reload_and_a_server_that_is_killed(
    page: Page, server: str, running: Server
) -> None:
    playground = Playground(page)
    playground.open(f"{server}/?guess_first=1&epochs=300")
    playground.click("train")
    page.wait_for_selector(QUESTION)
    for guess in ("0.4", "0.5"):
        playground.wait_until_idle()
        page.fill(ANSWER, guess)
        page.keyboard.press("Enter")
        page.wait_for_url(f"**guess=loss_{guess}**")
    wait_for_mark(page)
    page.locator("h2").first.click()  # out of the field, in which the keys are its own
    page.keyboard.press("Control+z")
    page.wait_for_selector(f"{ANSWER}[value='0.4']")  # another one, beside the one before at first
    assert_asks_still(playground)
    page.reload()
    assert_asks_still(playground)
    restart(running, page)
    assert_asks_still(playground)
    playground.click("train")
    playground.wait_for_state("done")
    playground.wait_for_text("guess_said", "your 0.4")
    restart(running, page)
    playground.wait_for_state("done")
    playground.wait_for_text("guess_said", "your 0.4")


def assert_asks_still(playground: Playground) -> None:
    page = playground.page
    page.wait_for_selector(QUESTION)
    expect(page.locator(ANSWER)).to_have_value("0.4")
    playground.wait_until_idle()
    assert (playground.state(), marks(page)) == ("ready", [[0.4]])


def drag(page: Page) -> None:
    """From one point of the plane to another, over samples."""
    box = page.locator(".st-key-box_decision .chart").bounding_box()
    assert box
    page.mouse.move(box["x"] + 0.25 * box["width"], box["y"] + 0.75 * box["height"])
    page.mouse.down()
    page.mouse.move(box["x"] + 0.7 * box["width"], box["y"] + 0.2 * box["height"], steps=5)
    page.mouse.up()


def click_on_a_weight(page: Page) -> None:
    """The one in the middle of the upper row of W."""
    box = page.locator(".st-key-box_parameters .chart").bounding_box()
    assert box
    page.mouse.click(box["x"] + 0.5 * box["width"], box["y"] + 0.3 * box["height"])


def test_a_weight_is_guessed_by_a_click_and_a_border_by_a_line_and_both_are_held_against_the_run(
    page: Page, server: str
) -> None:
    """What students type, choose or click on twice, they do in lessons."""
    playground = Playground(page)
    playground.open(f"{server}/?guess_first=1&epochs=300&data=blobs")
    for kind, answer, text, said in (
        ("Weight that grows most", click_on_a_weight, "weight_1_2", "grows most"),
        ("Border", drag, "border_", "Your line lies"),
    ):
        playground.click("train")
        page.wait_for_selector(QUESTION)
        playground.wait_until_idle()
        page.mouse.move(0, 0)
        page.locator(".st-key-guess_kind input").first.click()
        page.get_by_role("option", name=kind, exact=True).click()
        page.wait_for_function(f"location.search.includes('guess_kind={text.partition('_')[0]}')")
        playground.wait_until_idle()
        answer(page)
        page.wait_for_function(f"location.search.includes('guess={text}')")
        wait_for_mark(page)
        playground.click("train")
        playground.wait_for_state("done")
        wait_for_mark(page)
        playground.wait_for_text("guess_said", said)
        assert page.url.count("guess=") == 1


PLACES = """() => ['tools', 'training_table', 'settings', 'buttons', 'status', 'box_parameters',
                   'stage_heading', 'box_history', 'prediction']
  .map(key => document.querySelector(`.st-key-${key}`).getBoundingClientRect())
  .map(({ x, y, width, height }) => [x, y, width, height].map(Math.round))"""


def test_nothing_moves_and_nothing_is_cut_while_it_asks(page: Page, server: str) -> None:
    playground = Playground(page)
    playground.open(f"{server}/?epochs=300")
    for width, height in ((1280, 600), (1280, 720), (1920, 1080)):
        page.set_viewport_size({"width": width, "height": height})
        if width == 1920:
            page.locator(".st-key-language button", has_text="中文").click()
            page.wait_for_selector("[data-language^=zh]", state="attached")
        playground.wait_until_idle()
        let_pass(page, 300)
        before = page.evaluate(PLACES)
        page.keyboard.press("g")
        page.wait_for_function("location.search.includes('guess_first=1')")
        playground.click("train")
        page.wait_for_selector(QUESTION)
        playground.wait_until_idle()
        assert page.evaluate(PLACES) == before
        assert page.evaluate("document.querySelector('.stMain').scrollHeight") <= height
        places = (".st-key-buttons", QUESTION, ".st-key-guess_skip", ".st-key-stage_heading")
        found = [page.locator(place).bounding_box() for place in places]
        above, question, skip, below = [box for box in found if box]
        assert above["y"] + above["height"] <= question["y"]
        assert max(box["y"] + box["height"] for box in (question, skip)) <= below["y"]
        assert page.locator(f"{QUESTION} p").first.evaluate("p => p.scrollWidth <= p.clientWidth")
        page.keyboard.press("g")
        page.wait_for_selector(QUESTION, state="detached")
    page.keyboard.press("g")
    page.wait_for_selector(QUESTION)
    playground.click("guess_skip")
    playground.wait_for_state("done")
    assert page.evaluate(PLACES) == before
