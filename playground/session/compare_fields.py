"""What the view *Compare* opens with."""

from typing import Any

MODES = ("runs", "pair", "edit", "sweep")

OPENING: dict[str, Any] = {
    "compare_mode": MODES[0],
    "compare_run": 0,  # the number of the run that is renamed, pinned, removed or loaded
    "compare_name": "",
    "compare_before": 0,  # the numbers of the two that are compared; 0 for the last but one
    "compare_after": 0,  # and 0 for the last
    "sweep_kind": "learning_rate",
    "sweep_value": None,  # the one that is to be taken over
}
