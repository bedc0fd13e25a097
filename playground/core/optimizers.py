"""The optimizers that can be chosen, each with the settings it takes."""

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import torch

from playground.core.model import Parameters

# The assignments of a step for W, in order, in torch's names for what an optimizer keeps; of the
# settings, with the learning rate as it then is, and the number of the step, from 1.
Formula = Callable[[Mapping[str, Any], int], list[str]]


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
    """A class of ``torch.optim``, and what is known of it: what is not, is nowhere claimed."""

    make: type[Any]  # a class of ``torch.optim``
    # names of settings, beside the learning rate, that are names of its arguments, too
    options: tuple[str, ...] = ()
    formula: Formula | None = None
    adds_penalty: bool = False  # whether its weight decay is an L2 penalty, added to the loss

    def start(self, parameters: Parameters, settings: Mapping[str, Any]) -> torch.optim.Optimizer:
        """The optimizer of ``parameters``, before its first step."""
        options = {name: settings[name] for name in self.options}
        # one tensor after the other: what torch chooses on a CPU, but asks anew at each step
        options |= {"lr": settings["learning_rate"], "foreach": False}
        optimizer: torch.optim.Optimizer = self.make(parameters, **options)
        return optimizer

    def is_plain(self, settings: Mapping[str, Any]) -> bool:
        """Whether a step is the learning rate times the gradient, and nothing more."""
        return self.make is torch.optim.SGD and not any(settings[name] for name in self.options)

    def step(self, settings: Mapping[str, Any]) -> Callable[[Any], Any]:
        """The method ``step`` of the class, without what costs as much again.

        That is torch's wrappers, for its profiler and for autograd, and for plain SGD the search
        for options that it does not have: W <- W - learning rate * dL/dW is the same call, to the
        bit.
        """
        return _plain_step if self.is_plain(settings) else inspect.unwrap(self.make.step)


def _plain_step(optimizer: torch.optim.Optimizer) -> None:
    group = optimizer.param_groups[0]
    factor = -group["lr"]
    for parameter in group["params"]:
        parameter.add_(parameter.grad, alpha=factor)


def _gradient(settings: Mapping[str, Any]) -> tuple[str, list[str]]:
    """What stands for the gradient where weight decay is added to it, and how it comes about."""
    if not settings["weight_decay"]:
        return "W.grad", []
    return "grad", [f"grad = W.grad + {settings['weight_decay']:g} · W"]


def _sgd(settings: Mapping[str, Any], step: int) -> list[str]:
    """As the documentation of ``torch.optim.SGD`` has it; the first buffer is the gradient."""
    gradient, lines = _gradient(settings)
    rate = f"{settings['learning_rate']:g}"
    if not settings["momentum"]:
        return [*lines, f"W = W − {rate} · {gradient}"]
    momentum = f"{settings['momentum']:g} · momentum_buffer"
    lines += [f"momentum_buffer = {gradient if step == 1 else f'{momentum} + {gradient}'}"]
    move = f"({gradient} + {momentum})" if settings["nesterov"] else "momentum_buffer"
    return [*lines, f"W = W − {rate} · {move}"]


def _rmsprop(settings: Mapping[str, Any], step: int) -> list[str]:
    """As the documentation of ``torch.optim.RMSprop`` has it, with its default alpha and eps."""
    gradient, lines = _gradient(settings)
    rate = f"{settings['learning_rate']:g}"
    lines += [f"square_avg = 0.99 · square_avg + 0.01 · {gradient}²"]
    scaled = f"{gradient} / (√(square_avg) + 10⁻⁸)"
    if not settings["momentum"]:
        return [*lines, f"W = W − {rate} · {scaled}"]
    return [
        *lines,
        f"momentum_buffer = {settings['momentum']:g} · momentum_buffer + {scaled}",
        f"W = W − {rate} · momentum_buffer",
    ]


def _adam(settings: Mapping[str, Any], step: int) -> list[str]:
    """As the documentation of ``torch.optim.Adam`` has it, with its default betas and eps."""
    gradient, lines = _gradient(settings)
    return [*lines, *_adam_step(gradient, settings, step)]


def _adamw(settings: Mapping[str, Any], step: int) -> list[str]:
    """As the documentation of ``torch.optim.AdamW`` has it: W decays by itself, before the step."""
    decay = f"{settings['learning_rate']:g} · {settings['weight_decay']:g}"
    lines = [f"W = W − {decay} · W"] if settings["weight_decay"] else []
    return [*lines, *_adam_step("W.grad", settings, step)]


def _adam_step(gradient: str, settings: Mapping[str, Any], step: int) -> list[str]:
    return [
        f"exp_avg = 0.9 · exp_avg + 0.1 · {gradient}",
        f"exp_avg_sq = 0.999 · exp_avg_sq + 0.001 · {gradient}²",
        f"W = W − {settings['learning_rate']:g} · (exp_avg / (1 − 0.9^{step})) / "
        f"(√(exp_avg_sq / (1 − 0.999^{step})) + 10⁻⁸)",
    ]


# A new optimizer is one entry here, and its name in the texts: ``optimizer_<key>``.
OPTIMIZERS = {
    "sgd": Optimizer(
        torch.optim.SGD, ("momentum", "nesterov", "weight_decay"), _sgd, adds_penalty=True
    ),
    "rmsprop": Optimizer(
        torch.optim.RMSprop, ("momentum", "weight_decay"), _rmsprop, adds_penalty=True
    ),
    "adam": Optimizer(torch.optim.Adam, ("weight_decay",), _adam, adds_penalty=True),
    "adamw": Optimizer(torch.optim.AdamW, ("weight_decay",), _adamw),
}


def optimizers_with(setting: str) -> list[str]:
    """The optimizers a setting counts for: those that take it, or all when it is no option."""
    takers = [key for key, optimizer in OPTIMIZERS.items() if setting in optimizer.options]
    return takers or list(OPTIMIZERS)
