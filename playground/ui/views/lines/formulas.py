"""How each optimizer makes a step of the gradient, in the names that torch gives its state."""

from collections.abc import Callable

from playground.core.settings import TrainingSettings


def formula(settings: TrainingSettings, learning_rate: float, step: int) -> list[str]:
    """The assignments of the ``step``-th step (from 1) for W, in order; [] when none is known."""
    known = FORMULAS.get(settings.optimizer)
    return known(settings, f"{learning_rate:g}", step) if known else []


def _gradient(settings: TrainingSettings) -> tuple[str, list[str]]:
    """What stands for the gradient, and how it comes about."""
    if not settings.weight_decay:
        return "W.grad", []
    return "grad", [f"grad = W.grad + {settings.weight_decay:g} · W"]


def _sgd(settings: TrainingSettings, rate: str, step: int) -> list[str]:
    """As the documentation of ``torch.optim.SGD`` has it; the first buffer is the gradient."""
    gradient, lines = _gradient(settings)
    if not settings.momentum:
        return [*lines, f"W = W − {rate} · {gradient}"]
    momentum = f"{settings.momentum:g} · momentum_buffer"
    lines += [f"momentum_buffer = {gradient if step == 1 else f'{momentum} + {gradient}'}"]
    move = f"({gradient} + {momentum})" if settings.nesterov else "momentum_buffer"
    return [*lines, f"W = W − {rate} · {move}"]


def _adam(settings: TrainingSettings, rate: str, step: int) -> list[str]:
    """As the documentation of ``torch.optim.Adam`` has it, with its default betas and eps."""
    gradient, lines = _gradient(settings)
    return [
        *lines,
        f"exp_avg = 0.9 · exp_avg + 0.1 · {gradient}",
        f"exp_avg_sq = 0.999 · exp_avg_sq + 0.001 · {gradient}²",
        f"W = W − {rate} · (exp_avg / (1 − 0.9^{step})) / "
        f"(√(exp_avg_sq / (1 − 0.999^{step})) + 10⁻⁸)",
    ]


FORMULAS: dict[str, Callable[[TrainingSettings, str, int], list[str]]] = {
    "sgd": _sgd,
    "adam": _adam,
}
