"""What the view *Landscape* shows, kept for as long as it is true."""

import math

from torch import Tensor

from playground.core.dataset import Dataset
from playground.core.insight.landscape import Landscape, landscape
from playground.core.insight.lowest_loss import LowestLoss, lowest_loss
from playground.core.insight.path import Path, find_points, flat, path_through
from playground.core.objective import Objective
from playground.core.run import TrainingRun

OUTGROWN = 4  # times the epochs that a picture was made for, another is made
MOST_LOGITS_IN_A_FRAME = 20_000  # of the samples: of more it takes too long to make another


class LandscapeCache:
    """Path and landscape of the run on screen, and the lowest loss on its samples."""

    def __init__(self) -> None:
        self._run: TrainingRun | None = None
        self._points: dict[int, Tensor] = {}  # of the path, by their epochs
        self.path: Path  # of the run on screen, once that was found
        self.landscape: Landscape | None = None  # of the same
        self._training: tuple[Dataset, Objective] | None = None  # whose lowest loss this is:
        self.lowest_loss: LowestLoss | None = None  # None before it has been found

    def find(self, run: TrainingRun) -> None:
        """Find all there is to show of ``run``."""
        self._find_landscape(run, math.inf)
        self._find_lowest_loss(run.prepared.training, run.objective)

    def follow(self, run: TrainingRun) -> None:
        """Go on with ``run``, within a frame: a landscape that takes long is left as it was."""
        self._find_landscape(run, MOST_LOGITS_IN_A_FRAME)

    def _find_landscape(self, run: TrainingRun, most_logits: float) -> None:
        if self._run is not run:
            self._run, self._points, self.landscape = run, {}, None
        self._points = find_points(run, self._points)
        self.path = path_through(self._points)
        training = run.prepared.training
        if training.n_samples * training.n_classes <= most_logits and self._is_due(run):
            grows = not run.finished
            self.landscape = landscape(self.path, training, run.objective, grows=grows)

    def _is_due(self, run: TrainingRun) -> bool:
        """Whether there is none yet, the run has outgrown it or left it, or has ended since."""
        if self.landscape is None:
            return True
        epoch = self.landscape.epoch
        if epoch == min(run.epoch, self.path.epochs[-1]):
            return False
        if run.finished or run.epoch >= OUTGROWN * epoch:
            return True
        place = self.landscape.plane.places(flat(run.parameters)[None])[0]
        return not self.landscape.shows(*place.tolist())

    def _find_lowest_loss(self, training: Dataset, objective: Objective) -> None:
        if self.lowest_loss is None or self._training != (training, objective):
            self.lowest_loss, self._training = None, (training, objective)
            self.lowest_loss = lowest_loss(training, objective)
