"""The plane of two features: the region of each class, its straight borders, the samples."""

from collections.abc import Sequence

from playground.charts.canvas import Canvas, Chart
from playground.charts.decision.ground import add_background, cells, colored, draw_borders
from playground.charts.decision.scene import Scene, draw_scene
from playground.charts.frame import Frame, Range
from playground.charts.looks import cut, key
from playground.core.insight.decision import borders, line_through, regions
from playground.core.model import Parameters

LEFT = 70


def plane_chart(
    scene: Scene,
    ground: Parameters,
    features: tuple[str, str],
    ranges: tuple[Range, Range],
    canvas: Canvas,
    guess: Sequence[float] = (),
) -> Chart:
    """``ground``: scores as functions of the two ``features``, across and up.

    ``scene``: samples and test vectors at their places, [n, 2], in the units of the table.
    ``guess``: one or two points, x and y of each, through which a border was guessed.
    """
    frame, names = Frame(canvas, *ranges, left=LEFT), scene.class_names
    add_background(frame, colored(regions(ground, *ranges), names), ground, cells(*ranges))
    draw_borders(frame, borders(ground, *ranges), names)
    draw_scene(frame, scene, scene.samples.places, scene.vectors.places)
    if guess:
        _draw_guess(frame, guess)
    lengths = frame.width, frame.height
    across, up = (cut(name, length) for name, length in zip(features, lengths, strict=True))
    return frame.chart((scene.title, across, up), key(names, frame.beside_title(scene.title)))


def _draw_guess(frame: Frame, guess: Sequence[float]) -> None:
    """The line through both points from edge to edge; of a single point, the point."""
    color = frame.canvas.palette.guess
    ends = line_through(guess, *frame.ranges) if len(guess) == 4 else None
    if ends:
        x, y = zip(*ends, strict=True)
        frame.line("guess", x, y, color, width=3, dash="dash")
    elif len(guess) == 2:
        frame.marks("guess", [guess[0]], [guess[1]], marker={"color": color, "size": 10})
