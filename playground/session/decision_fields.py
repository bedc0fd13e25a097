"""What can be chosen in the view *Decision*, and what it opens with."""

import re

from playground.core.dataset import Dataset
from playground.session.address import Address
from playground.session.fields import Field, FieldGroup

HELD = ("mean", "sample")


class DecisionFields(FieldGroup):
    picture = Field("", "decision_picture")  # one of `pictures_of`; "" for the first
    # (features, classes) of the table that the picture was chosen for
    shape = Field[tuple[int, int] | None](None, "decision_shape")
    one = Field(0, "decision_one")  # the classes of a strip
    other = Field(1, "decision_other")
    # the features of a slice; None for those that tell most
    across = Field[int | None](None, "decision_across")
    up = Field[int | None](None, "decision_up")
    held = Field(HELD[0], "decision_held")  # where a slice has the other features; one of HELD
    new_class = Field(0, "decision_class")  # of a sample that is added
    click = Field("", "decision_click")  # on a sample or on the plane


def picture_for(chosen: str, before: tuple[int, int] | None, shape: tuple[int, int]) -> str:
    """The picture of a table of ``shape``, (features, classes), after one was ``chosen`` before.

    Whoever looked at the first one for the table ``before`` gets the first one again.
    """
    pictures = pictures_of(*shape)
    was_first = before not in (None, shape) and chosen == pictures_of(*before)[0]
    return chosen if chosen in pictures and not was_first else pictures[0]


def settle_picture(fields: DecisionFields, dataset: Dataset) -> None:
    """Bring the picture chosen within what there is for ``dataset``."""
    shape = dataset.n_features, dataset.n_classes
    fields.picture = picture_for(fields.picture, fields.shape, shape)
    fields.shape = shape


def read_address(fields: DecisionFields, address: Address) -> None:
    """Take over the picture that an address names, and what that is of."""
    fields.picture = address.said("picture")
    if pair := _pair_of(address.said("pair")):
        fields.one, fields.other = pair
    if axes := _pair_of(address.said("axes")):
        fields.across, fields.up = axes
    fields.held = address.choice("held", HELD) or HELD[0]


def in_address(fields: DecisionFields, dataset: Dataset) -> dict[str, str]:
    """What the address says of the view: a picture that is not the first.

    Of a picture that shows two of several classes or features, it says which these are, too.
    """
    pictures = pictures_of(dataset.n_features, dataset.n_classes)
    pair, axes = (fields.one, fields.other), (fields.across, fields.up)
    said = {}
    if fields.picture in pictures[1:]:
        said["picture"] = fields.picture
    if fields.picture == "strip" and dataset.n_classes > 2 and pair != (0, 1):
        said |= _in_words("pair", pair, dataset.n_classes)
    if fields.picture == "slice":
        said |= _in_words("axes", axes, dataset.n_features)
        if fields.held != HELD[0]:
            said["held"] = fields.held
    return said


def _pair_of(said: str) -> list[int]:
    """Two different places counted from 0, said as 1-2; none when it is nothing of the kind."""
    found = re.fullmatch(r"([1-9][0-9]{0,4})-(?!\1$)([1-9][0-9]{0,4})", said)
    return [int(number) - 1 for number in found.groups()] if found else []


def _in_words(key: str, places: tuple[int | None, int | None], count: int) -> dict[str, str]:
    """The reverse, of two that are chosen; nothing unless ``count`` places have room for them."""
    said = [str(place + 1) for place in places if place is not None and place < count]
    return {key: "-".join(said)} if len(said) == 2 else {}


def pictures_of(n_features: int, n_classes: int) -> list[str]:
    """The pictures that say something of such a classifier, an exact one first."""
    of_scores = {2: "strip", 3: "logits"}.get(n_classes, "heatmap")
    of_features = {1: ["line"], 2: ["plane"]}.get(n_features, [])
    space = ["space"] if n_features == 3 else []
    slices = ["slice"] if n_features > 2 else []
    pairs = ["strip"] if n_classes > 2 else []
    return [*of_features, of_scores, *space, *slices, *pairs]
