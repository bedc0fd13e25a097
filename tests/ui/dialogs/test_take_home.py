"""What Share has to take home: the list of pictures, and the report of the page."""

import html
import json
import re

import pytest
from streamlit.testing.v1 import AppTest

from playground.charts.looks import DARK
from playground.texts import CATALOGS, Texts
from playground.ui import page
from playground.ui.dialogs import pictures
from tests.page import APP, edit, figures, html_of
from tests.report.pages import Page


def opened(**query: str) -> AppTest:
    """The page with Share open."""
    app = AppTest.from_file(APP, default_timeout=60)
    app.query_params.update(query)
    app.session_state["share"] = True
    app.run()
    assert not app.exception
    return app


def offered(app: AppTest) -> list[dict[str, str]]:
    """The attributes of each button that saves a picture."""
    found = re.findall(r"<button (data-boxes.*?)>", html_of(app))
    return [
        {key: html.unescape(value) for key, value in re.findall(r'([\w-]+)="(.*?)"', attributes)}
        for attributes in found
    ]


@pytest.mark.parametrize(
    ("view", "boxes"),
    [
        ("curves", ["parameters", "history"]),
        ("decision", ["parameters", "decision"]),
        ("landscape", ["parameters", "landscape path"]),
        ("samples", ["parameters"]),
    ],
)
def test_each_chart_on_show_is_offered_as_png_and_svg(view: str, boxes: list[str]) -> None:
    found = offered(opened(view=view, run="5"))
    assert [(each["data-boxes"], each["data-kind"]) for each in found] == [
        (box, kind) for box in boxes for kind in ("png", "svg")
    ]


def test_pictures_are_named_after_the_example_as_long_as_the_run_is_of_it() -> None:
    app = opened(data="iris", run="5", epochs="5")
    assert offered(app)[2]["data-file"] == "iris-loss"
    edit(app, "training_table", edited_rows={0: {"label": "virginica"}})
    assert offered(app)[2]["data-file"] == "experiment-loss"


@pytest.mark.parametrize("language", CATALOGS)
def test_their_buttons_say_what_they_save(language: str) -> None:
    texts = Texts(language)
    names = [each["aria-label"] for each in offered(opened(language=language))]
    assert names[0] == texts("picture_save", name=texts("picture_parameters"), kind="PNG")
    assert len(set(names)) == len(names) == 4


@pytest.mark.parametrize("language", CATALOGS)
def test_each_box_of_a_chart_has_a_name(language: str) -> None:
    assert {f"picture_{box}" for box in pictures.FILES} <= CATALOGS[language].keys()


def printed(app: AppTest) -> list[dict]:
    """The charts in the colours of paper."""
    found = re.findall(r'<pre class="chart-print" hidden>(.*?)</pre>', html_of(app))
    return [json.loads(text) for text in found]


@pytest.mark.parametrize("query", [{}, {"view": "landscape", "run": "20"}])
def test_a_dark_page_has_each_chart_in_the_colours_of_a_light_one_too(
    query: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    light = opened(**query)
    assert not printed(light)
    monkeypatch.setattr(page, "palette", lambda: DARK)
    dark = opened(**query)
    assert [figure["layout"] for figure in figures(dark)] != [
        figure["layout"] for figure in figures(light)
    ]
    assert printed(dark) == [
        {"data": figure["data"], "layout": figure["layout"]} for figure in figures(light)
    ]
    dark.session_state["share"] = False
    assert not printed(dark.run())


def _reported() -> None:
    import streamlit as st

    from playground.session.session import begin
    from playground.ui.dialogs import share

    session = begin(["curves"])
    session.run.advance(session.playback.goal)
    session.playback.pause()
    session.prepare()
    st.code(share.report_of(session)().decode())


def reported(**query: str) -> Page:
    app = AppTest.from_function(_reported)
    app.query_params.update(query)
    app.run(timeout=60)
    assert not app.exception
    return Page(app.code[0].value)


def test_the_report_has_the_example_s_words_and_leads_back_to_the_experiment() -> None:
    found = reported(data="iris", run="100", epochs="100", language="zh")
    assert found.texts("h1") == ["鸢尾花"]
    assert any(text.startswith("用四个长度") for text in found.texts("p"))
    [link] = found.attributes("a")
    assert link["href"].endswith("/?v=1&epochs=100&data=iris&run=100&language=zh")


def test_a_run_of_earlier_settings_has_a_report_without_a_link() -> None:
    app = AppTest.from_function(_reported)
    app.query_params.update(data="iris", run="100", epochs="100")
    app.run(timeout=60)
    app.session_state["session"].fields.set("seed", 7)
    app.run(timeout=60)
    found = Page(app.code[0].value)
    assert not found.attributes("a")
    assert "0" in found.texts("td")


def test_the_report_is_offered_beside_the_others() -> None:
    labels = {button.proto.label for button in opened().get("download_button")}
    kinds = [
        "script",
        "notebook",
        "report",
        "worksheet",
        "safetensors",
        "weights_json",
        "weights_pt",
    ]
    kinds += ["record", "record_parameters"]
    assert {CATALOGS["en"][f"take_{kind}"] for kind in kinds} <= labels


def test_the_report_says_that_the_run_diverged_and_when() -> None:
    table = "x1_label~3e38_a~-3e38_b"
    said = reported(samples=table, test="x1~1", learning_rate="1000", epochs="50", run="50")
    paragraphs = said.texts("p")
    assert any("no longer a finite number" in text for text in paragraphs), paragraphs
    assert not any("finite" in text for text in reported(run="5", epochs="5").texts("p"))


def _worksheets() -> None:
    import streamlit as st

    from playground.session.session import begin
    from playground.ui.dialogs import worksheets

    session = begin(["curves"])
    session.run.advance(session.playback.goal)
    session.playback.pause()
    session.prepare()
    worksheets.draw_choices(session)
    st.code(worksheets.made(session)().decode())


def test_as_many_worksheets_are_made_as_asked_for_and_differ_as_chosen() -> None:
    app = AppTest.from_function(_worksheets)
    app.query_params.update(data="iris", run="9", epochs="9", sample="7")
    app.run(timeout=60)
    assert not app.exception
    assert app.code[0].value.count('<article class="sheet">') == 1
    assert "Worksheet: Iris" in Page(app.code[0].value).texts("h1")
    titles = Page(app.code[0].value).texts("h2")
    assert "W and b after epoch 9" in titles
    assert any(title.startswith("Sample 7:") for title in titles)
    assert not app.toggle  # of a single one there is nothing to choose
    app.number_input(key="worksheet_copies").set_value(3).run()
    app.toggle(key="worksheet_seeds").set_value(True).run()
    seeds = re.findall(r"<th>Seed</th><td>(\d+)</td>", app.code[0].value)
    assert seeds == ["0", "1", "2"]
    assert "W and b after epoch 0" in Page(app.code[0].value).texts("h2")
