"""What can be chosen in the view *Decision*, and what it opens with."""

from typing import Any

from playground.core.dataset import Dataset
from playground.ui.address import Address
from playground.ui.fields import Fields

OPENING: dict[str, Any] = {
    "decision_picture": "",  # one of `pictures_of`; "" for the first
    "decision_one": 0,  # the classes of a strip
    "decision_other": 1,
    "decision_across": None,  # the features of a slice; None for those that tell most
    "decision_up": None,
    "decision_held": "mean",  # where a slice has the other features; one of HELD
    "decision_class": 0,  # of a sample that is added
    "decision_click": "",  # on a sample or on the plane
}
HELD = ("mean", "sample")


def opening(address: Address) -> dict[str, Any]:
    """What the view opens with, and the picture that an address names."""
    return OPENING | {"decision_picture": address.said("picture")}


def in_address(fields: Fields, dataset: Dataset) -> dict[str, str]:
    """What the address says of the view: the sample, and a picture that is not the first."""
    others = pictures_of(dataset.n_features, dataset.n_classes)[1:]
    chosen = fields["decision_picture"]
    named = {"picture": chosen} if chosen in others else {}
    return {"sample": str(fields["sample"]), **named}


def pictures_of(n_features: int, n_classes: int) -> list[str]:
    """The pictures that say something of such a classifier, an exact one first."""
    of_scores = {2: "strip", 3: "logits"}.get(n_classes, "heatmap")
    of_features = {1: ["line"], 2: ["plane"]}.get(n_features, [])
    space = ["space"] if n_features == 3 else []
    slices = ["slice"] if n_features > 2 else []
    pairs = ["strip"] if n_classes > 2 else []
    return [*of_features, of_scores, *space, *slices, *pairs]
