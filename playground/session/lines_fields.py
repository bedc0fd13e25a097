"""What can be chosen in the view *Line by line*, and what it opens with."""

from typing import Any

from playground.core.dataset import Dataset
from playground.core.step import Step, steepest
from playground.session.address import Address
from playground.session.walk import FIRST

OPENING: dict[str, Any] = {
    "vector": 1,  # the row of the test vector
    "parameter": "",  # an entry of W or b: ``weight 0 1``
    "picture": False,  # in place of the numbers
    "question": None,
    "quiz": False,
    "quiz_answer": "",
}


def lesson_of(address: Address) -> dict[str, Any]:
    """The line and the sample that an address names."""
    return {"line": address.said("line") or FIRST, "sample": max(1, address.number("sample"))}


def parameter_of(chosen: str, dataset: Dataset, step: Step) -> tuple[str, int, int]:
    """The entry of W or b that was chosen, else the one that ``step`` moves most."""
    part, row, column = [*chosen.split(), "", "0", "0"][:3]
    if part and int(row) < dataset.n_classes and int(column) < dataset.n_features:
        return part, int(row), int(column)
    return steepest(step.gradient)
