"""Classifiers and samples for pictures of decisions."""

import numpy as np
import torch

from playground.charts.decision.heatmap import by_label, heatmap_chart
from playground.charts.decision.line import line_chart
from playground.charts.decision.logits import logits_chart
from playground.charts.decision.plane import plane_chart, range_of
from playground.charts.decision.samples import Shown, Vectors
from playground.charts.decision.space import space_chart
from playground.charts.decision.strip import strip_chart
from playground.charts.figures import Chart
from playground.charts.looks import LIGHT, Palette
from playground.core.insight.decision import lead, logit_plane
from playground.core.model import Parameters
from playground.texts import Texts

KINDS = ("line", "plane", "strip", "logits", "heatmap", "space")
N_CLASSES = {"line": 3, "plane": 3, "strip": 2, "logits": 3, "heatmap": 5, "space": 3}
HOSTILE = ('<img src=x onerror="alert(1)">', "a & <b>b</b>", "c" * 60, "d", "e")


class Case:
    """Samples of a few classes, and what a classifier with random parameters says of them."""

    def __init__(self, n_features: int, n_classes: int, n: int = 30, seed: int = 0) -> None:
        generator = torch.Generator().manual_seed(seed)
        self.x = 3 * torch.randn(n, n_features, dtype=torch.float64, generator=generator)
        weight = torch.randn(n_classes, n_features, dtype=torch.float64, generator=generator)
        bias = torch.randn(n_classes, dtype=torch.float64, generator=generator)
        self.ground = Parameters(weight, bias)
        self.logits = torch.nn.functional.linear(self.x, weight, bias)
        self.p = torch.nn.functional.softmax(self.logits, 1)
        self.predicted = self.p.argmax(1).tolist()
        self.targets = torch.randint(n_classes, (n,), generator=generator).tolist()

    def shown(self, names: tuple[str, ...], rows: np.ndarray | None = None) -> Shown:
        at = list(range(len(self.x))) if rows is None else rows.tolist()
        return Shown(
            [row + 1 for row in at],
            [self.targets[row] for row in at],
            [self.predicted[row] for row in at],
            [self.p[row].max().item() for row in at],
            [row % 3 == 0 for row in at],
            names,
            selected=at.index(4),
        )

    def vectors(self) -> Vectors:
        """The first two samples once more."""
        return Vectors([1, 3], self.predicted[:2], self.p[:2].amax(1).tolist())


def drawn(
    kind: str,
    case: Case | None = None,
    names: tuple[str, ...] = ("0", "1", "2", "3", "4"),
    features: tuple[str, str] = ("u", "v"),
    limit: float = 50.0,
    language: str = "en",
    palette: Palette = LIGHT,
) -> Chart:
    """The picture of a kind, at epoch 7."""
    case = case or Case({"line": 1, "space": 3}.get(kind, 2), N_CLASSES[kind])
    names, vectors = names[: case.p.shape[1]], case.vectors()
    looks = "title", 7, Texts(language), palette
    x = case.x.numpy()
    if kind == "line":
        of_vectors = vectors, x[:2, 0]
        ends = range_of(x[:, 0])
        return line_chart(
            case.ground, features[0], ends, (case.shown(names), x[:, 0]), of_vectors, *looks
        )
    if kind == "plane":
        ranges = range_of(x[:, 0]), range_of(x[:, 1])
        samples = case.shown(names), x
        return plane_chart(case.ground, features, ranges, samples, (vectors, x[:2]), *looks)
    if kind == "strip":
        leads = lead(case.logits, (0, 1)).numpy()
        samples = case.shown(names), leads
        return strip_chart((0, 1), samples, (vectors, leads[:2]), limit, *looks)
    if kind == "logits":
        places = logit_plane(case.logits).numpy()
        return logits_chart((case.shown(names), places), (vectors, places[:2]), limit, *looks)
    if kind == "space":
        boxes = [range_of(values) for values in x.T]
        samples = case.shown(names), x
        names_of_all = (*features, "w")
        return space_chart(case.ground, names_of_all, boxes, samples, (vectors, x[:2]), *looks)
    rows = by_label(np.array(case.targets))
    samples = case.shown(names, rows), case.p.numpy()[rows]
    return heatmap_chart(samples, (vectors, case.p.numpy()[:2]), *looks)


def traces(chart: Chart, meta: str) -> list[dict]:
    return [trace for trace in chart["data"] if trace["meta"] == meta]
