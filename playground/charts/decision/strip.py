"""Two classes against each other: the probability of one over the difference of their scores."""

import numpy as np
import torch
from scipy.special import expit

from playground.charts.canvas import Canvas, Chart
from playground.charts.decision.ground import (
    COLUMNS,
    add_background,
    cells,
    colored_columns,
    draw_borders,
)
from playground.charts.decision.scene import Scene, draw_scene
from playground.charts.frame import Frame
from playground.charts.looks import as_html, class_looks, cut, key
from playground.charts.scales import SUBSCRIPTS, short_number, squeeze, stretch, ticks_up_to
from playground.core.insight.decision import Border, Interval
from playground.core.model import Parameters

LEFT = 62
SCORES_OF_TWO = Parameters(  # 0 and d, whose difference is d
    torch.tensor([[0.0], [1.0]], dtype=torch.float64), torch.zeros(2, dtype=torch.float64)
)
P_RANGE = (-0.06, 1.06)
AXIS_END = 1.04  # of the axis' limit: what lies at it is seen whole


def strip_chart(scene: Scene, pair: tuple[int, int], limit: float, canvas: Canvas) -> Chart:
    """The sigmoid with each sample on it, and a bar from there to its label, 0 or 1.

    ``scene``: samples and test vectors by z_j - z_i, [n], for the classes i and j of ``pair``; all
    samples are of one of the two. ``limit``: of the axis, from `limit_for`.
    """
    names, texts = scene.class_names, canvas.texts
    end = AXIS_END * squeeze(np.array(limit)).item()
    frame = Frame(canvas, (-end, end), P_RANGE, left=LEFT)
    pieces = [Interval(pair[0], -end, 0.0), Interval(pair[1], 0.0, end)]
    values = stretch(cells(*frame.ranges, COLUMNS, 1)[:, :1])
    add_background(frame, colored_columns(frame, pieces, names), SCORES_OF_TWO, values, rows=1)
    draw_borders(frame, [Border(pair, (0.0, P_RANGE[0]), (0.0, P_RANGE[1]))], names)
    along = np.linspace(-end, end, 200)
    curve = expit(stretch(along)).tolist()
    line = {"color": canvas.palette.loss, "width": 2}
    frame.drawn("sigmoid", along.tolist(), curve, mode="lines", line=line)
    places, of_vectors = (
        np.column_stack([squeeze(leads), expit(leads)])
        for leads in (scene.samples.places, scene.vectors.places)
    )
    _draw_bars(frame, pair, scene, places)
    draw_scene(frame, scene, places, of_vectors)
    i, j = (str(at).translate(SUBSCRIPTS) for at in pair)
    across = texts("decision_lead_axis", i=i, j=j)
    up = texts("decision_p_axis", name=cut(names[pair[1]], 0.6 * frame.height))
    own = key(names, frame.beside_title(scene.title), pair)
    chart = frame.chart((scene.title, across, up), own)
    ticks = ticks_up_to(limit, frame.width / 2 / AXIS_END)
    ticks = [-tick for tick in ticks[::-1]] + [0.0] + ticks
    chart["layout"]["xaxis"] |= {
        "tickvals": squeeze(np.array(ticks)).tolist(),
        "ticktext": list(map(short_number, ticks)),
    }
    chart["layout"]["yaxis"] |= {"tickvals": [0, 0.25, 0.5, 0.75, 1]}
    return chart


def _draw_bars(frame: Frame, pair: tuple[int, int], scene: Scene, places: np.ndarray) -> None:
    """From each sample to its label: as long as |p - y|, its share in the gradient."""
    looks = class_looks(scene.class_names)
    targets = np.asarray(scene.samples.targets)
    for label, of_class in enumerate(pair):
        x, p = places[targets == of_class].T
        if not len(x):
            continue
        frame.drawn(
            "to_label",
            _parted(np.column_stack([x, x])),
            _parted(np.column_stack([p, np.full(len(x), float(label))])),
            mode="lines",
            line={"color": looks[of_class].color, "width": scene.samples.sizes[1] / 4.5},
            name=as_html(scene.class_names[of_class]),
        )


def _parted(ends: np.ndarray) -> list[float | None]:
    """[n, 2] ends of lines as one list, with None between two lines."""
    return [value for pair in ends.tolist() for value in (*pair, None)]
