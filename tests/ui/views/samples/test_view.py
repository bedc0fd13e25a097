"""The view of the samples: its numbers, which are shown, and the way to line by line."""

import re
from functools import partial

import pytest
import torch
from streamlit.testing.v1 import AppTest
from torch import nn

from playground.session.view_fields import Cell
from playground.texts import Texts
from playground.ui import player
from playground.ui.views.samples.rows import MAX_ROWS, MAX_ROWS_IN_A_RUN
from playground.ui.views.samples.view import MAX_NUMBERS, _cell, _results, _sample, _summary
from tests import page
from tests.page import edit, html_of, note_tensors, press, tell, traces, widget
from tests.session.opened import opened as opened_session

TEXTS = Texts("en")


opened = partial(page.opened, view="samples")


def shown(app: AppTest, name: str) -> dict[int, float]:
    """A number of each sample by its row, in the order shown."""
    found = re.findall(rf'data-name="{name}" data-row="(\d+)" data-value="([^"]+)"', html_of(app))
    return {int(row): float(value) for row, value in found}


def test_numbers_are_those_of_torch_at_the_epoch_shown(note: dict) -> None:
    app = opened(run="1000", epoch="500")
    features, targets = note_tensors(note)
    weight = torch.tensor(traces(app)["weight"][0]["z"])
    bias = torch.tensor(traces(app)["bias"][0]["z"]).flatten()
    logits = nn.functional.linear(features, weight, bias)
    losses = nn.functional.cross_entropy(logits, targets, reduction="none")
    assert list(shown(app, "loss").values()) == losses.tolist()
    p = logits.softmax(1)[torch.arange(10), targets]
    assert list(shown(app, "p").values()) == p.tolist()
    slopes = logits.softmax(1) - nn.functional.one_hot(targets, 2)
    pulls = torch.tensor(list(shown(app, "pull").values()), dtype=torch.float32)
    torch.testing.assert_close(
        pulls, slopes.norm(dim=1) * features.norm(dim=1), rtol=1e-3, atol=1e-5
    )


def test_iris_is_confused_where_two_flowers_overlap_and_a_click_leads_there() -> None:
    app = opened(data="iris", run="1000")
    cells = re.findall(
        r'data-name="count" data-row="(\d)" data-col="(\d)" data-value="(\d+)"', html_of(app)
    )
    wrong = {(row, col): int(n) for row, col, n in cells if row != col and n != "0"}
    assert wrong == {("1", "2"): 6}
    tell(app, "cell", label=1, predicted=2)
    assert len(shown(app, "loss")) == 6
    sample = next(iter(shown(app, "loss")))
    tell(app, "sample", number=sample + 1)
    assert f"<b>Sample {sample + 1}</b>" in html_of(app)
    assert f'class="chosen wrong" data-sample="{sample}"' in html_of(app)
    press(app, "results_explain")
    assert app.query_params["view"] == "lines"
    assert app.query_params["line"] == "loss"
    assert app.query_params["sample"] == str(sample + 1)


def test_a_second_click_on_a_cell_or_the_button_shows_all_again() -> None:
    app = opened(run="1")
    assert "results_all" not in [button.key for button in app.button]
    tell(app, "cell", label=0, predicted=0)
    few = len(shown(app, "p"))
    assert few < 10
    press(app, "results_all")
    assert len(shown(app, "p")) == 10
    for count in (few, 10):
        tell(app, "cell", label=0, predicted=0)
        assert len(shown(app, "p")) == count


def test_the_wrong_ones_alone_or_a_sentence_when_there_are_none() -> None:
    app = opened(run="1000")
    widget(app, "results_wrong").set_value(True).run()
    assert shown(app, "p") == {}
    assert TEXTS("results_none") in html_of(app)
    app = opened(run="1")
    widget(app, "results_wrong").set_value(True).run()
    assert all(p < 0.5 for p in shown(app, "p").values())


def test_held_out_samples_stand_apart() -> None:
    assert [choice.key for choice in opened().button_group if "part" in (choice.key or "")] == []
    app = opened(data="iris", test_share="0.2", run="5")
    trained_on = shown(app, "p")
    assert len(trained_on) == 120
    app.button_group(key="results_part").set_value("test").run()
    assert shown(app, "p").keys() == set(range(150)) - trained_on.keys()


def test_of_many_samples_the_first_are_shown_and_it_is_said() -> None:
    app = opened()
    rows = [{"x1": str(n), "x2": "0", "x3": "1", "label": str(n % 2)} for n in range(300)]
    edit(app, "training_table", added_rows=rows)
    assert len(shown(app, "p")) == MAX_ROWS
    assert TEXTS("results_limited", shown=MAX_ROWS, count=310) in html_of(app)


def test_a_diverged_run_and_names_with_markup_are_said_plainly() -> None:
    app = opened(learning_rate="1000", weight_decay="100", run="50")
    assert TEXTS("results_not_finite") in html_of(app)
    edit(app, "training_table", edited_rows={0: {"label": "<b>x"}})
    press(app, "reset")
    assert "<b>x" not in html_of(app).replace("&lt;b&gt;x", "")
    assert "&lt;b&gt;x" in html_of(app)


def test_results_of_an_earlier_table_are_marked() -> None:
    app = opened(run="1000")
    edit(app, "training_table", edited_rows={0: {"x1": "5"}})
    assert html_of(app).count(TEXTS("stale_mark")) == 2  # here, and at the model


def said(app: AppTest) -> str:
    """What stands above the rows."""
    return next(b.proto.body for b in app.get("html") if b.proto.body.startswith("<p>150 samples"))


def test_samples_and_wrong_ones_are_counted_above_the_rows_and_of_a_cell_those_in_it() -> None:
    app = opened(data="iris", run="1000", epoch="10")
    cells = re.findall(r'data-row="(\d)" data-col="(\d)" data-value="(\d+)"', html_of(app))
    counts = {(row, col): int(n) for row, col, n in cells if int(n)}
    wrong = sum(n for (row, col), n in counts.items() if row != col)
    assert 0 < wrong < 150
    told = [
        TEXTS("results_count", count=150, epoch=10),
        TEXTS("results_count_wrong", count=wrong, accuracy=f"{100 * (1 - wrong / 150):.4g} %"),
    ]
    assert said(app).startswith(f"<p>{' · '.join(told)}</p>")
    (row, col), count = next(iter(counts.items()))
    tell(app, "cell", label=int(row), predicted=int(col))
    names = app.session_state["session"].run.dataset.class_names
    cell = {"label": names[int(row)], "predicted": names[int(col)], "count": count}
    assert said(app).startswith(f"<p>{' · '.join([*told, TEXTS('results_cell', **cell)])}</p>")
    assert len(shown(app, "p")) == count


def test_in_a_run_fewer_are_drawn_again_and_again(monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(data="iris")
    assert len(shown(app, "p")) == 150
    monkeypatch.setattr(player, "play", lambda *_: None)
    press(app, "train")
    assert len(shown(app, "p")) == MAX_ROWS_IN_A_RUN
    assert TEXTS("results_limited", shown=MAX_ROWS_IN_A_RUN, count=150) in said(app)


@pytest.mark.parametrize(("count", "is_limited"), [(MAX_ROWS, False), (MAX_ROWS + 1, True)])
def test_only_where_not_all_are_shown_it_is_said(count: int, is_limited: bool) -> None:
    session = opened_session(data="iris")
    words = _summary(session, _results(session.run, 0, "training"), count)
    assert (TEXTS("results_limited", shown=MAX_ROWS, count=count) in words) is is_limited


def test_in_an_order_other_than_the_table_s_the_largest_comes_first() -> None:
    app = opened(data="iris", run="20")
    for order in ("loss", "pull"):
        app.button_group(key="results_order").set_value(order).run()
        values = list(shown(app, order).values())
        assert values == sorted(values, reverse=True)
        assert len(set(values)) > 100


@pytest.mark.parametrize("data", ["iris", "wine"])
def test_the_chosen_sample_is_told_as_it_was_typed_as_far_as_there_is_room(data: str) -> None:
    dataset = opened_session(data=data).run.dataset
    x = ", ".join(f"{value:.4g}" for value in dataset.features[59].tolist()[:MAX_NUMBERS])
    x += ", …" if dataset.n_features > MAX_NUMBERS else ""
    label = dataset.class_names[int(dataset.targets[59])]
    said = TEXTS("results_chosen", number=60, x=x, label=label)
    assert _sample(dataset, 59, TEXTS) == f"<p>{said}</p>"


@pytest.mark.parametrize(
    ("chosen", "cell"),
    [(None, None), ((1, 0), (1, 0)), ((2, 0), None), ((0, 2), None), ((1, 1), (1, 1))],
)
def test_a_cell_of_the_matrix_is_one_that_the_run_has(
    chosen: tuple[int, int] | None, cell: tuple[int, int] | None
) -> None:
    session = opened_session()
    session.samples.cell = Cell(*chosen) if chosen else None
    assert _cell(session) == cell
