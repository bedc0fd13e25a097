"""What the texts of the lessons claim, and whence it comes.

A claim has its step, from 1, and stands as the text has it: a number with what computes it; other
words, in English or as "English / Chinese", with whether they are true, so that the numbers in them
are. All are computed from what a student has `Seen`.
"""

import math
from collections.abc import Callable
from operator import attrgetter
from typing import Any, NamedTuple

import torch
from torch import Tensor

from playground.core.insight.questions import answer
from playground.core.insight.remarks import leaps
from playground.core.run import TrainingRun
from playground.core.sweep import N_RUNS
from playground.session.walk import line_after, line_of
from playground.sharing.script import script


class Seen(NamedTuple):
    """What a student has seen when a step is done."""

    earlier: TrainingRun  # on screen at the end of the step before; the same as first in step 1
    first: TrainingRun  # on screen as the step begins
    last: TrainingRun  # and as it ends
    vectors: Tensor  # [n_query_vectors, n_features] at its beginning


Claim = Callable[[Seen], Any]


def of(name: str) -> Callable[..., Claim]:
    """Claims of one of the runs that are seen: of what finds it there, and what that takes."""

    def claim(find: Callable[..., Any], *takes: Any, **named: Any) -> Claim:
        return lambda seen: find(getattr(seen, name), *takes, **named)

    return claim


earlier, first, last = of("earlier"), of("first"), of("last")
rate, features = attrgetter("settings.learning_rate"), attrgetter("dataset.features")


def loss(run: TrainingRun) -> float:
    return run.loss_history[-1]


def leapt(run: TrainingRun) -> bool:
    return leaps(run.loss_history)


def percent(run: TrainingRun, of: str = "") -> float:
    return 100 * float(getattr(run, f"{of}accuracy_history")[-1])


def right(run: TrainingRun, count: int, among: int) -> bool:
    """Whether so many training samples are right at the end, and there are so many."""
    n_samples = run.prepared.training.n_samples
    return (round(run.accuracy_history[-1] * n_samples), n_samples) == (count, among)


def held_out(run: TrainingRun, count: int, among: int) -> bool:
    """Whether so many samples of the table are held out, and there are so many in it."""
    return (len(run.prepared.held_out_rows), run.dataset.n_samples) == (count, among)


def weight(run: TrainingRun, name: str, feature: str) -> float:
    """An entry of W at the end."""
    names = run.dataset.class_names, run.dataset.feature_names
    return run.parameters.weight[names[0].index(name), names[1].index(feature)].item()


def grown_most(run: TrainingRun, name: str, feature: str) -> bool:
    """Whether it is this weight that has grown most."""
    growth = run.parameters.weight - run.parameters_at(0).weight
    row, column = divmod(int(growth.argmax()), run.dataset.n_features)
    return (run.dataset.class_names[row], run.dataset.feature_names[column]) == (name, feature)


def at(run: TrainingRun, name: str, *place: int, epoch: int = 0) -> float:
    """A number of a step, by default of the first."""
    return float(torch.as_tensor(attrgetter(name)(run.look_into(epoch, 0)))[place])


def prices(run: TrainingRun, epoch: int) -> list[float]:
    """The loss of each sample."""
    return run.look_into(epoch, 0).sample_losses.tolist()


def p(run: TrainingRun, features: list[float], name: str) -> float:
    """The probability of a class at a query vector, at the end."""
    probabilities = run.predict(torch.tensor([features]), run.epoch).probabilities
    return probabilities[0, run.dataset.class_names.index(name)].item()


def says(run: TrainingRun, features: list[float], name: str) -> bool:
    return p(run, features, name) > 0.5


def scores_are(run: TrainingRun, features: list[float], scores: list[float]) -> bool:
    """Those of a query vector, at the end."""
    return run.predict(torch.tensor([features]), run.epoch).logits[0].tolist() == scores


def a_is_pulled(run: TrainingRun, by: list[list[float]]) -> bool:
    """Whether the samples pull so on each weight of the first class, whose slope is the mean."""
    step = run.look_into(0, 0)
    pulls = step.sample_slopes[:, :1] * step.features
    return pulls.t().tolist() == by and pulls.mean(0).equal(step.gradient.weight[0])


def lead_to(run: TrainingRun, clicks: int, line: str) -> bool:
    """Whether so many clicks on Next line lead from the first line of a step to this one."""
    lines, found = script(run, []), "logits"
    for _ in range(clicks):
        found = line_after(lines, line_of(lines, found), 0, False)
    return found == line


def asked(run: TrainingRun, question: str, name: str) -> float:
    """A number of an answer, at the end of a run."""
    return answer(question, run, run.look_into(run.epoch, 0), 0, None).fields[name]


def deviation(run: TrainingRun) -> float:
    """The standard deviation of the first feature, as the model takes it."""
    return run.prepared.training.features[:, 0].std(correction=0).item()


PENCIL = [19.0, 0.7]

CLAIMS: dict[str, dict[tuple[int, str], Claim]] = {
    "samples_and_labels": {
        (2, "all 8 lie / 8 片叶子都"): first(right, 8, 8),
        (3, "87.5"): earlier(percent),
        (3, "seven of eight / 八个对了七个"): earlier(right, 7, 8),
        (3, "still says willow / 仍然回答 willow"): earlier(says, [8.0, 1.0], "willow"),
    },
    "scores_to_probabilities": {
        (1, "50"): lambda seen: 100 * p(seen.first, [-3.0], "left"),
        (2, "scores are 0 and 2 / 分数是 0 和 2"): first(scores_are, [2.0], [0, 2]),
        (2, "0.88"): first(p, [2.0], "right"),
        (3, "With 5 the scores were 5 and 7 / 加上 5，分数成了 5 和 7"): (
            earlier(scores_are, [2.0], [5, 7])
        ),
        (3, "0.88"): earlier(p, [2.0], "right"),
        (4, "0.62"): first(at, "loss"),
    },
    "loss_as_price": {
        (1, "0.5"): first(at, "probabilities", 0, 0),
        (1, "a little below 0.7 / 比 0.7 小一点"): first(lambda run: 0.68 < at(run, "loss") < 0.7),
        (2, "0.69"): earlier(loss),
        (2, "0.99"): first(at, "probabilities", 2, 1),
        (2, "0.01"): first(at, "probabilities", 3, 0),
        (2, "2.7"): lambda _: math.e,
        (2, "100"): lambda _: 1 / 0.01,
        (2, "Three of four are right / 四个对了三个"): last(right, 3, 4),
        (3, "1.16"): earlier(loss),
        (3, "0.01"): first(at, "sample_losses", 0),
        (3, "4.6"): first(at, "sample_losses", 3),
        (4, "0.35"): first(loss),
        (4, "0.5"): first(p, [1.0], "left"),
        (4, "0.69"): first(at, "sample_losses", 2, epoch=1000),
        (4, "next to nothing / 几乎为 0"): lambda seen: max(prices(seen.first, 1000)[:2]) < 0.01,
    },
    "one_step": {
        (1, "each z is 0"): first(lambda run: not run.look_into(0, 0).logits.any()),
        (1, "It takes three clicks / 要点三次"): first(lead_to, 3, "backward"),
        (2, "0.5"): lambda seen: seen.first.look_into(0, 0).probabilities.max(),
        (2, "0.693"): first(at, "sample_losses", 1),
        (3, "−0.5"): first(at, "sample_slopes", 0, 0),
        (3, "0.5"): first(at, "sample_slopes", 0, 1),
        (3, "on x −0.5 and 1, on y −1 and 0 / x 上是 −0.5 和 1，y 上是 −1 和 0"): (
            first(a_is_pulled, by=[[-0.5, 1], [-1, 0]])
        ),
        (4, "−0.5"): first(at, "gradient.weight", 0, 1),
        (5, "0.69"): first(at, "loss"),
        (5, "−0.25"): first(at, "after.weight", 0, 0),
        (5, "0.25"): first(at, "after.weight", 1, 0),
        (5, "0.5"): first(at, "after.weight", 0, 1),
        (5, "−0.5"): first(at, "after.weight", 1, 1),
        (5, "0.75"): last(at, "logits", 0, 0, epoch=1),
        (5, "−0.75"): last(at, "logits", 0, 1, epoch=1),
        (5, "1.5"): lambda seen: -seen.last.look_into(1, 0).logits[0].diff(),
        (5, "0.82"): last(at, "probabilities", 0, 0, epoch=1),
    },
    "learning_rate": {
        (1, "2.5"): first(at, "loss"),
        (1, "0.01"): lambda seen: 100 * rate(seen.first),
        (2, "2.4"): earlier(loss),
        (2, "fifty thousand times / 五万倍"): lambda seen: (
            5e4 * rate(seen.earlier) == rate(seen.first)
        ),
        (3, "It leaps / 损失在跳动"): first(leapt),
        (4, "between 0.25 and 0.5"): lambda seen: leapt(seen.earlier) and not leapt(seen.first),
        (4, "0.36"): first(loss),
        (4, "0.5"): earlier(rate),
        (4, "31"): lambda _: N_RUNS,
    },
    "scales": {
        (1, "about 1 in size / 都在 1 左右"): first(
            lambda run: bool(((features(run).abs().mean(0) - 1).abs() < 0.3).all())
        ),
        (2, "All 40 are right / 40 个全对"): earlier(right, 40, 40),
        (2, "0.035"): earlier(loss),
        (2, "the same samples in other units"): lambda seen: torch.allclose(
            features(seen.first), features(seen.earlier) * torch.tensor([1e-3, 1e3]), 1e-3, 1e-6
        ),
        (3, "It leaps / 损失在跳动"): first(leapt),
        (3, "1"): last(deviation),
        (4, "1"): first(deviation),
        (4, "All 40 are right / 40 个又全对了"): first(right, 40, 40),
        (4, "0.029"): first(loss),
    },
    "and_or_xor": {
        (3, "below 0.02 / 都低于 0.02"): earlier(lambda run: loss(run) < 0.02),
        (3, "0.5"): last(p, [0.0, 1.0], "1"),
        (4, "0.69"): earlier(loss),
        (4, "50"): lambda seen: 100 * p(seen.earlier, [1.0, 1.0], "1"),
        (5, "100"): first(percent),
        (5, "3.2"): first(weight, "1", "a"),
        (5, "3.5"): first(weight, "1", "b"),
        (5, "−7.5"): first(weight, "1", "ab"),
    },
    "outlier": {
        (1, "0.236"): first(loss),
        (2, "0.229"): earlier(loss),
        (2, "there even a far sample costs next to nothing"): lambda seen: (
            max(prices(seen.earlier, epoch)[7] for epoch in range(0, 1000, 50)) < 0.001
        ),
        (3, "It leaps / 损失在跳动"): first(leapt),
        (4, "0.28"): first(loss),
        (4, "all ten are right / 十个全对"): first(right, 10, 10),
    },
    "held_out": {
        (1, "18"): lambda seen: sum(part.numel() for part in seen.first.parameters),
        (2, "100"): earlier(percent),
        (2, "ten of the 20 are / 20 个样本中有十个"): first(held_out, 10, 20),
        (3, "Five of ten / 十个对了五个"): earlier(lambda run: percent(run, "held_out_") == 50),
        (3, "160 of 178 are held out / 178 个中留出 160 个"): first(held_out, 160, 178),
        (3, "92"): first(percent, "held_out_"),
        (4, "89 samples are learnt from / 89 个样本学习"): first(held_out, 89, 178),
        (4, "the other 89 / 另外 89 个"): first(held_out, 89, 178),
        (4, "99"): first(percent, "held_out_"),
        (4, "100"): first(percent),
    },
    "iris_weights": {
        (1, "Virginica has the largest petals"): first(
            lambda run: features(run).reshape(3, 50, 4).mean(1).argmax(0)[2:].tolist() == [2, 2]
        ),
        (2, "It was virginica's petal length"): earlier(grown_most, "virginica", "petal length"),
        (2, "2.8"): first(weight, "virginica", "petal length"),
        (2, "−3.0"): first(weight, "setosa", "petal length"),
        (2, "is a setosa"): lambda seen: says(seen.first, seen.vectors[0].tolist(), "setosa"),
        (3, "0.76"): lambda seen: features(seen.first)[:, 3].std(),
        (3, "1.8"): lambda seen: features(seen.first)[:, 2].std(),
        (4, "Now petal width leads"): first(grown_most, "virginica", "petal width"),
        (4, "2.9"): first(weight, "virginica", "petal width"),
        (4, "2.0"): first(weight, "virginica", "petal length"),
        (4, "whose weights are all small"): first(
            lambda run: bool((run.parameters.weight[1].abs() < 1).all())
        ),
    },
    "certainty": {
        (2, "Versicolor"): first(says, PENCIL, "versicolor"),
        (2, "99.97"): lambda seen: 100 * p(seen.first, PENCIL, "versicolor"),
        (2, "longest"): lambda seen: int(features(seen.first)[:, 0].argmax()) == 14,
        (3, "85"): lambda seen: 100 * p(seen.earlier, [6.7, 2.2], "virginica"),
        (4, "100"): lambda seen: 100 * p(seen.first, PENCIL, "versicolor"),
        (5, "nearly 1"): lambda seen: p(seen.first, PENCIL, "versicolor") > 0.999,
    },
    "pytorch_mistakes": {
        (1, "0.95"): first(at, "loss"),
        (1, "1.1"): lambda _: math.log(3),
        (2, "0.13"): earlier(loss),
        (3, "only a worse loss"): lambda seen: (
            asked(seen.first, "without_zero_grad", "kept") > 1.5 * loss(seen.first)
        ),
        (4, "0.55"): first(asked, "softmax_before", "floor"),
    },
}
