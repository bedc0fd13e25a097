"""The plane of two features: the region of each class, its straight borders, the samples."""

from playground.charts.canvas import Canvas, Chart
from playground.charts.decision.ground import add_background, cells, colored, draw_borders
from playground.charts.decision.scene import Scene, draw_scene
from playground.charts.frame import Frame, Range
from playground.charts.looks import cut, key
from playground.core.insight.decision import borders, regions
from playground.core.model import Parameters

LEFT = 70


def plane_chart(
    scene: Scene,
    ground: Parameters,
    features: tuple[str, str],
    ranges: tuple[Range, Range],
    canvas: Canvas,
) -> Chart:
    """``ground``: scores as functions of the two ``features``, across and up.

    ``scene``: samples and test vectors at their places, [n, 2], in the units of the table.
    """
    frame, names = Frame(canvas, *ranges, left=LEFT), scene.class_names
    add_background(frame, colored(regions(ground, *ranges), names), ground, cells(*ranges))
    draw_borders(frame, borders(ground, *ranges), names)
    draw_scene(frame, scene, scene.samples.places, scene.vectors.places)
    lengths = frame.width, frame.height
    across, up = (cut(name, length) for name, length in zip(features, lengths, strict=True))
    return frame.chart((scene.title, across, up), key(names, frame.beside_title(scene.title)))
