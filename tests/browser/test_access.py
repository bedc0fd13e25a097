"""The page for everyone: keyboard, screen reader, theme, both languages, less motion."""

import re

from playwright.sync_api import Browser, Page, expect

from playground.charts.looks import DARK, LIGHT, Palette
from tests.browser.conftest import Playground, let_pass


def has_focus(page: Page, key: str) -> None:
    """Wait until a button has the focus, and can be pressed."""
    page.wait_for_function(
        "key => document.activeElement.closest('.st-key-' + key + ' button:enabled')", arg=key
    )


def announced(page: Page) -> str:
    return page.locator(".announcement").inner_text()


def choose_language(page: Page, name: str) -> None:
    page.get_by_role("radio", name=name).or_(
        page.locator(".st-key-language button", has_text=name)
    ).first.click()


def test_keys_train_pause_go_on_step_and_reset_and_the_state_is_announced(
    ready: Playground,
) -> None:
    page, playground = ready.page, ready
    page.evaluate("document.activeElement.blur()")
    page.evaluate(
        """() => {
             const region = document.querySelector('.announcement');
             window.said = [];
             new MutationObserver(() => said.push(region.innerText))
               .observe(region, {childList: true});
           }"""
    )
    page.keyboard.press("t")
    playground.wait_for_epoch(20)
    page.keyboard.press("p")
    playground.wait_for_state("paused")
    first = f"Paused at epoch {playground.epoch()}: "
    page.wait_for_function("text => said.at(-1)?.startsWith(text)", arg=first)
    page.keyboard.press("p")
    playground.wait_for_epoch(playground.epoch() + 5)
    page.keyboard.press("p")
    playground.wait_for_state("paused")
    epoch = playground.epoch()
    page.keyboard.press("s")
    playground.wait_for_text("status", f"Epoch {epoch + 1}/")
    page.wait_for_function(
        "text => said.at(-1).startsWith(text)", arg=f"Paused at epoch {epoch + 1}"
    )
    page.keyboard.press("0")
    playground.wait_for_state("ready")
    page.wait_for_function("said.at(-1) === ''")
    said = page.evaluate("said")
    assert [text.split(":")[0] for text in said if text] == [
        first.split(":")[0],
        f"Paused at epoch {epoch}",
        f"Paused at epoch {epoch + 1}",
    ]
    assert page.evaluate("document.activeElement === document.body")  # where it was


def test_letters_only_type_where_something_is_typed(ready: Playground) -> None:
    page, playground = ready.page, ready
    playground.grid("training_table").click()
    field = page.locator(".gdg-input")
    page.keyboard.press("t")  # the cell is opened by it
    field.wait_for()
    page.keyboard.type("sp0")
    expect(field).to_have_value("tsp0")
    page.keyboard.press("Escape")
    field.wait_for(state="detached")
    page.locator(".st-key-seed input").click()
    page.keyboard.type("00ts")
    assert page.input_value(".st-key-seed input").startswith("0")
    page.keyboard.press("Escape")
    playground.click("open_data")
    page.locator(".st-key-paste textarea").click()
    page.keyboard.type("tsp0")
    assert page.input_value(".st-key-paste textarea") == "tsp0"
    playground.wait_until_idle()
    assert playground.state() == "ready"
    assert playground.epoch() == 0
    page.fill(".st-key-paste textarea", "")
    close_dialog(page)


def close_dialog(page: Page) -> None:
    page.keyboard.press("Escape")
    page.wait_for_selector("[role=dialog]", state="detached")


def test_the_focus_goes_to_the_button_that_comes_next(page: Page, server: str) -> None:
    ready = Playground(page)
    ready.open(f"{server}/?epochs=100000")
    page.locator(".st-key-train button:visible").focus()
    page.keyboard.press("Enter")
    has_focus(page, "pause")
    ready.wait_for_epoch(1)  # before the first there is nothing to resume
    page.keyboard.press("Enter")
    has_focus(page, "resume")
    page.keyboard.press("Enter")
    has_focus(page, "pause")
    page.keyboard.press("Enter")
    ready.wait_for_state("paused")
    ready.choose_speed("100")
    assert page.evaluate("document.activeElement.closest('.st-key-speed') !== null")
    ready.choose_speed("1000")
    ready.click("reset")
    ready.wait_for_state("ready")
    has_focus(page, "train")
    ready.click("step")
    ready.wait_for_text("status", "Epoch 1/")
    has_focus(page, "step")


def test_at_the_end_of_a_run_the_focus_goes_to_train(page: Page, server: str) -> None:
    playground = Playground(page)
    playground.open(f"{server}/?run=900", "paused")
    page.locator(".st-key-resume button:visible").focus()
    page.keyboard.press("Enter")
    playground.wait_for_state("done")
    has_focus(page, "train")


def test_dark_and_light_follow_the_system_or_are_chosen_on_the_page_and_outlive_a_reload(
    playground: Playground,
) -> None:
    page = playground.page

    def wait_for_charts(theme: Palette) -> None:
        page.wait_for_function(
            """color => [...document.querySelectorAll('.chart')]
                 .every(chart => chart.layout.font.color === color)""",
            arg=theme.text,
        )

    def wait_for(theme: str, background: str) -> None:
        page.wait_for_selector(f".page-facts[data-theme={theme}]", state="attached")
        page.wait_for_function(
            "color => getComputedStyle(document.querySelector('.stApp')).backgroundColor === color",
            arg=background,
        )
        playground.wait_until_idle()
        wait_for_charts({"dark": DARK, "light": LIGHT}[theme])

    page.emulate_media(color_scheme="dark")
    wait_for_charts(DARK)
    page.emulate_media(color_scheme="light")
    wait_for_charts(LIGHT)
    playground.click("step")
    playground.wait_for_text("status", "Epoch 1/")
    playground.click("theme")
    wait_for("dark", "rgb(18, 22, 29)")
    page.reload()
    playground.wait_for_state("paused")
    wait_for("dark", "rgb(18, 22, 29)")
    assert playground.epoch() == 1
    playground.click("theme")
    wait_for("light", "rgb(255, 255, 255)")
    page.evaluate("localStorage.clear()")  # for the pages of other tests


ENGLISH = """() => [...document.querySelectorAll('body *')]
  .filter(element => element.checkVisibility() && !element.closest(
    'style, script, kbd, svg, textarea, [data-testid=stIconMaterial], [role=img], ' +
    'h1 small, .st-key-language, .st-key-state, [data-live-announcer]'))
  .flatMap(element => [
    ...[...element.childNodes].filter(node => node.nodeType === 3).map(node => node.data),
    element.getAttribute('aria-label'), element.getAttribute('placeholder')])
  .filter(text => /[A-Za-z]{3}/.test(text ?? ''))"""
TERMS = re.compile(r"CSV|TSV|ARFF|logits|Ctrl|Enter|x\d|Nesterov|W|MB")


def english(page: Page) -> list[str]:
    """What is left on the page that is neither Chinese nor a term of the field."""
    return [
        text for text in page.evaluate(ENGLISH) if re.search("[A-Za-z]{3}", TERMS.sub("", text))
    ]


def test_a_first_visit_in_chinese_says_nothing_in_english_and_moves_less_if_asked_to(
    browser: Browser, server: str
) -> None:
    context = browser.new_context(locale="zh-CN", reduced_motion="reduce")
    page = context.new_page()
    playground = Playground(page)
    playground.open(server)
    assert page.evaluate("document.documentElement.lang") == "zh-CN"
    assert "线性分类器" in page.locator("h1").inner_text()  # in the browser's own language
    moving = page.evaluate(
        """[...document.querySelectorAll('body *')].map(each => getComputedStyle(each)).filter(
             ({transitionDuration, animationDuration}) =>
               /[1-9]/.test(transitionDuration) || /[1-9]/.test(animationDuration)).length"""
    )
    assert moving == 0
    page.locator(".st-key-training_table .dvn-scroller").hover()
    page.locator(".st-key-training_table [data-testid=stElementToolbarButton]").first.hover()
    page.get_by_text("添加一行").wait_for()
    assert english(page) == []
    playground.click("more")
    page.wait_for_selector(".st-key-momentum")
    assert page.get_by_label("批大小：全部").count()
    playground.wait_until_idle()
    assert english(page) == []
    page.keyboard.press("Escape")
    playground.click("open_data")
    page.locator(".st-key-upload button", has_text="选择文件").wait_for()
    page.get_by_text("最大 20 MB").wait_for()
    page.locator(".st-key-paste textarea").press("a")
    page.get_by_text("按 Ctrl+Enter 键生效").wait_for()
    assert english(page) == []
    close_dialog(page)
    choose_language(page, "English")
    page.wait_for_function("document.documentElement.lang === 'en'")
    playground.wait_until_idle()
    assert page.get_by_label("Help for Seed").count()
    context.close()


def test_help_goes_with_a_dialog_and_takes_no_click_from_what_it_lies_over(
    ready: Playground,
) -> None:
    page, playground = ready.page, ready
    help_ = page.locator("[data-testid=stTooltipContent]")
    box = page.locator(".st-key-shape button:visible").first.bounding_box()
    assert box
    columns = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    open_data = page.locator(".st-key-open_data button:visible").first
    open_data.press("Enter")
    page.wait_for_selector("[role=dialog]")
    playground.wait_until_idle()
    close_dialog(page)
    has_focus(page, "open_data")
    let_pass(page, 500)
    assert help_.count() == 0
    page.keyboard.press("Tab")
    page.keyboard.press("Shift+Tab")
    help_.wait_for()
    page.mouse.click(*columns)
    page.locator(".st-key-shape_result").wait_for()
    close_dialog(page)
