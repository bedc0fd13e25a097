"""The numbers of one class as pictures, where the features are the pixels of a picture.

Each pixel is an exact number in its colour: which of them speak for the class, which against it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from playground.charts.html import Number, pixels
from playground.core.model import Parameters, Prediction
from playground.core.optimizers import OPTIMIZERS
from playground.core.picture import Size, picture_size
from playground.session.explained import Explained
from playground.ui.views.lines import parts


@dataclass(frozen=True)
class _Picture:
    """A number for each pixel: what they are called, and what stands before and above them."""

    name: str  # of the numbers
    title: str
    values: Tensor  # [n_features]
    limit: float  # of the colours
    row: int = 0  # of the numbers: the class that they belong to
    sign: str = ""  # between the picture before and this one


def has_pictures(topic: str, explained: Explained) -> bool:
    """Whether there is a class to choose for the pictures of this line."""
    return topic in PICTURES and _size(explained) is not None


def pictures_of(topic: str, explained: Explained) -> str:
    """The pictures of a line as HTML; "" where there are none."""
    if not has_pictures(topic, explained) or (topic == "test_logits" and explained.vector is None):
        return ""
    with torch.inference_mode():
        return PICTURES[topic](explained)


def _size(explained: Explained) -> Size | None:
    return picture_size(explained.dataset.feature_names)


def _class(explained: Explained, result: Prediction) -> int:
    """The one chosen; without it, the one predicted."""
    chosen = explained.lines.pixel_class
    is_chosen = 0 <= chosen < explained.dataset.n_classes
    return chosen if is_chosen else int(result.predicted_class)


def _side_by_side(explained: Explained, *pictures: _Picture) -> str:
    """The pictures, and below them the numbers of the pixel chosen, if one is."""
    size, chosen = _size(explained), explained.lines.parameter
    assert size is not None
    is_chosen = chosen and chosen.part == "weight" and chosen.column < explained.x.numel()
    marked = chosen.column if chosen and is_chosen else -1
    shown, told = "", ""
    for each in pictures:
        numbers = [
            explained.seen(Number(each.name, value, each.row, at))
            for at, value in enumerate(each.values.tolist())
        ]
        picture = pixels(numbers, size.width, each.limit, explained.palette, each.name, marked)
        shown += f"<span>{each.sign}</span>" * bool(each.sign)
        shown += f"<figure><figcaption>{each.title}</figcaption>{picture}</figure>"
        if is_chosen:
            value = parts.number(explained, each.name, numbers[marked].value, each.row, marked)
            told += f" {each.sign or '·' * bool(told)} {each.title} {value}"
    if is_chosen:
        told = f"<p>{parts.escaped(explained.dataset.feature_names[marked])}: {told}</p>"
    return f'<div class="pixel-pictures">{shown}</div>{told}'


def _x(x: Tensor) -> _Picture:
    return _Picture("x", "x", x, parts.limit_of_values(x))


def _of_w(
    explained: Explained, name: str, title: str, values: Parameters, index: int, sign: str = ""
) -> _Picture:
    """The row of a class of W, or of what is like it, on the scale of the whole."""
    is_w = name in ("", "new_", "initial_")
    limit = explained.limit if is_w else parts.limit_of(values)
    title = f"{title} {parts.class_mark(explained, index)}"
    return _Picture(f"{name}W", title, values.weight[index], limit, index, sign)


def sample(explained: Explained) -> str:
    """x as it was typed."""
    return _side_by_side(explained, _x(explained.dataset.features[explained.sample]))


def initial(explained: Explained) -> str:
    """W before the first epoch."""
    index = _class(explained, explained.forward)
    first = explained.run.parameters_at(0)
    return _side_by_side(explained, _of_w(explained, "initial_", "W", first, index))


def forward(explained: Explained) -> str:
    """x times the row of W, pixel by pixel, and what they come to with b."""
    return _linear(explained, explained.x, explained.step.before, explained.forward)


def test_forward(explained: Explained) -> str:
    """The same for the test vector."""
    x = explained.run.prepared.features(explained.vectors)[explained.vector_number - 1]
    return _linear(explained, x, explained.shown, explained.answer)


def _linear(explained: Explained, x: Tensor, parameters: Parameters, result: Prediction) -> str:
    index = _class(explained, result)
    products = _products(explained, x, parameters, index, "=")
    for_it, against = (float(part.double().sum()) for part in _signs(products.values))
    told = {
        "positive": parts.number(explained, "xW_for", for_it, index, 0),
        "negative": parts.number(explained, "xW_against", against, index, 0),
        "b": parts.number(explained, "b", parameters.bias[index].item(), index, 0),
        "z": parts.number(explained, "z", result.logits[index].item(), 0, index),
        "name": parts.class_mark(explained, index),
    }
    w = _of_w(explained, "", "W", parameters, index, "×")
    shown = _side_by_side(explained, _x(x), w, products)
    return shown + parts.sentence(explained, "explained_pixels_sum", **told)


def _products(
    explained: Explained, x: Tensor, parameters: Parameters, index: int, sign: str = ""
) -> _Picture:
    values = x * parameters.weight[index]
    title = f"x × W {parts.class_mark(explained, index)}"
    return _Picture("xW", title, values, parts.limit_of_values(values), index, sign)


def _signs(values: Tensor) -> Sequence[Tensor]:
    return values.clamp(min=0), values.clamp(max=0)


def loss(explained: Explained) -> str:
    """What the pixels say for the label, and for another class: for the one it is taken for."""
    label, logits, before = explained.label, explained.forward.logits, explained.step.before
    other = _class(explained, explained.forward)
    if other == label:
        others = logits.clone()
        others[label] = -torch.inf
        other = int(others.argmax())
    first = _products(explained, explained.x, before, label)
    second = _products(explained, explained.x, before, other, "−")
    difference = first.values - second.values
    limit = max(first.limit, second.limit)  # which differences are large is seen beside them
    told = {
        "label": parts.class_mark(explained, label),
        "other": parts.class_mark(explained, other),
        "pixels": parts.number(
            explained, "difference_sum", float(difference.double().sum()), label, other
        ),
        "z": parts.number(
            explained, "z_difference", (logits[label] - logits[other]).item(), label, other
        ),
    }
    pictures = [
        _Picture(each.name, each.title, each.values, limit, each.row, each.sign)
        for each in (first, second)
    ]
    pictures.append(_Picture("difference", "&nbsp;", difference, limit, label, "="))
    shown = _side_by_side(explained, *pictures)
    return shown + parts.sentence(explained, "explained_pixels_loss", **told)


def backward(explained: Explained) -> str:
    """The sample's share of the gradient, p - y times x, and the gradient."""
    step, index = explained.step, _class(explained, explained.forward)
    pictures = [_of_w(explained, "grad_", ".grad", step.gradient, index)]
    if explained.place is not None:
        slope = step.sample_slopes[explained.place]
        share = Parameters(slope[:, None] * explained.x, slope)
        dz = parts.number(explained, "dz", slope[index].item(), 0, index)
        own = _of_w(explained, "d", "dW", share, index, f"× {dz} =")
        pictures = [_x(explained.x), own, *pictures]
    return _side_by_side(explained, *pictures)


def step(explained: Explained) -> str:
    """W before the step, its gradient, and W after it."""
    found, index = explained.step, _class(explained, explained.forward)
    settings = {**vars(explained.run.settings), "learning_rate": found.learning_rate}
    is_plain = OPTIMIZERS[explained.run.settings.optimizer].is_plain(settings)
    signs = (f"− {parts.learning_rate(explained)} ×", "=") if is_plain else ("", "→")
    now, new = (explained.texts(f"explained_{when}") for when in ("now", "new"))
    return _side_by_side(
        explained,
        _of_w(explained, "", f"W {now}", found.before, index),
        _of_w(explained, "grad_", ".grad", found.gradient, index, signs[0]),
        _of_w(explained, "new_", f"W {new}", found.after, index, signs[1]),
    )


PICTURES: dict[str, Callable[[Explained], str]] = {
    **dict.fromkeys(("samples", "features"), sample),
    **dict.fromkeys(("linear", "zero_weights", "given_weights"), initial),
    **dict.fromkeys(("forward", "logits"), forward),
    "loss": loss,
    "backward": backward,
    "step": step,
    "test_logits": test_forward,
}
