"""What is on show, beside the experiment itself: the page's own fields, and all in the address."""

from collections.abc import Sequence

from playground.core.dataset import Dataset
from playground.session import decision_fields as decision
from playground.session.address import Address
from playground.session.decision_fields import DecisionFields
from playground.session.fields import Field, FieldGroup, Fields
from playground.session.lines_fields import LinesFields
from playground.session.walk import FIRST

PANELS = ("samples", "training", "model", "prediction", "stage")  # each can fill the page


class PageFields(FieldGroup):
    language = Field("en")
    view = Field("")  # on the stage
    filled = Field("")  # the one of PANELS that fills the page
    editing = Field(False)  # W and b as a table
    log_axis = Field(False)  # of the curves
    pasted_rows = Field("")  # where, and what


def read_address(fields: Fields, address: Address, views: Sequence[str]) -> None:
    """Take over what the address of a page that is opened says."""
    page, lines = PageFields(fields), LinesFields(fields)
    page.view = address.choice("view", views) or views[0]
    page.filled = address.choice("fill", PANELS)
    lines.line = address.said("line") or FIRST
    lines.sample = max(1, address.number("sample"))
    decision.read_address(DecisionFields(fields), address)


def in_address(fields: Fields, dataset: Dataset, first_view: str) -> dict[str, str]:
    """What the address says: nothing of what is as at first."""
    page, lines = PageFields(fields), LinesFields(fields)
    shown = {"view": page.view, "fill": page.filled}
    if page.view == "lines":
        shown["line"] = lines.line
    if page.view in ("lines", "decision"):
        shown["sample"] = str(lines.sample)
    if page.view == "decision":
        shown |= decision.in_address(DecisionFields(fields), dataset)
    return {key: text for key, text in shown.items() if text not in ("", first_view)}
