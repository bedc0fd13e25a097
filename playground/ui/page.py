"""The frame of the page: its style, its header, and what the panels share."""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from datetime import timedelta
from pathlib import Path
from typing import Any

import plotly.graph_objects as go
import streamlit as st

from playground.charts.looks import DARK, LIGHT, Palette
from playground.session.session import Session
from playground.texts import LANGUAGES, Texts
from playground.ui import actions, facts, told
from playground.ui.buttons import button
from playground.ui.ready_html import ReadyHtml

_WEB = Path(__file__).parent / "web"
SELECTORS: dict[str, str] = json.loads((_WEB / "streamlit.json").read_text(encoding="utf-8"))


def _read(files: str) -> list[str]:
    """Styles or scripts, with Streamlit's own selectors in place of ``{{name}}``."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(_WEB.glob(files))]
    return [re.sub(r"\{\{([\w-]+)\}\}", lambda found: SELECTORS[found[1]], text) for text in texts]


def _script() -> str:
    """All scripts, run once a page; each is a function, with names of its own."""
    functions = "\n".join(f"(() => {{\n{text}}})();" for text in _read("scripts/*.js"))
    return f"if (!window.scriptsRun) {{ window.scriptsRun = true;\n{functions}\n}}"


_STYLE_TAG = ReadyHtml(f"<style>{''.join(_read('styles/*.css'))}</style>")
_SCRIPT_TAG = ReadyHtml(f"<script>{_script()}</script>")
COLUMNS = (1.08, 2.92)  # the samples; training, model and stage
STAGE_COLUMNS = (1.6, 1.2)  # training and model, and below them the same in the stage


@contextmanager
def header(session: Session) -> Iterator[None]:
    """Title, formula of the model, what is drawn within, theme, language."""
    texts = session.texts
    _run_on_reconnect()
    st.set_page_config(page_title=texts("title"), page_icon="📉", layout="wide")
    with st.container(key="assets"):
        st.html(_STYLE_TAG)
        st.html(_SCRIPT_TAG, unsafe_allow_javascript=True)
        facts.draw(session)
        told.listen_to_page(session)
    with st.container(key="header", horizontal=True, vertical_alignment="center"):
        offline = f'<p class="offline" role="status">{texts("offline")}</p>'
        st.html(f"<h1>{texts('title')} <small>{texts('formula')}</small></h1>{offline}")
        yield
        _theme_switch(texts)
        renew = {"on_change": actions.renew_editors, "args": [session]}
        choice(session, "language", LANGUAGES, LANGUAGES.__getitem__, **renew)


def _theme_switch(texts: Texts) -> None:
    """A button that names the other theme; a script brings it, and the page is drawn anew."""
    other = "light" if palette() is DARK else "dark"
    button(texts(f"theme_{other}"), key="theme", icon=f":material/{other}_mode:")


_EMPTY = go.Figure(layout_template="none")  # the usual one is large


def bring_plotly() -> None:
    """An empty chart, not shown: with it comes window.Plotly, which draws those in their boxes."""
    with st.container(key="plotly"):
        st.plotly_chart(_EMPTY)


@contextmanager
def field(session: Session, name: str) -> Iterator[dict[str, Any]]:
    """A place for the widget of a field of the session, which takes the key yielded.

    Around a widget whose key is new, a container goes by the plain name.
    """
    key = session.fields.key(name)
    with st.container(key=name) if key != name else nullcontext():
        yield {"key": key}


def choice(
    session: Session, name: str, options: Iterable, as_text: Callable[..., str], **more: Any
) -> Any:
    """A row of buttons, one for each value that the field ``name`` can have; the one it has."""
    with field(session, name) as widget:
        return st.segmented_control(
            session.texts(name),
            list(options),
            default=session.fields[name],
            format_func=as_text,
            required=True,
            label_visibility="collapsed",
            **widget,
            **more,
        )


def select(session: Session, name: str, options: Sequence, as_text: Callable[..., str]) -> None:
    """A list of the values that the field ``name`` can have."""
    with field(session, name) as widget:
        st.selectbox(
            session.texts(name),
            options,
            index=options.index(session.fields[name]),
            format_func=as_text,
            label_visibility="collapsed",
            **widget,
        )


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


def fill_button(session: Session, panel: str) -> None:
    """A button that has a panel, or the stage, fill the page, or leads back from there."""
    texts = session.texts
    is_filled = session.page.filled == panel
    text = "fill_back" if is_filled else "fill"
    button(
        texts(text),
        key="fill" if panel == "stage" else f"fill_{panel}",
        help=texts(f"{text}_help"),
        icon=f":material/{'close_fullscreen' if is_filled else 'open_in_full'}:",
        type="tertiary",
        act=actions.fill,
        args=[session, "" if is_filled else panel],
    )


def toggle(session: Session, name: str, text: str = "", **more: Any) -> None:
    """A switch for the field ``name``; ``text`` says what it is, if not the text of that name."""
    with field(session, name) as widget:
        on = session.fields[name]
        st.toggle(session.texts(text or name), value=on, **widget, **more)


def one_of(session: Session, name: str, text: str, count: int) -> None:
    """The number of one of ``count`` things, from 1, with what they are before it."""
    st.html(f"<label class='of'>{session.texts(text)}</label>")
    with field(session, name) as widget:
        st.number_input(
            session.texts(text),
            min_value=1,
            max_value=count,
            value=min(session.fields[name], count),
            step=1,
            label_visibility="collapsed",
            **widget,
        )


def text_field(session: Session, name: str, act: Callable[..., None], **more: Any) -> None:
    """A text that is typed, after which ``act`` is done with the session."""
    with field(session, name) as widget:
        st.text_input(
            session.texts(name),
            value=session.fields[name],
            placeholder=session.texts(name),
            label_visibility="collapsed",
            on_change=act,
            args=[session],
            **widget,
            **more,
        )
