"""What the view *Landscape* shows, found in pieces and kept for as long as it is true."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager

from playground.core.dataset import Dataset
from playground.core.insight.landscape import Landscape, landscape
from playground.core.insight.lowest_loss import LowestLoss, lowest_loss
from playground.core.insight.path import Path, PathSearch, flat
from playground.core.objective import Objective
from playground.core.pace import breathing
from playground.core.replay import InPieces
from playground.core.run import TrainingRun
from playground.core.threads import single_thread

PIECE_SECONDS = 0.01
OUTGROWN = 4  # times the epochs that a picture was made for, another is made

Turn = Callable[[], AbstractContextManager[None]]


class LandscapeCache:
    """Path and landscape of the run on screen, and the lowest loss on its samples."""

    def __init__(self) -> None:
        self._run: TrainingRun | None = None
        self._search: PathSearch | None = None
        self._making: InPieces[Landscape] | None = None
        self.landscape: Landscape | None = None  # of the run on screen
        self._is_of_whole_path = False  # or was the path not known yet between its ends
        self._lowest: tuple[Dataset, Objective, LowestLoss] | None = None

    @property
    def path(self) -> Path:
        """As much of the path as is known."""
        assert self._search is not None
        return self._search.path()

    @property
    def lowest_loss(self) -> LowestLoss | None:
        """None before it has been found."""
        return self._lowest[2] if self._lowest else None

    def prepare(self, run: TrainingRun, turn: Turn) -> None:
        """Find all there is to show of ``run``, in turns."""
        self._follow(run)
        self._prepare_lowest(run, turn)
        while not self._is_done(run):
            with turn():
                self._advance(run)

    def advance(self, run: TrainingRun) -> None:
        """A piece of it, within a frame of the run."""
        self._follow(run)
        if not self._is_done(run):
            self._advance(run)

    def _follow(self, run: TrainingRun) -> None:
        if self._run is not run:
            self._run, self._search = run, PathSearch(run)
            self._making = self.landscape = None

    def _prepare_lowest(self, run: TrainingRun, turn: Turn) -> None:
        training, objective = run.prepared.training, run.objective
        if self._lowest is not None and self._lowest[:2] == (training, objective):
            return
        self._lowest = None
        with ExitStack() as held:
            held.enter_context(turn())

            @contextmanager
            def away() -> Iterator[None]:
                held.close()
                try:
                    yield
                finally:
                    held.enter_context(turn())

            def rest() -> None:
                with away():
                    pass

            with breathing(rest), single_thread():
                found = lowest_loss(training, objective, away=away)
            self._lowest = training, objective, found

    def _is_done(self, run: TrainingRun) -> bool:
        assert self._search is not None
        return self._search.finished and self._making is None and not self._is_due(run)

    def _advance(self, run: TrainingRun) -> None:
        """Go on with the path, or with the landscape; the first landscape goes before all."""
        assert self._search is not None
        if self._making is None and not self._search.finished:
            self._search.advance(PIECE_SECONDS)
        if self._making is None and self._is_due(run):
            inputs = self.path, run.prepared.training, run.objective
            steps = landscape(*inputs, grows=not run.finished)
            self._making = InPieces(steps)
            self._is_of_whole_path = self._search.finished
        if self._making is not None:
            self._making.advance(PIECE_SECONDS)
            if self._making.finished:
                self.landscape, self._making = self._making.result(), None

    def _is_due(self, run: TrainingRun) -> bool:
        """Whether there is none yet, the run has outgrown it or left it, or has ended since."""
        assert self._search is not None
        if self.landscape is None or (self._search.finished and not self._is_of_whole_path):
            return True
        epoch = self.landscape.epoch
        if epoch == min(run.epoch, self.path.epochs[-1]):
            return False
        if run.finished or run.epoch >= OUTGROWN * epoch:
            return True
        place = self.landscape.plane.places(flat(run.parameters)[None])[0]
        return not self.landscape.shows(*place.tolist())
