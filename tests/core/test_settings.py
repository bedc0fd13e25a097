import math

import pytest

from playground.core.settings import (
    MAX_BATCH_SIZE,
    MAX_EPOCHS,
    MAX_LEARNING_RATE,
    MAX_SEED,
    MAX_WEIGHT_DECAY,
    OPTIMIZERS,
    TrainingSettings,
    settings_problems,
)
from playground.texts import CATALOGS


def test_the_defaults_are_the_note_s(note: dict) -> None:
    settings = TrainingSettings()
    assert settings.learning_rate == note["learning_rate"]
    assert settings.epochs == note["epochs"]


def test_every_optimizer_has_a_name_on_screen() -> None:
    assert all(f"optimizer_{name}" in CATALOGS["en"] for name in OPTIMIZERS)


@pytest.mark.parametrize(
    ("settings", "code"),
    [
        ({"learning_rate": 0}, "learning_rate"),
        ({"learning_rate": -0.1}, "learning_rate"),
        ({"learning_rate": MAX_LEARNING_RATE * 1.01}, "learning_rate"),
        ({"learning_rate": math.nan}, "learning_rate"),
        ({"learning_rate": None}, "learning_rate"),
        ({"epochs": 0}, "epochs"),
        ({"epochs": MAX_EPOCHS + 1}, "epochs"),
        ({"epochs": 1.5}, "epochs"),
        ({"epochs": None}, "epochs"),
        ({"seed": -1}, "seed"),
        ({"seed": MAX_SEED + 1}, "seed"),
        ({"seed": True}, "seed"),
        ({"momentum": 1.0}, "momentum"),
        ({"momentum": -0.1}, "momentum"),
        ({"nesterov": True}, "nesterov"),
        ({"weight_decay": -1.0}, "weight_decay"),
        ({"weight_decay": MAX_WEIGHT_DECAY + 1}, "weight_decay"),
        ({"batch_size": -1}, "batch_size"),
        ({"batch_size": MAX_BATCH_SIZE + 1}, "batch_size"),
        ({"optimizer": "magic"}, "optimizer"),
        ({"initial_weights": "magic"}, "initial_weights"),
    ],
)
def test_settings_out_of_bounds_are_named(settings: dict, code: str) -> None:
    values = {**vars(TrainingSettings()), **settings}
    assert [problem.code for problem in settings_problems(values)] == [code]
    with pytest.raises(ValueError, match=code):
        TrainingSettings(**values)
