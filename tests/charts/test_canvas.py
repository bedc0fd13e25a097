from playground.charts.canvas import Canvas
from playground.charts.looks import DARK
from playground.texts import Texts

CANVAS = Canvas(7, Texts("en"), DARK, 500, 300)


def test_a_layout_has_the_palette_s_type_the_epoch_and_fixed_margins() -> None:
    layout = CANVAS.layout(left=50, right=12)
    assert layout["meta"] == 7
    assert layout["font"]["color"] == DARK.text
    assert (layout["margin"]["l"], layout["margin"]["r"]) == (50, 12)
    assert layout["margin"]["autoexpand"] is False
    assert layout["dragmode"] is False
    assert layout["showlegend"] is False


def test_the_mouse_is_told_no_name_of_a_trace() -> None:
    assert CANVAS.hover("loss_hover") == Texts("en")("loss_hover") + "<extra></extra>"
