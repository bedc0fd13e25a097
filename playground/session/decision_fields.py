"""What can be chosen in the view *Decision*, and what it opens with."""

import re
from typing import Any

from playground.core.dataset import Dataset
from playground.session.address import Address
from playground.session.fields import Fields

OPENING: dict[str, Any] = {
    "decision_picture": "",  # one of `pictures_of`; "" for the first
    "decision_shape": None,  # (features, classes) of the table that the picture was chosen for
    "decision_one": 0,  # the classes of a strip
    "decision_other": 1,
    "decision_across": None,  # the features of a slice; None for those that tell most
    "decision_up": None,
    "decision_held": "mean",  # where a slice has the other features; one of HELD
    "decision_class": 0,  # of a sample that is added
}
HELD = ("mean", "sample")
_PAIRS = {  # what the address calls two that are chosen from the same names
    "pair": ("decision_one", "decision_other"),
    "axes": ("decision_across", "decision_up"),
}


def picture_for(chosen: str, before: tuple[int, int] | None, shape: tuple[int, int]) -> str:
    """The picture of a table of ``shape``, (features, classes), after one was ``chosen`` before.

    Whoever looked at the first one for the table ``before`` gets the first one again.
    """
    pictures = pictures_of(*shape)
    was_first = before not in (None, shape) and chosen == pictures_of(*before)[0]
    return chosen if chosen in pictures and not was_first else pictures[0]


def settle_picture(fields: Fields, dataset: Dataset) -> None:
    """Bring the picture chosen within what there is for ``dataset``."""
    shape = dataset.n_features, dataset.n_classes
    chosen = picture_for(fields["decision_picture"], fields["decision_shape"], shape)
    fields.update({"decision_picture": chosen, "decision_shape": shape})


def opening(address: Address) -> dict[str, Any]:
    """What the view opens with: the picture that an address names, and what that is of."""
    found: dict[str, Any] = {"decision_picture": address.said("picture")}
    for key, names in _PAIRS.items():
        found |= zip(names, _pair_of(address.said(key)), strict=False)
    held = address.choice("held", HELD)
    return OPENING | found | ({"decision_held": held} if held else {})


def in_address(fields: Fields, dataset: Dataset) -> dict[str, str]:
    """What the address says of the view: the sample, and a picture that is not the first.

    Of a picture that shows two of several classes or features, it says which these are, too.
    """
    pictures = pictures_of(dataset.n_features, dataset.n_classes)
    chosen, said = fields["decision_picture"], {"sample": str(fields["sample"])}
    if chosen in pictures[1:]:
        said["picture"] = chosen
    if chosen == "strip" and dataset.n_classes > 2:
        said |= _in_words("pair", fields, dataset.n_classes)
    if chosen == "slice":
        said |= _in_words("axes", fields, dataset.n_features)
        if fields["decision_held"] != HELD[0]:
            said["held"] = fields["decision_held"]
    return said


def _pair_of(said: str) -> list[int]:
    """Two different places counted from 0, said as 1-2; none when it is nothing of the kind."""
    found = re.fullmatch(r"([1-9][0-9]{0,4})-(?!\1$)([1-9][0-9]{0,4})", said)
    return [int(number) - 1 for number in found.groups()] if found else []


def _in_words(key: str, fields: Fields, count: int) -> dict[str, str]:
    """The reverse, of what is chosen among ``count`` and is not what the view opens with."""
    names = _PAIRS[key]
    places = [fields[name] for name in names]
    is_opening = places == [OPENING[name] for name in names]
    if is_opening or not all(place is not None and place < count for place in places):
        return {}
    return {key: "-".join(str(place + 1) for place in places)}


def pictures_of(n_features: int, n_classes: int) -> list[str]:
    """The pictures that say something of such a classifier, an exact one first."""
    of_scores = {2: "strip", 3: "logits"}.get(n_classes, "heatmap")
    of_features = {1: ["line"], 2: ["plane"]}.get(n_features, [])
    space = ["space"] if n_features == 3 else []
    slices = ["slice"] if n_features > 2 else []
    pairs = ["strip"] if n_classes > 2 else []
    return [*of_features, of_scores, *space, *slices, *pairs]
