"""What every chart is drawn with: the epoch it shows, the words, the colours and its size."""

from dataclasses import dataclass
from typing import Any

from playground.charts.looks import Palette
from playground.texts import Texts

Chart = dict[str, Any]  # {"data": [trace], "layout": {}}, the way plotly.js takes it


@dataclass(frozen=True)
class Canvas:
    """``width`` and ``height``: of the chart in pixels, in a window of 1280."""

    epoch: int
    texts: Texts
    palette: Palette
    width: float
    height: float

    def layout(
        self, left: float = 0, right: float = 0, top: float = 0, bottom: float = 0
    ) -> dict[str, Any]:
        """The part of a layout that all charts have in common, with these margins."""
        return {
            "meta": self.epoch,
            "paper_bgcolor": "rgba(0,0,0,0)",
            "plot_bgcolor": "rgba(0,0,0,0)",
            "font": {"color": self.palette.text, "size": 14, "family": '"Source Sans", sans-serif'},
            "margin": {"l": left, "r": right, "t": top, "b": bottom, "autoexpand": False},
            "showlegend": False,
            "dragmode": False,
            "hovermode": "closest",
            "hoverlabel": {"font": {"size": 14}},
        }

    def hover(self, key: str) -> str:
        """What the mouse is told at a point, without a box for the name of its trace."""
        return self.texts(key) + "<extra></extra>"
