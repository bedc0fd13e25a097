"""What holds for every chart with two axes."""

from typing import Any

import plotly.graph_objects as go


def titled(chart: Any) -> go.Figure:
    """The chart as Plotly has it, once it is one that it knows and all of it has titles.

    Raises ValueError for a property that Plotly has not.
    """
    figure = go.Figure(**chart)
    assert all(annotation.text for annotation in figure.layout.annotations)
    assert figure.layout.xaxis.title.text
    assert figure.layout.yaxis.title.text
    return figure
