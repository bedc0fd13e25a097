"""The optimizers that can be chosen, each with the settings it takes."""

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import torch

from playground.core.model import Parameters


def leave_out_the_compiler() -> None:
    """Let the first optimizer load nothing of ``torch.compile``, which nothing here uses.

    These methods would, just to tell it to leave them alone: 0.8 s and 70 MB.
    """
    methods = torch.optim.Optimizer.__dict__
    for name in ("add_param_group", "load_state_dict", "state_dict", "zero_grad"):
        plain = methods[name].__wrapped__
        plain.__dynamo_disable = plain  # what is called, once it is known


leave_out_the_compiler()


@dataclass(frozen=True)
class Optimizer:
    """A class of ``torch.optim``, and which settings it takes beside the learning rate."""

    make: Callable[..., torch.optim.Optimizer]
    options: tuple[str, ...]  # names of settings that are names of its arguments, too

    def start(self, parameters: Parameters, settings: Mapping[str, Any]) -> torch.optim.Optimizer:
        """The optimizer of ``parameters``, before its first step."""
        options = {name: settings[name] for name in self.options}
        return self.make(parameters, lr=settings["learning_rate"], **options)


def step_of(optimizer: torch.optim.Optimizer) -> Callable[[Any], Any]:
    """The method ``step`` of an optimizer, without what costs as much again.

    That is torch's wrappers, for its profiler and for autograd, and for plain SGD the search for
    options that it does not have: W <- W - learning rate * dL/dW is the same call, to the bit.
    """
    group = optimizer.param_groups[0]
    # one tensor after the other: what torch chooses on a CPU, but asks anew at each step
    group["foreach"] = False
    if type(optimizer) is torch.optim.SGD and not (group["momentum"] or group["weight_decay"]):
        return _plain_step
    return inspect.unwrap(type(optimizer).step)


def _plain_step(optimizer: torch.optim.Optimizer) -> None:
    group = optimizer.param_groups[0]
    factor = -group["lr"]
    for parameter in group["params"]:
        parameter.add_(parameter.grad, alpha=factor)


# A new optimizer is one entry here, and its name in the texts: ``optimizer_<key>``.
OPTIMIZERS = {
    "sgd": Optimizer(torch.optim.SGD, ("momentum", "nesterov", "weight_decay")),
    "adam": Optimizer(torch.optim.Adam, ("weight_decay",)),
}


def optimizers_with(setting: str) -> list[str]:
    """The optimizers a setting counts for: those that take it, or all when it is no option."""
    takers = [key for key, optimizer in OPTIMIZERS.items() if setting in optimizer.options]
    return takers or list(OPTIMIZERS)
