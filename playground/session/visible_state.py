"""What the address says of the page beside the experiment and its run: the view, its choices."""

import re
from collections.abc import Mapping, Sequence

from playground.core.dataset import Dataset
from playground.core.insight.guess import GUESSES
from playground.session.fields import Fields
from playground.session.guessing import FIRST_KIND, GuessFields
from playground.session.view_fields import (
    HELD,
    DecisionFields,
    LinesFields,
    PageFields,
    pictures_of,
)
from playground.session.walk import FIRST
from playground.sharing.link_run import whole_number

PANELS = ("samples", "training", "model", "prediction", "stage")  # each can fill the page


def read_query(fields: Fields, query: Mapping[str, str], views: Sequence[str]) -> None:
    """Take over what the query of a page that is opened says."""
    page, lines, decision = PageFields(fields), LinesFields(fields), DecisionFields(fields)
    page.view = _choice(query, "view", views)
    page.filled = _choice(query, "fill", ("", *PANELS))
    lines.line = query.get("line", FIRST)
    lines.sample = whole_number(query.get("sample", "")) or 1
    decision.picture = query.get("picture", "")
    decision.one, decision.other = _pair(query, "pair") or (decision.one, decision.other)
    decision.across, decision.up = _pair(query, "axes") or (decision.across, decision.up)
    decision.held = _choice(query, "held", HELD)
    guess = GuessFields(fields)
    guess.first = query.get("guess_first") == "1"
    guess.kind = _choice(query, "guess_kind", [FIRST_KIND, *GUESSES])


def query_of(fields: Fields, dataset: Dataset, first_view: str) -> dict[str, str]:
    """What the query says: nothing of what is as at first."""
    page, lines = PageFields(fields), LinesFields(fields)
    query = {"view": "" if page.view == first_view else page.view, "fill": page.filled}
    if page.view == "lines":
        query["line"] = lines.line
    if page.view in ("lines", "decision"):
        query["sample"] = str(lines.sample)
    if page.view == "decision":
        query |= _query_of_decision(DecisionFields(fields), dataset)
    guess = GuessFields(fields)
    if guess.first:
        kind = "" if guess.kind == FIRST_KIND else guess.kind
        query |= {"guess_first": "1", "guess_kind": kind}
    return {key: text for key, text in query.items() if text}


def _query_of_decision(fields: DecisionFields, dataset: Dataset) -> dict[str, str]:
    """A picture that is not the first; which classes or features it shows, of several."""
    query = {}
    if fields.picture in pictures_of(dataset.n_features, dataset.n_classes)[1:]:
        query["picture"] = fields.picture
    if fields.picture == "strip" and dataset.n_classes > 2 and (fields.one, fields.other) != (0, 1):
        query["pair"] = _pair_text(fields.one, fields.other, dataset.n_classes)
    if fields.picture == "slice":
        query["axes"] = _pair_text(fields.across, fields.up, dataset.n_features)
        query["held"] = "" if fields.held == HELD[0] else fields.held
    return query


def _choice(query: Mapping[str, str], key: str, choices: Sequence[str]) -> str:
    """The one of ``choices`` that the query names, or the first."""
    return query[key] if query.get(key) in choices else choices[0]


def _pair(query: Mapping[str, str], key: str) -> tuple[int, int] | None:
    """Two different places counted from 0, written as 1-2; None for nothing of the kind."""
    found = re.fullmatch(r"([1-9][0-9]{0,4})-(?!\1$)([1-9][0-9]{0,4})", query.get(key, ""))
    return (int(found[1]) - 1, int(found[2]) - 1) if found else None


def _pair_text(one: int | None, other: int | None, count: int) -> str:
    """The same, in reverse; "" unless both are chosen and among ``count`` places."""
    if one is None or other is None or max(one, other) >= count:
        return ""
    return f"{one + 1}-{other + 1}"
