"""A run on one page, to print or to hand in: a file of HTML that needs nothing beside it."""

import html
from collections.abc import Sequence
from dataclasses import dataclass

from playground.charts.display import format_number, format_percent
from playground.charts.looks import LIGHT
from playground.core.run import TrainingRun
from playground.report import tables
from playground.report.curves import SHARES, Curves, linear_axis, log_axis, picture
from playground.report.paper import page, paragraph, section
from playground.sharing.script import script, source
from playground.sharing.script_data import Rows, files_read
from playground.texts import Texts


@dataclass(frozen=True)
class About:
    """What the page says of a run beside its numbers."""

    title: str
    remarks: Sequence[str] = ()
    link: str = ""  # to the page, with the whole experiment; "" where there is none
    log_axis: bool = False


def report(run: TrainingRun, epoch: int, vectors: Rows, about: About, texts: Texts) -> bytes:
    """The file: data, settings, curves, W and b, predictions and code, in UTF-8.

    ``epoch``: the one whose parameters are shown, 0 for the initial ones; ``vectors``
    [n, n_features]: the test vectors as typed. Raises IndexError for an epoch that has not been
    computed.
    """
    settings = tables.settings(run, texts) + _remarks(about.remarks, texts)
    parameters = tables.parameters(run, epoch, texts)
    predictions = tables.predictions(run, epoch, vectors, texts)
    sections = [
        section(texts("samples"), tables.samples(run, epoch, texts)),
        section(texts("report_settings"), settings, "text"),
        _curves(run, epoch, about, texts),
        section(texts("report_parameters", epoch=epoch), parameters),
        section(texts("prediction"), predictions, "beside"),
        section(texts("report_code"), _code(run, epoch, vectors, texts), "wide code"),
    ]
    body = f'{_head(run, epoch, about, texts)}<main class="row">{"".join(sections)}</main>'
    return page(about.title, body, texts)


def _head(run: TrainingRun, epoch: int, about: About, texts: Texts) -> str:
    """Title, how far the run is, the model, and the way back to the page."""
    dataset, epochs = run.dataset, run.settings.epochs
    status = texts("status_start", epochs=epochs)
    if epoch:
        status = texts("status", epoch=epoch, epochs=epochs, **_measured(run, epoch))
    sizes = texts(
        "dataset_size",
        samples=dataset.n_samples,
        features=dataset.n_features,
        classes=dataset.n_classes,
    )
    lines = [paragraph(status, "status")]
    if run.prepared.held_out:
        held = texts("held_out", test=run.prepared.held_out.n_samples, all=dataset.n_samples)
        if epoch:
            held = texts("report_test", held_out=held, **_measured(run, epoch, held_out=True))
        lines.append(paragraph(held))
    lines.append(paragraph(f"{sizes} · {texts('formula')}", "formula"))
    if about.link:
        link = html.escape(about.link)
        lines.append(f'<p><a href="{link}">{html.escape(texts("report_link"))}</a></p>')
    else:
        lines.append(paragraph(texts("report_no_link"), "note"))
    return f"<header><h1>{html.escape(about.title)}</h1>{''.join(lines)}</header>"


def _measured(run: TrainingRun, epoch: int, held_out: bool = False) -> dict[str, str]:
    """Loss and accuracy of an epoch, as the page shows them."""
    losses, shares = run.loss_history, run.accuracy_history
    if held_out:
        losses, shares = run.held_out_loss_history, run.held_out_accuracy_history
    return {
        "loss": format_number(losses[epoch - 1]),
        "accuracy": format_percent(shares[epoch - 1]),
    }


def _remarks(remarks: Sequence[str], texts: Texts) -> str:
    if not remarks:
        return ""
    title = html.escape(texts("report_remarks"))
    return f"<h2>{title}</h2>{''.join(map(paragraph, remarks))}"


def _curves(run: TrainingRun, epoch: int, about: About, texts: Texts) -> str:
    """Loss and accuracy over the epochs; nothing before the first one."""
    if not run.epoch:
        return ""
    title = texts("loss_title_test" if run.prepared.held_out else "loss_title")
    losses = run.loss_history, run.held_out_loss_history
    shares = run.accuracy_history, run.held_out_accuracy_history
    axis = (log_axis if about.log_axis else linear_axis)([*losses[0], *losses[1]])
    pictures = (
        (Curves("loss", title, LIGHT.loss, *losses), axis),
        (Curves("accuracy", texts("accuracy_title"), LIGHT.accuracy, *shares), SHARES),
    )
    shown = epoch if epoch < run.epoch else 0
    figures = [
        f"<figure><figcaption>{html.escape(curves.title)}</figcaption>"
        f"{picture(curves, its_axis, run.settings.epochs, shown, texts('epoch_axis'))}</figure>"
        for curves, its_axis in pictures
    ]
    return f'<section class="wide row">{"".join(figures)}</section>'


def _code(run: TrainingRun, epoch: int, vectors: Rows, texts: Texts) -> str:
    """The script of the run; how much further than ``epoch`` it goes, and what belongs to it."""
    files = ", ".join(files_read(run.dataset, vectors))
    last = run.epoch if run.diverged else run.settings.epochs
    said = [texts("report_code_goes_on", last=last, shown=epoch)] if epoch < last else []
    said += [texts("report_code_files", files=files)] if files else []
    return f"<pre>{html.escape(source(script(run, vectors)))}</pre>{tables.note(said)}"
