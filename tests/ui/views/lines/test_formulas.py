"""The formula above an optimizer's step, calculated as it stands, makes the step of torch."""

import re
from typing import Any

import pytest
import torch

from playground.core.settings import TrainingSettings
from playground.ui.views.lines.formulas import formula
from tests.plain_step import OPTIONS

RATE = 0.05
SIGNS = {"W.grad": "gradient", "·": "*", "−": "-", "²": "**2", "^": "**", "√": "sqrt"}


def calculated(assignment: str, known: dict[str, Any]) -> None:
    """Carry out one assignment of a formula, as it is written on the page."""
    for sign, code in SIGNS.items():
        assignment = assignment.replace(sign, code)
    name, _, value = re.sub("10⁻⁸", "1e-8", assignment).partition(" = ")
    known[name] = eval(value, {"sqrt": torch.sqrt}, known)


@pytest.mark.parametrize("option", OPTIONS)
def test_a_formula_calculated_as_it_stands_makes_the_steps_of_torch(option: str) -> None:
    chosen, make_optimizer = OPTIONS[option]
    settings = TrainingSettings(**chosen)
    generator = torch.Generator().manual_seed(0)
    weight = torch.randn(2, 3, generator=generator, dtype=torch.float64)
    known: dict[str, Any] = {"W": weight, "exp_avg": 0.0, "exp_avg_sq": 0.0}
    plain = torch.nn.Parameter(weight.clone())
    optimizer = make_optimizer([plain], lr=RATE)
    for step in range(1, 5):
        plain.grad = known["gradient"] = torch.randn(2, 3, generator=generator, dtype=torch.float64)
        optimizer.step()
        for assignment in formula(settings, RATE, step):
            calculated(assignment, known)
        torch.testing.assert_close(known["W"], plain.detach(), rtol=1e-12, atol=1e-12)
        for name, value in optimizer.state[plain].items():
            if name in known and value is not None:
                torch.testing.assert_close(known[name], value, rtol=1e-12, atol=1e-12)


def test_a_gradient_has_a_name_of_its_own_only_where_weight_decay_changes_it() -> None:
    assert formula(TrainingSettings(momentum=0.9), RATE, 1)[0] == "momentum_buffer = W.grad"
    decayed = formula(TrainingSettings(weight_decay=0.1), RATE, 1)
    assert decayed == ["grad = W.grad + 0.1 · W", f"W = W − {RATE} · grad"]
