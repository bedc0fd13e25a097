"""The runs that are kept: how each is called, their table and their curves."""

from dataclasses import replace
from functools import partial
from types import SimpleNamespace
from typing import Any
from unittest.mock import Mock
from xml.etree import ElementTree

import pytest

from playground.charts.display import format_number, format_percent
from playground.charts.looks import LIGHT
from playground.core.run import TrainingRun
from playground.core.settings import TrainingSettings
from playground.session.run_archive import ArchivedRun
from playground.texts import Texts
from playground.ui.views.compare import pair, runs
from playground.ui.views.compare.summary import listed_run, setting_of, table_of
from tests.core.samples import drawn
from tests.ui.views.compare.archived import NOTE, archived, record

TEXTS = Texts("en")
HEADS = ["compare_run", "loss_axis", "accuracy_axis"]


def table(found: list[ArchivedRun]) -> list[list[str]]:
    rows = ElementTree.fromstring(table_of(found, TEXTS)).iter("tr")
    return [["".join(cell.itertext()) for cell in row] for row in rows]


@pytest.mark.parametrize(("name", "said"), [("", TEXTS("kept_run", number=3)), ("<m>", "<m>")])
@pytest.mark.parametrize(("is_pinned", "mark"), [(False, ""), (True, "📌 ")])
def test_a_run_has_its_name_its_pin_and_its_last_loss(
    name: str, said: str, is_pinned: bool, mark: str
) -> None:
    run = archived(number=3, name=name, is_pinned=is_pinned)
    loss, accuracy = format_number(run.record.loss), format_percent(run.record.accuracy)
    assert listed_run(run, TEXTS) == f"{mark}{said} · {loss}"
    assert table([run]) == [list(map(TEXTS, HEADS)), [mark + said, loss, accuracy]]
    assert 'tabindex="0"' in table_of([run], TEXTS)  # it can be scrolled with the keyboard


def test_the_latest_run_is_the_first_and_only_settings_that_differ_are_told() -> None:
    head, *rows = table([archived(number=at, learning_rate=at / 4) for at in (1, 2)])
    assert head[3:] == [TEXTS("learning_rate")]
    assert [(row[0], row[3]) for row in rows] == [("Run 2", "0.5"), ("Run 1", "0.25")]


def test_equal_samples_have_the_same_letter_and_one_alone_has_none() -> None:
    four = [archived(drawn(seed, 12, 2, 2), epochs=2) for seed in (5, 6, 5, 7)]
    head, *rows = table(four)
    assert head[3:] == [TEXTS("compare_data")]
    assert [row[3] for row in reversed(rows)] == ["A", "B", "A", "C"]
    assert table([four[0], four[2]])[0] == list(map(TEXTS, HEADS))


@pytest.mark.parametrize(
    ("settings", "name", "said"),
    [
        ({"learning_rate": 0.5}, "learning_rate", "0.5"),
        ({"standardise": True}, "standardise", TEXTS("compare_yes")),
        ({"standardise": False}, "standardise", TEXTS("compare_no")),
        ({"epochs": 999}, "epochs", "999"),
        ({"weight_decay": 0.001}, "weight_decay", "0.001"),
        ({"optimizer": "adam"}, "optimizer", TEXTS("optimizer_adam")),
        ({"start": "1_2~3_4"}, "start", "1_2~3_4"),
    ],
)
def test_a_setting_has_its_value_as_people_read_it(settings: dict, name: str, said: str) -> None:
    found: Any = SimpleNamespace(settings=TrainingSettings(**settings), rate_changes=())
    assert setting_of(found, name, TEXTS) == said


def test_a_learning_rate_that_was_changed_has_all_its_values() -> None:
    changed = replace(record(), rate_changes=((5, 0.1), (9, 1e-5)))
    assert setting_of(changed, "learning_rate", TEXTS) == "0.01 → 0.1 → 1e-05"


@pytest.mark.parametrize("is_new", [True, False])
def test_the_run_on_screen_is_drawn_beside_those_kept_only_where_it_is_asked_for(
    is_new: bool,
) -> None:
    found = [archived(number=number) for number in (1, 2)]
    run = TrainingRun(NOTE, TrainingSettings(epochs=5))
    run.advance(3)
    now: Any = SimpleNamespace(
        texts=TEXTS,
        run=run,
        archive=SimpleNamespace(is_new=lambda _: is_new),
        playback=SimpleNamespace(shown_epoch=3),
    )
    with_present = partial(runs.draw_losses, with_present=True)
    for draw, is_there in ((runs.draw_losses, False), (with_present, is_new)):
        placeholder = Mock()
        draw(now, placeholder, found, 300)
        chart, _ = placeholder.draw.call_args.args
        expected = ["Run 1", "Run 2"] + [TEXTS("kept_now")] * is_there
        for trace, name in zip(chart(LIGHT)["data"], expected, strict=True):
            assert trace["name"].startswith(name)
        assert placeholder.draw.call_args.kwargs["stale"] is False


@pytest.mark.parametrize(
    ("chosen", "compared"), [((0, 0), (2, 3)), ((1, 0), (1, 3)), ((3, 1), (3, 1)), ((9, 9), (2, 3))]
)
def test_the_last_two_runs_are_compared_unless_others_are_chosen(
    chosen: tuple, compared: tuple
) -> None:
    three = {number: archived(number=number) for number in (1, 2, 3)}
    archive = SimpleNamespace(runs=list(three.values()), numbered=three.get)
    fields = SimpleNamespace(before=chosen[0], after=chosen[1])
    now: Any = SimpleNamespace(archive=archive, compare=fields)
    assert tuple(run.number for run in pair._chosen(now)) == compared
