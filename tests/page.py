"""Driving the whole page without a browser."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import torch
from streamlit.proto.WidgetStates_pb2 import WidgetState
from streamlit.runtime.state.session_state import STREAMLIT_INTERNAL_KEY_PREFIX
from streamlit.testing.v1 import AppTest

from playground.tables.edits import apply_edits
from tests import plain_loop

# what an address says of samples that are pictures of 2 x 2 pixels, and of two test vectors
PICTURES = {
    "samples": "begin~r1c1_r1c2_r2c1_r2c2_label~1_1_0_0_top~0_0_1_1_bottom~end",
    "test": "begin~r1c1_r1c2_r2c1_r2c2~1_0_0_0~0_0_0_1~end",
}

APP = Path(__file__).parent.parent / "app.py"


def opened(**query: str) -> AppTest:
    """The page with this address."""
    app = AppTest.from_file(APP, default_timeout=60)
    app.query_params.update(query)
    app.run()
    assert not app.exception
    return app


def _editor(app: AppTest, name: str) -> tuple[str, pd.DataFrame]:
    """The key of a table's editor, which is the name and a suffix, and what it started from."""
    for editor in app.dataframe:
        if found := re.search(rf"-({name}(_\w+)?)$", editor.proto.id):
            return found[1], editor.value
    raise KeyError(name)


def edit(app: AppTest, name: str, **edits: Any) -> None:
    empty: dict = {"edited_rows": {}, "added_rows": [], "deleted_rows": []}
    app.session_state[_editor(app, name)[0]] = {**empty, **edits}
    app.run()


def tell(app: AppTest, what: str, **said: Any) -> None:
    """Have the page drawn after its scripts told the server this."""
    (listener,) = [
        node.proto for node in nodes(app._tree) if getattr(node, "key", "") == "told_hear"
    ]
    events = [{"event": "said", "value": {"what": what, **said}}]
    name = f"{STREAMLIT_INTERNAL_KEY_PREFIX}_{listener.id}__events"
    states = app._tree.get_widget_states()
    states.widgets.append(WidgetState(id=name, json_trigger_value=json.dumps(events)))
    app._run(states)
    assert not app.exception


def nodes(node: Any) -> Iterator[Any]:
    """A node of the page, and all below it."""
    yield node
    for child in getattr(node, "children", {}).values():
        yield from nodes(child)


def traces(app: AppTest) -> dict[str, list[dict]]:
    found: dict[str, list[dict]] = {}
    for figure in figures(app):
        for trace in figure["data"]:
            found.setdefault(trace["meta"], []).append(trace)
    return found


def figures(app: AppTest) -> list[dict]:
    """The charts as they are sent to the browser."""
    found = re.findall(r'<pre class="chart-figure" hidden>(.*?)</pre>', html_of(app))
    return [json.loads(text) for text in found]


def html_of(app: AppTest) -> str:
    """All of it but what comes once more, ahead of its page, and the number of the page run."""
    bodies = (re.sub(' data-run="[0-9]+"', "", block.proto.body) for block in app.get("html"))
    return " ".join(body for body in bodies if not body.startswith('<pre class="chart-ahead'))


def answers(app: AppTest, name: str) -> dict[int, list[float]]:
    """``p`` or ``z`` of each class, exact, by the place of the test vector."""
    found: dict[int, list[float]] = {}
    cell = rf'data-name="{name}" data-row="(\d+)" data-col="\d+" data-value="([^"]+)"'
    for row, value in re.findall(cell, html_of(app)):
        found.setdefault(int(row), []).append(float(value))
    return found


def state_of(app: AppTest) -> str:
    words = ("ready", "running", "paused", "done", "diverged")
    return next(word for word in words if f"<span>{word}</span>" in html_of(app))


def status_of(app: AppTest) -> str:
    return app.get("progress")[0].proto.text


def messages(app: AppTest) -> str:
    return " ".join(box.value for box in [*app.error, *app.warning, *app.info]).replace("\\", "")


def is_trainable(app: AppTest) -> bool:
    return not app.button(key="train").disabled


def widget(app: AppTest, name: str) -> Any:
    """The widget of a field: its key gets a number when it is replaced."""
    found = [*app.number_input, *app.selectbox, *app.toggle, *app.slider]
    found += [*app.text_input, *app.text_area, *app.button_group]
    return next(w for w in found if re.fullmatch(rf"{name}(_\d+)?", w.key or ""))


def press(app: AppTest, key: str) -> None:
    app.button(key=key).click().run()
    assert not app.exception


def open_more(app: AppTest) -> None:
    """Fold out the settings that go beyond the note's."""
    app.session_state["more"] = True
    app.run()


def choose_example(app: AppTest, name: str) -> None:
    app.session_state["gallery"] = True  # the popover is opened
    app.run()
    press(app, f"example_{name}")


def table_of(app: AppTest, name: str) -> list[list[str]]:
    """The cells that an editor shows."""
    key, base = _editor(app, name)
    edits = app.session_state[key] if key in app.session_state else {}  # noqa: SIM401  # no get
    return apply_edits(base, edits).fillna("").to_numpy().tolist()


def note_tensors(note: dict) -> tuple[torch.Tensor, torch.Tensor]:
    return torch.tensor(note["features"], dtype=torch.float32), torch.tensor(note["targets"])


def initial_weight() -> list[list[float]]:
    """W of the note's experiment before the first epoch."""
    torch.manual_seed(0)
    return torch.nn.Linear(3, 2).weight.tolist()


def assert_shows(app: AppTest, plain: plain_loop.PlainResult) -> None:
    shown = traces(app)
    if "weight_picture" in shown:
        pictures = torch.tensor([trace["z"] for trace in shown["weight_picture"]])
        assert torch.equal(pictures.flatten(1), plain.weight)
    else:
        assert shown["weight"][0]["z"] == plain.weight.tolist()
        assert shown["bias"][0]["z"] == [[value] for value in plain.bias.tolist()]
    assert shown["loss"][0]["y"] == plain.losses
    assert shown["accuracy"][0]["y"] == plain.accuracies
