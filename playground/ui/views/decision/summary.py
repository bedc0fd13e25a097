"""What is to be said beside a picture of decisions."""

import html

import numpy as np

from playground.charts.display import format_percent, format_probability
from playground.core.rounding import is_negligible
from playground.ui.views.decision.decided import DecisionState
from playground.ui.views.decision.pictures import Asked, Picture


def words(decided: DecisionState, asked: Asked, seen: Picture) -> str:
    """HTML: what the picture shows, who is wrong, what is left out, and the selected sample."""
    lines = [_what(decided, asked, seen), *_wrong(decided, asked), *_left_out(decided, asked, seen)]
    return "".join(f"<p>{line}</p>" for line in [*lines, _sample(decided, asked)])


def alt(decided: DecisionState, asked: Asked) -> str:
    """The picture in a sentence."""
    count = {"wrong": int(decided.is_wrong.sum()), "all": len(decided.is_wrong)}
    return asked.texts("decision_alt", title=asked.title, epoch=decided.epoch, **count)


def _what(decided: DecisionState, asked: Asked, seen: Picture) -> str:
    texts = asked.texts
    weight, bias = decided.parameters.weight, decided.parameters.bias
    terms = weight * decided.geometry.features.abs().amax(0)
    if is_negligible(terms, 1) and is_negligible(bias, 1):
        return texts("decision_equal")
    if asked.kind == "slice":
        told = {"count": decided.run.dataset.n_features - 2, "number": decided.sample + 1}
        share = texts("decision_agreement", share=f"<b>{format_percent(seen.agreement)}</b>")
        return f"{texts(f'decision_slice_says_{asked.held}', **told)} {share}"
    others = (~np.isin(decided.geometry.targets, asked.pair)).sum()
    if asked.kind == "strip" and decided.run.dataset.n_classes > 2:
        return texts("decision_pair_says", count=int(others))
    return texts(f"decision_{asked.kind}_says")


def _wrong(decided: DecisionState, asked: Asked) -> list[str]:
    texts, wrong, held_out = asked.texts, decided.is_wrong, decided.geometry.is_held_out
    if not wrong.any():
        return [texts("decision_right", all=len(wrong))]
    said = texts("decision_wrong", count=int(wrong.sum()), all=len(wrong))
    if held_out.any():
        count = {"count": int((wrong & held_out).sum()), "all": int(held_out.sum())}
        said += "; " + texts("decision_wrong_held_out", **count)
    return [f"<b>{said}</b>"]


def _left_out(decided: DecisionState, asked: Asked, seen: Picture) -> list[str]:
    texts, found = asked.texts, []
    without = int((~decided.has_scores).sum())
    if without:
        found.append(texts("decision_no_scores", count=without))
    if len(seen.rows) < seen.among.sum():
        all_wrong = int(decided.is_wrong[seen.among].sum())
        wrong = int(decided.is_wrong[seen.rows].sum())
        count = {"drawn": len(seen.rows), "all": int(seen.among.sum())}
        found.append(texts("decision_thinned", wrong=wrong, all_wrong=all_wrong, **count))
    return found


def _sample(decided: DecisionState, asked: Asked) -> str:
    at, names = decided.sample, decided.run.dataset.class_names
    predicted = int(decided.predicted[at])
    p = format_probability(float(decided.prediction.probabilities[at, predicted]))
    return asked.texts(
        "decision_sample_says",
        number=at + 1,
        label=html.escape(names[int(decided.geometry.targets[at])]),
        predicted=html.escape(names[predicted]),
        p=html.escape(f"p > {p[1:]}" if p.startswith(">") else f"p = {p}"),
    )
