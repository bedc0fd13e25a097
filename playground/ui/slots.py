"""Places on the page for what is drawn again and again while a run is on."""

import json
import math
from typing import Any

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


class ChartSlot:
    """A place for a chart, at the height that its box ``name`` has in the style sheet.

    The chart stays on the page; ``scripts/charts.js`` brings it up to date.
    """

    def __init__(self, name: str) -> None:
        with st.container(key=f"box_{name}"):
            st.html('<div class="chart" role="img"></div>')
            self._figure = Slot()

    def draw(self, chart: Chart, alt: str, stale: bool | None = None) -> None:
        """Show ``chart``; ``alt`` says in words what is seen.

        ``stale``: whether it is of earlier data; where it is not said, as the run on screen is.
        """
        is_stale = session().is_stale if stale is None else stale
        text = as_json({**chart, "alt": alt, "stale": is_stale})
        self._figure.draw("html", f'<pre class="chart-figure" hidden>{text}</pre>')


def as_json(value: Any) -> str:
    """JSON that HTML shows as it is; numbers that are not finite become null.

    The names in it are users' text: nothing of it may be taken for a tag.
    """
    try:
        text = json.dumps(value, ensure_ascii=False, allow_nan=False)
    except ValueError:
        text = json.dumps(_finite(value), ensure_ascii=False)
    return text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")


def _finite(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _finite(held) for key, held in value.items()}
    if isinstance(value, list | tuple):
        return [_finite(held) for held in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value
