"""What is said beside a picture of decisions."""

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
import torch

from playground.charts.looks import LIGHT
from playground.texts import Texts
from playground.ui.views.decision import summary
from playground.ui.views.decision.pictures import Asked

TEXTS = Texts("en")
NAMES = ("<a>", "b", "c")


def decided(
    targets: list[int], predicted: list[int], held_out: list[int] | None = None, weight: float = 1.0
) -> Any:
    """Samples of three classes of four features; those of the rows ``held_out`` are."""
    n = len(targets)
    is_held_out = np.isin(np.arange(n), held_out or [])
    p = torch.tensor([[0.5, 0.25, 0.125]] * n)
    return SimpleNamespace(
        parameters=SimpleNamespace(weight=torch.full((3, 4), weight), bias=torch.zeros(3)),
        geometry=SimpleNamespace(
            targets=np.array(targets), is_held_out=is_held_out, features=torch.ones(n, 4)
        ),
        run=SimpleNamespace(dataset=SimpleNamespace(n_features=4, n_classes=3, class_names=NAMES)),
        is_wrong=np.array(targets) != np.array(predicted),
        has_scores=np.ones(n, dtype=bool),
        predicted=np.array(predicted),
        prediction=SimpleNamespace(probabilities=p),
        sample=1,
        epoch=7,
    )


def asked(kind: str = "plane", held: str = "mean") -> Asked:
    return Asked(kind, (0, 2), (0, 1), held, TEXTS, LIGHT)


def seen(n: int, among: int, agreement: float = 1.0) -> Any:
    return SimpleNamespace(rows=np.arange(n), among=np.arange(among) >= 0, agreement=agreement)


@pytest.mark.parametrize("weight", [0.0, 1e-9])
def test_where_w_and_b_are_0_or_rounding_all_classes_are_said_to_be_as_likely(
    weight: float,
) -> None:
    found = decided([0, 1], [0, 1], weight=weight)
    assert summary._what(found, asked(), seen(2, 2)) == TEXTS("decision_equal")
    found.parameters.bias = torch.tensor([0.0, 0.5, 0.0])
    assert summary._what(found, asked(), seen(2, 2)) == TEXTS("decision_plane_says")


@pytest.mark.parametrize("held", ["mean", "sample"])
def test_of_a_slice_it_is_said_what_is_held_and_how_often_it_is_true(held: str) -> None:
    said = summary._what(decided([0, 1], [0, 1]), asked("slice", held), seen(2, 2, 0.875))
    share = TEXTS("decision_agreement", share="<b>87.5 %</b>")
    assert said == f"{TEXTS(f'decision_slice_says_{held}', count=2, number=2)} {share}"


def test_of_a_strip_it_is_said_how_many_samples_are_of_other_classes() -> None:
    found = decided([0, 1, 1, 1, 2], [0] * 5)
    assert summary._what(found, asked("strip"), seen(2, 2)) == TEXTS("decision_pair_says", count=3)
    found.run.dataset.n_classes = 2
    assert summary._what(found, asked("strip"), seen(2, 2)) == TEXTS("decision_strip_says")


def test_wrong_samples_are_counted_and_those_held_out_by_themselves() -> None:
    assert summary._wrong(decided([0, 1], [0, 1]), asked()) == [TEXTS("decision_right", all=2)]
    some = decided([0, 1, 2, 0], [1, 1, 0, 0])
    said = TEXTS("decision_wrong", count=2, all=4)
    assert summary._wrong(some, asked()) == [f"<b>{said}</b>"]
    some = decided([0, 1, 2, 0], [1, 1, 0, 0], held_out=[1, 2, 3])
    rest = TEXTS("decision_wrong_held_out", count=1, all=3)
    assert summary._wrong(some, asked()) == [f"<b>{said}; {rest}</b>"]


def test_samples_that_are_not_drawn_are_counted() -> None:
    found = decided([0] * 6, [0, 1, 0, 1, 1, 0])
    assert summary._left_out(found, asked(), seen(6, 6)) == []
    told = {"drawn": 3, "all": 6, "wrong": 1, "all_wrong": 3}
    assert summary._left_out(found, asked(), seen(3, 6)) == [TEXTS("decision_thinned", **told)]
    found.has_scores[[1, 2]] = False
    assert summary._left_out(found, asked(), seen(6, 6)) == [TEXTS("decision_no_scores", count=2)]


def test_the_selected_sample_is_told_with_label_class_and_probability() -> None:
    said = summary._sample(decided([0, 0, 1], [0, 2, 1]), asked())
    told = {"number": 2, "label": "&lt;a&gt;", "predicted": "c", "p": "p = 12.50%"}
    assert said == TEXTS("decision_sample_says", **told)


def test_a_probability_that_is_nearly_1_is_more_than_a_number_and_not_equal_to_it() -> None:
    found = decided([0, 0, 1], [0, 2, 1])
    found.prediction.probabilities[1, 2] = 0.999999
    assert summary._sample(found, asked()).endswith("p &gt; 99.99%")


def test_the_words_are_a_paragraph_each_and_the_picture_is_told_in_a_sentence() -> None:
    found = decided([0, 0, 1], [0, 2, 1])
    html = summary.words(found, asked(), seen(2, 3))
    assert html.count("<p>") == html.count("</p>") == 4
    title = TEXTS("decision_plane_title")
    assert summary.alt(found, asked()) == TEXTS(
        "decision_alt", title=title, epoch=7, wrong=1, all=3
    )
