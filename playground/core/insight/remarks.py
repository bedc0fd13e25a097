"""What a run that has ended is worth remarking on: what went wrong with it, and what would help.

A remedy is not guessed: it is tried out before it is offered.
"""

import math
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any

import torch

from playground.core.dataset import Dataset
from playground.core.model import predict
from playground.core.pace import aside
from playground.core.preparation import prepare
from playground.core.rounding import is_same
from playground.core.run import TrainingRun
from playground.core.settings import SETTINGS, TrainingSettings

SCALES_APART = 100  # standard deviations that differ by more are wildly different scales
LEAP = 1000  # times the first loss: no step of a sensible length leads there
AT_REST = 1e-3  # of the gradient by standardised features, and of the loss's relative fall
STUCK = 0.1  # of the loss: what it falls by in the second half of a run that hardly moves
NOTICEABLE = 0.99  # of a loss: what is below it is lower for all to see
FEW_EPOCHS = 20  # too few to say anything of the curve
SMALL_RATE = 1e-6  # a loss that leaps even so has features that are too large
FIRST_EPOCHS = 100  # in which steps that are too long show
TRIAL_SECONDS = 0.05  # of a trial, about
KEPT_TRIALS = 16  # a class that trains one experiment tries the same remedies


@dataclass(frozen=True)
class Remark:
    """What there is to say of a run, and the remedy, if there is one."""

    code: str  # names the sentence: the text ``remark_<code>``
    setting: str = ""  # the one to change; "" when no setting helps
    value: Any = None  # what to change it to
    fields: dict[str, float] = field(default_factory=dict)  # fill the sentence's placeholders


def remark_on(run: TrainingRun) -> Remark | None:
    """The most important thing to say of a run, None while it goes on or when all is well.

    The same run gets the same remark. What went before a change of the learning rate in mid-run
    is not held against the rate that came after it.
    """
    if not run.finished or 2 * epoch_seconds(run) > TRIAL_SECONDS:  # too long for a trial
        return None
    losses = since_last_change(run)
    if run.diverged or (len(losses) >= FEW_EPOCHS and leaps(losses)):
        return _too_far(run, losses)
    if len(losses) < FEW_EPOCHS or run.accuracy_history[-1] == 1:
        return None
    if _is_at_rest(run, losses):
        return Remark("rest", fields={"loss": losses[-1]})
    return _standardised(run) or _faster(run, losses)


def since_last_change(run: TrainingRun) -> list[float]:
    """The losses with the present learning rate."""
    changed = run.learning_rate_changes[-1][0] if run.learning_rate_changes else 0
    return run.loss_history[changed:]


def leaps(losses: Sequence[float]) -> bool:
    """Whether the mean losses of successive epochs look like steps that are too long.

    They end where no finite number is, or above their beginning; or in the second half they climb
    by half their lowest value again; or they are flung far up and, perhaps, come down on a loss of
    0 all the same, by scores so large that float32 has nothing left beside 1.
    """
    history = torch.tensor(losses, dtype=torch.float64)
    first, last, peak = history[0].item(), history[-1].item(), history.max().item()
    if not math.isfinite(peak) or last > 1.1 * first or peak > LEAP * first:
        return True
    late = history[len(history) // 2 :]
    climb, lowest = (late - late.cummin(0).values).max().item(), late.min().item()
    return climb > max(0.1, 0.5 * lowest) or (
        last < 1e-7 and peak > first and not is_same(peak, first)
    )


def stays_down(losses: Sequence[float]) -> bool:
    """Whether the losses never come clearly above the first one, nor leap otherwise."""
    return max(losses) <= 1.1 * losses[0] and not leaps(losses)


def _too_far(run: TrainingRun, losses: list[float]) -> Remark | None:
    """What is said of steps that are too long."""
    remark = _standardised(run)  # if it is the scales that make them so, no rate suits them all
    if remark:
        return remark
    rate = _smaller_rate(run)
    if rate is None:  # the features are so large that none is small enough
        return None if run.settings.standardise else Remark("too_large", "standardise", True)
    if losses[-1] < losses[0] and run.accuracy_history[-1] == 1:
        scores = predict(run.parameters, run.prepared.training.features).logits
        return Remark("lucky", "learning_rate", rate, {"score": scores.abs().max().item()})
    return Remark("overshoots", "learning_rate", rate)


def _smaller_rate(run: TrainingRun) -> float | None:
    """The largest of a tenth, a hundredth, … of the rate with which the loss does not leap.

    With gradient descent there is one: the Hessian of the mean cross-entropy is at most
    L = λmax(XᵀX/N)/2, X with a column of ones for the bias (D. Böhning, Multinomial logistic
    regression algorithm, 1992), and the loss falls with any rate below 2/L. That bound holds for
    the worst of all parameters; on the way of a run, a rate of a hundred times as much may do,
    so it is the first epochs that decide. None when the loss leaps even with `SMALL_RATE`.
    """
    rate = _rounded(run.present_settings.learning_rate / 10)
    while rate >= SMALL_RATE:
        losses = _trial(run, FIRST_EPOCHS, learning_rate=rate)
        if stays_down(losses):
            return rate
        rate = _rounded(rate / 10)
    return None


def _standardised(run: TrainingRun) -> Remark | None:
    """Said of features on wildly different scales, if it helps to standardise them."""
    features = run.prepared.training.features.double()
    varying = features[:, features.amax(0) > features.amin(0)]
    if run.settings.standardise or varying.numel() == 0:
        return None
    deviations = varying.std(0)
    ratio = (deviations.max() / deviations.min()).item()
    if ratio <= SCALES_APART or is_same(ratio, SCALES_APART):
        return None
    losses = _trial(run, run.epoch // 2, standardise=True)
    helps = _is_lower(losses, run)
    return Remark("scales", "standardise", True, {"ratio": ratio}) if helps else None


def _faster(run: TrainingRun, losses: list[float]) -> Remark | None:
    """Said of a loss that hardly falls any more, if ten times the learning rate helps."""
    rate = _rounded(run.present_settings.learning_rate * 10)
    if _late_fall(losses) > STUCK or not SETTINGS["learning_rate"].accepts(rate):
        return None
    trial = _trial(run, run.epoch // 2, learning_rate=rate)
    helps = _is_lower(trial, run) and stays_down(trial)
    return Remark("slow", "learning_rate", rate) if helps else None


def _is_at_rest(run: TrainingRun, losses: list[float]) -> bool:
    """Whether the loss is at its minimum: it is convex, so no other parameters have a lower one.

    Its gradient is taken with respect to the weights of standardised features: by features as
    typed, it would be small for any that is measured in large units.
    """
    if run.objective.weight_decay or abs(_late_fall(losses)) > AT_REST:
        return False
    training = run.prepared.training
    by_scale = prepare(training, replace(run.settings, standardise=True, test_share=0.0)).training
    logits = predict(run.parameters, training.features).logits
    slope = run.objective.slope(logits, training.targets)
    gradient = torch.cat([slope.t() @ by_scale.features, slope.sum(0)[:, None]], dim=1)
    return gradient.norm().item() < AT_REST


def _late_fall(losses: list[float]) -> float:
    """How much of the last loss it has fallen by since the middle of the run."""
    return (losses[len(losses) // 2] - losses[-1]) / losses[-1]


def _trial(run: TrainingRun, epochs: int, **changes: Any) -> Sequence[float]:
    """The losses of the first epochs with other settings: ``epochs``, or what time allows.

    How many that are is guessed from the sizes alone, so that it is always the same.
    """
    affordable = max(2, min(epochs, int(TRIAL_SECONDS / epoch_seconds(run))))
    if not _trying.acquire(blocking=False):
        with aside():  # whoever tries breathes meanwhile
            _trying.acquire()
    try:
        return _losses(run.dataset, replace(run.present_settings, **changes), affordable)
    finally:
        _trying.release()


_trying = threading.Lock()  # two who are to try the same would both do it


@lru_cache(KEPT_TRIALS)
def _losses(dataset: Dataset, settings: TrainingSettings, epochs: int) -> tuple[float, ...]:
    run = TrainingRun(dataset, settings)
    run.advance(epochs)
    return tuple(run.loss_history)


def epoch_seconds(run: TrainingRun) -> float:
    """About what an epoch takes, guessed from its steps and the size of its data."""
    training = run.prepared.training
    steps = math.ceil(training.n_samples / (run.settings.batch_size or training.n_samples))
    return 2e-5 * steps + 4e-10 * training.features.numel() * training.n_classes


def _is_lower(losses: Sequence[float], run: TrainingRun) -> bool:
    """Whether a trial has come, in half the epochs, to a clearly lower loss than the run."""
    before = math.inf if run.diverged else NOTICEABLE * run.loss_history[-1]
    return losses[-1] < before


def _rounded(rate: float) -> float:
    """Without the last digits that a multiplication by 0.1 leaves."""
    return float(f"{rate:.12g}")
