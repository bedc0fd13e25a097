"""What the view *Samples* opens with."""

from typing import Any

OPENING: dict[str, Any] = {
    "results_part": "training",  # or ``test``: the samples held out
    "results_order": "table",
    "results_wrong": False,  # only those
    "results_cell": "",  # of the confusion matrix, the only one shown: label and class, ``1 2``
}
