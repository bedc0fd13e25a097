"""The runs that a session keeps as they end."""

import weakref
from dataclasses import dataclass, replace
from typing import Any

from playground.charts.display import thin_out
from playground.core.insight.guess import read_guess
from playground.core.insight.record import RunRecord, record_of
from playground.core.objective import has_same_loss
from playground.core.run import TrainingRun
from playground.sharing.link import SavedExperiment
from playground.sharing.link_run import SavedRun
from playground.tables.document import Document

MAX_KEPT = 8
MAX_LOSSES = 240  # of a run: as many as a curve shows
MAX_CELLS = 1_300_000  # of their tables, as large as they may be; of two of the largest, about


@dataclass(frozen=True, eq=False)
class ArchivedRun:
    """A run that has ended, with what was typed for it."""

    number: int  # in the order in which they ended, from 1
    record: RunRecord
    document: Document
    name: str = ""  # as the user calls it
    is_pinned: bool = False

    def saved(self, samples: str, query_vectors: str) -> SavedExperiment:
        """The run as a file of it would say, with the tables of these names."""
        tables, rates = self.document.tables, list(self.record.rate_changes)
        if rates:
            rates.insert(0, (0, self.record.settings.learning_rate))
        return SavedExperiment(
            tables[samples].table(),
            tables[query_vectors].table(),
            dict(self.document.settings),
            SavedRun(self.record.epochs, None, rates),
            guess=read_guess(self.document.guess),
        )


class RunArchive:
    """The last runs, the latest at the end; one that is pinned stays."""

    def __init__(self) -> None:
        self.runs: list[ArchivedRun] = []
        self._n_ended = 0
        self._last: weakref.ref[TrainingRun] | None = None  # taken over, or left aside

    def is_new(self, run: TrainingRun) -> bool:
        """Whether a run is another than the last one taken over."""
        return self._last is None or self._last() is not run

    def keep(self, run: TrainingRun, document: Document) -> None:
        """Keep a run that has ended; one that is kept already comes to the end."""
        self._last = weakref.ref(run)
        record = record_of(run, thin_out(run.loss_history, MAX_LOSSES))
        same = next((kept for kept in self.runs if kept.record.is_same_run(record)), None)
        if same is not None:
            self.runs.remove(same)
            guess = document.guess or same.document.guess  # a lesson may begin with a run of before
            self.runs.append(replace(same, document=document._replace(guess=guess)))
            return
        self._n_ended += 1
        if self.runs and self.runs[-1].record.dataset == record.dataset:
            record = replace(record, dataset=self.runs[-1].record.dataset)  # one in memory
        self.runs.append(ArchivedRun(self._n_ended, record, document))
        while len(self.runs) > MAX_KEPT or (len(self.runs) > 1 and self._n_cells > MAX_CELLS):
            others = self.runs[:-1]  # the oldest that is not pinned, or else the oldest
            self.runs.remove(next((kept for kept in others if not kept.is_pinned), others[0]))

    def numbered(self, number: int) -> ArchivedRun | None:
        """The run of this number, if it is still kept."""
        return next((kept for kept in self.runs if kept.number == number), None)

    def lowest_loss(self, run: TrainingRun) -> float | None:
        """The lowest last loss, before a step, of those with the samples and the loss of ``run``.

        None without any.
        """
        records = (kept.record for kept in self.runs)
        alike = (
            record.loss
            for record in records
            if not record.diverged
            and record.dataset == run.dataset
            and has_same_loss(record.settings, run.settings)
        )
        return min(alike, default=None)

    def remove(self, number: int) -> None:
        self.runs = [kept for kept in self.runs if kept.number != number]

    def rename(self, number: int, name: str) -> None:
        self._change(number, name=name.strip())

    def pin(self, number: int, is_pinned: bool) -> None:
        self._change(number, is_pinned=is_pinned)

    def _change(self, number: int, **changes: Any) -> None:
        self.runs = [
            replace(kept, **changes) if kept.number == number else kept for kept in self.runs
        ]

    @property
    def last_two(self) -> tuple[int, int]:
        """Their numbers, the latest behind; twice the same when there is but one."""
        numbers = [kept.number for kept in self.runs]
        return numbers[max(-2, -len(numbers))], numbers[-1]

    @property
    def edited(self) -> tuple[ArchivedRun, ArchivedRun] | None:
        """The last two runs, if they differ in their data alone."""
        if len(self.runs) < 2:
            return None
        before, after = self.runs[-2:]
        return (before, after) if before.record.has_settings_of(after.record) else None

    @property
    def _n_cells(self) -> int:
        """Of the tables that are not one and the same."""
        tables = (state.base for kept in self.runs for state in kept.document.tables.values())
        return sum({id(base): base.size for base in tables}.values())
