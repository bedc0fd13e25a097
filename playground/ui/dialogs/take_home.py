"""What can be taken home of the run on screen: code, a notebook, a report, W and b, its record."""

from collections.abc import Callable
from functools import partial

import streamlit as st

from playground.core.run import TrainingRun
from playground.session.session import Session
from playground.sharing.notebook import notebook
from playground.sharing.record import record, record_of_parameters, to_csv
from playground.sharing.script import NAME, script_file, script_name
from playground.sharing.script_data import Rows
from playground.sharing.weights import to_json, to_pickle, to_safetensors, weights_of
from playground.texts import Texts
from playground.texts.cards import card, topics
from playground.ui.dialogs.pictures import experiment_name
from playground.ui.dialogs.report import of_page

COMMENTED = (
    *("seed", "samples", "split", "standardise", "module", "zero_weights", "given_weights"),
    *("class_weights", "criterion", "optimizer", "batches", "epochs", "learning_rate"),
    *("zero_grad", "backward", "step", "test"),
)


def draw(session: Session) -> None:
    """A button for each kind of file, with a line on what it is for."""
    texts, run, explained = session.texts, session.run, session.explained
    vectors, epoch = explained.vectors.tolist(), explained.epoch
    weights = partial(weights_of, run, epoch)
    st.subheader(texts("take_home"), anchor=False)
    _offer(
        texts,
        "script",
        script_name(run, vectors),
        lambda: script_file(run, vectors, comments(texts)),
    )
    _offer(texts, "notebook", f"{NAME}.ipynb", lambda: _notebook(run, vectors, texts))
    _offer(texts, "report", f"{experiment_name(session)}-report.html", of_page(session))
    _offer(texts, "safetensors", "weights.safetensors", lambda: to_safetensors(weights()))
    _offer(texts, "weights_json", "weights.json", lambda: to_json(weights()))
    _offer(texts, "weights_pt", "weights.pt", lambda: to_pickle(weights()))
    st.caption(texts("take_weights_load"))
    sizes = f"{run.dataset.n_features}, {run.dataset.n_classes}"
    st.code(
        "from safetensors.torch import load_file\n"
        f"layer = nn.Linear({sizes})\n"
        'layer.load_state_dict(load_file("weights.safetensors"))',
        language="python",
        wrap_lines=True,
    )
    _offer(texts, "record", "record.csv", lambda: to_csv(record(run)))
    _offer(
        texts, "record_parameters", "record_weights.csv", lambda: to_csv(record_of_parameters(run))
    )


def comments(texts: Texts) -> dict[str, str]:
    """A line of comment for each topic that has one, in the language of the page."""
    return {topic: texts(f"comment_{topic}") for topic in COMMENTED}


def _notebook(run: TrainingRun, vectors: Rows, texts: Texts) -> bytes:
    cards = {topic: card(texts.language, topic) for topic in topics(texts.language)}
    explained = {
        topic: f"### {found.title}\n\n{found.text_with(run.settings)}"
        for topic, found in cards.items()
    }
    explained |= {name: texts(f"notebook_{name}") for name in ("curve", "heatmaps")}
    return notebook(run, vectors, texts("notebook_title"), explained, comments(texts))


def _offer(texts: Texts, kind: str, name: str, make: Callable[[], bytes]) -> None:
    """A button that saves the file ``name``, which is made when it is pressed."""
    with st.container(key=f"offer_{kind}", horizontal=True, vertical_alignment="center"):
        st.download_button(
            texts(f"take_{kind}"),
            make,
            file_name=name,
            key=f"take_{kind}",
            on_click="ignore",
            icon=":material/download:",
        )
        st.caption(texts(f"take_{kind}_help"))
