"""What stands on the page, as a reader finds it: titles, buttons, captions and their help."""

import html
import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from playground.texts import CATALOGS
from tests.page import edit, html_of, nodes, opened, press

OPENING = "title formula offline language samples undo_help redo_help shape shape_help examples"
OPENING += " open_data open_data_help download_csv download_csv_help training more speed_help speed"
OPENING += " speed_full log_axis log_axis_help log_empty model prediction share label label_help"
OPENING += " feature_help train train_help pause pause_help resume resume_help step step_help reset"
OPENING += " reset_help"
SETTINGS = "optimizer optimizer_sgd optimizer_adam initial_weights_random initial_weights_zero"


def strings(value: Any) -> Iterator[str]:
    """All texts within a message, those in JSON within it too."""
    if hasattr(value, "ListFields"):
        yield from strings([item for _, item in value.ListFields()])
    elif isinstance(value, dict):
        yield from strings(list(value.values()))
    elif isinstance(value, str):
        yield from strings(json.loads(value)) if value.startswith("{") else [html.unescape(value)]
    elif isinstance(value, Iterable) and not isinstance(value, bytes):
        for item in value:
            yield from strings(item)


def missing(app: AppTest, keys: str, language: str = "en") -> list[str]:
    """Which of these texts do not stand on the page."""
    protos = [getattr(node, "proto", None) for node in nodes(app._tree)]
    everything = "\n".join(strings(protos))
    return [key for key in keys.split() if not said(CATALOGS[language][key], everything)]


def said(text: str, everything: str) -> bool:
    """Whether a text stands there, whatever its placeholders hold."""
    return all(part in everything for part in re.split(r"\{[^}]*\}", text))


def folded_out(app: AppTest, *keys: str) -> AppTest:
    for key in keys:
        app.session_state[key] = True
    app.run()
    return app


@pytest.mark.parametrize("language", CATALOGS)
def test_the_page_opens_with_its_titles_buttons_and_help(app: AppTest, language: str) -> None:
    app.segmented_control(key="language").set_value(language).run()
    folded_out(app, "gallery", "more", "share")
    keys = "examples_help download_experiment download_experiment_help"
    assert missing(app, f"{OPENING} {SETTINGS} {keys}", language) == []
    assert missing(app, "samples_locked epoch_help", language) == ["samples_locked", "epoch_help"]


def test_what_is_locked_and_what_is_older_than_the_data_is_said(app: AppTest) -> None:
    press(app, "step")
    assert missing(app, "samples_locked epoch epoch_help") == []
    press(app, "resume")
    assert missing(app, "stale stale_untrainable") == ["stale", "stale_untrainable"]
    edit(app, "training_table", edited_rows={0: {"x1": "8"}})
    assert missing(app, "stale stale_untrainable") == ["stale_untrainable"]
    edit(app, "training_table", edited_rows={0: {"x1": "oops"}})
    assert missing(app, "stale stale_untrainable") == ["stale"]


def test_a_long_name_of_a_class_is_shortened_over_its_numbers_and_whole_on_hover(
    app: AppTest,
) -> None:
    names = {0: {"label": "abcdefgh"}, 1: {"label": "mnopqrstuvwxyz"}}
    edit(app, "training_table", edited_rows=names)
    shown = " ".join(block.proto.body for block in app.get("html"))
    assert "abcdefgh" in shown
    assert 'title="abcdefgh"' not in shown
    assert '<span title="mnopqrstuvwxyz">mnopqrs…</span>' in shown


def test_names_of_three_flowers_are_whole_over_their_numbers_and_as_the_answer() -> None:
    names = "sepal..20.length_sepal..20.width_petal..20.length_petal..20.width"
    app = opened(data="iris", run="100", test=f"{names}~7_3_6_2")
    shown = html_of(app)
    for name in ("versicolor", "virginica"):
        assert f"</span> {name}</th>" in shown
    assert '<b class="long" title="virginica">virginica</b>' in shown


def test_without_test_vectors_it_is_said_how_to_get_a_prediction(app: AppTest) -> None:
    edit(app, "test_table", deleted_rows=[0, 1])
    assert missing(app, "no_test_rows") == []
    assert missing(app, "prediction_table") == ["prediction_table"]


def test_an_example_says_what_it_teaches_and_whose_it_is(app: AppTest) -> None:
    folded_out(app, "gallery")
    shown = " ".join(block.proto.body for block in app.get("html"))
    assert "CC BY 4.0" in shown
    assert shown.count("<small> · ") == shown.count("CC BY")


def test_the_size_of_the_table_is_said() -> None:
    captions = [caption.value for caption in opened(data="iris").caption]
    assert "150 samples · 4 features · 3 classes" in captions
