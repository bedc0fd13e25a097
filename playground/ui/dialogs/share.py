"""The popover in the header that hands the experiment on: as a link, and as files."""

from collections.abc import Callable
from functools import partial

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from playground.charts.display import format_number
from playground.core.run import TrainingRun
from playground.report.document import About, report
from playground.session.session import Session
from playground.sharing.notebook import notebook, plots
from playground.sharing.record import record, record_of_parameters, to_csv
from playground.sharing.script import NAME, script_file, script_name
from playground.sharing.script_data import Rows
from playground.sharing.weights import to_json, to_pickle, to_safetensors, weights_of
from playground.texts import Texts
from playground.texts.cards import card, topics
from playground.ui import page
from playground.ui.dialogs import pictures, qr_code, worksheets
from playground.ui.lessons import acts, hand_in, maker

COMMENTED = (
    *("seed", "samples", "split", "standardise", "module", "zero_weights", "given_weights"),
    *("class_weights", "criterion", "optimizer", "batches", "epochs", "learning_rate"),
    *("zero_grad", "backward", "step", "test"),
)


def draw(session: Session) -> DeltaGenerator | None:
    """Draw the button; the place to `fill` once all charts are drawn, if it is folded out."""
    qr_code.draw(session)
    maker.draw(session)
    popover = page.popover(session, "share", icon=":material/share:")
    session.boxes, session.offers_pictures = [], popover is not None
    return popover


def fill(session: Session, popover: DeltaGenerator) -> None:
    """Draw what is folded out: the link, the files and the charts on the page."""
    with popover:
        with st.container(key="share_content"):
            _link(session)
            if session.lesson is None:
                look = {"icon": ":material/school:", "width": "stretch"}
                help = session.texts("make_lesson_help")
                page.button(session, "make_lesson", acts.make_lesson, help=help, **look)
        with st.container(key="take_home"):
            _take_home(session)
            pictures.draw(session)


def _link(session: Session) -> None:
    """The experiment as an address, unless it is too large for one, and as a file."""
    texts, address = session.texts, session.address
    if address.is_whole:
        link = address.link(page.place())
        st.caption(texts("share_help", length=len(link)))
        st.code(link, language=None, wrap_lines=True, height=140 if len(link) > 300 else "content")
        qr_code.draw_button(session, link)
    else:
        st.caption(texts("share_too_large"))
    if session.lesson and not session.lesson.is_last:  # where it is beside the step
        hand_in.draw_name(session)
    page.download(
        session,
        "download_experiment",
        acts.file_of(session),
        "experiment.json",
        help=texts("hand_in_help" if session.lesson else "download_experiment_help"),
        icon=":material/download:",
        width="stretch",
    )


def _take_home(session: Session) -> None:
    """A button for each kind of file, with a line on what it is for."""
    texts, run, explained = session.texts, session.run, session.explained
    vectors, epoch = explained.vectors.tolist(), explained.epoch
    weights = partial(weights_of, run, epoch)
    st.subheader(texts("take_home"), anchor=False)
    _offer(session, "script", script_name(run, vectors), lambda: _script(run, vectors, texts))
    _offer(session, "notebook", f"{NAME}.ipynb", lambda: _notebook(run, vectors, texts))
    _offer(
        session, "report", f"{pictures.experiment_name(session)}-report.html", report_of(session)
    )
    sheets = f"{pictures.experiment_name(session)}-worksheet.html"
    _offer(session, "worksheet", sheets, worksheets.made(session))
    worksheets.draw_choices(session)
    _offer(session, "safetensors", "weights.safetensors", lambda: to_safetensors(weights()))
    _offer(session, "weights_json", "weights.json", lambda: to_json(weights()))
    _offer(session, "weights_pt", "weights.pt", lambda: to_pickle(weights()))
    st.caption(texts("take_weights_load"))
    sizes = f"{run.dataset.n_features}, {run.dataset.n_classes}"
    st.code(
        "from safetensors.torch import load_file\n"
        f"layer = nn.Linear({sizes})\n"
        'layer.load_state_dict(load_file("weights.safetensors"))',
        language=None,  # Streamlit's colours of code are too faint on its grey
        wrap_lines=True,
    )
    _offer(session, "record", "record.csv", lambda: to_csv(record(run)))
    of_parameters = "record_weights.csv", lambda: to_csv(record_of_parameters(run))
    _offer(session, "record_parameters", *of_parameters)


def comments(texts: Texts) -> dict[str, str]:
    """A line of comment for each topic that has one, in the language of the page."""
    return {topic: texts(f"comment_{topic}") for topic in COMMENTED}


def _script(run: TrainingRun, vectors: Rows, texts: Texts) -> bytes:
    return script_file(run, vectors, comments(texts))


def _notebook(run: TrainingRun, vectors: Rows, texts: Texts) -> bytes:
    cards = {topic: card(texts.language, topic) for topic in topics(texts.language)}
    explained = {
        topic: f"### {found.title}\n\n{found.text_with(run.settings)}"
        for topic, found in cards.items()
    }
    explained |= {name: texts(f"notebook_{name}") for name in plots(run)}
    return notebook(run, vectors, texts("notebook_title"), explained, comments(texts))


def report_of(session: Session) -> Callable[[], bytes]:
    """What makes the report, when it is asked for: then there is no session to be asked."""
    texts, example, explained = session.texts, session.example_of_run, session.explained
    link = ""  # none when the address is not the run's, or has no room for all of it
    if session.address.is_whole and not session.is_stale:
        link = session.address.link(page.place())
    title = example.text("title", texts.language) if example else texts("report_title")
    about = About(title, _remarks(session), link, session.page.log_axis)
    return partial(report, session.run, explained.epoch, explained.vectors.tolist(), about, texts)


def _remarks(session: Session) -> list[str]:
    """What the page says of the run, and what the example teaches."""
    texts, example = session.texts, session.example_of_run
    said = []
    if session.run.diverged:
        said.append(texts("diverged", epoch=session.run.epoch))
    if session.remark:
        numbers = {name: format_number(value) for name, value in session.remark.fields.items()}
        said.append(texts(f"remark_{session.remark.code}", **numbers))
    if example:
        said.append(example.text("teaches", texts.language))
    return said


def _offer(session: Session, kind: str, name: str, make: Callable[[], bytes]) -> None:
    """A button that saves the file ``name``, and a line on what it is for."""
    with st.container(key=f"offer_{kind}", horizontal=True, vertical_alignment="center"):
        page.download(session, f"take_{kind}", make, name, icon=":material/download:")
        st.caption(session.texts(f"take_{kind}_help"))
