"""The table of the runs that are kept: what is told of each, and what of none."""

from collections.abc import Callable
from types import SimpleNamespace
from xml.etree import ElementTree

import pytest

from playground.charts.display import format_number, format_percent
from playground.core.insight.record import record_of
from playground.core.run import TrainingRun
from playground.core.settings import TrainingSettings
from playground.session.run_archive import ArchivedRun
from playground.texts import Texts
from playground.ui.views.compare import runs
from tests.core.samples import drawn

TEXTS = Texts("en")
HEADS = ["compare_run", "loss_axis", "accuracy_axis"]


@pytest.fixture
def kept() -> Callable[..., ArchivedRun]:
    """Makes a run that has ended, of samples drawn with ``seed``."""

    def make(number: int, seed: int = 0, name: str = "", **settings: object) -> ArchivedRun:
        setting = TrainingSettings(epochs=2, **settings)  # type: ignore[arg-type]
        run = TrainingRun(drawn(seed, 12, 2, 2), setting)
        run.advance(2)
        record = record_of(run, ([1, 2], run.loss_history))
        return ArchivedRun(number, record, SimpleNamespace(), name, number == 2)  # type: ignore[arg-type]

    return make


def table(found: list[ArchivedRun]) -> list[list[str]]:
    rows = ElementTree.fromstring(runs.table_of(found, TEXTS)).iter("tr")
    return [["".join(cell.itertext()) for cell in row] for row in rows]


def test_the_latest_run_is_the_first_with_its_last_loss_and_accuracy(kept: Callable) -> None:
    both = [kept(1), kept(2, name="<mine>")]
    head, *rows = table(both)
    assert head == list(map(TEXTS, HEADS))
    numbers = [
        [format_number(each.record.loss), format_percent(each.record.accuracy)] for each in both
    ]
    assert rows == [["📌 <mine>", *numbers[1]], [TEXTS("kept_run", number=1), *numbers[0]]]


def test_only_settings_that_differ_are_told(kept: Callable) -> None:
    head, second, first = table([kept(1, learning_rate=0.5), kept(2, learning_rate=0.25)])
    assert head[3:] == [TEXTS("learning_rate")]
    assert (first[3:], second[3:]) == (["0.5"], ["0.25"])


def test_equal_samples_have_the_same_letter_and_one_alone_has_none(kept: Callable) -> None:
    four = [kept(number, seed) for number, seed in enumerate((5, 6, 5, 7), start=1)]
    head, *rows = table(four)
    assert head[3:] == [TEXTS("compare_data")]
    assert [row[3] for row in reversed(rows)] == ["A", "B", "A", "C"]
    assert [row[3] for row in table(four[:2])[1:]] == ["B", "A"]
    assert table([four[0], four[2]])[0] == list(map(TEXTS, HEADS))


def test_each_row_says_which_run_it_is(kept: Callable) -> None:
    rows = ElementTree.fromstring(runs.table_of([kept(4), kept(7)], TEXTS)).iter("tr")
    assert [row.get("data-run") for row in rows] == [None, "7", "4"]
