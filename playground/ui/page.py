"""The frame of the page: its style, its header, and what the panels share."""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import plotly.graph_objects as go
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from playground.charts.looks import DARK, LIGHT, Palette
from playground.serving.addresses import EVERYWHERE, link_for_others
from playground.session.session import Session
from playground.texts import LANGUAGES
from playground.ui import actions, told

_WEB = Path(__file__).parent / "web"
SELECTORS: dict[str, str] = json.loads((_WEB / "streamlit.json").read_text(encoding="utf-8"))


class ReadyHtml(str):
    """Long HTML for ``st.html``, which would look through a plain text for indentation.

    At each page run, that took a twentieth of its time.
    """

    def _repr_html_(self) -> str:
        return str(self)


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
LESSON_COLUMNS = (0.9, 0.85, 2.25)  # a lesson's step, the samples, the rest


@contextmanager
def header(session: Session) -> Iterator[None]:
    """Title, formula of the model, what is drawn within, theme, language."""
    texts = session.texts
    _run_on_reconnect()
    st.set_page_config(page_title=texts("title"), page_icon="📉", layout="wide")
    with st.container(key="assets"):
        st.html(_STYLE_TAG)
        st.html(_SCRIPT_TAG, unsafe_allow_javascript=True)
        told.draw_facts(session)
        told.listen_to_page(session)
    with st.container(key="header", horizontal=True, vertical_alignment="center"):
        offline = f'<p class="offline" role="status">{texts("offline")}</p>'
        place = ' class="embedded"' if st.context.is_embedded else ""
        st.html(f"<h1{place}>{texts('title')} <small>{texts('formula')}</small></h1>{offline}")
        yield
        # a button that names the other theme; a script brings it, and the page is drawn anew
        other = "light" if palette() is DARK else "dark"
        st.button(texts(f"theme_{other}"), key="theme", icon=f":material/{other}_mode:")
        renew = {"on_change": actions.renew_editors, "args": [session]}
        choice(session, "language", LANGUAGES, LANGUAGES.__getitem__, **renew)


def places(session: Session) -> dict[str, DeltaGenerator]:
    """A place for each panel that is shown, and for the lesson, from left to right."""
    left = [*["lesson"] * bool(session.lesson), *filter(session.shows, ["samples"])]
    above = list(filter(session.shows, ("training", "model")))
    *widths, rest = LESSON_COLUMNS if session.lesson else COLUMNS
    *columns, right = st.columns([*widths[: len(left)], rest], gap="medium")
    found = dict(zip(left, columns, strict=True))
    with right:
        if above:
            found |= zip(above, st.columns(STAGE_COLUMNS[: len(above)], gap="medium"), strict=True)
    return found | ({"stage": right} if session.shows("stage") else {})


_EMPTY = go.Figure(layout_template="none")  # the usual one is large


def bring_plotly() -> None:
    """An empty chart, not shown: with it comes window.Plotly, which draws those in their boxes."""
    with st.container(key="plotly"):
        st.plotly_chart(_EMPTY)


def button(
    session: Session,
    key: str,
    act: Callable[..., None],
    *args: Any,
    text: str = "",
    **look: Any,
) -> bool:
    """A button; a click has ``act`` done with the session and ``args``, before anything is drawn.

    On it stands ``text``, or the text that its key names.
    """
    do = partial(actions.do, session, act, *args)
    return st.button(text or session.texts(key), key=key, on_click=do, **look)


def opens(session: Session, key: str, locked: bool, **look: Any) -> bool:
    """A button that opens a dialog; whether there was a click on it just now."""
    texts = session.texts
    look |= {"on_click": partial(actions.do, session, actions.close_maker), "disabled": locked}
    return st.button(texts(key), key=key, help=texts(f"{key}_help"), **look)


def dialog(
    session: Session, title: str, content: Callable[..., None], *args: Any, **look: Any
) -> None:
    """Open a dialog; it closes when the page is drawn without it."""
    st.dialog(session.texts(title), width="large", **look)(content)(session, *args)


def apply_or_cancel(
    session: Session, key: str, act: Callable[..., None], *args: Any, **look: Any
) -> None:
    """Below what a dialog shows: a button to take it over, one to leave all as it is."""
    left, right = st.columns(2)
    with left:
        applied = button(session, key, act, *args, type="primary", width="stretch", **look)
    with right:
        cancel = key.partition("_")[0] + "_cancel"
        cancelled = st.button(session.texts("cancel"), key=cancel, width="stretch")
    if applied or cancelled:
        st.rerun()


def popover(session: Session, key: str, text: str = "", **look: Any) -> DeltaGenerator | None:
    """A button that folds out a place to draw in; None as long as it is closed."""
    place = st.popover(text or session.texts(key), key=key, on_change="rerun", **look)
    return place if place.open else None


def download(session: Session, key: str, make: Callable[[], bytes], name: str, **look: Any) -> None:
    """A button that saves a file called ``name``, which is made when it is pressed."""
    text = session.texts(key)
    st.download_button(text, make, file_name=name, key=key, on_click="ignore", **look)


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


def select(
    session: Session, name: str, options: Sequence, as_text: Callable[..., str], **look: Any
) -> None:
    """A list of the values that the field ``name`` can have; it may have none of them yet."""
    value = session.fields[name]
    with field(session, name) as widget:
        st.selectbox(
            session.texts(name),
            options,
            index=options.index(value) if value in options else None,
            format_func=as_text,
            **widget,
            **{"label_visibility": "collapsed", **look},
        )


@st.fragment(run_every=timedelta(days=1))
def _run_on_reconnect() -> None:
    """Nothing, once a day.

    A page that has something to run by itself is run at once when its server is back; any other
    only with the visitor's next act, which the new session then knows nothing of.
    """


@contextmanager
def heading(session: Session, panel: str, number: int = 0, mark: str = "") -> Iterator[None]:
    """The row over a panel: its title, if it has a number, what is drawn within, and how to fill
    the page with it. A ``mark`` stands behind the title where there is something to say."""
    with st.container(key=f"{panel}_heading", horizontal=True, vertical_alignment="center"):
        if number:
            badge = f' <span class="mark">{mark}</span>' if mark else ""
            st.html(f"<h2><b>{number}</b> {session.texts(panel)}{badge}</h2>")
        yield
        _fill_button(session, panel)


def _fill_button(session: Session, panel: str) -> None:
    """A button that has a panel, or the stage, fill the page, or leads back from there."""
    is_filled = session.page.filled == panel
    text = "fill_back" if is_filled else "fill"
    button(
        session,
        "fill" if panel == "stage" else f"fill_{panel}",
        actions.fill,
        "" if is_filled else panel,
        text=session.texts(text),
        help=session.texts(f"{text}_help"),
        icon=f":material/{'close_fullscreen' if is_filled else 'open_in_full'}:",
        type="tertiary",
    )


def place_for_others() -> str:
    """Where others find the page; "" when it is on this computer alone."""
    return link_for_others(st.context.url or "", server_address()) or ""


def place() -> str:
    """Where the page is found, by others if they can."""
    return place_for_others() or st.context.url or ""


def server_address() -> str:
    """Where the server listens."""
    return st.get_option("server.address") or EVERYWHERE


def palette() -> Palette:
    return DARK if st.context.theme.type == "dark" else LIGHT


def toggle(session: Session, name: str, text: str = "", **more: Any) -> None:
    """A switch for the field ``name``; ``text`` says what it is, if not the text of that name."""
    with field(session, name) as widget:
        on = session.fields[name]
        st.toggle(session.texts(text or name), value=on, **widget, **more)


def number(session: Session, name: str, text: str = "", **look: Any) -> None:
    """A number that is typed for the field ``name``; ``text`` says what it is, as above."""
    with field(session, name) as widget:
        st.number_input(
            session.texts(text or name),
            **{"value": session.fields[name], "label_visibility": "collapsed", **look},
            **widget,
        )


def one_of(session: Session, name: str, text: str, count: int) -> None:
    """The number of one of ``count`` things, from 1, with what they are before it."""
    st.html(f"<label class='of'>{session.texts(text)}</label>")
    value = min(session.fields[name], count)
    number(session, name, text, value=value, min_value=1, max_value=count, step=1)


def text_field(
    session: Session, name: str, act: Callable[..., None] | None = None, text: str = "", **look: Any
) -> None:
    """A text that is typed, after which ``act`` is done with the session; ``text`` says what."""
    text = text or session.texts(name)
    with field(session, name) as widget:
        st.text_input(
            text,
            value=session.fields[name],
            on_change=partial(actions.do, session, act) if act else None,
            **widget,
            **{"placeholder": text, "label_visibility": "collapsed", **look},
        )


def text_area(session: Session, name: str, text: str, **look: Any) -> None:
    """A text of several lines that is typed; ``text`` says what."""
    with field(session, name) as widget:
        st.text_area(text, session.fields[name], **widget, **look)
