"""Questions answered by runs that are computed for them: of the same samples, otherwise alike."""

import math
from dataclasses import replace
from typing import Any

from playground.core.insight.questions.answer import Answer, Asked
from playground.core.insight.remarks import FEW_EPOCHS, epoch_seconds, since_last_change
from playground.core.insight.remarks import leaps as look_like_leaps
from playground.core.learner import Learner
from playground.core.objective import Gradient
from playground.core.rounding import is_same
from playground.core.run import TrainingRun
from playground.core.settings import GIVEN_WEIGHTS, SETTINGS, ZERO_WEIGHTS

SECONDS = 0.12  # of all runs of a question, about
SAMPLE_SECONDS = 4.5e-8  # softmax and loss of a sample, which count where there are thousands
DEARER = 2.5  # times: a step of Adam, or of a mini-batch that is picked out, to one of plain SGD
SEEDS = 5
ALIKE = 0.05  # of the loss: what lies closer is about the same
FACTORS = (10, 100, 1000)  # of a learning rate


def affordable_epochs(run: TrainingRun, n_runs: int) -> int:
    """How many epochs of the run's there is time for, in each of ``n_runs``.

    Guessed from the sizes alone, so that it is always the same.
    """
    seconds = epoch_seconds(run) + SAMPLE_SECONDS * run.prepared.training.n_samples
    if run.settings.optimizer != SETTINGS["optimizer"].default or run.settings.batch_size:
        seconds *= DEARER
    return min(run.settings.epochs, int(SECONDS / n_runs / seconds))


class Accumulating(Learner):
    """A learner whose loop lacks ``optimizer.zero_grad()``."""

    def _fill(self, gradient: Gradient) -> None:
        held = self.gradient
        if held is not None:
            summed = held.weight + gradient.weight, held.bias + gradient.bias
            gradient = gradient._replace(weight=summed[0], bias=summed[1])
        super()._fill(gradient)


class RunWithoutZeroGrad(TrainingRun):
    make_learner = Accumulating


def without_zero_grad(asked: Asked) -> Answer:
    """The curve of the loss with and without the line that empties ``.grad``."""
    run = asked.run
    epochs = affordable_epochs(run, 2)
    fields: dict[str, Any] = {"epochs": epochs, "planned": run.settings.epochs}
    if epochs < min(2, run.settings.epochs):
        return Answer(fields, "long")
    emptied, kept = _losses(asked, epochs), _trial(asked, epochs, RunWithoutZeroGrad)
    fields |= {"first": emptied[0], "emptied": emptied[-1], "kept": kept[-1], "stopped": len(kept)}
    fields["peak"] = max(filter(math.isfinite, kept), default=math.nan)
    curves = {"emptied": _finite(emptied), "kept": _finite(kept)}
    return Answer(fields, _outcome(emptied[-1], kept[-1]), curves)


def _outcome(emptied: float, kept: float) -> str:
    if not math.isfinite(emptied):
        return "diverged"
    if not math.isfinite(kept):
        return "nan"
    if abs(kept - emptied) <= ALIKE * emptied:
        return "same"
    return "lower" if kept < emptied else "higher"


def _losses(asked: Asked, epochs: int) -> list[float]:
    """The run's own losses, up to the first that is not finite."""
    run = asked.run
    is_known = run.epoch >= epochs or run.diverged
    return run.loss_history[:epochs] if is_known else _trial(asked, epochs)


def _trial(
    asked: Asked, epochs: int, kind: type[TrainingRun] = TrainingRun, **changes: Any
) -> list[float]:
    """The losses of a run with other settings, up to the first that is not finite."""
    run = asked.run
    other = kind(run.dataset, replace(run.settings, **changes))
    if "learning_rate" not in changes:
        other.plan_learning_rates(run.learning_rate_changes)
    other.advance(epochs)
    return other.loss_history


def _finite(losses: list[float]) -> list[float]:
    return [loss for loss in losses if math.isfinite(loss)]


def leaps(asked: Asked) -> Answer:
    """Where the loss climbed most; when it never leapt, what a larger learning rate does."""
    run = asked.run
    rate = run.present_settings.learning_rate
    losses = since_last_change(run)
    fields: dict[str, float | int | str] = {"learning_rate": rate, "epoch": run.epoch}
    if run.diverged and run.epoch == 1:
        return Answer(fields, "at_once")
    if run.diverged:
        return Answer({**fields, **_climb(run.loss_history, 0)}, "nan", _curve(run.loss_history))
    if len(losses) >= FEW_EPOCHS and look_like_leaps(losses):
        return Answer(
            {**fields, **_climb(losses, run.epoch - len(losses))}, "leaps", _curve(losses)
        )
    epochs = affordable_epochs(run, len(FACTORS))
    rates = [float(f"{rate * factor:.12g}") for factor in FACTORS]
    rates = [rate for rate in rates if SETTINGS["learning_rate"].accepts(rate)]
    if epochs < FEW_EPOCHS or not rates:
        return Answer(fields, "calm")
    for larger in rates:
        trial = _trial(asked, epochs, learning_rate=larger)
        if look_like_leaps(trial):
            fields |= {"rate": larger, "epochs": len(trial), "end": trial[-1], **_climb(trial, 0)}
            ended = math.isfinite(trial[-1])
            return Answer(fields, "trial" if ended else "trial_nan", _curve(trial))
    return Answer({**fields, "rate": rates[-1], "epochs": epochs}, "never")


def _curve(losses: list[float]) -> dict[str, list[float]]:
    return {"loss": _finite(losses)}


def _climb(losses: list[float], done: int) -> dict[str, float | int | str]:
    """From where to where the loss climbed most, and the first and the last one.

    ``done`` epochs went before these; epochs are counted from 1, as in the log.
    """
    finite = _finite(losses)
    if not finite:
        return {}
    low = bottom = top = 0
    for at, loss in enumerate(finite):
        if loss < finite[low]:
            low = at
        if loss - finite[low] > finite[top] - finite[bottom]:
            bottom, top = low, at
    return {
        "first": finite[0],
        "last": finite[-1],
        "low": finite[bottom],
        "low_epoch": done + bottom + 1,
        "high": finite[top],
        "high_epoch": done + top + 1,
    }


def seeds(asked: Asked) -> Answer:
    """The first and the last loss of this experiment with five seeds."""
    run = asked.run
    epochs = affordable_epochs(run, SEEDS)
    fields: dict[str, float | int | str] = {"epochs": epochs, "planned": run.settings.epochs}
    if epochs < min(2, run.settings.epochs):
        return Answer(fields, "long")
    curves = [_trial(asked, epochs, seed=seed) for seed in range(SEEDS)]
    firsts, lasts = ([losses[end] for losses in curves] for end in (0, -1))
    fields |= {f"last_{seed}": last for seed, last in enumerate(lasts)}
    fields |= {"first_lowest": min(firsts), "first_highest": max(firsts)}
    fields |= {"lowest": min(lasts), "highest": max(lasts)}
    finite = {f"seed_{seed}": _finite(losses) for seed, losses in enumerate(curves)}
    return Answer(fields, _likeness(run, curves), finite)


def _likeness(run: TrainingRun, curves: list[list[float]]) -> str:
    firsts, lasts = ([losses[end] for losses in curves] for end in (0, -1))
    if not all(map(math.isfinite, lasts)):
        return "nan"
    settings, n_samples = run.settings, run.prepared.training.n_samples
    in_one_step = settings.batch_size == 0 or settings.batch_size >= n_samples
    if in_one_step and all(all(map(is_same, losses, curves[0])) for losses in curves):
        of_start = {ZERO_WEIGHTS: "same", GIVEN_WEIGHTS: "given"}
        return of_start.get(settings.initial_weights, "alike")
    spread = max(lasts) - min(lasts)
    if spread <= max(ALIKE * max(lasts), ALIKE * (max(firsts) - min(firsts))):
        return "alike"
    return "split" if settings.test_share else "apart"
