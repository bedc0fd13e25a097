"""Questions answered from one step alone."""

import math

import torch
from torch import Tensor
from torch.nn.functional import linear

from playground.core.insight.questions.answer import Answer, Asked
from playground.core.rounding import ROUNDING, is_same, largest_first

EVEN = 3  # times the smallest feature: what the largest may be and still be of about its size
AS_ONE = 5e-4  # apart: sums that are the same on the screen
LARGE = 1000.0  # features beyond it get a smaller constant, which float64 still sees beside them


def softmax_before(asked: Asked) -> Answer:
    """The loss, and what it would be of probabilities in place of logits."""
    step = asked.step
    n_classes = step.logits.shape[1]
    squashed = step.objective.loss(step.probabilities, step.targets).item()
    floor, ceiling = _bounds(step.objective.shares(step.targets, n_classes), step.targets)
    fields = {"classes": n_classes, "loss": step.loss, "squashed": squashed}
    fields |= {"floor": floor, "ceiling": ceiling}
    return Answer(fields, "wild" if step.loss > ceiling else "tame")


def _bounds(shares: Tensor, targets: Tensor) -> tuple[float, float]:
    """Between which a loss lies whose logits are probabilities: they differ by 1 at most.

    A sample's part of it, S log Σ e^z - Σ s z, S the sum of its shares s, is convex in z: it is
    largest where all is on the class of the least share, and nowhere below the tangent at the place
    where all is on its label. There it is S log(e + C - 1) - s, the least unless much is smoothed.
    """
    others = shares.shape[1] - 1
    sums, own = shares.sum(1), shares.gather(1, targets[:, None])[:, 0]
    rival = shares.scatter(1, targets[:, None], 0).amax(1)
    all_equal = math.log(math.e + others) * sums
    slope = own - rival - sums * (math.e - 1) / (math.e + others)  # towards the rival
    floor = all_equal - own + slope.clamp(max=0)
    return floor.sum().item(), (all_equal - shares.amin(1)).sum().item()


def loss_value(asked: Asked) -> Answer:
    """The sample's share in the loss, and the mean."""
    step, sample = asked.step, asked.sample
    p = step.probabilities[sample, step.targets[sample]].item()
    # below the normal numbers, where some processors have 0 and others a few digits
    variant = "underflow" if p < torch.finfo(torch.float32).tiny else "sample"
    held_out = "held_out"
    if not step.objective.is_plain:
        variant, held_out = "options", "options_held_out"
    fields = {
        "p": p,
        "sample_loss": step.sample_losses[sample].item(),
        "n": len(step.targets),
        "total": step.sample_losses.double().sum().item(),
        "weights": step.objective.total_weight(step.targets, step.logits.shape[1]),
        "loss": step.loss,
    }
    return Answer(asked.sample_fields | fields, held_out if asked.place is None else variant)


def not_zero(asked: Asked) -> Answer:
    """How many answers are right, and how sure the least sure of them is."""
    step = asked.step
    right = int((step.logits.argmax(1) == step.targets).sum())
    n_samples = len(step.targets)
    fields = {"n": n_samples, "right": right, "loss": step.loss}
    if step.objective.label_smoothing:
        shares = step.objective.shares(step.targets, step.logits.shape[1])
        floor = step.objective.loss(shares.log(), step.targets).item()  # p the shares themselves
        return Answer({**fields, "floor": floor}, "smoothed")
    of_label = step.targets[:, None]
    rivals = step.logits.scatter(1, of_label, -math.inf).amax(1)
    margins = step.logits.gather(1, of_label)[:, 0] - rivals
    fields |= {
        "wrong": n_samples - right,
        "p_lowest": step.probabilities.gather(1, of_label).min().item(),
        "margin": margins.min().item(),
    }
    if right < n_samples:
        return Answer(fields, "wrong")
    return Answer(fields, "zero" if is_same(step.loss, 0, size=1) else "right")


def weight_shape(asked: Asked) -> Answer:
    """The shapes that meet in x Wᵀ + b."""
    n_samples, n_features = asked.step.features.shape
    return Answer({"classes": asked.run.dataset.n_classes, "features": n_features, "n": n_samples})


def label_index(asked: Asked) -> Answer:
    """A sample's label as an index."""
    names = asked.run.dataset.class_names
    numbered = list(names) == [str(index) for index in range(len(names))]
    index = int(asked.step.targets[asked.sample])
    fields = asked.sample_fields | {"index": index, "classes": len(names), "last": len(names) - 1}
    return Answer(fields, "numbers" if numbered else "names")


def softmax_dim(asked: Asked) -> Answer:
    """What the rows would sum to after softmax along the samples."""
    logits = asked.step.logits
    sums = logits.softmax(0).sum(1)
    n_samples, n_classes = logits.shape
    lowest, highest = sums.min().item(), sums.max().item()
    fields = {"n": n_samples, "classes": n_classes, "lowest": lowest, "highest": highest}
    return Answer(fields, "single" if n_samples == 1 else _sums(lowest, highest))


def _sums(lowest: float, highest: float) -> str:
    if max(abs(lowest - 1), abs(highest - 1)) < AS_ONE:
        return "equal"
    return "alike" if highest - lowest < AS_ONE * highest else "differ"


def scale(asked: Asked) -> Answer:
    """The largest and the smallest feature of the batch, and the slopes of their weights."""
    each = asked.step.features.double().abs()
    features = each.mean(0)
    slopes = asked.step.gradient.weight.double().abs().amax(0)
    by_size = largest_first(features)
    large, small = int(by_size[0]), int(by_size[-1])
    fields = {
        "n": len(asked.step.targets),
        "large": asked.run.dataset.feature_names[large],
        "small": asked.run.dataset.feature_names[small],
        "size_large": features[large].item(),
        "size_small": features[small].item(),
        "slope_large": slopes[large].item(),
        "slope_small": slopes[small].item(),
    }
    # of the samples, before they are added up: what they all but cancel out to is rounding
    pulls = (asked.step.sample_slopes.double().abs().T @ each).amax(0) / len(each)
    slopes = torch.where(slopes > ROUNDING * pulls, slopes, 0.0)
    return Answer(fields, _unevenness(features, slopes, large, small))


def _unevenness(features: Tensor, slopes: Tensor, large: int, small: int) -> str:
    if len(features) == 1:
        return "single"
    if slopes.amax() == 0:
        return "zero"
    most, least = features[large].item(), EVEN * features[small].item()
    if most <= least or is_same(most, least):
        return "even"
    steep, flat = slopes[large].item(), slopes[small].item()
    return "uneven" if steep > flat and not is_same(steep, flat) else "cancel"


def differences(asked: Asked) -> Answer:
    """What changes when one constant is added to every number of W: computed in float64."""
    step, sample = asked.step, asked.sample
    features, weight, bias = (
        part.double() for part in (step.features, step.before.weight, step.before.bias)
    )
    largest = features.abs().max().item()
    added = 10.0 ** -math.ceil(math.log10(largest / LARGE)) if largest > LARGE else 1.0
    before, after = linear(features, weight, bias), linear(features, weight + added, bias)
    label = step.targets[sample]
    p_before, p_after = before.softmax(1), after.softmax(1)
    return Answer(
        asked.sample_fields
        | {
            "added": added,
            "shift": added * features[sample].sum().item(),
            "z_before": before[sample, label].item(),
            "z_after": after[sample, label].item(),
            "p_before": p_before[sample, label].item(),
            "p_after": p_after[sample, label].item(),
            "change": torch.dist(p_before, p_after, math.inf).item(),
            "loss_before": step.objective.loss(before, step.targets).item(),
            "loss_after": step.objective.loss(after, step.targets).item(),
        }
    )
