"""The plain PyTorch loop that everything is compared with, as the note writes it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import torch
from torch import nn, optim

from playground.core.dataset import Dataset
from playground.core.settings import TrainingSettings


class SimpleModel(nn.Module):
    def __init__(self, n_features: int, n_classes: int) -> None:
        super().__init__()
        self.fc = nn.Linear(n_features, n_classes)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        output: torch.Tensor = self.fc(x)
        return output


@dataclass
class PlainResult:
    weight: torch.Tensor
    bias: torch.Tensor
    losses: list[float]
    accuracies: list[float]


def balanced(targets: torch.Tensor, n_classes: int) -> torch.Tensor:
    """The weight of each class; one without samples counts as if it had one."""
    return len(targets) / (n_classes * torch.bincount(targets, minlength=n_classes).clamp(min=1))


def train(
    features: torch.Tensor,
    targets: torch.Tensor,
    n_classes: int,
    learning_rate: float = 0.01,
    epochs: int = 1000,
    seed: int = 0,
    make_optimizer: Callable[..., optim.Optimizer] = optim.SGD,
    batch_size: int = 0,
    zero_weights: bool = False,
    start: tuple[torch.Tensor, torch.Tensor] | None = None,
    learning_rate_changes: dict[int, float] | None = None,
    label_smoothing: float = 0.0,
    is_balanced: bool = False,
    empties_gradient: bool = True,
) -> PlainResult:
    """Forward, loss, zero_grad, backward, step; losses and accuracies are from before each step.

    ``start`` has the weight and the bias to begin with, in place of the seed's.
    Without ``empties_gradient`` there is no ``optimizer.zero_grad()``.
    ``learning_rate_changes`` maps a number of epochs done to the learning rate from then on.
    """
    random_state = torch.get_rng_state()
    torch.manual_seed(seed)
    model = SimpleModel(features.shape[1], n_classes)
    torch.set_rng_state(random_state)
    if zero_weights:
        nn.init.zeros_(model.fc.weight)
        nn.init.zeros_(model.fc.bias)
    if start is not None:
        model.load_state_dict({"fc.weight": start[0], "fc.bias": start[1]})
    weight = balanced(targets, n_classes) if is_balanced else None
    criterion = nn.CrossEntropyLoss(weight=weight, label_smoothing=label_smoothing)
    optimizer = make_optimizer(model.parameters(), lr=learning_rate)
    shuffle = torch.Generator().manual_seed(seed)
    n_samples = len(targets)
    losses, accuracies = [], []
    for epoch in range(epochs):
        for group in optimizer.param_groups:
            group["lr"] = (learning_rate_changes or {}).get(epoch, group["lr"])
        batches: list[slice | torch.Tensor] = [slice(None)]
        if 0 < batch_size < n_samples:
            batches = list(torch.randperm(n_samples, generator=shuffle).split(batch_size))
        total_loss, correct = 0.0, 0
        for batch in batches:
            inputs, labels = features[batch], targets[batch]
            outputs = model(inputs)
            loss = criterion(outputs, labels)
            if empties_gradient:
                optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            total_loss += loss.item() * len(labels)
            correct += int((outputs.argmax(1) == labels).sum())
        losses.append(loss.item() if len(batches) == 1 else total_loss / n_samples)
        accuracies.append(correct / n_samples)
    return PlainResult(model.fc.weight.detach(), model.fc.bias.detach(), losses, accuracies)


def train_on(
    dataset: Dataset,
    settings: TrainingSettings,
    make_optimizer: Callable[..., optim.Optimizer] = optim.SGD,
    **more: Any,
) -> PlainResult:
    """The same with these settings, on all samples as they are."""
    return train(
        *(dataset.features, dataset.targets, dataset.n_classes),
        learning_rate=settings.learning_rate,
        epochs=settings.epochs,
        seed=settings.seed,
        make_optimizer=make_optimizer,
        batch_size=settings.batch_size,
        zero_weights=settings.initial_weights == "zero",
        label_smoothing=settings.label_smoothing,
        is_balanced=settings.class_weights == "balanced",
        **more,
    )
