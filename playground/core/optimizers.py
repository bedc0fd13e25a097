"""The optimizers that can be chosen, each with the settings it takes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import torch

from playground.core.model import Parameters


@dataclass(frozen=True)
class Optimizer:
    """A class of ``torch.optim``, and which settings it takes beside the learning rate."""

    make: Callable[..., torch.optim.Optimizer]
    options: tuple[str, ...]  # names of settings that are names of its arguments, too

    def start(self, parameters: Parameters, settings: Mapping[str, Any]) -> torch.optim.Optimizer:
        """The optimizer of ``parameters``, before its first step."""
        options = {name: settings[name] for name in self.options}
        return self.make(parameters, lr=settings["learning_rate"], **options)


# A new optimizer is one entry here, and its name in the texts: ``optimizer_<key>``.
OPTIMIZERS = {
    "sgd": Optimizer(torch.optim.SGD, ("momentum", "nesterov", "weight_decay")),
    "adam": Optimizer(torch.optim.Adam, ("weight_decay",)),
}


def optimizers_with(setting: str) -> list[str]:
    """The optimizers a setting counts for: those that take it, or all when it is no option."""
    takers = [key for key, optimizer in OPTIMIZERS.items() if setting in optimizer.options]
    return takers or list(OPTIMIZERS)
