"""What the texts of the lessons claim, step by step, and whence it comes.

Each claim stands as a text has it: a number with what computes it, other words, in English or as
"English / Chinese", with whether they are true. They are computed from what a student has `Seen`.
"""

import math
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

import torch
from torch import Tensor

from playground.core.insight.questions import answer
from playground.core.insight.remarks import leaps
from playground.core.run import TrainingRun
from playground.core.step import Step
from playground.core.sweep import N_RUNS
from playground.session.walk import line_after, line_of
from playground.sharing.script import script


class Seen(NamedTuple):
    """What a student has seen when a step is done."""

    earlier: TrainingRun  # on screen at the end of the step before; the same as first in step 1
    first: TrainingRun  # on screen as the step begins
    last: TrainingRun  # and as it ends
    vectors: Tensor  # [n_query_vectors, n_features] at its beginning


Claims = Mapping[str, Callable[[Seen], float | bool]]


def loss(run: TrainingRun) -> float:
    return run.loss_history[-1]


def percent(run: TrainingRun) -> float:
    return 100 * run.accuracy_history[-1]


def right(run: TrainingRun) -> int:
    """How many training samples were right at the end."""
    return round(run.accuracy_history[-1] * run.prepared.training.n_samples)


def held_out_percent(run: TrainingRun) -> float:
    return 100 * run.held_out_accuracy_history[-1]


def all_right(seen: Seen) -> bool:
    return seen.first.accuracy_history[-1] == 1


def weight(run: TrainingRun, name: str, feature: str) -> float:
    """An entry of W at the end."""
    names = run.dataset.class_names, run.dataset.feature_names
    return run.parameters.weight[names[0].index(name), names[1].index(feature)].item()


def grows_most(run: TrainingRun) -> tuple[str, str]:
    """The class and the feature of the weight that has grown most."""
    growth = run.parameters.weight - run.parameters_at(0).weight
    row, column = divmod(int(growth.argmax()), run.dataset.n_features)
    return run.dataset.class_names[row], run.dataset.feature_names[column]


def prices(run: TrainingRun, epoch: int) -> list[float]:
    """The loss of each sample."""
    return run.look_into(epoch, 0).sample_losses.tolist()


def predicted(run: TrainingRun, features: list[float]) -> str:
    answers = run.predict(torch.tensor([features]), run.epoch).predicted_class
    return run.dataset.class_names[int(answers[0])]


def p(run: TrainingRun, features: list[float], name: str) -> float:
    """The probability of a class at a query vector, at the end."""
    probabilities = run.predict(torch.tensor([features]), run.epoch).probabilities
    return probabilities[0, run.dataset.class_names.index(name)].item()


def z(run: TrainingRun, features: list[float]) -> list[float]:
    """The scores of a query vector, at the end."""
    logits: list[float] = run.predict(torch.tensor([features]), run.epoch).logits[0].tolist()
    return logits


def first_step(seen: Seen) -> Step:
    return seen.first.look_into(0, 0)


def lines_from(seen: Seen, line: str, clicks: int) -> str:
    """Where Next line leads to."""
    lines = script(seen.first, [])
    for _ in range(clicks):
        line = line_after(lines, line_of(lines, line), 0, False)
    return line


def asked(run: TrainingRun, question: str) -> Mapping[str, Any]:
    """The numbers of an answer, at the end of a run."""
    return answer(question, run, run.look_into(run.epoch, 0), 0, None).fields


def deviation(run: TrainingRun) -> float:
    """The standard deviation of the first feature, as the model takes it."""
    return run.prepared.training.features[:, 0].std(correction=0).item()


def same(value: float, other: float) -> bool:
    return math.isclose(value, other, rel_tol=1e-5)


PENCIL = [19.0, 0.7]

CLAIMS: dict[str, list[Claims]] = {
    "samples_and_labels": [
        {},
        {"all 8 lie on their own side / 8 片叶子都在自己那一侧": all_right},
        {
            "87.5": lambda seen: percent(seen.earlier),
            "seven of eight / 八个对了七个": lambda seen: right(seen.earlier) == 7,
            "still says willow / 仍然回答 willow": lambda seen: (
                predicted(seen.earlier, [8.0, 1.0]) == "willow"
            ),
            "24": lambda seen: seen.first.dataset.n_samples,
        },
        {},
    ],
    "scores_to_probabilities": [
        {"50": lambda seen: 100 * p(seen.first, [-3.0], "left")},
        {
            "the scores are 0 and 2 / 两个分数是 0 和 2": lambda seen: (
                z(seen.first, [2.0]) == [0, 2]
            ),
            "0.88": lambda seen: p(seen.first, [2.0], "right"),
        },
        {
            "the scores were 5 and 7 / 分数成了 5 和 7": lambda seen: (
                z(seen.earlier, [2.0]) == [5, 7]
            ),
            "0.88": lambda seen: p(seen.earlier, [2.0], "right"),
            "5": lambda seen: z(seen.earlier, [2.0])[0],
            "7": lambda seen: z(seen.earlier, [2.0])[1],
        },
        {"0.62": lambda seen: first_step(seen).loss},
    ],
    "loss_as_price": [
        {
            "0.5": lambda seen: first_step(seen).probabilities[0, 0].item(),
            "0.7": lambda seen: 0.7 if math.log(2) < 0.7 else math.nan,
        },
        {
            "0.69": lambda seen: loss(seen.earlier),
            "0.99": lambda seen: first_step(seen).probabilities[2, 1].item(),
            "0.01": lambda seen: first_step(seen).probabilities[3, 0].item(),
            "2.7": lambda seen: math.e,
            "100": lambda seen: 1 / 0.01,
            "Three of four are right / 四个对了三个": lambda seen: right(seen.last) == 3,
        },
        {
            "1.16": lambda seen: loss(seen.earlier),
            "0.01": lambda seen: prices(seen.first, 0)[0],
            "4.6": lambda seen: prices(seen.first, 0)[3],
        },
        {
            "0.35": lambda seen: loss(seen.first),
            "0.5": lambda seen: p(seen.first, [1.0], "left"),
            "0.69": lambda seen: prices(seen.first, 1000)[2],
            "next to nothing / 几乎为 0": lambda seen: max(prices(seen.first, 1000)[:2]) < 0.01,
        },
    ],
    "one_step": [
        {
            "each z is 0": lambda seen: not bool(first_step(seen).logits.any()),
            "It takes three clicks / 要点三次": lambda seen: (
                lines_from(seen, "logits", 3) == "backward"
            ),
        },
        {
            "0.5": lambda seen: first_step(seen).probabilities.max().item(),
            "0.693": lambda seen: first_step(seen).sample_losses[1].item(),
        },
        {
            "−0.5": lambda seen: first_step(seen).sample_slopes.min().item(),
            "0.5": lambda seen: first_step(seen).sample_slopes.max().item(),
            "−1": lambda seen: first_step(seen).sample_slopes[0, 0].item() * 2,
            "The mean of A's two pulls": lambda seen: (
                first_step(seen).gradient.weight[0].tolist() == [(-0.5 + 1) / 2, (-1 + 0) / 2]
            ),
        },
        {"−0.5": lambda seen: first_step(seen).gradient.weight[0, 1].item()},
        {
            "0.69": lambda seen: first_step(seen).loss,
            "−0.25": lambda seen: first_step(seen).after.weight[0, 0].item(),
            "0.25": lambda seen: first_step(seen).after.weight[1, 0].item(),
            "0.5": lambda seen: first_step(seen).after.weight[0, 1].item(),
            "−0.5": lambda seen: first_step(seen).after.weight[1, 1].item(),
            "0.75": lambda seen: seen.last.look_into(1, 0).logits[0, 0].item(),
            "−0.75": lambda seen: seen.last.look_into(1, 0).logits[0, 1].item(),
            "1.5": lambda seen: -seen.last.look_into(1, 0).logits[0].diff().item(),
            "0.82": lambda seen: seen.last.look_into(1, 0).probabilities[0, 0].item(),
        },
    ],
    "learning_rate": [
        {
            "20": lambda seen: seen.first.dataset.n_samples,
            "2.5": lambda seen: first_step(seen).loss,
            "one step of 0.01": lambda seen: same(100 * seen.first.settings.learning_rate, 0.01),
            "0.01": lambda seen: 100 * seen.first.settings.learning_rate,
        },
        {
            "2.4": lambda seen: loss(seen.earlier),
            "fifty thousand times / 五万倍": lambda seen: same(
                seen.first.settings.learning_rate, 50000 * seen.earlier.settings.learning_rate
            ),
        },
        {
            "It leaps / 损失在跳动": lambda seen: leaps(seen.first.loss_history),
        },
        {
            "0.36": lambda seen: loss(seen.first),
            "0.25": lambda seen: seen.first.settings.learning_rate,
            "0.5": lambda seen: seen.earlier.settings.learning_rate,
            "31": lambda seen: N_RUNS,
            "between 0.25 and 0.5": lambda seen: (
                leaps(seen.earlier.loss_history) and not leaps(seen.first.loss_history)
            ),
        },
    ],
    "scales": [
        {
            "1": lambda seen: seen.first.dataset.features.abs().mean().item(),
            "about 1 in size": lambda seen: bool(
                ((seen.first.dataset.features.abs().mean(0) - 1).abs() < 0.3).all()
            ),
        },
        {
            "All 40 are right / 40 个全对": lambda seen: right(seen.earlier) == 40,
            "0.035": lambda seen: loss(seen.earlier),
            "the same samples in other units": lambda seen: torch.allclose(
                seen.first.dataset.features,
                seen.earlier.dataset.features * torch.tensor([1e-3, 1e3]),
                rtol=1e-3,
                atol=1e-6,
            ),
        },
        {
            "It leaps / 损失在跳动": lambda seen: leaps(seen.first.loss_history),
            "1": lambda seen: deviation(seen.last),
        },
        {
            "1": lambda seen: deviation(seen.first),
            "All 40 are right / 40 个又全对了": lambda seen: right(seen.first) == 40,
            "0.029": lambda seen: loss(seen.first),
        },
    ],
    "and_or_xor": [
        {},
        {},
        {
            "below 0.02 / 都低于 0.02": lambda seen: loss(seen.earlier) < 0.02,
            "0.02": lambda seen: 0.02,
            "0.5": lambda seen: p(seen.last, [0.0, 1.0], "1"),
        },
        {
            "0.69": lambda seen: loss(seen.earlier),
            "50": lambda seen: 100 * p(seen.earlier, [1.0, 1.0], "1"),
        },
        {
            "100": lambda seen: percent(seen.first),
            "3.2": lambda seen: weight(seen.first, "1", "a"),
            "3.5": lambda seen: weight(seen.first, "1", "b"),
            "−7.5": lambda seen: weight(seen.first, "1", "ab"),
        },
    ],
    "outlier": [
        {"0.236": lambda seen: loss(seen.first)},
        {
            "0.229": lambda seen: loss(seen.earlier),
            "there even a far sample costs next to nothing": lambda seen: (
                max(prices(seen.earlier, epoch)[7] for epoch in range(0, 1000, 50)) < 0.001
            ),
        },
        {
            "It leaps / 损失在跳动": lambda seen: leaps(seen.first.loss_history),
        },
        {
            "0.28": lambda seen: loss(seen.first),
            "all ten are right / 十个全对": lambda seen: right(seen.first) == 10,
        },
    ],
    "held_out": [
        {"18": lambda seen: sum(part.numel() for part in seen.first.parameters)},
        {
            "100": lambda seen: percent(seen.earlier),
            "20": lambda seen: seen.first.dataset.n_samples,
            "ten of the 20 are / 20 个样本中有十个": lambda seen: (
                len(seen.first.prepared.held_out_rows) == 10
            ),
        },
        {
            "Five of ten / 十个对了五个": lambda seen: same(held_out_percent(seen.earlier), 50),
            "160": lambda seen: len(seen.first.prepared.held_out_rows),
            "178": lambda seen: seen.first.dataset.n_samples,
            "92": lambda seen: held_out_percent(seen.first),
        },
        {
            "89": lambda seen: seen.first.prepared.training.n_samples,
            "the other 89 / 另外 89 个": lambda seen: len(seen.first.prepared.held_out_rows) == 89,
            "99": lambda seen: held_out_percent(seen.first),
            "100": lambda seen: percent(seen.first),
        },
    ],
    "iris_weights": [
        {
            "150": lambda seen: seen.first.dataset.n_samples,
            "Virginica has the largest petals": lambda seen: (
                (
                    seen.first.dataset.features[100:, 2:].mean(0)
                    > seen.first.dataset.features[:100, 2:].mean(0)
                )
                .all()
                .item()
            ),
        },
        {
            "It was virginica's petal length": lambda seen: (
                grows_most(seen.earlier) == ("virginica", "petal length")
            ),
            "2.8": lambda seen: weight(seen.first, "virginica", "petal length"),
            "−3.0": lambda seen: weight(seen.first, "setosa", "petal length"),
            "is a setosa": lambda seen: predicted(seen.first, seen.vectors[0].tolist()) == "setosa",
        },
        {
            "0.76": lambda seen: seen.first.dataset.features[:, 3].std().item(),
            "1.8": lambda seen: seen.first.dataset.features[:, 2].std().item(),
        },
        {
            "Now petal width leads": lambda seen: (
                grows_most(seen.first) == ("virginica", "petal width")
            ),
            "2.9": lambda seen: weight(seen.first, "virginica", "petal width"),
            "2.0": lambda seen: weight(seen.first, "virginica", "petal length"),
            "whose weights are all small": lambda seen: (
                seen.first.parameters.weight[1].abs().max().item() < 1
            ),
        },
    ],
    "certainty": [
        {},
        {
            "Versicolor": lambda seen: predicted(seen.first, PENCIL) == "versicolor",
            "99.97": lambda seen: 100 * p(seen.first, PENCIL, "versicolor"),
            "longest": lambda seen: int(seen.first.dataset.features[:, 0].argmax()) == 14,
        },
        {"85": lambda seen: 100 * p(seen.earlier, [6.7, 2.2], "virginica")},
        {"100": lambda seen: 100 * p(seen.first, PENCIL, "versicolor")},
        {"nearly 1": lambda seen: p(seen.first, PENCIL, "versicolor") > 0.999},
    ],
    "pytorch_mistakes": [
        {
            "0.95": lambda seen: first_step(seen).loss,
            "1.1": lambda seen: math.log(3),
        },
        {"0.13": lambda seen: loss(seen.earlier)},
        {
            "only a worse loss": lambda seen: (
                asked(seen.first, "without_zero_grad")["kept"] > 1.5 * loss(seen.first)
            ),
        },
        {
            "0.55": lambda seen: asked(seen.first, "softmax_before")["floor"],
        },
        {},
    ],
}
