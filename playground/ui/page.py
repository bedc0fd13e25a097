"""The frame of the page: its style, its header, and what the panels share."""

import html
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from datetime import timedelta
from pathlib import Path
from typing import Any

import plotly.graph_objects as go
import streamlit as st

from playground.charts.figures import Chart
from playground.charts.looks import DARK, LIGHT, Palette
from playground.core.problem import Problem
from playground.core.settings import SETTINGS
from playground.texts import LANGUAGES, Texts
from playground.ui import actions
from playground.ui.session import session

_HERE = Path(__file__).parent
_STYLE = (_HERE / "style.css").read_text(encoding="utf-8")
_SCRIPT = (_HERE / "page.js").read_text(encoding="utf-8")
_MAX_PROBLEMS = 3  # shown at once; more would push the page about


def header(tools: Callable[[], None]) -> None:
    """Title, formula of the model, what ``tools`` draws, language."""
    texts = session().texts
    _run_on_reconnect()
    st.set_page_config(page_title=texts("title"), page_icon="📉", layout="wide")
    with st.container(key="assets"):
        st.html(f"<style>{_STYLE}</style>")
        st.html(f"<script>{_SCRIPT}</script>", unsafe_allow_javascript=True)
    st.html(f'<p class="offline" role="status">{texts("offline")}</p>')
    with st.container(key="header", horizontal=True, vertical_alignment="center"):
        st.html(f"<h1>{texts('title')} <small>{texts('formula')}</small></h1>")
        tools()
        with field("language") as widget:
            st.segmented_control(
                texts("language"),
                list(LANGUAGES),
                default=session().fields["language"],
                format_func=LANGUAGES.__getitem__,
                required=True,
                label_visibility="collapsed",
                on_change=actions.change_language,
                **widget,
            )


@contextmanager
def field(name: str) -> Iterator[dict[str, Any]]:
    """A place for the widget of a field of the session, which takes the key yielded.

    Around a widget whose key is new, a container goes by the plain name.
    """
    fields = session().fields
    with st.container(key=name) if fields.is_renewed(name) else nullcontext():
        yield {"key": fields.key(name)}


@st.fragment(run_every=timedelta(days=1))
def _run_on_reconnect() -> None:
    """Nothing, once a day.

    A page that has something to run by itself is run at once when its server is back; any other
    only with the visitor's next act, which the new session then knows nothing of.
    """


def heading(number: int, title: str, mark: str = "") -> None:
    """The numbered title of a panel, with a mark behind it where there is something to say."""
    badge = f' <span class="mark">{mark}</span>' if mark else ""
    st.html(f"<h2><b>{number}</b> {title}{badge}</h2>")


def palette() -> Palette:
    return DARK if st.context.theme.type == "dark" else LIGHT


def box(name: str) -> str:
    """The key of the container of a chart, by which the style sheet gives it its height."""
    return f"box_{name}_stale" if session().is_stale else f"box_{name}"


def cells(texts: Iterable[str]) -> str:
    """Cells of a row of an HTML table."""
    return "".join(f"<td>{html.escape(text)}</td>" for text in texts)


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


def problem_box(place: str) -> None:
    """Say what is wrong beside where it is wrong; nothing is drawn when nothing is.

    The first box on the page has the key ``problems``, a second one its place added to it.
    """
    by_place = session().problems
    problems = sorted(by_place[place], key=lambda problem: not problem.blocking)
    if not problems:
        return
    first = next(name for name, found in by_place.items() if found)
    with st.container(key="problems" if place == first else f"problems_{place}"):
        show = st.error if problems[0].blocking else st.info
        show(sentences(problems, session().texts, _MAX_PROBLEMS))


def sentences(problems: Sequence[Problem], texts: Texts, maximum: int) -> str:
    """What is wrong, in lines of Markdown: ``maximum`` problems, and how many more there are."""
    lines = [sentence(problem, texts) for problem in problems[:maximum]]
    if len(problems) > maximum:
        lines.append(texts("problem_more", count=len(problems) - maximum))
    return "  \n".join(map(plain, lines))


def sentence(problem: Problem, texts: Texts) -> str:
    """What is wrong, in words; a column goes by the name it has on screen."""
    fields = dict(problem.fields)
    if "column" in fields:
        fields["column"] = column_name(fields["column"], texts)
    if fields.get("name") in SETTINGS:
        fields["name"] = texts(fields["name"])
    return texts(f"problem_{problem.code}", **fields)


def column_name(column: str, texts: Texts) -> str:
    return texts("label") if column == "label" else column


def plain(text: str) -> str:
    """Text that Markdown shows as it is, whatever the user typed."""
    return "".join("\\" + char if char in "\\`*_{}[]()<>#+-!|$~:" else char for char in text)
