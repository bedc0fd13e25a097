"""Samples and test vectors in a picture of decisions.

Classes by colour and shape; wrong ones ringed, held-out ones hollow, test vectors as crosses.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from playground.charts.display import format_probability
from playground.charts.frame import Frame
from playground.charts.looks import Palette, as_html, class_looks

MAX_SAMPLES_A_KIND = 250  # samples drawn that are right, and as many that are wrong
MARK_SIZES = ((60, 11, 9), (300, 9, 6))  # up to so many samples: pixels of a mark, its ring more
SMALLEST_SIZES = 7, 4  # the same, among more
SELECTION_EXTRA = 9  # pixels that the frame of the selected sample is wider than a ring
LINE_WIDTH = 3  # pixels, of that frame and of a cross
CROSS_SIZE = 12  # pixels of a test vector
FAINT = 0.3  # opacity of a sample whose place in the picture says another class than the model


@dataclass(frozen=True)
class SampleMarks:
    """The samples that are drawn, an entry for each."""

    numbers: Sequence[int]  # of the sample in the table
    targets: Sequence[int]
    predicted: Sequence[int]
    probabilities: Sequence[float]  # of the predicted class
    held_out: Sequence[bool]
    places: np.ndarray  # [n, ...]: by what the picture places them
    selected: int | None = None  # the index here of the sample that is pointed out
    is_true: Sequence[bool] = ()  # whether the picture says of it what the model says; () for all

    @property
    def sizes(self) -> tuple[int, int]:
        """Pixels of a mark, and how much wider the ring around it is."""
        n = len(self.numbers)
        sizes = ((size, around) for most, size, around in MARK_SIZES if n <= most)
        return next(sizes, SMALLEST_SIZES)

    @property
    def wrong(self) -> list[int]:
        """The indices of those whose label is not the predicted class."""
        return [at for at, said in enumerate(self.predicted) if said != self.targets[at]]


@dataclass(frozen=True)
class VectorMarks:
    """Test vectors, an entry for each."""

    numbers: Sequence[int]  # of the row in their table
    predicted: Sequence[int]
    probabilities: Sequence[float]  # of the predicted class
    places: np.ndarray  # [n, ...]: as of samples


@dataclass(frozen=True)
class Scene:
    """Who is in a picture of decisions, and its title."""

    samples: SampleMarks
    vectors: VectorMarks
    class_names: tuple[str, ...]
    title: str

    @property
    def sample_hover(self) -> list[list[Any]]:
        """Of each sample its number in the table, label, predicted class and its probability."""
        names, samples = list(map(as_html, self.class_names)), self.samples
        answers = zip(
            samples.predicted, map(format_probability, samples.probabilities), strict=True
        )
        return [
            [number, names[target], names[said], p]
            for number, target, (said, p) in zip(
                samples.numbers, samples.targets, answers, strict=True
            )
        ]

    @property
    def vector_hover(self) -> list[list[Any]]:
        """Of each test vector its number, predicted class and the probability of it."""
        names, vectors = list(map(as_html, self.class_names)), self.vectors
        return [
            [number, names[said], format_probability(p)]
            for number, said, p in zip(
                vectors.numbers, vectors.predicted, vectors.probabilities, strict=True
            )
        ]


def seen_rows(
    wrong: np.ndarray, selected: int | None, most: int = MAX_SAMPLES_A_KIND
) -> np.ndarray:
    """Which of very many samples are drawn, ascending: wrong ones before right ones.

    ``wrong`` [n] bool. Of each kind ``most``, spread over the table, and the same ones again as far
    as they stay of their kind; and the one that is selected.
    """
    n = len(wrong)
    if n <= 2 * most:
        return np.arange(n)
    order = np.random.default_rng(0).permutation(n)
    kept = [order[wrong[order] == kind][:most] for kind in (False, True)]
    if selected is not None:
        kept.append(np.array([selected]))
    return np.unique(np.concatenate(kept))


def draw_scene(frame: Frame, scene: Scene, samples: np.ndarray, vectors: np.ndarray) -> None:
    """Samples and test vectors at these places in the chart, [n, 2] each."""
    _draw_samples(frame, scene, samples)
    if scene.samples.selected is not None:
        _point_out(frame, scene.samples, samples)
    if len(scene.vectors.numbers):
        _draw_vectors(frame, scene, vectors)


def _draw_samples(frame: Frame, scene: Scene, places: np.ndarray) -> None:
    """A mark for each sample, rings around wrong ones."""
    palette, samples = frame.canvas.palette, scene.samples
    frame.marks(
        "samples",
        *places.T.tolist(),
        marker=_marker(scene, palette),
        customdata=scene.sample_hover,
        hovertemplate=frame.canvas.hover("decision_sample_hover"),
    )
    size, around = samples.sizes
    ring = {"symbol": "circle-open", "size": size + around, "color": palette.text}
    frame.marks(
        "wrong",
        *places[samples.wrong].T.tolist(),
        marker=ring | {"line": {"width": around / 5}},
    )


def _marker(scene: Scene, palette: Palette) -> dict[str, Any]:
    samples, looks = scene.samples, class_looks(scene.class_names)
    own = [looks[target] for target in samples.targets]
    marks = list(zip(own, samples.held_out, strict=True))
    fill = [palette.paper if hollow else look.color for look, hollow in marks]
    edge = [look.color if hollow else palette.paper for look, hollow in marks]
    return {
        "symbol": [look.symbol for look in own],
        "size": samples.sizes[0],
        "color": fill,
        "opacity": [1 if said else FAINT for said in samples.is_true] or 1,
        "line": {"color": edge, "width": 2 if any(samples.held_out) else 1},
    }


def _point_out(frame: Frame, samples: SampleMarks, places: np.ndarray) -> None:
    """A frame around the selected sample, and its number beside it."""
    assert samples.selected is not None
    (x, y), palette = places[samples.selected].tolist(), frame.canvas.palette
    size = sum(samples.sizes) + SELECTION_EXTRA
    frame.cover([x], [y], size + LINE_WIDTH)
    text = frame.canvas.texts("decision_sample_at", number=samples.numbers[samples.selected])
    text, side = frame.words_beside(text, (x, y), size)
    line = {"width": LINE_WIDTH}
    frame.marks(
        "selected",
        [x],
        [y],
        mode="markers+text",
        marker={"symbol": "square-open", "size": size, "color": palette.loss, "line": line},
        text=[f"<b>{text}</b>"],
        textposition=side,
        textfont=_outlined(palette),
    )


def _draw_vectors(frame: Frame, scene: Scene, places: np.ndarray) -> None:
    """A cross for each test vector with its number; one that lies outside, at the edge."""
    palette, numbers = frame.canvas.palette, scene.vectors.numbers
    inside = np.clip(places, *np.transpose(frame.ranges))
    arrows = [_arrow(*(sign.tolist())) for sign in np.sign(places - inside).astype(int)]
    x, y = inside.T.tolist()
    frame.cover(x, y, CROSS_SIZE)
    words = [
        frame.words_beside(f"{number}{arrow}", (across, up), CROSS_SIZE)
        for number, arrow, across, up in zip(numbers, arrows, x, y, strict=True)
    ]
    line = {"color": palette.text, "width": LINE_WIDTH}
    frame.marks(
        "test_vectors",
        x,
        y,
        mode="markers+text",
        marker={"symbol": "x-thin", "size": CROSS_SIZE, "color": palette.text, "line": line},
        text=[text for text, _ in words],
        textposition=[side for _, side in words],
        textfont=_outlined(palette),
        customdata=scene.vector_hover,
        hovertemplate=frame.canvas.hover("decision_vector_hover"),
    )


def _outlined(palette: Palette) -> dict[str, str]:
    """Words that can be read on marks and lines too."""
    return {"color": palette.text, "shadow": ", ".join([f"0 0 2px {palette.paper}"] * 3)}


def _arrow(across: int, up: int) -> str:
    """Which way a point lies, by the signs of the way there; "" for no way."""
    return ("", "→", "←")[across] + ("", "↑", "↓")[up]
