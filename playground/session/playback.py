"""The run whose results a session shows: whether it goes on, how fast, and which epoch is seen."""

import math

from playground.core.insight.remarks import Remark, remark_on
from playground.core.run import TrainingRun
from playground.session.fields import Field, FieldGroup, Fields
from playground.sharing.link_run import SavedRun, encode_run, repeat_run

FULL_SPEED = "full"  # as fast as the machine can
SPEEDS = (1, 10, 100, 1000, FULL_SPEED)  # epochs a second


class PlaybackFields(FieldGroup):
    speed = Field[int | str](1000)  # one of SPEEDS
    epoch = Field(0)  # shown, unless a run is on


class Playback:
    """A session's run, with its own ``fields``."""

    def __init__(self, run: TrainingRun, fields: Fields) -> None:
        self.run = run
        self.is_playing = False
        self.fields = PlaybackFields(fields)
        self._goal: int | None = None  # the epoch at which a run that is repeated stops
        self._epoch_then: int | None = None  # shown when it is there; None for the last
        self._shows_last = False  # from the next page run on, wherever the slider was
        self._length = 0  # of the slider, in epochs
        self.step_goal = 0  # the epoch up to which single steps were asked for
        self._remarked: tuple[TrainingRun | None, Remark | None] = None, None

    def show(self, run: TrainingRun, playing: bool = False) -> None:
        """Put another run in its place."""
        self.run, self.is_playing = run, playing
        self._remarked = None, None
        self.step_goal = 0
        self._goal = self._epoch_then = None

    def repeat(self, saved: SavedRun) -> None:
        """Go through a run of what is shown again, at full speed, as far as it had come."""
        self.show(repeat_run(saved, self.run.settings, self.run.dataset), playing=True)
        self._goal, self._epoch_then = saved.epochs, saved.shown

    @property
    def state(self) -> str:
        """``ready``, ``running``, ``paused``, ``done`` or ``diverged``."""
        if self.run.diverged:
            return "diverged"
        if self.run.finished:
            return "done"
        if self.is_playing:
            return "running"
        has_begun = self.run.epoch or self.step_goal  # of quick steps the first may be to come
        return "paused" if has_begun else "ready"

    @property
    def remark(self) -> Remark | None:
        """What is to be said of the run; None before it has ended and been `look_over`ed."""
        return None if self._remarked[0] is not self.run else self._remarked[1]

    @property
    def is_to_look_over(self) -> bool:
        """Whether the run has just ended."""
        return self.run.finished and self._remarked[0] is not self.run

    def look_over(self) -> None:
        """Find out what is to be said of a run that has ended."""
        self._remarked = self.run, remark_on(self.run)

    @property
    def is_under_way(self) -> bool:
        """Whether a run has begun and not ended: its table and settings must stay as they are."""
        return self.state in ("running", "paused")

    @property
    def is_at_start(self) -> bool:
        """Whether a new run is on and its first epoch still to come."""
        return self.is_playing and self.run.epoch == 0 and not self._goal

    @property
    def goal(self) -> int:
        """The epoch at which the run that is on stops."""
        return self._goal or self.run.settings.epochs

    @property
    def speed(self) -> float:
        """Epochs a second; infinite at full speed, and when a run is repeated."""
        speed = self.fields.speed
        return math.inf if isinstance(speed, str) or self._goal else speed

    @property
    def shown_epoch(self) -> int:
        """The epoch whose parameters the page shows: the last one, or the slider's."""
        return self.run.epoch if self.is_playing else self.fields.epoch

    def step(self) -> None:
        """Ask for one epoch more; it is computed before the page is drawn."""
        self.step_goal = max(self.step_goal, self.run.epoch) + 1
        self._shows_last = True

    def pause(self) -> None:
        """Stop between two epochs, or because none is left."""
        self.is_playing = False
        self._shows_last = self._epoch_then is None
        if self._epoch_then is not None:
            self.fields.epoch = self._epoch_then
        self._goal = self._epoch_then = None

    def settle(self) -> None:
        """Bring the epoch shown within the run, at the start of a page run."""
        if self.run.finished:
            self.is_playing = False
        # a slider of another length is another widget
        renew = self.run.epoch == self._length
        self._length = self.run.epoch
        self.fields.store.set("epoch", self.epoch_to_show, renew)
        self._shows_last = False

    @property
    def epoch_to_show(self) -> int:
        """The epoch that `settle` will bring on screen."""
        last = self.run.epoch
        is_on = self.is_playing and not self.run.finished
        return last if is_on or self._shows_last else min(self.fields.epoch, last)

    def in_address(self) -> dict[str, str]:
        """What the address says of the run, once there is something to repeat."""
        epoch = self.goal if self.is_playing else self.run.epoch
        return encode_run(self.run, epoch, self.shown_epoch) if epoch else {}
