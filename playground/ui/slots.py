"""Places on the page for what is drawn again and again while a run is on."""

from typing import Any

import plotly.graph_objects as go
import streamlit as st

from playground.charts.figures import Chart
from playground.ui.session import session


class Slot:
    """A place for one element that is drawn again and again."""

    def __init__(self) -> None:
        self._place = st.empty()
        self._drawn: Any = None

    def draw(self, kind: str, content: Any, **options: Any) -> None:
        """Show ``content`` with the Streamlit method ``kind``, unless it is there already."""
        if (kind, content, options) != self._drawn:
            self._drawn = kind, content, options
            getattr(self._place, kind)(content, **options)


class _Checked(go.Figure):
    """A chart that Streamlit takes as it is: it would check any other, for 10 ms a frame.

    Streamlit asks a figure for nothing but ``to_dict()``.
    """

    def __init__(self, chart: Chart) -> None:  # no super().__init__(): there is nothing to check
        self._chart = chart

    def to_dict(self) -> Chart:
        return self._chart


class ChartSlot:
    """A place for a chart, at the height that its container has in the style sheet."""

    def __init__(self) -> None:
        self._place = st.empty()
        self._traces: Any = None

    def draw(self, chart: Chart, alt: str) -> None:
        """Show ``chart``, unless the one shown has the very same traces."""
        if chart["data"] == self._traces:
            return
        self._traces = chart["data"]
        # a picture without mouse handling is drawn faster, and enough for a tenth of a second
        config = {"displayModeBar": False, "staticPlot": session().playback.state == "running"}
        self._place.plotly_chart(
            _Checked(chart), theme=None, height="stretch", config=config, alt=alt
        )
