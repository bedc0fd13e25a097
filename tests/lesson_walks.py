"""What a student does in each step of the lessons.

A walk has tries, each of them a few acts and then, it may be, Train; ``wrong`` is one that does not
reach the goal; from the first of a lesson the tries go on.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Try:
    """Acts of a student, in this order; then Train is pressed, if ``train``."""

    cells: Mapping[str, str] = field(default_factory=dict)  # "4 label": what is typed
    vectors: Mapping[str, str] = field(default_factory=dict)  # "1 x", of the query vectors
    weights: Mapping[str, str] = field(default_factory=dict)  # "right x", of W; "right b"
    settings: Mapping[str, Any] = field(default_factory=dict)
    view: str = ""
    line: str = ""  # walked to by Next line
    question: str = ""  # chosen under Ask
    quiz: int = 0  # right answers in a row
    guess: str = ""  # as in an address
    train: bool = False


@dataclass(frozen=True)
class Walk:
    """How a step is done."""

    tries: tuple[Try, ...] = ()
    wrong: Try | None = None


def trained(**acts: Any) -> Try:
    """Acts after which Train is pressed."""
    return Try(**acts, train=True)


TRAIN = trained()

WALKS: dict[str, list[Walk]] = {
    "samples_and_labels": [
        Walk((TRAIN,)),
        Walk(
            (trained(cells={"8 label": "oak"}, guess="accuracy_1"),),
            wrong=trained(guess="accuracy_1"),
        ),
        Walk((trained(cells={"6 label": "left"}),), wrong=trained(cells={"1 label": "right"})),
        Walk(),
    ],
    "scores_to_probabilities": [
        Walk((Try(weights={"right x": "1"}),), wrong=Try(weights={"right x": "-1"})),
        Walk((Try(weights={"left b": "5", "right b": "5"}),)),
        Walk((Try(weights={"left x": "-1"}),), wrong=Try(weights={"left x": "1", "right x": "2"})),
        Walk((Try(weights={"right x": "1"}),), wrong=Try(weights={"right x": "4"})),
    ],
    "loss_as_price": [
        Walk((trained(guess="loss_0.7"),), wrong=trained(guess="loss_0.5")),
        Walk((trained(guess="loss_0.25"),)),
        Walk((trained(guess="loss_0"),)),
        Walk(),
    ],
    "one_step": [
        Walk((Try(line="backward"),), wrong=Try(line="loss")),
        Walk((Try(quiz=2),), wrong=Try(quiz=1)),
        Walk((Try(quiz=2),)),
        Walk((Try(quiz=2),)),
        Walk((trained(guess="loss_0.4"),)),
    ],
    "learning_rate": [
        Walk((trained(guess="loss_0.5"),)),
        Walk((trained(guess="course_falls"),)),
        Walk(
            (trained(settings={"learning_rate": 0.25}), trained(settings={"learning_rate": 0.5})),
            wrong=trained(settings={"learning_rate": 0.05}),
        ),
        Walk((Try(view="compare"),)),
    ],
    "scales": [
        Walk((TRAIN,)),
        Walk((trained(guess="course_falls"),)),
        Walk((trained(settings={"standardise": True}),), wrong=TRAIN),
        Walk(),
    ],
    "and_or_xor": [
        Walk((trained(guess="border_0.5_1_1_0.5"),)),
        Walk(
            (trained(cells={"2 label": "1", "3 label": "1"}),),
            wrong=trained(cells={"2 label": "1"}),
        ),
        Walk((trained(guess="loss_0.1"),)),
        Walk((trained(guess="accuracy_0.75"),)),
        Walk(),
    ],
    "outlier": [
        Walk((trained(cells={"4 x3": "12"}, guess="loss_0.1"),), wrong=trained(guess="loss_0.1")),
        Walk((trained(guess="course_falls"),)),
        Walk((trained(cells={"4 x3": "12"}),), wrong=TRAIN),
        Walk(),
    ],
    "held_out": [
        Walk((trained(guess="accuracy_0.5"),)),
        Walk((TRAIN,)),
        Walk((trained(settings={"test_share": 0.5}),), wrong=TRAIN),
        Walk(),
    ],
    "iris_weights": [
        Walk((trained(guess="weight_1_1"),)),
        Walk((Try(vectors={"1 petal length": "7"}),), wrong=Try(vectors={"1 petal length": "3"})),
        Walk((trained(guess="weight_3_3"),)),
        Walk(),
    ],
    "certainty": [
        Walk((trained(guess="class_1_3"),)),
        Walk(
            (Try(vectors={"1 length": "6.7", "1 width": "2.2"}),),
            wrong=Try(vectors={"1 length": "6.7"}),
        ),
        Walk((Try(view="decision"),)),
        Walk((Try(question="certainty"),)),
        Walk(),
    ],
    "pytorch_mistakes": [
        Walk((trained(guess="loss_0.1"),)),
        Walk((Try(question="without_zero_grad"),)),
        Walk((Try(question="softmax_before"),), wrong=Try(question="loss_value")),
        Walk((Try(question="softmax_dim"),)),
        Walk((Try(question="label_index"),)),
    ],
}
