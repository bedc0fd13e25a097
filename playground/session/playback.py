"""The run whose results a session shows: whether it goes on, how fast, and which epoch is seen."""

import math

from playground.core.insight.guess import Guess
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
        self.guess: Guess | None = None  # with which the run began
        self.is_playing = False
        self.fields = PlaybackFields(fields)
        self.step_goal = 0  # the epoch up to which single steps were asked for
        self.remark: Remark | None = None  # on a run that has ended and was looked over
        self._is_looked_over = False
        self._repeated: SavedRun | None = None  # until the run has come as far
        self._shows_last = False  # from the next page run on, wherever the slider was
        self._length = 0  # of the slider, in epochs

    def show(self, run: TrainingRun, playing: bool = False, guess: Guess | None = None) -> None:
        """Put another run in its place, of which ``guess`` was guessed."""
        self.run, self.is_playing, self.step_goal, self.guess = run, playing, 0, guess
        self.remark, self._is_looked_over, self._repeated = None, False, None

    def repeat(self, saved: SavedRun, guess: Guess | None = None) -> None:
        """Go through a run of what is shown again, at full speed, as far as it had come."""
        run = repeat_run(saved, self.run.settings, self.run.dataset)
        self.show(run, playing=True, guess=guess)
        self._repeated = saved

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

    def look_over(self) -> None:
        """Find out what is to be said of a run that has just ended."""
        if self.run.finished and not self._is_looked_over:
            self.remark, self._is_looked_over = remark_on(self.run), True

    @property
    def is_under_way(self) -> bool:
        """Whether a run has begun and not ended: its table and settings must stay as they are."""
        return self.state in ("running", "paused")

    @property
    def is_at_start(self) -> bool:
        """Whether a new run is on and its first epoch still to come."""
        return self.is_playing and self.run.epoch == 0 and not self._repeated

    @property
    def goal(self) -> int:
        """The epoch at which the run that is on stops."""
        return self._repeated.epochs if self._repeated else self.run.settings.epochs

    @property
    def speed(self) -> float:
        """Epochs a second; infinite at full speed, and when a run is repeated."""
        speed = self.fields.speed
        return math.inf if isinstance(speed, str) or self._repeated else speed

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
        shown = self._repeated.shown if self._repeated else None
        self._shows_last = shown is None
        if shown is not None:
            self.fields.epoch = shown
        self._repeated = None

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

    @property
    def epochs(self) -> int:
        """How many the run has, or is to have if it is on."""
        return self.goal if self.is_playing else self.run.epoch

    def in_address(self) -> dict[str, str]:
        """What the address says of the run, once there is something to repeat."""
        return encode_run(self.run, self.epochs, self.shown_epoch) if self.epochs else {}
