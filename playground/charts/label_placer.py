"""Where labels find room in a chart: beside what they name, and on nothing else."""

from collections.abc import Callable, Sequence

import numpy as np

LINE_HEIGHT = 18  # pixels, of type
CELL_SIZE = 3  # pixels: how finely places are told apart
MAX_PLACES_EXAMINED = (
    300  # places that are looked at more closely, and all others only when those fail
)
MAX_UNJOINED_DISTANCE = (
    12  # pixels between a label and what it names, beyond which a line joins the two
)

Range = tuple[float, float]
Point = tuple[float, float]


class LabelPlacer:
    """The plotting area of a chart, and what is drawn in it so far.

    ``width`` and ``height`` in pixels; ``x_range`` and ``y_range`` as plotly has them, of a
    logarithmic axis the logarithms.
    """

    def __init__(self, width: float, height: float, x_range: Range, y_range: Range) -> None:
        self._size = np.array([width, height])
        self._low = np.array([x_range[0], y_range[0]])
        self._span = np.array([x_range[1], y_range[1]]) - self._low
        self._taken = np.zeros(np.maximum(self._size // CELL_SIZE, 1).astype(int), dtype=bool)
        self._taken[:2] = True  # beside the axis' own numbers
        self._strokes: list[Callable[[], np.ndarray]] = []  # not taken yet: it takes long
        self._labels: list[tuple[np.ndarray, np.ndarray]] = []  # lower left, upper right corner

    def line(self, x: Sequence[float], y: Sequence[float]) -> None:
        """Keep labels off the line through these points; what is not finite is left out."""
        self._strokes.append(lambda: self._along(x, y))

    def _along(self, x: Sequence[float], y: Sequence[float]) -> np.ndarray:
        """Points in pixels, close to one another, on the line through these."""
        points = self._finite(x, y)
        if not len(points):
            return points
        steps = np.abs(np.diff(points, axis=0)).max(axis=1)
        length = np.concatenate([[0], steps.cumsum()])
        along = np.linspace(0, length[-1], int(length[-1] / CELL_SIZE) + 2)
        return np.column_stack([np.interp(along, length, part) for part in points.T])

    def points(self, x: Sequence[float], y: Sequence[float]) -> None:
        """Keep labels off these points; what is not finite is left out."""
        self._strokes.append(lambda: self._finite(x, y))

    def place(
        self, width: float, near: Sequence[Point], joined: bool
    ) -> tuple[Point, tuple[Point, Point] | None]:
        """The lower left corner of a label ``width`` pixels wide, and of its line to what it names.

        It comes to the free place nearest to one of the points ``near``, or where none is free,
        to the one that hides least, and is itself in the way of others from now on. There is no
        line where label and point are side by side. All places are shares of the area.
        """
        for stroke in self._strokes:
            self._block(stroke())
        self._strokes.clear()
        size = np.array([width, LINE_HEIGHT])
        anchors = self._pixels(*zip(*near, strict=True))
        hidden = self._hidden(size)
        distances = _distances(anchors, size, hidden.shape)
        nearest = distances.argmin(axis=0)
        # of places as near, that beside the first of the points
        costs = hidden * self._size.sum() + distances.min(axis=0) + 0.1 * nearest

        def joins(places: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
            """Of places, the corner, the anchor and the edge nearest to it: pixels, [n, 2]."""
            corners = np.column_stack(np.unravel_index(places, hidden.shape)) * CELL_SIZE
            starts = anchors[nearest.ravel()[places]]
            return corners, starts, np.clip(starts, corners, corners + size)

        is_hard = joined and self._labels
        best = self._best(costs.ravel(), joins) if is_hard else np.argmin(costs)
        corner, anchor, edge = (part[0] for part in joins(np.array([best])))
        self._labels.append((corner, corner + size))
        start, end = (
            (corner / CELL_SIZE).astype(int),
            np.ceil((corner + size) / CELL_SIZE).astype(int),
        )
        self._taken[start[0] : end[0], start[1] : end[1]] = True
        distance = np.linalg.norm(edge - anchor)
        if distance <= MAX_UNJOINED_DISTANCE or not joined:
            return self._shares(corner), None
        self._block(np.linspace(anchor, edge, int(distance / CELL_SIZE) + 2))
        return self._shares(corner), (self._shares(anchor), self._shares(edge))

    def _best(
        self,
        costs: np.ndarray,
        joins: Callable[[np.ndarray], tuple[np.ndarray, np.ndarray, np.ndarray]],
    ) -> np.intp:
        """The place that costs least, with what its line hides of labels.

        That takes long to find out, and only adds: it is asked of the cheapest places alone, if
        one of them stays cheaper than all others are without.
        """
        among = np.arange(len(costs))
        if len(costs) > MAX_PLACES_EXAMINED:
            among = np.sort(np.argpartition(costs, MAX_PLACES_EXAMINED)[: MAX_PLACES_EXAMINED + 1])
        for places in (among, np.arange(len(costs))):
            _, starts, ends = joins(places)
            crossed = self._crosses_labels(starts, ends)
            with_crossed = costs[places] + crossed * self._size.sum()
            best = places[np.argmin(with_crossed)]
            if with_crossed.min() < costs[places].max():
                break
        found: np.intp = best
        return found

    def _crosses_labels(self, starts: np.ndarray, ends: np.ndarray) -> np.ndarray:
        """Of each line, how much of it lies under labels."""
        along = np.linspace(0, 1, 20)[:, None, None]
        points = starts + along * (ends - starts)
        covered = np.zeros(points.shape[:2], dtype=bool)
        for low, high in self._labels:
            covered |= ((low <= points) & (points <= high)).all(axis=2)
        return covered.sum(axis=0)

    def share(self, x: float, y: float) -> Point:
        """Where a point is, in shares of the area."""
        return self._shares(self._pixels([x], [y])[0])

    def _shares(self, place: np.ndarray) -> Point:
        x, y = (place / self._size).tolist()
        return x, y

    def _pixels(self, x: Sequence[float], y: Sequence[float]) -> np.ndarray:
        return (np.column_stack([x, y]).astype(float) - self._low) / self._span * self._size

    def _finite(self, x: Sequence[float], y: Sequence[float]) -> np.ndarray:
        """The pixels of points that have some; those far outside, of nearer ones there."""
        points = self._pixels(x, y)
        points = points[np.isfinite(points).all(axis=1)]
        return np.clip(points, -self._size, 2 * self._size)

    def _block(self, points: np.ndarray) -> None:
        """Take the cells of these points, in pixels, and those around them."""
        cells = np.floor(points / CELL_SIZE).astype(int)
        for step in np.ndindex(3, 3):
            around = cells + np.array(step) - 1
            inside = ((around >= 0) & (around < self._taken.shape)).all(axis=1)
            self._taken[tuple(around[inside].T)] = True

    def _hidden(self, size: np.ndarray) -> np.ndarray:
        """How much a box would hide at each of its places: a cell further right, a cell higher."""
        shape = np.array(self._taken.shape)
        wide, high = np.minimum(np.ceil(size / CELL_SIZE).astype(int), shape)
        sums = np.pad(self._taken.cumsum(0).cumsum(1), ((1, 0), (1, 0)))
        upper, lower = sums[wide:], sums[:-wide]
        hidden: np.ndarray = upper[:, high:] - upper[:, :-high] - lower[:, high:] + lower[:, :-high]
        return hidden


def _distances(anchors: np.ndarray, size: np.ndarray, shape: tuple[int, ...]) -> np.ndarray:
    """[n_anchors, *shape]: pixels from each anchor to the nearest edge of a box at each place."""
    away = []
    for axis in (0, 1):
        low, at = np.arange(shape[axis]) * CELL_SIZE, anchors[:, axis, None]
        away.append(np.maximum(np.maximum(low - at, at - low - size[axis]), 0))
    return np.hypot(away[0][:, :, None], away[1][:, None, :])
