"""The tables of a report: samples, settings, W and b, and what is predicted."""

import html
from collections.abc import Sequence

from playground.charts.display import format_number, format_probability
from playground.charts.html import (
    Number,
    cell,
    class_mark,
    colored_cell,
    listed,
    pixels,
    span,
    table,
)
from playground.charts.html import name as name_of
from playground.charts.looks import LIGHT, class_looks
from playground.charts.pixels import ink_of
from playground.charts.scales import color_limit, short_number
from playground.core.picture import Size, picture_size
from playground.core.run import TrainingRun
from playground.core.settings import SETTINGS, applies_to
from playground.sharing.literals import shortest
from playground.sharing.script_data import Rows
from playground.texts import Texts

MOST_SAMPLES = 12  # rows
MOST_FEATURES = 8  # columns
MOST_VECTORS = 10
MAX_LETTERS = 18  # of a name
VECTORS_A_TABLE = 4
ALWAYS = ("learning_rate", "epochs", "seed", "optimizer")  # shown, also where it is the default


def samples(run: TrainingRun, epoch: int, texts: Texts) -> str:
    """Samples as typed, with label and predicted class; of many, some from all over the table.

    A sample that is a picture is shown as one.
    """
    dataset, ink, held = run.dataset, ink_of(run.dataset), set(run.prepared.held_out_rows.tolist())
    steps = range(MOST_SAMPLES)
    rows = sorted({round(at * (dataset.n_samples - 1) / steps[-1]) for at in steps})
    n_features = 0 if ink else min(dataset.n_features, MOST_FEATURES)
    predicted = run.predict(dataset.features, epoch).predicted_class.tolist()
    names, targets = dataset.class_names, dataset.targets.tolist()
    head = [texts("sample_number"), *dataset.feature_names[:n_features], *[""] * bool(ink)]
    head += [texts("label"), texts("report_predicted")]
    head += [texts("report_held_out")] * bool(held)
    body = []
    for row in rows:
        values = dataset.features[row, :n_features].tolist()
        numbers = [cell(Number("x", x, row, column), typed(x)) for column, x in enumerate(values)]
        if ink:
            numbers = [f"<td>{ink.picture(dataset.features[row])}</td>"]
        wrong = ' class="wrong"' if predicted[row] != targets[row] else ""
        label, answer = name(names[targets[row]]), name(names[predicted[row]])
        mark = f"<td>{'✓' if row in held else ''}</td>" if held else ""
        classes = f"<td>{label}</td><td{wrong}>{answer}</td>"
        body.append(f"<th>{row + 1}</th>{''.join(numbers)}{classes}{mark}")
    said = []
    if len(rows) < dataset.n_samples:
        said.append(texts("report_rows", shown=len(rows), all=dataset.n_samples))
    if 0 < n_features < dataset.n_features:
        said.append(texts("report_columns", shown=n_features, all=dataset.n_features))
    return table(map(name, head), body) + note(said)


def settings(run: TrainingRun, texts: Texts) -> str:
    """The settings that are not the default, those that everybody asks for, and what changed."""
    rows = []
    for key, value in vars(run.settings).items():
        is_told = key in ALWAYS or value != SETTINGS[key].default
        is_told &= SETTINGS[key].is_text is None  # the code has it
        if is_told and applies_to(key, run.settings.optimizer):
            rows.append((texts(key), _setting(key, value, texts)))
        if key == "learning_rate":
            rows += [
                ("", texts("report_rate", rate=f"{rate:.12g}", epoch=at + 1))
                for at, rate in run.learning_rate_changes
            ]
    return table((), [f"<th>{html.escape(k)}</th><td>{html.escape(v)}</td>" for k, v in rows])


def _setting(key: str, value: object, texts: Texts) -> str:
    kind = SETTINGS[key].kind
    if kind is bool:
        return "✓" if value else "–"
    return texts(f"{key}_{value}") if kind is str else f"{value:.12g}"


def parameters(run: TrainingRun, epoch: int, texts: Texts) -> str:
    """W and b after ``epoch`` epochs, in the colours of the page, a row for each class.

    Many features take several tables, b stands in the last. Standardised features have their mean
    and scale below. Where features are pixels, W is a picture of each class.
    """
    size = picture_size(run.dataset.feature_names)
    if size:
        return _weight_pictures(run, epoch, size, texts)
    dataset, scaling = run.dataset, run.prepared.scaling
    weight, bias = (part.tolist() for part in run.parameters_at(epoch))
    limit = color_limit(run.largest_parameter)
    found = []
    for start in range(0, dataset.n_features, MOST_FEATURES):
        columns = range(start, min(start + MOST_FEATURES, dataset.n_features))
        is_last = columns.stop == dataset.n_features
        head = ["", *(name(dataset.feature_names[column]) for column in columns)]
        head += [texts("bias_column")] * is_last
        body = []
        for row, class_name in enumerate(dataset.class_names):
            numbers = [Number("W", weight[row][column], row, column) for column in columns]
            numbers += [Number("b", bias[row], row)] * is_last
            cells = [colored_cell(number, limit, LIGHT) for number in numbers]
            body.append(f"<th>{name(class_name)}</th>{''.join(cells)}")
        if scaling:
            for part, values in (("mean", scaling.mean), ("scale", scaling.scale)):
                cells = [cell(Number(part, values[at].item(), col=at)) for at in columns]
                body.append(f"<th>{texts(f'scaling_{part}')}</th>{''.join(cells)}")
        found.append(table(head, body))
    return "".join(found) + note([texts("report_standardised")] if scaling else [])


def _weight_pictures(run: TrainingRun, epoch: int, size: Size, texts: Texts) -> str:
    """Each row of W as a picture whose pixels are its exact numbers, its class and b above it."""
    weight, bias = (part.tolist() for part in run.parameters_at(epoch))
    limit = color_limit(run.largest_parameter)
    found = []
    for row, class_name in enumerate(run.dataset.class_names):
        b = span(Number("b", bias[row], row))
        title = f"{name(class_name)} · {texts('bias_column')} {b}"
        numbers = [Number("W", value, row, at) for at, value in enumerate(weight[row])]
        found.append(_picture(title, numbers, limit, size, class_name))
    said = [texts("report_pixels", limit=short_number(limit))]
    if scaling := run.prepared.scaling:
        said.append(texts("report_standardised"))
        for part, values in (("mean", scaling.mean), ("scale", scaling.scale)):
            title, largest = texts(f"scaling_{part}"), color_limit(values.abs().max().item())
            numbers = [Number(part, value, col=at) for at, value in enumerate(values.tolist())]
            found.append(_picture(html.escape(title), numbers, largest, size, title))
    return f'<div class="pictures">{"".join(found)}</div>{note(said)}'


def _picture(title: str, numbers: Sequence[Number], limit: float, size: Size, alt: str) -> str:
    return f"<div><p>{title}</p>{pixels(numbers, size.width, limit, LIGHT, alt)}</div>"


def predictions(run: TrainingRun, epoch: int, vectors: Rows, texts: Texts) -> str:
    """Predicted class, logits z and probabilities p of each test vector, a row for each class.

    ``vectors`` [n, n_features] as typed.
    """
    if not vectors:
        return ""
    dataset, shown = run.dataset, vectors[:MOST_VECTORS]
    features = dataset.features.new_tensor(shown)
    logits, shares, predicted = (part.tolist() for part in run.predict(features, epoch))
    looks, found, ink = class_looks(dataset.class_names), [], ink_of(dataset)
    for start in range(0, len(shown), VECTORS_A_TABLE):
        numbers = range(start, min(start + VECTORS_A_TABLE, len(shown)))
        told = [ink.picture(features[n]) if ink else _vector(shown[n]) for n in numbers]
        head = [f'<th colspan="2">{n + 1}: {x}</th>' for n, x in zip(numbers, told, strict=True)]
        answers = [
            f'<td colspan="2" class="answer">{name(dataset.class_names[predicted[n]])}</td>'
            for n in numbers
        ]
        body = [
            f"<th></th>{''.join(head)}",
            f"<th>{texts('report_predicted')}</th>{''.join(answers)}",
            "<th></th>" + "<th>z</th><th>p</th>" * len(numbers),
        ]
        for row, (class_name, look) in enumerate(zip(dataset.class_names, looks, strict=True)):
            cells = "".join(
                cell(Number("z", logits[n][row], n, row))
                + cell(Number("p", shares[n][row], n, row), format_probability(shares[n][row]))
                for n in numbers
            )
            body.append(f"<th>{class_mark(look)} {name(class_name)}</th>{cells}")
        found.append(table((), body))
    is_cut = len(shown) < len(vectors)
    said = [texts("report_vectors", shown=len(shown), all=len(vectors))] if is_cut else []
    return "".join(found) + note(said)


def typed(value: float, digits: int = 4) -> str:
    """A number as it was typed, rounded to so many digits where it has many more."""
    text = shortest(value)
    return text if len(text) <= digits + 3 else format_number(value, digits)


def name(text: str) -> str:
    """A user's name as HTML, its beginning where it is long."""
    return name_of(text, MAX_LETTERS)


def note(sentences: Sequence[str]) -> str:
    """What is to be said of a table, below it."""
    return f'<p class="note">{html.escape(" ".join(sentences))}</p>' if sentences else ""


def _vector(values: Sequence[float]) -> str:
    """A test vector as typed; of a long one, the beginning."""
    return f"[{listed(list(map(typed, values)), 4)}]"
