"""What is done in the view Compare, each act by itself."""

from types import SimpleNamespace
from typing import Any

import pytest

from playground.core.dataset import Dataset
from playground.core.settings import TrainingSettings
from playground.session.fields import Fields
from playground.session.run_archive import RunArchive
from playground.session.view_fields import CompareFields, PageFields
from playground.ui.views.compare import acts


class Session(SimpleNamespace):
    """As much of a session as the acts look at."""

    def collect(self) -> None:
        self.steps += 1

    def can_change(self, kind: str) -> bool:
        return kind == self.open


class Kept(SimpleNamespace):
    is_pinned = False


@pytest.fixture
def now() -> Any:
    archive = RunArchive()
    archive.runs = [Kept(number=number) for number in (4, 5, 6)]  # type: ignore[misc]
    sweep = SimpleNamespace(values=[0.1, 0.2], kind="learning_rate")
    widgets: dict[str, Any] = {}
    fields = Fields(widgets, {"learning_rate": 0.01, "seed": 0})
    parts = {"widgets": widgets, "fields": fields, "archive": archive}
    groups = {"compare": CompareFields(fields), "page": PageFields(fields)}
    return Session(**parts, **groups, sweep=sweep, steps=0, open="learning_rate")


@pytest.mark.parametrize(("number", "chosen"), [(4, 4), (5, 5), (6, 6), (0, 6), (3, 6)])
def test_the_last_run_stands_in_for_one_that_is_no_longer_kept(
    now: Any, number: int, chosen: int
) -> None:
    now.fields.set("compare_run", number)
    run = acts.chosen_run(now)
    assert run is not None
    assert run.number == chosen
    now.archive.runs = []
    assert acts.chosen_run(now) is None


@pytest.mark.parametrize(
    ("view", "mode", "is_seen"),
    [("compare", "sweep", True), ("compare", "runs", False), ("curves", "sweep", False)],
)
def test_a_sweep_goes_on_while_one_looks_at_it(
    now: Any, view: str, mode: str, is_seen: bool
) -> None:
    now.fields.update({"view": view, "compare_mode": mode})
    assert (acts.sweep_on_show(now) is now.sweep) is is_seen
    assert (acts.sweep_on_show(now) is None) is not is_seen


@pytest.mark.parametrize(("place", "rate"), [(0, 0.1), (1, 0.2), (2, 0.01)])
def test_a_click_on_a_point_takes_its_value_over(now: Any, place: int, rate: float) -> None:
    acts.take_clicked(now, place)
    assert now.fields["learning_rate"] == rate


@pytest.mark.parametrize(("value", "rate"), [(0.2, 0.2), (0.3, 0.01), (None, 0.01)])
def test_only_a_value_of_the_sweep_is_taken_over(
    now: Any, value: float | None, rate: float
) -> None:
    now.fields.set("sweep_value", value)
    acts.take_chosen(now)
    assert now.fields["learning_rate"] == rate
    assert now.steps == 1  # it can be undone


def test_nothing_is_taken_over_without_a_sweep_or_while_the_setting_is_locked(
    now: Any,
) -> None:
    now.fields.update({"sweep_value": 0.2})
    now.open = ""
    acts.take_chosen(now)
    acts.take_clicked(now, 0)
    now.sweep = None
    acts.take_chosen(now)
    acts.take_clicked(now, 0)
    acts.stop_sweep(now)
    assert now.fields["learning_rate"] == 0.01


def test_a_run_is_loaded_only_while_none_is_under_way(
    now: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[object] = []
    monkeypatch.setattr(acts.actions, "open_experiment", lambda _, saved: opened.append(saved))
    now.archive.runs[-1].saved = lambda *tables: tables
    for is_under_way in (True, False):
        now.playback = SimpleNamespace(is_under_way=is_under_way)
        acts.load(now)
    now.archive.runs = []
    acts.load(now)
    assert opened == [("training_table", "test_table")]
    assert now.steps == 3  # what was typed before can be undone


def test_without_runs_there_is_nothing_to_pin_to_name_or_to_remove(now: Any) -> None:
    now.archive.runs = []
    now.fields.set("compare_name", "x")
    acts.pin(now)
    acts.remove(now)
    acts.rename(now)
    assert now.fields["compare_name"] == ""


@pytest.mark.parametrize("act", ["remove", "pin"])
def test_an_act_is_of_the_run_that_was_chosen_last(
    now: Any, act: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[int] = []
    monkeypatch.setattr(now.archive, act, lambda number, *_: done.append(number))
    now.widgets[now.fields.key("compare_run")] = 4
    getattr(acts, act)(now)
    assert done == [4]


def test_a_run_has_the_name_typed_last(now: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    named: list[tuple] = []
    monkeypatch.setattr(now.archive, "rename", lambda *said: named.append(said))
    now.widgets[now.fields.key("compare_name")] = "mine"
    acts.rename(now)
    assert named == [(6, "mine")]
    assert now.fields["compare_name"] == ""


def test_a_sweep_is_of_what_was_chosen_last(now: Any, note_dataset: Dataset) -> None:
    experiment = SimpleNamespace(dataset=note_dataset, settings=TrainingSettings())
    now.read_input = lambda: SimpleNamespace(experiment=experiment)
    now.widgets[now.fields.key("sweep_kind")] = "seed"
    acts.start_sweep(now)
    assert now.sweep.kind == "seed"
    now.sweep.stop()
