"""Two classes against each other: the probability of one over the difference of their scores."""

import numpy as np
import torch

from playground.charts.asinh_axis import squeeze, stretch, ticks_up_to
from playground.charts.decision.ground import (
    COLUMNS,
    HEIGHT,
    WIDTH,
    across_pieces,
    cells,
    draw_borders,
    laid_under,
)
from playground.charts.decision.samples import Shown, Vectors, draw_samples, draw_vectors
from playground.charts.figures import Chart
from playground.charts.frame import Frame
from playground.charts.looks import Palette, as_html, class_looks, cut, key
from playground.charts.scales import SUBSCRIPTS, short_number
from playground.core.insight.decision import Border, Interval
from playground.core.model import Parameters
from playground.texts import Texts

LEFT = 62
OF_TWO = Parameters(  # scores 0 and d, whose difference is d
    torch.tensor([[0.0], [1.0]], dtype=torch.float64), torch.zeros(2, dtype=torch.float64)
)
P_RANGE = (-0.06, 1.06)
FULL = 1.04  # of the axis' limit: what lies at it is seen whole


def strip_chart(
    pair: tuple[int, int],
    samples: tuple[Shown, np.ndarray],
    vectors: tuple[Vectors, np.ndarray],
    limit: float,
    title: str,
    epoch: int,
    texts: Texts,
    palette: Palette,
    width: float = WIDTH,
    height: float = HEIGHT,
) -> Chart:
    """The sigmoid with each sample on it, and a bar from there to its label, 0 or 1.

    Samples and test vectors come with z_j - z_i, [n], for the classes i and j of ``pair``; all
    samples are of one of the two. ``limit``: of the axis, from `limit_for`.
    """
    shown, leads = samples
    names = [shown.class_names[at] for at in pair]
    end = FULL * squeeze(np.array(limit)).item()
    ranges = (-end, end), P_RANGE
    frame = Frame(width, height, *ranges, palette, left=LEFT)
    draw_borders(
        frame, [Border(pair, (0.0, P_RANGE[0]), (0.0, P_RANGE[1]))], shown.class_names, palette
    )
    along = np.linspace(-end, end, 200)
    curve = _sigmoid(stretch(along)).tolist()
    line = {"color": palette.loss, "width": 2}
    frame.drawn("sigmoid", along.tolist(), curve, mode="lines", line=line)
    x, p = squeeze(leads), _sigmoid(leads)
    _draw_bars(frame, pair, shown, x, p)
    draw_samples(frame, shown, np.column_stack([x, p]), texts, palette)
    crosses, theirs = vectors
    places = np.column_stack([squeeze(theirs), _sigmoid(theirs)])
    draw_vectors(frame, crosses, places, ranges, shown.class_names, texts, palette)
    titles = title, texts("decision_lead_axis", i=_sub(pair[0]), j=_sub(pair[1]))
    own = key(shown.class_names, frame.beside_title(title), pair)
    chart = frame.chart(
        epoch, (*titles, texts("decision_p_axis", name=cut(names[1], 0.6 * frame.height))), own
    )
    ticks = ticks_up_to(limit, frame.width / 2 / FULL)
    ticks = [-tick for tick in ticks[::-1]] + [0.0] + ticks
    chart["layout"]["xaxis"] |= {
        "tickvals": squeeze(np.array(ticks)).tolist(),
        "ticktext": list(map(short_number, ticks)),
    }
    chart["layout"]["yaxis"] |= {"tickvals": [0, 0.25, 0.5, 0.75, 1]}
    pieces = [Interval(pair[0], -end, 0.0), Interval(pair[1], 0.0, end)]
    values = stretch(cells(*ranges, COLUMNS, 1)[:, 0])
    names_of_all = shown.class_names
    return laid_under(chart, *across_pieces(pieces, OF_TWO, values, ranges, names_of_all, palette))


def _draw_bars(
    frame: Frame, pair: tuple[int, int], shown: Shown, x: np.ndarray, p: np.ndarray
) -> None:
    """From each sample to its label: as long as |p - y|, its share in the gradient."""
    looks = class_looks(shown.class_names)
    targets = np.asarray(shown.targets)
    for label, of_class in enumerate(pair):
        at = np.flatnonzero(targets == of_class)
        if not len(at):
            continue
        ends = np.column_stack([p[at], np.full(len(at), float(label))])
        frame.drawn(
            "to_label",
            _parted(np.column_stack([x[at], x[at]])),
            _parted(ends),
            mode="lines",
            line={"color": looks[of_class].color, "width": shown.sizes[1] / 4.5},
            name=as_html(shown.class_names[of_class]),
        )


def _parted(ends: np.ndarray) -> list[float | None]:
    """[n, 2] ends of lines as one list, with None between two lines."""
    return [value for pair in ends.tolist() for value in (*pair, None)]


def _sub(number: int) -> str:
    return str(number).translate(SUBSCRIPTS)


def _sigmoid(values: np.ndarray) -> np.ndarray:
    found: np.ndarray = torch.sigmoid(torch.from_numpy(np.asarray(values, float))).numpy()
    return found
