"""What is to be seen within a step of the plain loop of torch, with every optimizer and option."""

import math
from dataclasses import dataclass
from functools import partial
from typing import Any

import torch
from torch import nn, optim

from playground.core.dataset import Dataset
from playground.core.model import Parameters
from playground.core.settings import TrainingSettings
from tests.plain_loop import SimpleModel, balanced

CLASSES: dict[str, Any] = {
    "sgd": optim.SGD,
    "adam": optim.Adam,
    "rmsprop": optim.RMSprop,
    "adamw": optim.AdamW,
}
OF_OPTIMIZERS = ("momentum", "nesterov", "weight_decay")


def _option(**chosen: Any) -> tuple[dict[str, Any], Any]:
    """Settings, and what makes torch's own optimizer with them."""
    options = {"weight_decay": 0} if chosen.get("optimizer") == "adamw" else {}
    options |= {name: chosen[name] for name in OF_OPTIMIZERS if name in chosen}
    return chosen, partial(CLASSES[chosen.get("optimizer", "sgd")], **options)


OPTIONS = {
    "sgd": _option(),
    "momentum": _option(momentum=0.9),
    "nesterov": _option(momentum=0.8, nesterov=True),
    "weight decay": _option(weight_decay=0.1),
    "adam": _option(optimizer="adam"),
    "adam with weight decay": _option(optimizer="adam", weight_decay=0.1),
    "rmsprop": _option(optimizer="rmsprop"),
    "rmsprop with momentum": _option(optimizer="rmsprop", momentum=0.9, weight_decay=0.1),
    "adamw": _option(optimizer="adamw"),
    "adamw with weight decay": _option(optimizer="adamw", weight_decay=0.1),
    "zero weights": _option(initial_weights="zero"),
    "mini-batches": _option(batch_size=7),
    "momentum on mini-batches": _option(batch_size=16, momentum=0.9, weight_decay=0.01),
    "adam on mini-batches": _option(optimizer="adam", batch_size=16),
    "standardised": _option(standardise=True),
    "held out": _option(test_share=0.3),
    "smoothed labels": _option(label_smoothing=0.1, momentum=0.9),
    "balanced classes": _option(class_weights="balanced"),
    "both on mini-batches": _option(
        class_weights="balanced", label_smoothing=0.3, batch_size=7, test_share=0.3
    ),
    "all at once": _option(optimizer="adam", batch_size=9, standardise=True, test_share=0.2),
}


@dataclass(frozen=True)
class Trained:
    """What the plain loop is trained on, and which rows of the dataset that is."""

    features: torch.Tensor
    targets: torch.Tensor
    kept: list[int]
    held_out: list[int]


def trained_on(dataset: Dataset, chosen: TrainingSettings) -> Trained:
    n_samples = dataset.n_samples
    order, n_test = torch.arange(n_samples), 0
    if chosen.test_share and n_samples > 1:
        n_test = min(max(round(chosen.test_share * n_samples), 1), n_samples - 1)
        order = torch.randperm(n_samples, generator=torch.Generator().manual_seed(chosen.seed))
    held_out, kept = order[:n_test].sort().values, order[n_test:].sort().values
    features = dataset.features[kept]
    if chosen.standardise:
        exact = features.double()
        deviation = exact.std(0, correction=0)
        constant = (features == features[0]).all(0)
        features = ((exact - exact.mean(0)) / torch.where(constant, 1, deviation)).float()
    return Trained(features, dataset.targets[kept], kept.tolist(), held_out.tolist())


def plain_step(
    dataset: Dataset,
    chosen: TrainingSettings,
    make_optimizer: Any,
    epoch: int,
    sample: int,
    rates: dict[int, float],
) -> dict[str, Any]:
    """All that is to be seen at the step from ``epoch`` on that ``sample`` takes part in.

    A loop that ends its pass, and takes no step, at a loss that is not finite.
    """
    data = trained_on(dataset, chosen)
    n_samples = len(data.targets)
    with torch.random.fork_rng():
        torch.manual_seed(chosen.seed)
        model = SimpleModel(dataset.n_features, dataset.n_classes)
    if chosen.initial_weights == "zero":
        nn.init.zeros_(model.fc.weight)
        nn.init.zeros_(model.fc.bias)
    optimizer = make_optimizer(model.parameters(), lr=chosen.learning_rate)
    shuffle = torch.Generator().manual_seed(chosen.seed)
    weight = None
    if chosen.class_weights == "balanced":
        weight = balanced(data.targets, dataset.n_classes)
    loss_of = partial(nn.CrossEntropyLoss, weight=weight, label_smoothing=chosen.label_smoothing)
    n_steps = 0
    for passed in range(epoch + 1):
        optimizer.param_groups[0]["lr"] = rates.get(passed, optimizer.param_groups[0]["lr"])
        batches = [torch.arange(n_samples)]
        if 0 < chosen.batch_size < n_samples:
            batches = list(torch.randperm(n_samples, generator=shuffle).split(chosen.batch_size))
        place = 0
        if sample in data.kept:
            row = data.kept.index(sample)
            place = next(index for index, batch in enumerate(batches) if row in batch)
        for batch in batches[: place if passed == epoch else None]:
            loss = loss_of()(model(data.features[batch]), data.targets[batch])
            if not math.isfinite(loss.item()):
                break
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            n_steps += 1
    rows = batches[place]
    seen: dict[str, Any] = {
        "epoch": epoch + 1,
        "batch": place,
        "n_batches": len(batches),
        "rows": rows,
        "features": data.features[rows],
        "targets": data.targets[rows],
        "before": own(model.fc.weight, model.fc.bias),
        "old_gradient": own(model.fc.weight.grad, model.fc.bias.grad),
        "state_before": state_of(optimizer, model),
        "learning_rate": optimizer.param_groups[0]["lr"],
        "n_steps": n_steps,
    }
    logits = model(seen["features"])
    logits.retain_grad()
    sample_losses = loss_of(reduction="none")(logits, seen["targets"])
    seen["sample_losses"] = sample_losses.detach()
    loss_of(reduction="sum")(logits, seen["targets"]).backward()
    seen["sample_slopes"] = logits.grad
    logits = model(seen["features"])
    loss = loss_of()(logits, seen["targets"])
    seen["logits"] = logits.detach()
    seen["log_probabilities"] = torch.log_softmax(logits, 1).detach()
    seen["probabilities"] = torch.softmax(logits, 1).detach()
    seen["loss"] = loss.item()
    optimizer.zero_grad()
    loss.backward()
    seen["gradient"] = own(model.fc.weight.grad, model.fc.bias.grad)
    if math.isfinite(loss.item()):
        optimizer.step()
    seen["state_after"] = state_of(optimizer, model)
    seen["after"] = own(model.fc.weight, model.fc.bias)
    return seen


def own(weight: torch.Tensor | None, bias: torch.Tensor | None) -> Parameters | None:
    if weight is None or bias is None:
        return None
    return Parameters(weight.detach().clone(), bias.detach().clone())


def state_of(optimizer: optim.Optimizer, model: SimpleModel) -> dict[str, Parameters | None]:
    of_weight, of_bias = (
        optimizer.state.get(parameter, {}) for parameter in (model.fc.weight, model.fc.bias)
    )
    names = [name for name, value in of_weight.items() if name != "step" and value is not None]
    return {name: own(of_weight[name], of_bias[name]) for name in names}
