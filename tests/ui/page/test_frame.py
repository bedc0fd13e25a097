"""The frame of the page: what style sheet and scripts find by name, and what stands in a row."""

import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from playground.sharing.experiment_file import from_file
from playground.texts import CATALOGS
from playground.ui import page
from playground.ui.lessons import acts
from tests.page import PICTURES, choose_example, edit, nodes, open_more, opened, press, widget

ROWS = {
    "lesson_buttons",
    *("header", "samples_heading", "training_heading", "model_heading", "prediction_heading"),
    *("code_tools", "explained_tools", "quiz_field", "results_tools"),
    *("compare_tools", "kept_choice", "kept_tools", "sweep_take"),
    *("offer_script", "offer_notebook", "offer_safetensors", "offer_weights_json"),
    *("offer_record", "offer_record_parameters", "offer_report", "own_said"),
    "offer_weights_pt",
    *("decision_sample", "decision_pair", "decision_add"),
    *("stage_heading", "tools", "settings", "buttons", "curves_tools", "import_choices"),
    *("import_columns", "guess_tools", "maker_out"),
    *("pad_row", "pad_class", "pad_vector"),
    *("lesson_files", "offer_worksheet", "worksheet_choices", "hand_in_row"),
}


# addresses of pages, and what is chosen on each
STATES: list[tuple[dict[str, str], dict[str, Any]]] = [
    ({"view": "lines", "line": "loss"}, {"quiz": True}),
    ({"view": "lines", "line": "loss"}, {"picture": True}),
    ({"view": "lines", "line": "probabilities"}, {"quiz": True}),
    ({"view": "samples"}, {}),
    ({"guess": "loss_0.3", "run": "1000"}, {}),
    ({"view": "decision", "data": "blobs", "guess": "border_0_0_1_1"}, {}),
    ({"view": "landscape"}, {}),
    ({"view": "decision", "data": "blobs"}, {"decision_picture": "plane"}),
    ({"view": "decision", "data": "iris"}, {"decision_picture": "slice"}),
    ({"data": "digits"}, {}),
    ({"data": "digits", "view": "lines", "line": "logits"}, {}),
    (PICTURES, {}),
]


class Seen(HTMLParser):
    """The text that a piece of HTML shows, and the classes it has."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text, self.classes = "", set[str]()
        self._is_hidden = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list) -> None:
        said = dict(attrs)
        self.classes |= set(said.get("class", "").split())
        self._is_hidden = tag in ("style", "script") or "hidden" in said

    def handle_endtag(self, tag: str) -> None:
        self._is_hidden = False

    def handle_data(self, data: str) -> None:
        self.text += "" if self._is_hidden else data


def seen(app: AppTest) -> list[Seen]:
    return [Seen(block.proto.body) for block in app.get("html")]


def blocks(app: AppTest) -> dict[str, Any]:
    """The containers that have a key, by it."""
    protos = [getattr(node, "proto", None) for node in nodes(app._tree)]
    ids = [(str(getattr(proto, "id", "")), proto) for proto in protos]
    return {name.split("-", 2)[2]: proto for name, proto in ids if name.startswith("$$ID-")}


@pytest.fixture(scope="module")
def states() -> list[dict[str, Any]]:
    """All that has a key, in states of the page that together have everything on it."""
    app = opened()
    app.selectbox(key="speed").set_value("full")
    app.session_state["gallery"] = app.session_state["share"] = True
    app.session_state["lessons"] = True
    app.session_state["scaling"] = app.session_state["confusion"] = True
    open_more(app)
    found = [blocks(app)]
    press(app, "make_lesson")
    found.append(blocks(app))
    widget(app, "standardise").set_value(True)
    widget(app, "test_share").set_value(0.5)
    press(app, "step")
    found.append(blocks(app))
    press(app, "reset")
    app.session_state["paste"] = "a,b,label\n" + "1,p,x\n2,q,y\n" * 2
    press(app, "open_data")
    found.append(blocks(app))
    press(app, "shape")
    found.append(blocks(app))
    widget(app, "standardise").set_value(False)
    choose_example(app, "wild_scales")
    press(app, "train")
    found.append(blocks(app))
    edit(app, "training_table", edited_rows={0: {"label": ""}})
    found.append(blocks(app))
    for query, choices in STATES:
        app = opened(**query)
        for name, value in choices.items():
            widget(app, name).set_value(value).run()
        found.append(blocks(app))
    own = opened()
    press(own, "edit_parameters")
    edit(own, "parameters_table", edited_rows={0: {"0": "x"}})
    found.append(blocks(own))
    lesson = opened(lesson="outlier")
    found.append(blocks(lesson))
    attended = lesson.session_state["session"]
    acts.open_file(attended, from_file(acts.file_of(attended)()))
    found.append(blocks(lesson.run()))
    found.append(blocks(opened(lesson="outlier", step="4")))
    compare = opened(view="compare", run="5", epochs="5")
    found.append(blocks(compare))
    widget(compare, "seed").set_value(1).run()
    press(compare, "train")
    for mode, key in (("pair", ""), ("sweep", "sweep_start")):
        compare.button_group(key="compare_mode").set_value(mode).run()
        if key:
            press(compare, key)
        found.append(blocks(compare))
    return found


def named(files: str) -> set[str]:
    """What these files call by a key."""
    paths = (Path(page.__file__).parent).glob(files)
    text = "\n".join(path.read_text(encoding="utf-8") for path in paths)
    return set(re.findall(r"st-key-(\w+)", text))


def test_what_style_sheet_and_scripts_name_is_on_the_page(states: list[dict[str, Any]]) -> None:
    keys = {key for state in states for key in state}
    for name in named("web/styles/*.css") | named("web/scripts/*.js"):
        if name.endswith("_"):
            assert any(key.startswith(name) for key in keys), name
        else:
            assert name in keys, name


def test_what_belongs_side_by_side_stands_in_a_row(states: list[dict[str, Any]]) -> None:
    boxes = {key: box for state in states for key, box in state.items()}
    boxes = {key: box for key, box in boxes.items() if hasattr(box, "flex_container")}
    horizontal = type(boxes["header"].flex_container).HORIZONTAL
    in_rows = {k for k, box in boxes.items() if box.flex_container.direction == horizontal}
    assert in_rows == ROWS


def test_no_column_of_the_page_stands_empty(app: AppTest) -> None:
    for key in ("more", "gallery", "share"):
        app.session_state[key] = True
    app.run()
    columns = [node for node in nodes(app._tree) if node.type == "column"]
    assert len(columns) > 6
    assert all(column.children for column in columns)


def test_style_sheet_or_scripts_know_each_class_of_the_page_s_html(app: AppTest) -> None:
    press(app, "fill_model")
    folder = Path(page.__file__).parent
    paths = [*folder.glob("web/styles/*.css"), *folder.glob("web/scripts/*.js")]
    known = set(re.findall(r"[\w-]+", "\n".join(path.read_text("utf-8") for path in paths)))
    used = {name for each in seen(app) for name in each.classes}
    assert {"chart", "chart-figure", "page-facts", "row-facts"} <= used
    assert used <= known


def test_html_shows_nothing_but_titles_numbers_and_the_log(app: AppTest) -> None:
    app.number_input(key="epochs").set_value(100)
    press(app, "train")
    texts = [each.text for each in seen(app) if each.text]
    assert sorted(text for text in texts if not text.startswith("#")) == [
        "1 Samples",
        "2 Training",
        "3 Model",
        "4 Prediction",
        "Epoch [100/100], Loss: 0.3329\nTraining complete.",
        "Linear classifier playground z = x Wᵀ + b → softmax → cross-entropy"
        + CATALOGS["en"]["offline"],
        "done",
    ]
    assert len([text for text in texts if text.startswith("#")]) == 1  # the table of answers
