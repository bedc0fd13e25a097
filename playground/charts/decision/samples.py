"""Samples and test vectors in a picture of decisions.

Classes by colour and shape; wrong ones ringed, held-out ones hollow, test vectors as crosses.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from playground.charts.display import format_probability
from playground.charts.frame import Frame
from playground.charts.label_placer import Range
from playground.charts.looks import Palette, as_html, class_looks
from playground.texts import Texts

MOST = 250  # samples drawn that are right, and as many that are wrong
MARKS = ((60, 11, 9), (300, 9, 6))  # up to so many samples: pixels of a mark, and of its ring more
SMALL = 7, 4  # the same, among more
AROUND = 9  # pixels that the frame of the selected sample is wider than a ring
EDGE = 3  # pixels of its line, and of a cross's
CROSS = 12  # pixels of a test vector
FAINT = 0.3  # opacity of a sample whose place in the picture says another class than the model


@dataclass(frozen=True)
class Shown:
    """The samples that are drawn, an entry for each, and who they are."""

    numbers: Sequence[int]  # of the sample in the table
    targets: Sequence[int]
    predicted: Sequence[int]
    probabilities: Sequence[float]  # of the predicted class
    held_out: Sequence[bool]
    class_names: tuple[str, ...]
    selected: int | None = None  # the place of the sample that is pointed out
    is_true: Sequence[bool] = ()  # whether the picture says of it what the model says; () for all

    @property
    def sizes(self) -> tuple[int, int]:
        """Pixels of a mark, and how much wider the ring around it is."""
        n = len(self.numbers)
        return next(((size, around) for most, size, around in MARKS if n <= most), SMALL)


@dataclass(frozen=True)
class Vectors:
    """Test vectors, an entry for each."""

    numbers: Sequence[int]  # of the row in their table
    predicted: Sequence[int]
    probabilities: Sequence[float]  # of the predicted class


def seen_rows(wrong: np.ndarray, selected: int | None, most: int = MOST) -> np.ndarray:
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


def draw_samples(
    frame: Frame,
    shown: Shown,
    points: np.ndarray,
    texts: Texts,
    palette: Palette,
) -> None:
    """A mark for each sample at its place of ``points`` [n, 2], rings around wrong ones."""
    x, y = points.T.tolist()
    frame.drawn(
        "samples",
        x,
        y,
        mode="markers",
        cliponaxis=False,
        hoverinfo="all",
        marker=marker_of(shown, palette),
        customdata=told(shown),
        hovertemplate=texts("decision_sample_hover") + "<extra></extra>",
    )
    wrong = [at for at, said in enumerate(shown.predicted) if said != shown.targets[at]]
    size, around = shown.sizes
    ring = {"symbol": "circle-open", "size": size + around, "color": palette.text}
    frame.drawn(
        "wrong",
        [x[at] for at in wrong],
        [y[at] for at in wrong],
        mode="markers",
        cliponaxis=False,
        marker=ring | {"line": {"width": around / 5}},
    )
    _point_out(frame, shown, points, texts, palette)


def marker_of(shown: Shown, palette: Palette) -> dict[str, Any]:
    looks = class_looks(shown.class_names)
    own = [looks[target] for target in shown.targets]
    marks = list(zip(own, shown.held_out, strict=True))
    fill = [palette.paper if hollow else look.color for look, hollow in marks]
    edge = [look.color if hollow else palette.paper for look, hollow in marks]
    opacity = [1 if said else FAINT for said in shown.is_true] or 1
    return {
        "symbol": [look.symbol for look in own],
        "size": shown.sizes[0],
        "color": fill,
        "opacity": opacity,
        "line": {"color": edge, "width": 2 if any(shown.held_out) else 1},
    }


def told(shown: Shown) -> list[list[Any]]:
    """Of each sample its number in the table, label, predicted class and the probability of it."""
    names = list(map(as_html, shown.class_names))
    return [
        [number, names[target], names[said], format_probability(p)]
        for number, target, said, p in zip(
            shown.numbers, shown.targets, shown.predicted, shown.probabilities, strict=True
        )
    ]


def _point_out(
    frame: Frame, shown: Shown, points: np.ndarray, texts: Texts, palette: Palette
) -> None:
    """A frame around the selected sample, and its number beside it, on the side that has room."""
    at = shown.selected
    if at is None:
        return
    (x, y), color = points[at].tolist(), palette.loss
    size = sum(shown.sizes) + AROUND
    frame.cover([x], [y], size + EDGE)
    name = texts("decision_sample_at", number=shown.numbers[at])
    text, side = frame.words_beside(name, (x, y), size, bold=True)
    frame.drawn(
        "selected",
        [x],
        [y],
        mode="markers+text",
        cliponaxis=False,
        marker={
            "symbol": "square-open",
            "size": size,
            "color": color,
            "line": {"width": EDGE},
        },
        text=[f"<b>{text}</b>"],
        textposition=side,
        textfont=_lit(palette),
    )


def draw_vectors(
    frame: Frame,
    vectors: Vectors,
    points: np.ndarray,
    ranges: tuple[Range, Range],
    class_names: Sequence[str],
    texts: Texts,
    palette: Palette,
) -> None:
    """A cross for each test vector with its number; one that lies outside, at the edge."""
    if not len(vectors.numbers):
        return
    low, high = np.transpose(ranges)
    inside = np.clip(points, low, high)
    arrows = [_arrow(*(sign.tolist())) for sign in np.sign(points - inside).astype(int)]
    x, y = inside.T.tolist()
    frame.cover(x, y, CROSS)
    words = [
        frame.words_beside(f"{number}{arrow}", place, CROSS)
        for number, arrow, place in zip(
            vectors.numbers, arrows, zip(x, y, strict=True), strict=True
        )
    ]
    names = list(map(as_html, class_names))
    frame.drawn(
        "test_vectors",
        x,
        y,
        mode="markers+text",
        cliponaxis=False,
        hoverinfo="all",
        marker={
            "symbol": "x-thin",
            "size": CROSS,
            "color": palette.text,
            "line": {"color": palette.text, "width": EDGE},
        },
        text=[text for text, _ in words],
        textposition=[side for _, side in words],
        textfont=_lit(palette),
        customdata=[
            [number, names[said], format_probability(p)]
            for number, said, p in zip(
                vectors.numbers, vectors.predicted, vectors.probabilities, strict=True
            )
        ],
        hovertemplate=texts("decision_vector_hover") + "<extra></extra>",
    )


def _lit(palette: Palette) -> dict[str, str]:
    """Words that can be read on marks and lines too."""
    return {"color": palette.text, "shadow": ", ".join([f"0 0 2px {palette.paper}"] * 3)}


def _arrow(across: int, up: int) -> str:
    """Which way a point lies, by the signs of the way there; "" for no way."""
    return ("", "→", "←")[across] + ("", "↑", "↓")[up]
