"""The frame of the page: its style, its header, and what the panels share."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from datetime import timedelta
from pathlib import Path
from typing import Any

import streamlit as st

from playground.charts.looks import DARK, LIGHT, Palette
from playground.texts import LANGUAGES
from playground.ui import actions, facts
from playground.ui.session import session

_HERE = Path(__file__).parent
_STYLE, _SCRIPT = (
    "\n".join(path.read_text(encoding="utf-8") for path in sorted(_HERE.glob(pattern)))
    for pattern in ("styles/*.css", "scripts/*.js")
)
_MAX_PROBLEMS = 3  # shown at once; more would push the page about


def header(tools: Callable[[], None]) -> None:
    """Title, formula of the model, what ``tools`` draws, language."""
    texts = session().texts
    _run_on_reconnect()
    st.set_page_config(page_title=texts("title"), page_icon="📉", layout="wide")
    with st.container(key="assets"):
        st.html(f"<style>{_STYLE}</style>")
        st.html(f"<script>{_SCRIPT}</script>", unsafe_allow_javascript=True)
        facts.draw()
    st.html(f'<p class="offline" role="status">{texts("offline")}</p>')
    with st.container(key="header", horizontal=True, vertical_alignment="center"):
        st.html(f"<h1>{texts('title')} <small>{texts('formula')}</small></h1>")
        tools()
        _theme_switch()
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


def _theme_switch() -> None:
    """A button that names the other theme; a script brings it, and the page is drawn anew."""
    other = "light" if palette() is DARK else "dark"
    st.button(session().texts(f"theme_{other}"), key="theme", icon=f":material/{other}_mode:")


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
