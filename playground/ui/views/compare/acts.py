"""What is done in the view *Compare*, or for it."""

from playground.core.sweep import Sweep
from playground.session.run_archive import ArchivedRun
from playground.session.session import TEST_TABLE, TRAINING_TABLE, session
from playground.ui import actions


def keep_run() -> None:
    """Keep the run on screen once it has ended, and have it held against the one before."""
    now = session()
    if now.run.finished and now.archive.is_new(now.run) and not now.is_stale:
        now.archive.keep(now.run, now.history.present)
        before, after = now.archive.last_two
        chosen = {"compare_before": before, "compare_after": after, "compare_run": after}
        now.fields.update(chosen)


def sweep_on_show() -> Sweep | None:
    """The sweep that is to be gone on with, as long as one looks at it."""
    fields = session().fields
    is_seen = fields["view"] == "compare" and fields["compare_mode"] == "sweep"
    return session().sweep if is_seen else None


def chosen_run() -> ArchivedRun | None:
    """The run that is chosen, the last one when that is no longer kept; None when none is."""
    kept = session().archive
    return kept.numbered(session().fields["compare_run"]) or (kept.runs[-1] if kept.runs else None)


def load() -> None:
    """Bring back table, settings and run; it is one step, which can be undone."""
    session().collect()  # what was typed just before is a step of its own
    kept = chosen_run()
    if kept is not None and not session().playback.is_under_way:
        actions.open_experiment(kept.saved(TRAINING_TABLE, TEST_TABLE))


def remove() -> None:
    session().fields.collect()
    kept = chosen_run()
    if kept is not None:
        session().archive.remove(kept.number)


def pin() -> None:
    """Pin the run, or let go of one that is pinned."""
    session().fields.collect()
    kept = chosen_run()
    if kept is not None:
        session().archive.pin(kept.number, not kept.is_pinned)


def rename() -> None:
    now = session()
    now.fields.collect()
    kept = chosen_run()
    if kept is not None:
        now.archive.rename(kept.number, now.fields["compare_name"])
    now.fields.set("compare_name", "")


def start_sweep() -> None:
    """Begin a sweep around the settings as they are now."""
    now = session()
    now.fields.collect()
    experiment = now.read_input().experiment
    if experiment is not None:
        kind = now.fields["sweep_kind"]
        now.sweep = Sweep(experiment.dataset, experiment.settings, kind)


def stop_sweep() -> None:
    sweep = session().sweep
    if sweep is not None:
        sweep.stop()


def take_clicked(place: int) -> None:
    """Take over the value of the point on which there was a click, named by its index."""
    now = session()
    if now.sweep is not None and place < len(now.sweep.values):
        _take(now.sweep.values[place])


def take_chosen() -> None:
    """Take over the value that is chosen."""
    session().fields.collect()
    _take(session().fields["sweep_value"])


def _take(value: float | int | None) -> None:
    """Make it the setting; it is one step, which can be undone."""
    now = session()
    now.collect()  # what was typed just before is a step of its own
    if now.sweep is not None and value in now.sweep.values and now.can_change(now.sweep.kind):
        now.fields.set(now.sweep.kind, value)
