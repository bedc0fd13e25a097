"""What the view *Landscape* shows, kept for as long as it is true."""

import math

from torch import Tensor

from playground.core.dataset import Dataset
from playground.core.insight.landscape import Landscape, landscape
from playground.core.insight.lowest_loss import LowestLoss, LowestLossSearch
from playground.core.insight.path import Path, find_points, flat, path_through
from playground.core.pace import aside, breathe
from playground.core.run import TrainingRun

OUTGROWN = 4  # times the epochs that a picture was made for, another is made
MOST_LOGITS_IN_A_FRAME = 20_000  # of the samples: of more it takes too long to make another
PIECE_SECONDS = 0.01  # of the search for the lowest loss


class LandscapeCache:
    """Path and landscape of the run on screen, and the lowest loss on its samples."""

    def __init__(self) -> None:
        self._run: TrainingRun | None = None
        self._points: dict[int, Tensor] = {}  # of the path, by their epochs
        self.path: Path  # of the run on screen, once that was found
        self.landscape: Landscape | None = None  # of the same
        self._lowest: tuple[Dataset, float, LowestLoss] | None = None

    @property
    def lowest_loss(self) -> LowestLoss | None:
        """None before it has been found."""
        return self._lowest and self._lowest[2]

    def find(self, run: TrainingRun) -> None:
        """Find all there is to show of ``run``."""
        self._find_landscape(run, math.inf)
        self._find_lowest_loss(run.prepared.training, run.settings.weight_decay)

    def follow(self, run: TrainingRun) -> None:
        """Go on with ``run``, within a frame: a landscape that takes long is left as it was."""
        self._find_landscape(run, MOST_LOGITS_IN_A_FRAME)

    def _find_landscape(self, run: TrainingRun, most_logits: float) -> None:
        if self._run is not run:
            self._run, self._points, self.landscape = run, {}, None
        self._points = find_points(run, self._points)
        self.path = path_through(self._points)
        training = run.prepared.training
        is_quick = training.n_samples * training.n_classes <= most_logits
        if is_quick and self._is_due(run):
            inputs = self.path, training, run.settings.weight_decay
            self.landscape = landscape(*inputs, grows=not run.finished)

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

    def _find_lowest_loss(self, training: Dataset, weight_decay: float) -> None:
        if self._lowest is None or self._lowest[:2] != (training, weight_decay):
            self._lowest = None
            self._lowest = training, weight_decay, _lowest_loss(training, weight_decay)


def _lowest_loss(training: Dataset, weight_decay: float) -> LowestLoss:
    search = LowestLossSearch(training, weight_decay)
    while not search.finished:
        if search.is_to_decide:
            with aside():
                search.decide()
        else:
            search.advance(PIECE_SECONDS)
            breathe()
    return search.result()
