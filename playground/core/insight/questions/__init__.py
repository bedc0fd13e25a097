"""The numbers of the questions that everybody asks, for the run and the step on the screen."""

import math
from collections.abc import Callable

import torch
from torch import Tensor

from playground.core.insight.questions import of_other_runs, of_the_run, of_the_step
from playground.core.insight.questions.answer import Answer, Asked
from playground.core.pace import single_thread
from playground.core.run import TrainingRun
from playground.core.step import Step

__all__ = ["QUESTIONS", "Answer", "answer", "can_answer"]

# A new question is one entry here, and its card in the texts: ``ask_<question>.md``.
QUESTIONS: dict[str, Callable[[Asked], Answer]] = {
    "softmax_before": of_the_step.softmax_before,
    "loss_value": of_the_step.loss_value,
    "not_zero": of_the_step.not_zero,
    "first_loss": of_the_run.first_loss,
    "weight_shape": of_the_step.weight_shape,
    "label_index": of_the_step.label_index,
    "softmax_dim": of_the_step.softmax_dim,
    "without_zero_grad": of_other_runs.without_zero_grad,
    "accuracy": of_the_run.accuracy,
    "leaps": of_other_runs.leaps,
    "one_class": of_the_run.one_class,
    "certainty": of_the_run.certainty,
    "scale": of_the_step.scale,
    "differences": of_the_step.differences,
    "seeds": of_other_runs.seeds,
}
# those that can be answered where the loss is no finite number
ALWAYS = {"first_loss", "weight_shape", "label_index", "leaps", "without_zero_grad", "seeds"}


def can_answer(question: str, step: Step, vector: Tensor | None = None) -> bool:
    """Whether there is anything to say here; found without computing the answer."""
    if question == "certainty" and vector is None:
        return False
    return question in ALWAYS or math.isfinite(step.loss)


def answer(
    question: str,
    run: TrainingRun,
    step: Step,
    sample_place: int | None = None,
    vector: Tensor | None = None,
) -> Answer:
    """The numbers of ``question``, and which of its texts is true of them.

    ``sample_place`` is the place of the sample shown in the step's batch, None when it is in none;
    ``vector`` [n_features] float32 is the test vector shown, as typed. Other runs that have to be
    computed for it are cut short after a number of epochs that follows from the sizes alone, so
    that the same question always gets the same answer; ``fields["epochs"]`` says how many.

    Raises KeyError for a question that there is not, ValueError for one that `can_answer` refuses.
    """
    find = QUESTIONS[question]
    if not can_answer(question, step, vector):
        raise ValueError(f"nothing to answer to {question} here")
    with single_thread(), torch.no_grad():
        return find(Asked(run, step, sample_place, vector))
