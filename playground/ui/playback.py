"""The run whose results a session shows: whether it goes on, how fast, and which epoch is seen."""

import math
from collections.abc import MutableMapping
from typing import Any

from playground.core.run import TrainingRun
from playground.sharing.link_run import SavedRun, encode_run, repeat_run

FULL_SPEED = "full"  # as fast as the machine can
SPEEDS = (1, 10, 100, 1000, FULL_SPEED)  # epochs a second


class Playback:
    """The run of the session whose values ``session`` holds."""

    def __init__(self, session: MutableMapping[Any, Any]) -> None:
        self._session = session

    def run(self) -> TrainingRun:
        """The run whose results are on screen."""
        run: TrainingRun = self._session["run"]
        return run

    def show(self, run: TrainingRun, playing: bool = False) -> None:
        """Put another run in its place."""
        self._session.update(run=run, playing=playing, step_goal=0)

    def repeat(self, saved: SavedRun) -> None:
        """Go through a run of what is shown again, at full speed, as far as it had come."""
        run = self.run()
        self.show(repeat_run(saved, run.settings, run.dataset), playing=True)
        self._session.update(goal=saved.epochs, epoch_shown=saved.shown)

    def run_state(self) -> str:
        """``ready``, ``running``, ``paused``, ``done`` or ``diverged``."""
        run = self.run()
        if run.diverged:
            return "diverged"
        if run.finished:
            return "done"
        if self._session["playing"]:
            return "running"
        return "paused" if run.epoch else "ready"

    def is_under_way(self) -> bool:
        """Whether a run has begun and not ended: its table and settings must stay as they are."""
        return self.run_state() in ("running", "paused")

    def is_at_start(self) -> bool:
        """Whether a new run is on and its first epoch still to come."""
        session = self._session
        return session["playing"] and session["run"].epoch == 0 and not session["goal"]

    def goal(self) -> int:
        """The epoch at which the run that is on stops."""
        return self._session["goal"] or self.run().settings.epochs

    def speed(self) -> float:
        """Epochs a second; infinite at full speed, and when a run is repeated."""
        speed = self._session["speed"]
        return math.inf if speed == FULL_SPEED or self._session["goal"] else speed

    def shown_epoch(self) -> int:
        """The epoch whose parameters the page shows: the last one, or the slider's."""
        if self._session["playing"]:
            return self.run().epoch
        epoch: int = self._session["epoch"]
        return epoch

    def step(self) -> None:
        """Ask for one epoch more; it is computed before the page is drawn."""
        self._session.update(step_goal=self.run().epoch + 1, show_last_epoch=True)

    def step_goal(self) -> int:
        """The epoch up to which single steps were asked for."""
        goal: int = self._session["step_goal"]
        return goal

    def pause(self) -> None:
        """Stop between two epochs, or because none is left."""
        session = self._session
        session.update(playing=False, goal=None)
        shown = session.pop("epoch_shown", None)  # of a run repeated
        session.update(show_last_epoch=shown is None, epoch=shown)

    def epoch_to_show(self) -> int:
        """The epoch that the next page run shows: the last one, or the slider's."""
        session, run = self._session, self.run()
        is_on = session["playing"] and not run.finished
        if is_on or session.get("show_last_epoch", False):
            return run.epoch
        return min(session.get("epoch") or 0, run.epoch)

    def settle(self) -> None:
        """Bring the epoch shown within the run, at the start of a page run."""
        session, run = self._session, self.run()
        if run.finished:
            session["playing"] = False
        epoch = self.epoch_to_show()
        session["show_last_epoch"] = False
        if epoch != session.get("epoch"):  # else the slider may be on its way elsewhere already
            session["epoch"] = epoch

    def in_address(self) -> dict[str, str]:
        """What the address says of the run, once there is something to repeat."""
        if self._session["playing"]:
            return encode_run(self.run(), self.goal(), self.shown_epoch())
        epoch = self.run().epoch
        return encode_run(self.run(), epoch, self.shown_epoch()) if epoch else {}
