"""Which numbers belong to which line: a function for each topic of the code."""

from collections.abc import Callable

import torch
from torch import Tensor

from playground.charts.html import listed
from playground.session.explained import Explained
from playground.ui.views.lines import backward, forward, parts, setup_lines

QUERY_TOPICS = ("test", "no_grad", "test_logits", "probabilities", "predicted_class", "answer")
OF_A_SAMPLE = ("forward", "logits", "loss", "backward")
OF_THE_BATCH = ("zero_grad", "step")
STEPS = ("zero_grad", "backward", "step")  # a run that has ended does not take them any more
MAX_NUMBERS = 6  # of a sample, in a sentence

NUMBERS: dict[str, Callable[[Explained], str]] = {
    "samples": setup_lines.sample,
    "features": setup_lines.features,
    "targets": setup_lines.targets,
    "split": setup_lines.split,
    "standardise": setup_lines.standardise,
    "module": setup_lines.module,
    "init": setup_lines.module,
    "model": setup_lines.module,
    "linear": setup_lines.linear,
    "class_weights": setup_lines.class_weights,
    "zero_weights": setup_lines.linear,
    "given_weights": setup_lines.linear,
    "forward": forward.products,
    "optimizer": setup_lines.optimizer,
    "learning_rate": setup_lines.optimizer,
    "epochs": setup_lines.epochs,
    "batches": setup_lines.batches,
    "logits": forward.logits,
    "loss": forward.loss,
    "zero_grad": backward.zero_grad,
    "backward": backward.backward,
    "step": backward.step,
    "print": setup_lines.printed,
    "test_logits": forward.test_logits,
    "probabilities": forward.probabilities,
    "predicted_class": forward.predicted_class,
    "answer": forward.predicted_class,
}


def numbers_of(topic: str, explained: Explained) -> str:
    """The numbers of a line as HTML; "" for one whose card says it all."""
    if topic not in NUMBERS:
        return ""
    if topic in QUERY_TOPICS and explained.vector is None:
        return parts.sentence(explained, "no_test_rows")
    with torch.inference_mode():  # in which the run's tensors are made
        return NUMBERS[topic](explained)


def where(topic: str, explained: Explained) -> str:
    """Which sample and epoch, or which test vector, the numbers of a line are for."""
    texts, epoch, step = explained.texts, explained.epoch, explained.step
    if topic in QUERY_TOPICS and explained.vector is not None:
        told = {"vector": explained.vector_number, "x": _listed(explained.vector)}
        return parts.sentence(explained, "explained_where_vector", epoch=epoch, **told)
    if topic not in OF_A_SAMPLE + OF_THE_BATCH:
        return ""
    found = [texts("explained_where_step", epoch=epoch, next=epoch + 1)]
    if topic in OF_A_SAMPLE:
        x = _listed(explained.dataset.features[explained.sample])
        label = parts.class_mark(explained, explained.label)
        found.insert(0, texts("explained_where", sample=explained.sample + 1, x=x, label=label))
    if step.n_batches > 1 and (explained.place is not None or topic in OF_THE_BATCH):
        found.append(texts("explained_where_batch", batch=step.batch + 1, batches=step.n_batches))
    if topic in OF_A_SAMPLE and explained.place is None:
        found.append(texts("explained_held_out_mark"))
    if explained.run.finished and epoch == explained.run.epoch and topic in STEPS:
        found.append(texts("explained_beyond"))
    return f"<p>{' · '.join(found)}</p>"


def _listed(values: Tensor) -> str:
    return listed(list(map(parts.as_typed, values.tolist())), MAX_NUMBERS)
