"""What is on show, beside the experiment itself: its fields at first, and in the address."""

from collections.abc import Sequence
from typing import Any

from playground.core.dataset import Dataset
from playground.session import decision_fields as decision
from playground.session.address import Address
from playground.session.compare_fields import OPENING as COMPARE_OPENING
from playground.session.fields import Fields
from playground.session.landscape_fields import OPENING as LANDSCAPE_OPENING
from playground.session.lines_fields import OPENING, lesson_of
from playground.session.samples_fields import OPENING as SAMPLES_OPENING

PANELS = ("samples", "training", "model", "prediction", "stage")  # each can fill the page


def opening(address: Address, views: Sequence[str]) -> dict[str, Any]:
    """The fields when a page is opened, with what its address says of them."""
    return {
        "speed": 1000,
        "epoch": 0,
        "log_axis": False,
        "editing": False,
        "view": address.choice("view", views) or views[0],
        "filled": address.choice("fill", PANELS),
        **OPENING,
        **lesson_of(address),
        **decision.opening(address),
        **SAMPLES_OPENING,
        **COMPARE_OPENING,
        **LANDSCAPE_OPENING,
    }


def in_address(fields: Fields, dataset: Dataset, first_view: str) -> dict[str, str]:
    """What the address says of them: nothing of what is as at first."""
    shown = {"view": fields["view"], "fill": fields["filled"]}
    if fields["view"] == "lines":
        shown |= {"line": fields["line"], "sample": str(fields["sample"])}
    if fields["view"] == "decision":
        shown |= decision.in_address(fields, dataset)
    return {key: text for key, text in shown.items() if text not in ("", first_view)}
