"""What is on show, beside the experiment itself: its fields at first, and in the address."""

from typing import Any

from playground.core.dataset import Dataset
from playground.ui.address import Address
from playground.ui.compare.opening import OPENING as COMPARE_OPENING
from playground.ui.decision import choices as decision
from playground.ui.fields import Fields
from playground.ui.lines.choices import OPENING, lesson_of
from playground.ui.results.opening import OPENING as RESULTS_OPENING
from playground.ui.terrain.choices import OPENING as TERRAIN_OPENING
from playground.ui.views import VIEWS

PANELS = ("samples", "training", "model", "prediction", "stage")  # each can fill the page


def opening(address: Address) -> dict[str, Any]:
    """The fields when a page is opened, with what its address says of them."""
    return {
        "speed": 1000,
        "epoch": 0,
        "log_axis": False,
        "editing": False,
        "pasted_rows": "",
        "view": address.choice("view", VIEWS) or VIEWS[0],
        "filled": address.choice("fill", PANELS),
        **OPENING,
        **lesson_of(address),
        **decision.opening(address),
        **RESULTS_OPENING,
        **COMPARE_OPENING,
        **TERRAIN_OPENING,
    }


def in_address(fields: Fields, dataset: Dataset) -> dict[str, str]:
    """What the address says of them: nothing of what is as at first."""
    shown = {"view": fields["view"], "fill": fields["filled"]}
    if fields["view"] == "lines":
        shown |= {"line": fields["line"], "sample": str(fields["sample"])}
    if fields["view"] == "decision":
        shown |= decision.in_address(fields, dataset)
    return {key: text for key, text in shown.items() if text not in ("", VIEWS[0])}
