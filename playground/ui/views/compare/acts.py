"""What is done in the view *Compare*, or for it."""

from playground.core.sweep import Sweep
from playground.session.run_archive import ArchivedRun
from playground.session.session import QUERY_TABLE, TRAINING_TABLE, Session
from playground.ui import actions


def keep_run(session: Session) -> None:
    """Keep the run on screen once it has ended, and have it held against the one before."""
    if session.run.finished and session.archive.is_new(session.run) and not session.is_stale:
        session.archive.keep(session.run, session.history.present)
        session.compare.before, session.compare.after = session.archive.last_two
        session.compare.run = session.compare.after


def sweep_on_show(session: Session) -> Sweep | None:
    """The sweep that is to be gone on with, as long as one looks at it."""
    is_seen = session.page.view == "compare" and session.compare.mode == "sweep"
    return session.sweep if is_seen else None


def chosen_run(session: Session) -> ArchivedRun | None:
    """The run that is chosen, the last one when that is no longer kept; None when none is."""
    archive = session.archive
    return archive.numbered(session.compare.run) or (archive.runs[-1] if archive.runs else None)


def load(session: Session) -> None:
    """Bring back table, settings and run; it is one step, which can be undone."""
    run = chosen_run(session)
    if run and not session.playback.is_under_way:
        actions.open_experiment(session, run.saved(TRAINING_TABLE, QUERY_TABLE))


def remove(session: Session) -> None:
    if run := chosen_run(session):
        session.archive.remove(run.number)


def pin(session: Session) -> None:
    """Pin the run, or let go of one that is pinned."""
    if run := chosen_run(session):
        session.archive.pin(run.number, not run.is_pinned)


def rename(session: Session) -> None:
    if run := chosen_run(session):
        session.archive.rename(run.number, session.compare.name)
    session.compare.name = ""


def start_sweep(session: Session) -> None:
    """Begin a sweep around the settings as they are now."""
    experiment = session.read_input().experiment
    if experiment is not None:
        kind = session.compare.sweep_kind
        session.sweep = Sweep(experiment.dataset, experiment.settings, kind)


def stop_sweep(session: Session) -> None:
    if session.sweep:
        session.sweep.stop()


def take_clicked(session: Session, place: int) -> None:
    """Take over the value of the point on which there was a click, named by its index."""
    if session.sweep and place < len(session.sweep.values):
        _take(session, session.sweep.values[place])


def take_chosen(session: Session) -> None:
    """Take over the value that is chosen."""
    _take(session, session.compare.sweep_value)


def _take(session: Session, value: float | int | None) -> None:
    """Make it the setting; it is one step, which can be undone."""
    sweep = session.sweep
    if sweep and value in sweep.values and session.can_change(sweep.kind):
        session.fields.set(sweep.kind, value)
