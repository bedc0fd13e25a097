"""The pictures of decisions, each with what it shows in words."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import torch

from playground.charts.decision.heatmap import MOST_COLUMNS, by_label, heatmap_chart
from playground.charts.decision.line import line_chart
from playground.charts.decision.logits import logits_chart
from playground.charts.decision.plane import plane_chart, range_of
from playground.charts.decision.space import space_chart
from playground.charts.decision.strip import strip_chart
from playground.charts.figures import Chart
from playground.charts.looks import Palette
from playground.core.insight.decision import lead, logit_plane, probabilities_on, restricted
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


@dataclass(frozen=True)
class Picture:
    """A chart, and what there is to say of it."""

    chart: Chart
    title: str
    rows: np.ndarray  # the samples drawn
    among: np.ndarray  # [n_samples] bool: those that it is about
    agreement: float = 1.0  # the share of all samples of which it says what the model says


def picture(decided: DecisionState, asked: Asked) -> Picture:
    return _PICTURES[asked.kind](decided, asked)


def _line(decided: DecisionState, asked: Asked) -> Picture:
    rows = decided.rows()
    values = decided.geometry.typed[:, 0].numpy()
    vectors, at = decided.crosses()
    title = asked.texts("decision_line_title")
    chart = line_chart(
        decided.ground,
        decided.run.dataset.feature_names[0],
        range_of(values),
        (decided.shown(rows), values[rows]),
        (vectors, decided.vectors.double().numpy()[at, 0]),
        title,
        decided.epoch,
        asked.texts,
        asked.palette,
    )
    return Picture(chart, title, rows, decided.has_scores)


def _plane(decided: DecisionState, asked: Asked) -> Picture:
    features = (0, 1) if asked.kind == "plane" else asked.features
    names = decided.run.dataset.feature_names
    typed, kept = decided.geometry.typed, decided.geometry
    held = typed[decided.sample] if asked.held == "sample" else kept.means
    ground = restricted(decided.ground, features, held)
    places = typed[:, list(features)]
    rows, is_true = decided.rows(), np.ones(len(typed), dtype=bool)
    if asked.kind == "slice":
        is_true = probabilities_on(ground, places).argmax(1).numpy() == decided.predicted
    vectors, at = decided.crosses()
    across, up = (names[feature] for feature in features)
    title = asked.texts(f"decision_{asked.kind}_title")
    chart = plane_chart(
        ground,
        (across, up),
        (range_of(places[:, 0].numpy()), range_of(places[:, 1].numpy())),
        (decided.shown(rows, is_true[rows].tolist()), places.numpy()[rows]),
        (vectors, decided.vectors.double().numpy()[at][:, list(features)]),
        title,
        decided.epoch,
        asked.texts,
        asked.palette,
    )
    return Picture(chart, title, rows, decided.has_scores, float(is_true.mean()))


def _space(decided: DecisionState, asked: Asked) -> Picture:
    rows, typed = decided.rows(), decided.geometry.typed.numpy()
    vectors, at = decided.crosses()
    title = asked.texts("decision_space_title")
    chart = space_chart(
        decided.ground,
        decided.run.dataset.feature_names,
        [range_of(values) for values in typed.T],
        (decided.shown(rows), typed[rows]),
        (vectors, decided.vectors.double().numpy()[at]),
        title,
        decided.epoch,
        asked.texts,
        asked.palette,
    )
    return Picture(chart, title, rows, decided.has_scores)


def _strip(decided: DecisionState, asked: Asked) -> Picture:
    targets, pair = decided.geometry.targets, asked.pair
    among = np.isin(targets, pair) & decided.has_scores
    rows = decided.rows(among)
    leads = lead(decided.prediction.logits, pair).numpy()
    vectors, at = decided.crosses()
    theirs = lead(decided.of_vectors.logits, pair).numpy()[at]
    title = asked.texts("decision_strip_title")
    chart = strip_chart(
        pair,
        (decided.shown(rows), leads[rows]),
        (vectors, theirs),
        decided.geometry.limit(("strip", *pair), _largest(leads[among], theirs)),
        title,
        decided.epoch,
        asked.texts,
        asked.palette,
    )
    return Picture(chart, title, rows, among)


def _logits(decided: DecisionState, asked: Asked) -> Picture:
    rows = decided.rows()
    places = logit_plane(decided.prediction.logits).numpy()
    vectors, at = decided.crosses()
    theirs = logit_plane(decided.of_vectors.logits).numpy()[at]
    distances = np.hypot(*places[decided.has_scores].T), np.hypot(*theirs.T)
    title = asked.texts("decision_logits_title")
    chart = logits_chart(
        (decided.shown(rows), places[rows]),
        (vectors, theirs),
        decided.geometry.limit("logits", _largest(*distances)),
        title,
        decided.epoch,
        asked.texts,
        asked.palette,
    )
    return Picture(chart, title, rows, decided.has_scores)


def _heatmap(decided: DecisionState, asked: Asked) -> Picture:
    rows = decided.rows(most=MOST_COLUMNS // 2)
    rows = rows[by_label(decided.geometry.targets[rows])]
    title = asked.texts("decision_heatmap_title")
    p = decided.prediction.probabilities[torch.from_numpy(rows)].numpy()
    vectors, at = decided.crosses()
    theirs = decided.of_vectors.probabilities.numpy()[at]
    looks = asked.texts, asked.palette
    samples = decided.shown(rows), p
    chart = heatmap_chart(samples, (vectors, theirs), title, decided.epoch, *looks)
    return Picture(chart, title, rows, decided.has_scores)


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
