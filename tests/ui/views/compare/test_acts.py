"""What is done in the view Compare, each act by itself."""

import pytest

from playground.core.run import TrainingRun
from playground.core.settings import TrainingSettings
from playground.core.sweep import Sweep
from playground.session.session import Session
from playground.sharing.examples import note_dataset
from playground.ui import actions
from playground.ui.views.compare import acts
from tests.session.opened import opened


@pytest.fixture
def session() -> Session:
    """With three runs, numbered from 1, of seeds 5, 6 and 7."""
    found = opened()
    for seed in (5, 6, 7):
        found.fields.set("seed", seed)
        run = TrainingRun(note_dataset(), TrainingSettings(epochs=1, seed=seed))
        run.advance(1)
        found.archive.keep(run, found.document)
    return found


@pytest.fixture
def sweep(session: Session) -> Sweep:
    session.sweep = Sweep(note_dataset(), TrainingSettings(), "learning_rate")
    return session.sweep


def type_in(session: Session, name: str, value: object) -> None:
    """As a widget holds it until it is collected."""
    session.fields._widgets[session.fields.key(name)] = value


@pytest.mark.parametrize(("number", "chosen"), [(1, 1), (2, 2), (3, 3), (0, 3), (4, 3)])
def test_the_last_run_stands_in_for_one_that_is_no_longer_kept(
    session: Session, number: int, chosen: int
) -> None:
    session.compare.run = number
    run = acts.chosen_run(session)
    assert run is not None
    assert run.number == chosen


@pytest.mark.parametrize(
    ("view", "mode", "is_seen"),
    [("compare", "sweep", True), ("compare", "runs", False), ("curves", "sweep", False)],
)
def test_a_sweep_goes_on_while_one_looks_at_it(
    session: Session, sweep: Sweep, view: str, mode: str, is_seen: bool
) -> None:
    session.page.view, session.compare.mode = view, mode
    assert acts.sweep_on_show(session) is (sweep if is_seen else None)


@pytest.mark.parametrize(("place", "is_there"), [(0, True), (30, True), (31, False)])
def test_a_click_on_a_point_takes_its_value_over(
    session: Session, sweep: Sweep, place: int, is_there: bool
) -> None:
    acts.take_clicked(session, place)
    assert session.fields["learning_rate"] == (sweep.values[place] if is_there else 0.01)


def test_the_value_chosen_last_is_taken_over_in_a_step_of_its_own(
    session: Session, sweep: Sweep
) -> None:
    type_in(session, "sweep_value", sweep.values[3])
    type_in(session, "epochs", 7)  # typed just before
    actions.do(session, acts.take_chosen)
    assert session.fields["learning_rate"] == sweep.values[3]
    session.history.record(session.document)
    assert session.history.undo().settings["learning_rate"] == 0.01
    assert session.history.present.settings["epochs"] == 7


@pytest.mark.parametrize("value", [0.3, None])
def test_only_a_value_of_the_sweep_is_taken_over(
    session: Session, sweep: Sweep, value: float | None
) -> None:
    session.compare.sweep_value = value
    actions.do(session, acts.take_chosen)
    assert session.fields["learning_rate"] == 0.01


@pytest.mark.parametrize("is_locked", [True, False])
def test_nothing_is_taken_over_while_the_setting_is_locked_or_without_a_sweep(
    session: Session, sweep: Sweep, is_locked: bool
) -> None:
    session.compare.sweep_value = sweep.values[0]
    session.playback.is_playing = is_locked
    session.sweep = sweep if is_locked else None
    actions.do(session, acts.take_chosen)
    acts.take_clicked(session, 0)
    assert session.fields["learning_rate"] == 0.01


@pytest.mark.parametrize("is_under_way", [True, False])
def test_a_run_is_loaded_only_while_none_is_under_way(session: Session, is_under_way: bool) -> None:
    session.playback.is_playing = is_under_way
    type_in(session, "compare_run", 2)
    actions.do(session, acts.load)
    assert session.fields["seed"] == (7 if is_under_way else 6)
    assert session.run.settings.seed == (0 if is_under_way else 6)


def test_without_runs_or_a_sweep_there_is_nothing_to_act_on(session: Session) -> None:
    session.archive.runs = []
    session.compare.name = "x"
    for act in (acts.load, acts.pin, acts.remove, acts.rename, acts.stop_sweep):
        act(session)
    assert session.compare.name == ""
    assert session.fields["seed"] == 7


def test_an_act_is_of_the_run_that_was_chosen_last(session: Session) -> None:
    for is_pinned in (True, False):
        type_in(session, "compare_run", 1)
        actions.do(session, acts.pin)
        assert [run.is_pinned for run in session.archive.runs] == [is_pinned, False, False]
    type_in(session, "compare_name", "mine")
    actions.do(session, acts.rename)
    assert [run.name for run in session.archive.runs] == ["mine", "", ""]
    assert session.compare.name == ""
    type_in(session, "compare_run", 2)
    actions.do(session, acts.remove)
    assert [run.number for run in session.archive.runs] == [1, 3]


def test_a_sweep_is_of_what_was_chosen_last(session: Session) -> None:
    type_in(session, "sweep_kind", "seed")
    actions.do(session, acts.start_sweep)
    assert session.sweep is not None
    assert (session.sweep.kind, session.sweep.settings.seed) == ("seed", 7)
    acts.stop_sweep(session)
    assert session.sweep.finished
