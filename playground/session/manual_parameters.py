"""W and b of one's own: the numbers on screen as a table, from which a new run begins."""

from collections.abc import Sequence
from dataclasses import replace

from playground.core.dataset import Dataset
from playground.core.experiment import Experiment
from playground.core.model import Parameters
from playground.core.parameters_text import parameters_text, read_parameters
from playground.core.problem import Problem
from playground.core.run import TrainingRun
from playground.core.settings import GIVEN_WEIGHTS
from playground.core.start import rearranged
from playground.session.fields import Fields
from playground.session.playback import Playback
from playground.session.tables import Tables
from playground.session.visible_state import PageFields
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
        text, problems = self._tables.read(PARAMETERS_TABLE, read_parameters_table)
        self.problems = list(map(self._named, problems))
        if text and text != self._text:
            self._text = text
            self._fields.update({"start": text, "initial_weights": GIVEN_WEIGHTS})

    def is_other_start(self, experiment: Experiment | None, run: TrainingRun) -> bool:
        """Whether W and b are given, and others than those that ``run`` began with."""
        if experiment is None or experiment.settings.initial_weights != GIVEN_WEIGHTS:
            return False
        return experiment.settings.start != run.settings.start

    def follow(self, playback: Playback) -> None:
        """Have the table, if it is asked for, hold what is on screen; not while a run is on."""
        run = playback.run
        if PageFields(self._fields).editing and not playback.is_playing:
            self.show(run.parameters_at(playback.shown_epoch), run.dataset.feature_names)
        else:
            self.close()

    def show(self, parameters: Parameters, feature_names: Sequence[str]) -> None:
        """Have the table hold these, if they are other than those in it, and finite."""
        self.columns = [*feature_names, BIAS]
        try:
            text = parameters_text(parameters)
        except ValueError:
            self.close()
            return
        if text != self._text:
            self._tables.load(PARAMETERS_TABLE, parameters_table(parameters))
            self._text, self.problems = text, []

    def _named(self, problem: Problem) -> Problem:
        """With the column by its name on screen, in place of its place."""
        name = self.columns[int(problem.fields["column"])]
        return replace(problem, fields={**problem.fields, "column": name})

    def follow_names(
        self, before: Dataset, after: Dataset, features: Sequence[Rename], classes: Sequence[Rename]
    ) -> None:
        """Keep the numbers given for each feature and class that is renamed, moved or removed."""
        if not self._fields["start"]:
            return
        given = read_parameters(self._fields["start"])
        if given.weight.shape == (before.n_classes, before.n_features):
            rows = _places(before.class_names, after.class_names, classes)
            columns = _places(before.feature_names, after.feature_names, features)
            self._fields.set("start", parameters_text(rearranged(given, rows, columns)))

    def renew(self) -> None:
        """Begin the editor anew, with what is typed."""
        if self.is_open:
            self._tables.fold(PARAMETERS_TABLE)

    def close(self) -> None:
        """There is no table any more."""
        self._text, self.problems = "", []


def _places(
    before: Sequence[str], after: Sequence[str], renames: Sequence[Rename]
) -> list[int | None]:
    """Where each name was before it was called so; None for one that is new."""
    called = {each.new: each.old for each in renames}
    olds = [called.get(name, name) for name in after]
    return [before.index(old) if old in before else None for old in olds]
