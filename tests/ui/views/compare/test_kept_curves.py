"""The runs that are kept: their curves, and what is typed in the table of them."""

import re
from dataclasses import replace
from functools import partial
from types import SimpleNamespace
from typing import Any
from unittest.mock import Mock

import pandas as pd
import pytest

from playground.charts.looks import LIGHT
from playground.core.dataset import Dataset
from playground.core.insight.record import record_of
from playground.core.run import TrainingRun
from playground.core.settings import TrainingSettings
from playground.session.run_archive import ArchivedRun
from playground.session.session import TRAINING_TABLE
from playground.tables.document import Document, TableState
from playground.texts import Texts
from playground.ui.views.compare import runs

TEXTS = Texts("en")


def kept(dataset: Dataset, number: int = 1, name: str = "", **settings: int) -> ArchivedRun:
    run = TrainingRun(dataset, TrainingSettings(epochs=1, **settings))  # type: ignore[arg-type]
    run.advance(1)
    document = Document({TRAINING_TABLE: TableState(pd.DataFrame(), {})}, {})
    return ArchivedRun(number, record_of(run, ([1], run.loss_history)), document, name)


def cells_of(found: list[ArchivedRun]) -> list[list[str]]:
    html = runs.table_of(found, TEXTS)
    rows = re.findall("<tr.*?>(.*?)</tr>", html)
    return [re.findall("<t[hd]>(.*?)</t[hd]>", row) for row in rows]


@pytest.mark.parametrize("is_new", [True, False])
def test_the_run_on_screen_is_drawn_beside_those_kept_only_where_it_is_asked_for(
    note_dataset: Dataset, is_new: bool
) -> None:
    found = [kept(note_dataset, number) for number in (1, 2)]
    run = TrainingRun(note_dataset, TrainingSettings(epochs=5))
    run.advance(3)
    now: Any = SimpleNamespace(
        texts=TEXTS,
        run=run,
        archive=SimpleNamespace(is_new=lambda _: is_new),
        playback=SimpleNamespace(shown_epoch=3),
    )
    with_present = partial(runs.draw_losses, with_present=True)
    for draw, is_there in ((runs.draw_losses, False), (with_present, is_new)):
        slot = Mock()
        draw(now, slot, found, 300)
        chart, _ = slot.draw.call_args.args
        names = [trace["text"] for trace in chart(LIGHT)["data"]]
        own = [TEXTS("kept_run", number=number) for number in (1, 2)]
        assert names == own + [TEXTS("kept_now")] * is_there
        assert slot.draw.call_args.kwargs["stale"] is False


def test_names_are_shown_as_typed(note_dataset: Dataset) -> None:
    (_, row) = cells_of([replace(kept(note_dataset, name="<b>&"), is_pinned=True)])
    assert row[0] == "📌 &lt;b&gt;&amp;"


def test_the_table_can_be_reached_with_the_keyboard(note_dataset: Dataset) -> None:
    assert 'tabindex="0"' in runs.table_of([kept(note_dataset)], TEXTS)
