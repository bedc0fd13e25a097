"""Classifiers and samples for pictures of decisions."""

from dataclasses import replace

import numpy as np
import torch

from playground.charts.canvas import Canvas, Chart
from playground.charts.decision.ground import HEIGHT, WIDTH
from playground.charts.decision.heatmap import heatmap_chart
from playground.charts.decision.line import line_chart
from playground.charts.decision.logits import logits_chart
from playground.charts.decision.plane import plane_chart
from playground.charts.decision.scene import SampleMarks, Scene, VectorMarks
from playground.charts.decision.space import space_chart
from playground.charts.decision.strip import strip_chart
from playground.charts.looks import LIGHT, Palette
from playground.core.insight.decision import lead, logit_plane, range_of
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

    def scene(
        self,
        names: tuple[str, ...],
        places: np.ndarray,
        of_vectors: np.ndarray | None = None,
        rows: np.ndarray | None = None,
        title: str = "title",
    ) -> Scene:
        """All samples or these ``rows``; as test vectors the first two once more, or none."""
        at = list(range(len(self.x))) if rows is None else rows.tolist()
        samples = SampleMarks(
            [row + 1 for row in at],
            [self.targets[row] for row in at],
            [self.predicted[row] for row in at],
            [self.p[row].max().item() for row in at],
            [row % 3 == 0 for row in at],
            places[at],
            selected=at.index(4),
        )
        vectors = VectorMarks([], [], [], places[:0])
        if of_vectors is not None:
            vectors = VectorMarks(
                [1, 3], self.predicted[:2], self.p[:2].amax(1).tolist(), of_vectors
            )
        return Scene(samples, vectors, names, title)


def canvas(width: float = WIDTH, height: float = HEIGHT) -> Canvas:
    return Canvas(7, Texts("en"), LIGHT, width, height)


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
    looks = replace(canvas(), texts=Texts(language), palette=palette)
    x, order = case.x.numpy(), np.argsort(case.targets, kind="stable")
    places = {
        "line": x[:, 0],
        "strip": lead(case.logits, (0, 1)).numpy(),
        "logits": logit_plane(case.logits).numpy() if case.p.shape[1] == 3 else x,
        "heatmap": case.p.numpy(),
    }.get(kind, x)
    rows = order if kind == "heatmap" else None
    scene = case.scene(names[: case.p.shape[1]], places, places[:2], rows)
    ranges = [range_of(values) for values in x.T]
    if kind == "line":
        return line_chart(scene, case.ground, features[0], ranges[0], looks)
    if kind == "plane":
        return plane_chart(scene, case.ground, features, (ranges[0], ranges[1]), looks)
    if kind == "strip":
        return strip_chart(scene, (0, 1), limit, looks)
    if kind == "logits":
        return logits_chart(scene, limit, looks)
    if kind == "space":
        return space_chart(scene, case.ground, (*features, "w"), ranges, looks)
    return heatmap_chart(scene, looks)


def traces(chart: Chart, meta: str) -> list[dict]:
    return [trace for trace in chart["data"] if trace["meta"] == meta]
