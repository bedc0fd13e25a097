"""Train asks first: by mouse and keys, too early, twice, and on a server that goes away."""

from playwright.sync_api import Page, expect

from tests.browser.conftest import Playground, let_pass
from tests.browser.test_early_clicks import restart, slowed
from tests.server import Server

QUESTION = ".st-key-guess_question"
ANSWER = ".st-key-guess input"
MARKED = """[...document.querySelectorAll('.js-plotly-plot')].some(chart =>
  chart.checkVisibility() && chart.data?.some(({ meta }) => meta === 'guess'))"""


def test_a_double_click_as_soon_as_the_page_is_there_asks_and_skips_nothing(
    page: Page, server: str
) -> None:
    page.goto(f"{server}/?guess_first=1&epochs=300")
    train = page.locator(".st-key-train button:visible").first
    train.wait_for()
    with slowed(page):
        train.dblclick(force=True, no_wait_after=True)
        page.wait_for_selector(QUESTION)
    playground = Playground(page)
    playground.wait_until_idle()
    for _ in range(5):  # a key that is held down
        page.keyboard.down("t")
    page.keyboard.up("t")
    let_pass(page, 500)
    playground.wait_until_idle()
    assert (playground.state(), playground.epoch()) == ("ready", 0)
    page.fill(ANSWER, "0.3")
    train.dblclick()  # at once, the field not yet left
    playground.wait_for_state("done")
    playground.wait_for_text("guess_said", "your 0.3")


def test_a_question_with_its_answer_and_a_guess_outlive_a_reload_and_a_server_that_is_killed(
    page: Page, server: str, running: Server
) -> None:
    playground = Playground(page)
    playground.open(f"{server}/?guess_first=1&epochs=300")
    playground.click("train")
    page.wait_for_selector(QUESTION)
    playground.wait_until_idle()
    page.fill(ANSWER, "0.4")
    page.keyboard.press("Enter")
    page.wait_for_url("**guess=loss_0.4**")
    for go_on in (page.reload, lambda: restart(running, page)):
        go_on()
        page.wait_for_selector(QUESTION)
        expect(page.locator(ANSWER)).to_have_value("0.4")
        playground.wait_for_state("ready")
        page.wait_for_function(MARKED)
    playground.click("train")
    playground.wait_for_state("done")
    restart(running, page)
    playground.wait_for_state("done")
    playground.wait_for_text("guess_said", "your 0.4")


def place(page: Page, box: str, x: float, y: float) -> tuple[float, float]:
    """A point of a chart, in parts of its width and height."""
    found = page.locator(f".st-key-box_{box} .chart").bounding_box()
    assert found
    return found["x"] + x * found["width"], found["y"] + y * found["height"]


def draw_a_line(page: Page) -> None:
    """Over samples of the plane."""
    page.mouse.move(*place(page, "decision", 0.25, 0.75))
    page.mouse.down()
    page.mouse.move(*place(page, "decision", 0.7, 0.2), steps=5)
    page.mouse.up()


def click_on_a_weight(page: Page) -> None:
    """The one in the middle of the upper row of W."""
    page.mouse.click(*place(page, "parameters", 0.5, 0.3))


def test_a_weight_is_guessed_by_a_click_and_a_border_by_a_line_and_both_are_held_against_the_run(
    page: Page, server: str
) -> None:
    """What students type, choose or click on twice, they do in lessons."""
    playground = Playground(page)
    playground.open(f"{server}/?guess_first=1&epochs=300&data=blobs")
    for kind, answer, text, said in (
        ("Weight that grows most", click_on_a_weight, "weight_1_2", "grows most"),
        ("Border", draw_a_line, "border_", "Your line lies"),
    ):
        playground.click("train")
        page.wait_for_selector(QUESTION)
        playground.wait_until_idle()
        page.mouse.move(0, 0)
        page.locator(".st-key-guess_kind input").first.click()
        page.get_by_role("option", name=kind, exact=True).click()
        page.wait_for_url(f"**guess_kind={text.partition('_')[0]}*")
        playground.wait_until_idle()
        answer(page)
        page.wait_for_url(f"**guess={text}*")
        playground.click("train")
        playground.wait_for_state("done")
        page.wait_for_function(MARKED)
        playground.wait_for_text("guess_said", said)


PLACES = """() => ['tools', 'training_table', 'settings', 'buttons', 'status', 'box_parameters',
                   'stage_heading', 'box_history', 'prediction']
  .map(key => document.querySelector(`.st-key-${key}`).getBoundingClientRect())
  .map(({ x, y, width, height }) => [x, y, width, height].map(Math.round))"""
IS_WHOLE = """height => {
  const box = key => document.querySelector(`.st-key-${key}`).getBoundingClientRect();
  const words = document.querySelector('.st-key-guess_question p');
  return box('buttons').bottom <= box('guess_question').top
    && ['guess_question', 'guess_skip'].every(key => box(key).bottom <= box('stage_heading').top)
    && words.scrollWidth <= words.clientWidth
    && document.querySelector('.stMain').scrollHeight <= height; }"""


def test_nothing_moves_and_nothing_is_cut_while_it_asks(page: Page, server: str) -> None:
    playground = Playground(page)
    playground.open(server)
    for width, height in ((1280, 600), (1280, 720), (1920, 1080)):
        page.set_viewport_size({"width": width, "height": height})
        if width == 1920:
            page.locator(".st-key-language button", has_text="中文").click()
            page.wait_for_selector("[data-language^=zh]", state="attached")
        playground.wait_until_idle()
        let_pass(page, 300)
        before = page.evaluate(PLACES)
        page.keyboard.press("g")
        page.wait_for_url("**guess_first=1*")
        playground.click("train")
        page.wait_for_selector(QUESTION)
        playground.wait_until_idle()
        assert page.evaluate(PLACES) == before
        assert page.evaluate(IS_WHOLE, height)
        page.keyboard.press("g")
        page.wait_for_selector(QUESTION, state="detached")
