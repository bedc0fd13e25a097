"""W and b of one's own: the numbers on screen as a table, from which a new run begins."""

from collections.abc import Sequence
from contextlib import suppress

from playground.core.dataset import Dataset
from playground.core.parameters_text import parameters_text
from playground.core.problem import Problem
from playground.core.settings import GIVEN_WEIGHTS
from playground.session.fields import Fields
from playground.session.playback import Playback
from playground.session.tables import Tables
from playground.session.view_fields import PageFields
from playground.tables.parameters import parameters_table, read_parameters_table
from playground.tables.shape import Rename

PARAMETERS_TABLE = "parameters_table"
BIAS = "b"


class ManualParameters:
    """The table of W and b while ``editing`` is on; a change makes them the start."""

    def __init__(self, tables: Tables, fields: Fields) -> None:
        self._tables = tables
        self._fields = fields
        self._text = ""  # of the parameters in the table; "" for no table
        self.columns: list[str] = []  # what they are called
        self.problems: list[Problem] = []  # of what is typed

    @property
    def is_open(self) -> bool:
        """Whether there is a table to show in place of the heatmaps."""
        return bool(self._text)

    def collect(self) -> None:
        """Take over what was typed: numbers other than those shown are where a run begins."""
        if not self.is_open:
            return
        table = self._tables.table(PARAMETERS_TABLE)
        text, self.problems = read_parameters_table(table, self.columns)
        if text and text != self._text:
            self._text = text
            self._fields.update({"start": text, "initial_weights": GIVEN_WEIGHTS})

    def follow(self, playback: Playback) -> None:
        """Have the table, if it is asked for, hold what is on screen.

        There is none while a run is on, nor of numbers that are not finite.
        """
        run, text = playback.run, ""
        if PageFields(self._fields).editing and not playback.is_playing:
            with suppress(ValueError):
                text = parameters_text(run.parameters_at(playback.shown_epoch))
        self.columns = [*run.dataset.feature_names, BIAS]
        if text != self._text:
            self._text, self.problems = text, []
            if text:
                self._tables.load(PARAMETERS_TABLE, parameters_table(text))

    def follow_names(
        self, before: Dataset, after: Dataset, features: Sequence[Rename], classes: Sequence[Rename]
    ) -> None:
        """Keep the numbers given for each feature and class that is renamed, moved or removed."""
        table = parameters_table(self._fields["start"])
        if table.shape != (before.n_classes, before.n_features + 1):
            return
        bias = ""  # no feature is called so
        table = table.set_axis(list(before.class_names)).set_axis(
            [*before.feature_names, bias], axis=1
        )
        rows = _names_before(after.class_names, classes)
        columns = [*_names_before(after.feature_names, features), bias]
        moved = table.reindex(index=rows, columns=columns, fill_value="0")
        self._fields.set("start", read_parameters_table(moved, list(moved.columns)).text)

    def renew(self) -> None:
        """Begin the editor anew, with what is typed."""
        if self.is_open:
            self._tables.fold(PARAMETERS_TABLE)


def _names_before(names: Sequence[str], renames: Sequence[Rename]) -> list[str | None]:
    """What each was called before; None for one that is new."""
    called = {each.new: each.old for each in renames}
    return [called.get(name, name) for name in names]
