"""A run on one page, to print or to hand in: a file of HTML that needs nothing beside it."""

import html
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from playground.charts.display import format_number, format_percent
from playground.core.run import TrainingRun
from playground.report import curves, tables
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
    sections = [
        _section(texts("samples"), tables.samples(run, epoch, texts)),
        _section(
            texts("report_settings"),
            tables.settings(run, texts) + _remarks(about.remarks, texts),
            "text",
        ),
        _curves(run, epoch, about, texts),
        _section(
            texts("report_parameters", epoch=epoch),
            tables.parameters(run, epoch, texts),
        ),
        _section(
            texts("prediction"),
            tables.predictions(run, epoch, vectors, texts),
            "beside",
        ),
        _section(texts("report_code"), _code(run, epoch, vectors, texts), "wide code"),
    ]
    page = (
        f'<!DOCTYPE html><html lang="{texts("language_tag")}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{html.escape(about.title)}</title><style>{_style()}</style></head><body>"
        f"{_head(run, epoch, about, texts)}"
        f'<main class="row">{"".join(sections)}</main></body></html>\n'
    )
    return page.encode(errors="replace")  # names may hold halves of characters


@cache
def _style() -> str:
    return (Path(__file__).parent / "style.css").read_text("utf-8")


def _section(title: str, content: str, classes: str = "") -> str:
    if not content:
        return ""
    return f'<section class="{classes}"><h2>{html.escape(title)}</h2>{content}</section>'


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
    lines = [f'<p class="status">{html.escape(status)}</p>']
    if run.prepared.held_out:
        held = texts("held_out", test=run.prepared.held_out.n_samples, all=dataset.n_samples)
        if epoch:
            held = texts("report_test", held_out=held, **_measured(run, epoch, held_out=True))
        lines.append(f"<p>{html.escape(held)}</p>")
    lines.append(f'<p class="formula">{html.escape(sizes)} · {html.escape(texts("formula"))}</p>')
    if about.link:
        link = html.escape(about.link)
        lines.append(f'<p><a href="{link}">{html.escape(texts("report_link"))}</a></p>')
    else:
        lines.append(f'<p class="note">{html.escape(texts("report_no_link"))}</p>')
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
    said = "".join(f"<p>{html.escape(remark)}</p>" for remark in remarks)
    return f"<h2>{html.escape(texts('report_remarks'))}</h2>{said}"


def _curves(run: TrainingRun, epoch: int, about: About, texts: Texts) -> str:
    """Loss and accuracy over the epochs; nothing before the first one."""
    if not run.epoch:
        return ""
    losses = curves.of_losses(run.loss_history, run.held_out_loss_history)
    shares = curves.of_accuracies(run.accuracy_history, run.held_out_accuracy_history)
    axis = curves.log_axis(losses) if about.log_axis else curves.linear_axis(losses)
    shown = epoch if epoch < run.epoch else 0
    pictures = [
        (texts("loss_title_test" if run.prepared.held_out else "loss_title"), losses, axis),
        (texts("accuracy_title"), shares, curves.SHARES),
    ]
    return (
        '<section class="wide row">'
        + "".join(
            f"<figure><figcaption>{html.escape(title)}</figcaption>"
            + curves.picture(
                lines, its_axis, run.settings.epochs, shown, (title, texts("epoch_axis"))
            )
            + "</figure>"
            for title, lines, its_axis in pictures
        )
        + "</section>"
    )


def _code(run: TrainingRun, epoch: int, vectors: Rows, texts: Texts) -> str:
    """The script of the run; how much further than ``epoch`` it goes, and what belongs to it."""
    files = ", ".join(files_read(run.dataset, vectors))
    last = run.epoch if run.diverged else run.settings.epochs
    said = [texts("report_code_goes_on", last=last, shown=epoch)] if epoch < last else []
    said += [texts("report_code_files", files=files)] if files else []
    return f"<pre>{html.escape(source(script(run, vectors)))}</pre>{tables.note(said)}"
