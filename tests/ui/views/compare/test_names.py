"""How runs and settings are called in the view Compare."""

from types import SimpleNamespace
from typing import Any

import pytest

from playground.core.settings import TrainingSettings
from playground.texts import Texts
from playground.ui.views.compare.names import listed, name_of, setting_of

TEXTS = Texts("en")


def record(rates: tuple = (), **settings: Any) -> Any:
    return SimpleNamespace(settings=TrainingSettings(**settings), rate_changes=rates, loss=0.25)


@pytest.mark.parametrize(("name", "said"), [("", TEXTS("kept_run", number=3)), ("mine", "mine")])
@pytest.mark.parametrize(("is_pinned", "mark"), [(False, ""), (True, "📌 ")])
def test_a_run_is_listed_with_its_name_its_pin_and_its_last_loss(
    name: str, said: str, is_pinned: bool, mark: str
) -> None:
    kept: Any = SimpleNamespace(name=name, number=3, is_pinned=is_pinned, record=record())
    assert name_of(kept, TEXTS) == said
    assert listed(kept, TEXTS) == f"{mark}{said} · 0.2500"


@pytest.mark.parametrize(
    ("settings", "name", "said"),
    [
        ({"learning_rate": 0.5}, "learning_rate", "0.5"),
        ({"standardise": True}, "standardise", TEXTS("compare_yes")),
        ({"standardise": False}, "standardise", TEXTS("compare_no")),
        ({"epochs": 99999}, "epochs", "99999"),
        ({"weight_decay": 0.001}, "weight_decay", "0.001"),
        ({"optimizer": "adam"}, "optimizer", TEXTS("optimizer_adam")),
        ({"start": "1_2~3_4"}, "start", "1_2~3_4"),
    ],
)
def test_a_setting_has_its_value_as_people_read_it(settings: dict, name: str, said: str) -> None:
    assert setting_of(record(**settings), name, TEXTS) == said


def test_a_learning_rate_that_was_changed_has_all_its_values() -> None:
    changed = record(rates=((5, 0.1), (9, 1e-5)), learning_rate=0.01)
    assert setting_of(changed, "learning_rate", TEXTS) == "0.01 → 0.1 → 1e-05"
