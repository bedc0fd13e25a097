"""What the dialog says of a file of W and b before they are taken over."""

import streamlit as st

from playground.core.preparation import prepare
from playground.core.settings import TrainingSettings
from playground.session.session import Session
from playground.sharing.files import FileError
from playground.sharing.weights import (
    Fitted,
    Weights,
    WeightsError,
    fitted,
    placeholder,
    read_weights,
)
from playground.tables.reading import read_samples
from playground.ui import actions, page
from playground.ui.problems import as_markdown


def preview(session: Session, content: bytes) -> None:
    """What the file holds, and what it will do; raises FileError when it holds no W and b."""
    try:
        weights = read_weights(content)
    except WeightsError:
        raise FileError("file_not_weights") from None
    if not all(bool(part.isfinite().all()) for part in weights.parameters):
        raise FileError("file_not_finite")
    texts = session.texts
    n_classes, n_features = weights.parameters.weight.shape
    sizes = {"classes": n_classes, "features": n_features}
    found = "weights_trained" if weights.epoch else "weights_found"
    lines = [texts(found, epoch=weights.epoch, **sizes)]
    fit, table = _on_the_page(session, weights), None
    if fit is None:
        table = placeholder(weights)
        dataset = read_samples(table).dataset
        fit = fitted(weights, dataset, None) if dataset else None
    if fit is None:  # names that no table here can have
        raise FileError("file_not_weights")
    lines.append(texts("weights_fit" if table is None else "weights_no_table"))
    if fit.is_converted:
        lines.append(texts("weights_converted"))
    st.success("  \n".join(map(as_markdown, lines)))
    page.apply_or_cancel(
        session,
        "import_replace",
        actions.open_parameters,
        fit.parameters,
        fit.standardise,
        table,
        text=texts("weights_open"),
    )


def _on_the_page(session: Session, weights: Weights) -> Fitted | None:
    """The weights for the samples on the page; None when they have others, or something wrong."""
    typed = session.input
    dataset = typed.samples.dataset
    if dataset is None or typed.settings_problems:
        return None
    settings = TrainingSettings(**{**session.settings, "standardise": True})
    return fitted(weights, dataset, prepare(dataset, settings).scaling)
