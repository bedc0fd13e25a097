"""Runs that have ended and are kept."""

import pandas as pd

from playground.core.dataset import Dataset
from playground.core.insight.record import RunRecord, record_of
from playground.core.run import TrainingRun
from playground.core.settings import TrainingSettings
from playground.session.run_archive import ArchivedRun
from playground.session.session import TRAINING_TABLE
from playground.sharing.examples import note_dataset
from playground.tables.document import Document, TableState

NOTE = note_dataset()


def record(dataset: Dataset = NOTE, epochs: int = 50, **settings: object) -> RunRecord:
    run = TrainingRun(dataset, TrainingSettings(epochs=epochs, **settings))  # type: ignore[arg-type]
    run.advance(epochs)
    return record_of(run, ([1], [run.loss_history[0]]))


def archived(
    dataset: Dataset = NOTE,
    number: int = 1,
    name: str = "",
    is_pinned: bool = False,
    **settings: object,
) -> ArchivedRun:
    frame = pd.DataFrame([["1"]], columns=["x1"], dtype=object)
    document = Document({TRAINING_TABLE: TableState(frame, {})}, {})
    return ArchivedRun(number, record(dataset, **settings), document, name, is_pinned)  # type: ignore[arg-type]
