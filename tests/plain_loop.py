"""The plain PyTorch loop that everything is compared with, as the note writes it."""

from dataclasses import dataclass

import torch
from torch import nn, optim


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


def train(
    features: torch.Tensor,
    targets: torch.Tensor,
    n_classes: int,
    learning_rate: float = 0.01,
    epochs: int = 1000,
    seed: int = 0,
) -> PlainResult:
    """Forward, loss, zero_grad, backward, step; losses and accuracies are from before each step."""
    random_state = torch.get_rng_state()
    torch.manual_seed(seed)
    model = SimpleModel(features.shape[1], n_classes)
    torch.set_rng_state(random_state)
    criterion = nn.CrossEntropyLoss()
    optimizer = optim.SGD(model.parameters(), lr=learning_rate)
    losses, accuracies = [], []
    for _ in range(epochs):
        outputs = model(features)
        loss = criterion(outputs, targets)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
        accuracies.append((outputs.argmax(1) == targets).double().mean().item())
    return PlainResult(model.fc.weight.detach(), model.fc.bias.detach(), losses, accuracies)
