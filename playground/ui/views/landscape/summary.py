"""What is said beside the landscape: which slice it is, how low the loss can go, and why."""

import math
from itertools import pairwise

from playground.charts.display import format_number, format_probability
from playground.charts.html import number
from playground.charts.landscape import RunPath
from playground.core.insight.landscape import Landscape
from playground.core.insight.lowest_loss import LowestLoss
from playground.core.rounding import is_same
from playground.core.run import TrainingRun
from playground.core.settings import applies_to
from playground.texts import Texts

ROUNDING = 1e-5  # of a loss in float32, that has come to rest
NOTICED = 1e-3  # of the loss, from which on a difference is spoken of
MANY_RISES = 3  # epochs in which the loss rose, from which on they are spoken of


def words(
    found: Landscape, path: RunPath, lowest: LowestLoss | None, run: TrainingRun, texts: Texts
) -> str:
    """HTML: a paragraph for each thing there is to say."""
    said = [_lowest(lowest, path, run, texts)]
    said += [_rises(run, path.epoch, texts), _slice(found, texts), _present(found, path, texts)]
    said.append(_weight_decay(run, texts))
    return "".join(f"<p>{text}</p>" for text in said if text)


def _slice(found: Landscape, texts: Texts) -> str:
    """Through how many dimensions the slice goes, and what spans it."""
    plane = found.plane
    count = len(plane.origin)
    first, second = plane.sources
    if first != "path":
        return texts("landscape_slice_start", count=count)
    if second == "path":
        return texts("landscape_slice", count=count, share=format_probability(plane.share))
    return texts("landscape_slice_line", count=count, second=texts(f"landscape_second_{second}"))


def _present(found: Landscape, path: RunPath, texts: Texts) -> str:
    """The loss now, and that in the plane below it, where the two differ noticeably."""
    beneath = found.loss_of(found.x.new_tensor([path.present])).item()
    if not math.isfinite(path.loss) or abs(beneath - path.loss) <= NOTICED * abs(path.loss):
        return ""
    told = {"loss": format_number(path.loss), "beneath": format_number(beneath)}
    return texts("landscape_off_plane", epoch=path.epoch, **told)


def _lowest(lowest: LowestLoss | None, path: RunPath, run: TrainingRun, texts: Texts) -> str:
    """How low the loss can be made, or that there is no lowest."""
    if lowest is None:
        return ""
    value = number("lowest_loss", lowest.loss)
    if lowest.kind == "minimum":
        said = texts("landscape_minimum", loss=value, slope=f"{lowest.slope:.0e}")
        return said + _above(lowest.loss, path, texts)
    if lowest.kind == "partly":
        count = run.prepared.training.n_samples
        return texts("landscape_partly", loss=value, n_apart=lowest.n_apart, count=count)
    return texts(f"landscape_{lowest.kind}")


def _above(lowest: float, path: RunPath, texts: Texts) -> str:
    """How far the run still is above it."""
    if not math.isfinite(path.loss):
        return ""
    if format_number(path.loss) == format_number(lowest) or is_same(path.loss, lowest):
        return texts("landscape_reached", epoch=path.epoch)
    gap = format_number(path.loss - lowest, 2)
    return texts("landscape_above", epoch=path.epoch, gap=gap)


def _rises(run: TrainingRun, epoch: int, texts: Texts) -> str:
    """How often the loss rose, where that says something of the learning rate."""
    if 0 < run.settings.batch_size < run.prepared.training.n_samples:
        return ""
    losses = run.loss_history[:epoch]
    rises = sum(after > (1 + ROUNDING) * before for before, after in pairwise(losses))
    if rises < MANY_RISES:
        return ""
    return texts("landscape_rises", count=rises, epochs=len(losses))


def _weight_decay(run: TrainingRun, texts: Texts) -> str:
    """What weight decay adds to the loss, or that it does not."""
    settings = run.settings
    if settings.l2_penalty:
        return texts("landscape_weight_decay", value=f"{settings.l2_penalty:g}")
    has_effect = settings.weight_decay and applies_to("weight_decay", settings.optimizer)
    return texts("landscape_own_decay") if has_effect else ""
