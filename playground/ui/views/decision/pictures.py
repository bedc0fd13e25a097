"""The pictures of decisions, each with what it shows in words."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from playground.charts.canvas import Canvas, Chart
from playground.charts.decision.ground import HEIGHT, WIDTH, WIDTH_BESIDE_A_LESSON
from playground.charts.decision.heatmap import MAX_COLUMNS, by_label, heatmap_chart
from playground.charts.decision.line import line_chart
from playground.charts.decision.logits import logits_chart
from playground.charts.decision.plane import plane_chart
from playground.charts.decision.space import space_chart
from playground.charts.decision.strip import strip_chart
from playground.charts.looks import Palette
from playground.core.insight.decision import (
    lead,
    logit_plane,
    probabilities_on,
    range_of,
    restricted,
)
from playground.texts import Texts
from playground.ui.views.decision.decided import DecisionState


@dataclass(frozen=True)
class Asked:
    """Which picture, and of what."""

    kind: str
    pair: tuple[int, int]  # classes, for a strip
    features: tuple[int, int]  # for a slice
    held: str  # where a slice has the other features
    texts: Texts
    palette: Palette
    guess: tuple[float, ...] = ()  # points of a border that was guessed, for the plane
    is_beside_a_lesson: bool = False

    @property
    def title(self) -> str:
        return self.texts(f"decision_{self.kind}_title")

    def canvas(self, epoch: int) -> Canvas:
        width = WIDTH_BESIDE_A_LESSON if self.is_beside_a_lesson else WIDTH
        return Canvas(epoch, self.texts, self.palette, width, HEIGHT)


@dataclass(frozen=True)
class Picture:
    """A chart, and what there is to say of it."""

    chart: Chart
    rows: np.ndarray  # the samples drawn
    among: np.ndarray  # [n_samples] bool: those that it is about
    agreement: float = 1.0  # the share of all samples of which it says what the model says


def picture(decided: DecisionState, asked: Asked) -> Picture:
    return _PICTURES[asked.kind](decided, asked)


def _line(decided: DecisionState, asked: Asked) -> Picture:
    rows, values = decided.rows(), decided.geometry.typed[:, 0].numpy()
    of_vectors = decided.vectors.double().numpy()[:, 0]
    scene = decided.scene(asked.title, rows, values, of_vectors)
    feature = decided.run.dataset.feature_names[0]
    chart = line_chart(
        scene, decided.ground, feature, range_of(values), asked.canvas(decided.epoch)
    )
    return Picture(chart, rows, decided.has_scores)


def _plane(decided: DecisionState, asked: Asked) -> Picture:
    features = (0, 1) if asked.kind == "plane" else asked.features
    names = decided.run.dataset.feature_names
    typed = decided.geometry.typed
    held = typed[decided.sample] if asked.held == "sample" else decided.geometry.means
    ground = restricted(decided.ground, features, held)
    places = typed[:, list(features)]
    rows, is_true = decided.rows(), np.ones(len(typed), dtype=bool)
    if asked.kind == "slice":
        is_true = probabilities_on(ground, places).argmax(1).numpy() == decided.predicted
    of_vectors = decided.vectors.double().numpy()[:, list(features)]
    chart = plane_chart(
        decided.scene(asked.title, rows, places.numpy(), of_vectors, is_true),
        ground,
        (names[features[0]], names[features[1]]),
        (range_of(places[:, 0].numpy()), range_of(places[:, 1].numpy())),
        asked.canvas(decided.epoch),
        asked.guess if asked.kind == "plane" else (),
    )
    return Picture(chart, rows, decided.has_scores, float(is_true.mean()))


def _space(decided: DecisionState, asked: Asked) -> Picture:
    rows, typed = decided.rows(), decided.geometry.typed.numpy()
    chart = space_chart(
        decided.scene(asked.title, rows, typed, decided.vectors.double().numpy()),
        decided.ground,
        decided.run.dataset.feature_names,
        [range_of(values) for values in typed.T],
        asked.canvas(decided.epoch),
    )
    return Picture(chart, rows, decided.has_scores)


def _strip(decided: DecisionState, asked: Asked) -> Picture:
    pair = asked.pair
    among = np.isin(decided.geometry.targets, pair) & decided.has_scores
    rows = decided.rows(among)
    leads = lead(decided.prediction.logits, pair).numpy()
    of_vectors = lead(decided.of_vectors.logits, pair).numpy()
    scene = decided.scene(asked.title, rows, leads, of_vectors)
    largest = _largest(leads[among], scene.vectors.places)
    limit = decided.geometry.limit(("strip", *pair), largest)
    chart = strip_chart(scene, pair, limit, asked.canvas(decided.epoch))
    return Picture(chart, rows, among)


def _logits(decided: DecisionState, asked: Asked) -> Picture:
    rows, places = decided.rows(), logit_plane(decided.prediction.logits).numpy()
    of_vectors = logit_plane(decided.of_vectors.logits).numpy()
    scene = decided.scene(asked.title, rows, places, of_vectors)
    shown = places[decided.has_scores], scene.vectors.places
    limit = decided.geometry.limit("logits", _largest(*(np.hypot(*each.T) for each in shown)))
    chart = logits_chart(scene, limit, asked.canvas(decided.epoch))
    return Picture(chart, rows, decided.has_scores)


def _heatmap(decided: DecisionState, asked: Asked) -> Picture:
    rows = decided.rows(most=MAX_COLUMNS // 2)
    rows = rows[by_label(decided.geometry.targets[rows])]
    p = decided.prediction.probabilities.numpy()
    scene = decided.scene(asked.title, rows, p, decided.of_vectors.probabilities.numpy())
    chart = heatmap_chart(scene, asked.canvas(decided.epoch))
    return Picture(chart, rows, decided.has_scores)


def _largest(*parts: np.ndarray) -> float:
    return max((float(np.abs(part).max()) for part in parts if len(part)), default=0.0)


_PICTURES: dict[str, Callable[[DecisionState, Asked], Picture]] = {
    "line": _line,
    "plane": _plane,
    "slice": _plane,
    "space": _space,
    "strip": _strip,
    "logits": _logits,
    "heatmap": _heatmap,
}
