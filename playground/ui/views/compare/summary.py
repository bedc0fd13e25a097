"""What is to be said of runs, as HTML: of each, and of two what was changed and what it did."""

import html
from collections.abc import Sequence

from playground.charts.display import format_number, format_percent, format_probability
from playground.charts.html import listed, number, row_of_texts, table
from playground.core.dataset import Dataset
from playground.core.insight.guess import read_guess
from playground.core.insight.record import (
    RunRecord,
    differing_settings,
    disagreements,
    in_same_units,
)
from playground.core.objective import has_same_loss
from playground.core.rounding import largest_first
from playground.core.settings import SETTINGS
from playground.session.run_archive import ArchivedRun
from playground.session.session import QUERY_TABLE, TRAINING_TABLE
from playground.tables.cells import shorten
from playground.tables.difference import TableDifference, table_difference
from playground.tables.reading import QueryReading
from playground.texts import Texts
from playground.ui import guessed, problems

MOST = 8  # cells, rows, samples or vectors in a list; of more it is said how many there are
MOST_PARAMETERS = 3


def name_of(run: ArchivedRun, texts: Texts) -> str:
    """As the user calls it, or by its number."""
    return run.name or texts("kept_run", number=run.number)


def _pin(run: ArchivedRun) -> str:
    return "📌 " if run.is_pinned else ""


def listed_run(run: ArchivedRun, texts: Texts) -> str:
    """The run among others to choose from, with its last loss."""
    return f"{_pin(run)}{name_of(run, texts)} · {format_number(run.record.loss)}"


def setting_of(record: RunRecord, name: str, texts: Texts) -> str:
    """The value of a setting as people read it; a learning rate that was changed has them all."""
    value = getattr(record.settings, name)
    if name == "learning_rate":
        return " → ".join(f"{rate:g}" for rate in [value, *(r for _, r in record.rate_changes)])
    if SETTINGS[name].kind is bool:
        return texts("compare_yes" if value else "compare_no")
    if SETTINGS[name].is_text:
        return shorten(value)
    return texts(f"{name}_{value}") if SETTINGS[name].kind is str else f"{value:.12g}"


def table_of(runs: Sequence[ArchivedRun], texts: Texts) -> str:
    """A row for each run, the latest first: its last loss, and the settings that differ."""
    names = differing_settings([run.record for run in runs])
    letters = _letters([run.record.dataset for run in runs])
    head = [texts("compare_run"), texts("loss_axis"), texts("accuracy_axis")]
    has_guesses = any(run.document.guess for run in runs)
    head += [texts("guess_column")] * has_guesses
    head += [texts("compare_data")] * bool(letters) + [texts(name) for name in names]
    rows = []
    for place, run in reversed(list(enumerate(runs))):
        cells = [format_number(run.record.loss), format_percent(run.record.accuracy)]
        cells += [_guess(run, texts)] * has_guesses
        cells += letters[place : place + 1]
        cells += [setting_of(run.record, name, texts) for name in names]
        rows.append(row_of_texts(_pin(run) + name_of(run, texts), cells))
    # reached by Tab, so that it can be scrolled with the keyboard
    return f'<div tabindex="0">{table(map(html.escape, head), rows)}</div>'


def _guess(run: ArchivedRun, texts: Texts) -> str:
    """What was guessed before it, "" for nothing."""
    guess = read_guess(run.document.guess)
    if guess is None:
        return ""
    n_vectors = len(run.document.tables[QUERY_TABLE].table())
    return guessed.in_words(guess, run.record.dataset, n_vectors, texts)


def _letters(datasets: Sequence[Dataset]) -> list[str]:
    """A letter for each, the same for equal ones; none when all are equal."""
    different: list[Dataset] = []
    for dataset in datasets:
        if dataset not in different:
            different.append(dataset)
    return ["ABCDEFGH"[different.index(each)] for each in datasets] if len(different) > 1 else []


def of_pair(
    before: ArchivedRun, after: ArchivedRun, is_edit: bool, vectors: QueryReading, texts: Texts
) -> str:
    """All that differs between two runs, and in what they say of ``vectors``.

    ``is_edit``: of which only the data differ.
    """
    one, other = before.record, after.record
    parts = [] if is_edit else [_settings(before, after, texts)]
    if is_edit or one.dataset != other.dataset:
        tables = (kept.document.tables[TRAINING_TABLE].table() for kept in (before, after))
        parts.append(_part(texts("edit_cells"), _cells(table_difference(*tables), texts)))
    parts.append(_part(texts("edit_loss"), _ends(one, other, texts)))
    if one.has_shape_of(other):
        parts.append(_part(texts("edit_weight"), _weights(one, other, texts)))
    if one.dataset.feature_names == other.dataset.feature_names:
        parts.append(_part(texts("edit_vectors"), _vectors(one, other, vectors, texts)))
        parts.append(_part(texts("edit_samples"), _samples(one, other, texts)))
    # reached by Tab, so that it can be scrolled with the keyboard
    return f'<div tabindex="0">{"".join(parts)}</div>'


def _part(title: str, lines: Sequence[str]) -> str:
    return f"<h4>{title}</h4>" + "".join(f"<p>{line}</p>" for line in lines)


def _settings(before: ArchivedRun, after: ArchivedRun, texts: Texts) -> str:
    """The settings that differ, side by side."""
    one, other = before.record, after.record
    lines = [
        f"{html.escape(texts(name))}: {html.escape(setting_of(one, name, texts))} → "
        f"<b>{html.escape(setting_of(other, name, texts))}</b>"
        for name in differing_settings([one, other])
    ]
    names = " → ".join(html.escape(name_of(kept, texts)) for kept in (before, after))
    title = texts("compare_settings", names=names)
    return _part(title, lines or [texts("compare_same_settings")])


def _cells(found: TableDifference, texts: Texts) -> list[str]:
    lines = [
        texts(
            "edit_cell",
            row=cell.row,
            column=html.escape(problems.column_name(cell.column, texts)),
            before=html.escape(cell.before),
            after=html.escape(cell.after),
        )
        for cell in found.cells[:MOST]
    ]
    lines += _more(len(found.cells), texts)
    for code, rows in (("edit_added", found.added), ("edit_removed", found.removed)):
        if rows:
            shown = listed(list(map(str, rows)), MOST)
            lines.append(texts(code, count=len(rows), rows=shown))
    for code, names in (
        ("edit_columns_added", found.columns_added),
        ("edit_columns_removed", found.columns_removed),
    ):
        if names:
            lines.append(texts(code, names=html.escape(", ".join(names[:MOST]))))
    return lines or [texts("edit_same_cells")]


def _ends(one: RunRecord, other: RunRecord, texts: Texts) -> list[str]:
    """The last losses and accuracies."""
    losses = f"{number('loss_before', one.loss)} → <b>{number('loss_after', other.loss)}</b>"
    shares = f"{format_percent(one.accuracy)} → <b>{format_percent(other.accuracy)}</b>"
    lines = [f"{texts('loss_axis')} {losses} · {texts('accuracy_axis')} {shares}"]
    if one.held_out_loss is not None and other.held_out_loss is not None:
        held_out = (
            number("test_loss_before", one.held_out_loss),
            number("test_loss", other.held_out_loss),
        )
        lines.append(texts("edit_test_loss", before=held_out[0], after=held_out[1]))
    if not has_same_loss(one.settings, other.settings):
        lines.append(texts("compare_other_loss"))
    return lines


def _weights(one: RunRecord, other: RunRecord, texts: Texts) -> list[str]:
    """The entries of W that changed most."""
    first, second, in_table_units = in_same_units(one, other)
    change = (second.weight - first.weight).abs().flatten()
    count = min(MOST_PARAMETERS, len(change))
    lines = [texts("edit_units")] if in_table_units else []
    for place in largest_first(change)[:count].tolist():
        row, column = divmod(place, one.dataset.n_features)
        names = one.dataset.class_names[row], one.dataset.feature_names[column]
        before, after = (each.weight[row, column].item() for each in (first, second))
        at = {"row": row, "col": column}
        lines.append(
            f"W [{html.escape(names[0])}, {html.escape(names[1])}]: "
            f"{number('weight_before', before, **at)} → "
            f"<b>{number('weight_after', after, **at)}</b>"
        )
    return lines


def _vectors(one: RunRecord, other: RunRecord, reading: QueryReading, texts: Texts) -> list[str]:
    """What both say of the test vectors, those first on which they disagree."""
    if not reading.rows or reading.features.shape[1] != one.dataset.n_features:
        return [texts("compare_no_vectors")]
    differ = {row for row, _, _ in disagreements(one, other, reading.features)}
    order = sorted(range(len(reading.rows)), key=lambda row: (row not in differ, row))
    answers = [each.prediction(reading.features[order[:MOST]]) for each in (one, other)]
    lines = []
    for place, row in enumerate(order[:MOST]):
        sides = []
        for kind, record, answer in zip(("before", "after"), (one, other), answers, strict=True):
            index = int(answer.predicted_class[place])
            p = answer.probabilities[place, index].item()
            name = html.escape(record.dataset.class_names[index])
            text = format_probability(p)
            told = number(f"p_{kind}", p, row=reading.rows[row] - 1, col=index, text=text)
            sides.append(f"{name} ({told})")
        line = texts("edit_vector", row=reading.rows[row], before=sides[0], after=sides[1])
        lines.append(f"<b>{line}</b>" if row in differ else line)
    return lines + _more(len(order), texts)


def _samples(one: RunRecord, other: RunRecord, texts: Texts) -> list[str]:
    """The samples, of the later table, of which they say different classes."""
    found = disagreements(one, other, other.dataset.features)
    if not found:
        return [texts("compare_agree", count=other.dataset.n_samples)]
    lines = [texts("compare_disagree", count=len(found), all=other.dataset.n_samples)]
    names = other.dataset.class_names
    for row, before, after in found[:MOST]:
        fields = {"label": names[int(other.dataset.targets[row])], "before": before, "after": after}
        escaped = {key: html.escape(name) for key, name in fields.items()}
        lines.append(texts("compare_sample", row=row + 1, **escaped))
    return lines + _more(len(found), texts)


def _more(count: int, texts: Texts) -> list[str]:
    return [texts("compare_more", count=count - MOST)] if count > MOST else []
