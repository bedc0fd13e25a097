"""Places on the page for what is drawn again and again while a run is on."""

from collections.abc import Callable
from typing import Any

import orjson
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from playground.charts.canvas import Chart
from playground.charts.looks import LIGHT, Palette
from playground.session.session import Session
from playground.ui import page


class Placeholder:
    """A place for one element that is drawn again and again."""

    def __init__(self, at_end_of: DeltaGenerator | None = None) -> None:
        """In a container ``at_end_of`` which nothing else comes, it takes one message less."""
        self._place = at_end_of or st.empty()
        self._drawn: Any = None

    def draw(self, kind: str, content: Any, **options: Any) -> None:
        """Show ``content`` with the Streamlit method ``kind``, unless it is there already."""
        if (kind, content, options) != self._drawn:
            self._drawn = kind, content, options
            self._place = getattr(self._place, kind)(content, **options)


class ChartPlaceholder:
    """A place for a chart, at the height that its box ``name`` has in the style sheet.

    The chart stays on the page; ``scripts/charts.js`` brings it up to date.
    """

    def __init__(self, session: Session, name: str) -> None:
        self._session = session
        self._box = st.container(key=f"box_{name}")
        self._box.html('<div class="chart" role="img"></div>')
        self._figure = Placeholder(self._box)
        self._name = name

    def draw(self, chart: Callable[[Palette], Chart], alt: str, stale: bool | None = None) -> None:
        """Show ``chart`` in the colours of the page; ``alt`` says in words what is seen.

        ``stale``: whether it is of earlier data; where it is not said, as the run on screen is.
        As long as pictures are on offer, a dark page has it in the colours of paper, too.
        """
        palette, boxes = page.palette(), self._session.boxes
        if self._name not in boxes:
            boxes.append(self._name)
        said = _hidden("figure", _figure(self._session, chart, alt, stale))
        if self._session.offers_pictures and palette is not LIGHT:
            said += _hidden("print", chart(LIGHT))
        self._figure.draw("html", page.ReadyHtml(said))


def draw_ahead(session: Session, name: str, chart: Callable[[Palette], Chart], alt: str) -> None:
    """Send what the box ``name`` is going to show at the top of the page: it is seen sooner."""
    figure = as_json(_figure(session, chart, alt, None))
    with st.container(key="ahead"):
        st.html(page.ReadyHtml(f'<pre class="chart-ahead" data-box="{name}" hidden>{figure}</pre>'))


def _figure(
    session: Session, chart: Callable[[Palette], Chart], alt: str, stale: bool | None
) -> dict[str, Any]:
    is_stale = session.is_stale if stale is None else stale
    return {**chart(page.palette()), "alt": alt, "stale": is_stale}


def _hidden(name: str, value: Any) -> str:
    return f'<pre class="chart-{name}" hidden>{as_json(value)}</pre>'


class StayingChart(ChartPlaceholder):
    """The same, of a chart that need not be drawn anew for each epoch."""

    def __init__(self, session: Session, name: str) -> None:
        super().__init__(session, name)
        self._epoch = Placeholder(self._box)

    def set_epoch(self, epoch: int) -> None:
        """Say that the chart, as it was drawn last, holds at ``epoch`` as well."""
        self._epoch.draw("html", f'<i class="chart-epoch" hidden>{epoch}</i>')


def as_json(value: Any) -> str:
    """JSON that HTML shows as it is; numbers that are not finite become null.

    The names in it are users' text: nothing of it may be taken for a tag.
    """
    text = orjson.dumps(value).decode()
    return text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")
