"""What is done in the view Compare, each act by itself."""

from types import SimpleNamespace

import pytest

from playground.ui.compare import acts
from playground.ui.compare.kept import KeptRuns
from playground.ui.fields import Fields


class Session(SimpleNamespace):
    """As much of a session as the acts look at."""

    def collect(self) -> None:
        self.steps += 1

    def can_change(self, kind: str) -> bool:
        return kind == self.open


class Kept(SimpleNamespace):
    is_pinned = False


@pytest.fixture
def now(monkeypatch: pytest.MonkeyPatch) -> Session:
    opening = {
        **{"compare_run": 0, "compare_name": "", "sweep_said": "", "sweep_value": None},
        **{"view": "compare", "compare_mode": "runs", "learning_rate": 0.01, "seed": 0},
    }
    kept = KeptRuns()
    kept.runs = [Kept(number=number) for number in (4, 5, 6)]  # type: ignore[misc]
    sweep = SimpleNamespace(values=[0.1, 0.2], kind="learning_rate")
    found = Session(
        fields=Fields({}, opening), kept=kept, sweep=sweep, steps=0, open="learning_rate"
    )
    monkeypatch.setattr(acts, "session", lambda: found)
    return found


@pytest.mark.parametrize(("number", "chosen"), [(4, 4), (5, 5), (6, 6), (0, 6), (3, 6)])
def test_the_last_run_stands_in_for_one_that_is_no_longer_kept(
    now: Session, number: int, chosen: int
) -> None:
    now.fields.set("compare_run", number)
    run = acts.chosen_run()
    assert run is not None
    assert run.number == chosen
    now.kept.runs = []
    assert acts.chosen_run() is None


@pytest.mark.parametrize(
    ("view", "mode", "is_seen"),
    [("compare", "sweep", True), ("compare", "runs", False), ("curves", "sweep", False)],
)
def test_a_sweep_goes_on_while_one_looks_at_it(
    now: Session, view: str, mode: str, is_seen: bool
) -> None:
    now.fields.update({"view": view, "compare_mode": mode})
    assert (acts.sweep_on_show() is now.sweep) is is_seen
    assert (acts.sweep_on_show() is None) is not is_seen


@pytest.mark.parametrize(("said", "rate"), [("0 1", 0.1), ("1 9", 0.2), ("2 1", 0.01)])
def test_a_click_on_a_point_takes_its_value_over(now: Session, said: str, rate: float) -> None:
    now.fields.set("sweep_said", said)
    acts.take_clicked()
    assert now.fields["learning_rate"] == rate


@pytest.mark.parametrize(("value", "rate"), [(0.2, 0.2), (0.3, 0.01), (None, 0.01)])
def test_only_a_value_of_the_sweep_is_taken_over(
    now: Session, value: float | None, rate: float
) -> None:
    now.fields.set("sweep_value", value)
    acts.take_chosen()
    assert now.fields["learning_rate"] == rate
    assert now.steps == 1  # it can be undone


def test_nothing_is_taken_over_without_a_sweep_or_while_the_setting_is_locked(
    now: Session,
) -> None:
    now.fields.update({"sweep_value": 0.2, "sweep_said": "0 1"})
    now.open = ""
    acts.take_chosen()
    acts.take_clicked()
    now.sweep = None
    acts.take_chosen()
    acts.take_clicked()
    acts.stop_sweep()
    assert now.fields["learning_rate"] == 0.01


def test_a_run_is_loaded_only_while_none_is_under_way(
    now: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[object] = []
    monkeypatch.setattr(acts.actions, "open_experiment", opened.append)
    now.kept.runs[-1].saved = lambda *tables: tables
    for is_under_way in (True, False):
        now.playback = SimpleNamespace(is_under_way=is_under_way)
        acts.load()
    now.kept.runs = []
    acts.load()
    assert opened == [("training_table", "test_table")]
    assert now.steps == 3  # what was typed before can be undone


def test_without_runs_there_is_nothing_to_pin_to_name_or_to_remove(now: Session) -> None:
    now.kept.runs = []
    now.fields.set("compare_name", "x")
    acts.pin()
    acts.remove()
    acts.rename()
    assert now.fields["compare_name"] == ""
