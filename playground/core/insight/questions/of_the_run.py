"""Questions answered from a run as far as it has come, and its parameters at the epoch shown."""

import math
from collections.abc import Mapping

from torch import Tensor

from playground.core.insight.questions.answer import Answer, Asked
from playground.core.model import Parameters, initial_parameters, predict
from playground.core.rounding import is_negligible, is_same
from playground.core.run import TrainingRun
from playground.core.settings import RANDOM_WEIGHTS
from playground.core.start import start_parameters

FAR = 2  # first losses between ln(classes) divided and multiplied by it are near it
SEEDS = 10


def first_loss(asked: Asked) -> Answer:
    """The loss of the initial weights of ten seeds, on the samples of this run."""
    run, training = asked.run, asked.run.prepared.training

    def loss(parameters: Parameters) -> float:
        return run.objective.evaluate(parameters, training.features, training.targets)[0]

    sizes = training.n_features, training.n_classes
    of_seeds = [loss(initial_parameters(*sizes, seed)) for seed in range(SEEDS)]
    initial = start_parameters(training, run.settings)
    logits = predict(initial, training.features).logits
    first = loss(initial)
    chance = math.log(training.n_classes)
    # of equal probabilities: only class weights and smoothing together do not make it 1
    factor = run.objective.shares(training.targets, training.n_classes).sum().item()
    more = [] if is_same(factor, 1) else ["both"]
    largest = training.features.abs().max().item()
    fields = {
        "classes": training.n_classes,
        "chance": chance,
        "factor": factor,
        "first": first,
        "lowest": min(of_seeds),
        "highest": max(of_seeds),
        "feature": largest,
        "gap": (logits.amax(1) - logits.amin(1)).max().item(),
        "seed": run.settings.seed,
    }
    return Answer(fields, " ".join([_start(run, fields, of_seeds), *more]))


def _start(run: TrainingRun, fields: Mapping[str, float], of_seeds: list[float]) -> str:
    """How near the first loss is to that of equal probabilities, and why."""
    losses = [fields["first"], *of_seeds]
    if run.settings.initial_weights != RANDOM_WEIGHTS:
        return run.settings.initial_weights
    if not all(map(math.isfinite, losses)):
        return "too_large"
    equal = fields["factor"] * fields["chance"]
    if all(equal / FAR < loss < FAR * equal for loss in losses):
        return "near"
    return "far" if fields["feature"] > 1 and not is_same(fields["feature"], 1) else "luck"


def accuracy(asked: Asked) -> Answer:
    """Where in the run accuracy and loss go separate ways.

    Best of all, an epoch in which both rose or both fell; else the longest stretch of epochs in
    which the accuracy stayed the same and the loss did not.
    """
    losses, shares = asked.run.loss_history, asked.run.accuracy_history
    for at in range(1, len(losses)):
        before, after = losses[at - 1 : at + 1]
        if (after - before) * (shares[at] - shares[at - 1]) > 0 and not is_same(before, after):
            variant = "both_fall" if after < before else "both_rise"
            return Answer(_stretch(asked, at - 1, at), variant)
    first, last = _longest_stretch(shares)
    if last > first and not is_same(losses[first], losses[last]):
        return Answer(_stretch(asked, first, last), "flat")
    right = asked.step.logits.argmax(1) == asked.step.targets
    fields = {"n": len(right), "right": int(right.sum()), "loss": asked.step.loss}
    return Answer(fields, "start")


def _stretch(asked: Asked, first: int, last: int) -> dict[str, float | int | str]:
    """Loss and accuracy at two epochs, which are counted from 1 as in the log."""
    losses, shares = asked.run.loss_history, asked.run.accuracy_history
    return {
        "n": asked.run.prepared.training.n_samples,
        "epoch": first + 1,
        "later": last + 1,
        "loss": losses[first],
        "loss_later": losses[last],
        "accuracy": shares[first],
        "accuracy_later": shares[last],
    }


def _longest_stretch(shares: list[float]) -> tuple[int, int]:
    """The first and the last index of the longest stretch of one value."""
    best, start = (0, 0), 0
    for at, share in enumerate(shares):
        if share != shares[start]:
            start = at
        if at - start > best[1] - best[0]:
            best = start, at
    return best


def one_class(asked: Asked) -> Answer:
    """Which classes are predicted of the training samples."""
    training = asked.run.prepared.training
    prediction = predict(asked.parameters, training.features)
    predicted = prediction.predicted_class.bincount(minlength=training.n_classes)
    labels = training.targets.bincount(minlength=training.n_classes)
    winner = int(predicted.argmax())
    leads = lead(prediction.logits)
    n_predicted = int((predicted > 0).sum())
    fields = {
        "n": training.n_samples,
        "classes": training.n_classes,
        "predicted": n_predicted,
        "label": training.class_names[winner],
        "answers": int(predicted[winner]),
        "count": int(labels[winner]),
        "lead_lowest": leads.min().item(),
        "lead_highest": leads.max().item(),
    }
    if n_predicted == 1 and labels[winner] == training.n_samples:
        return Answer(fields, "only")
    if is_negligible(prediction.logits - prediction.logits[:, :1], 1):
        return Answer(fields, "equal")
    if n_predicted > 1:
        return Answer(fields, "several")
    return Answer(fields, "majority" if 2 * labels[winner] > training.n_samples else "one")


def lead(logits: Tensor) -> Tensor:
    """By how much the highest score of each row exceeds the second highest, [n_samples]."""
    first, second = logits.topk(2, dim=1).values.unbind(1)
    return first - second


def certainty(asked: Asked) -> Answer:
    """The lead of the test vector's class, and its place, against those of the samples."""
    assert asked.vector is not None
    prepared, parameters = asked.run.prepared, asked.parameters
    samples, vector = prepared.training.features, prepared.features(asked.vector[None])
    prediction = predict(parameters, vector)
    highest = lead(predict(parameters, samples).logits).max().item()
    centre = samples.double().mean(0)
    radius = (samples.double() - centre).norm(dim=1).max().item()
    distance = (vector.double() - centre).norm().item()
    margin = lead(prediction.logits).item()
    winner = int(prediction.predicted_class)
    fields = {
        "label": prepared.training.class_names[winner],
        "p": prediction.probabilities[0, winner].item(),
        "margin": margin,
        "highest": highest,
        "distance": distance,
        "radius": radius,
    }
    if not all(map(math.isfinite, (margin, highest, distance, radius))):
        return Answer(fields, "too_large")
    if distance <= radius or is_same(distance, radius):
        return Answer(fields, "inside")
    return Answer(
        fields, "beyond" if margin > highest and not is_same(margin, highest) else "outside"
    )
