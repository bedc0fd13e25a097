"""What a picture of decisions is made of, for tables of every shape, up to the largest."""

import re
import time

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from playground.charts.decision_samples import MOST
from playground.charts.looks import LIGHT
from playground.core.dataset import MAX_CLASSES, MAX_FEATURES, MAX_SAMPLES, Dataset
from playground.core.experiment import Experiment
from playground.core.run import TrainingRun
from playground.core.settings import TrainingSettings
from playground.tables.reading import TestReading
from playground.texts import LANGUAGES, Texts
from playground.ui.decision.choices import HELD, picture_for, pictures_of
from playground.ui.decision.decided import Decided
from playground.ui.decision.kept import Kept, KeptOfRun
from playground.ui.decision.pictures import Asked, picture
from playground.ui.decision.words import alt, words

SHAPES = [(1, 2), (1, 4), (2, 2), (2, 7), (3, 2), (3, 3), (5, 20), (64, 3)]
EN = Texts("en")


def a_run(
    n: int, n_features: int, n_classes: int, epochs: int = 3, **settings: object
) -> TrainingRun:
    generator = torch.Generator().manual_seed(0)
    targets = torch.randint(n_classes, (n,), generator=generator)
    targets[:n_classes] = torch.arange(n_classes)[:n]
    features = torch.randn(n, n_features, generator=generator) + targets[:, None]
    names = tuple(f"f{at}" for at in range(n_features)), tuple(f"c{at}" for at in range(n_classes))
    run = Experiment(Dataset(features, targets, *names), TrainingSettings(**settings)).start()  # type: ignore[arg-type]
    run.advance(epochs)
    return run


def decided(run: TrainingRun, sample: int = 0, vectors: int = 2) -> Decided:
    reading = TestReading(run.dataset.features[:vectors], list(range(1, vectors + 1)), [])
    return Decided(run, run.epoch, Kept().of(run, None), sample, reading)


def asked(kind: str, held: str = "mean", texts: Texts = EN) -> Asked:
    return Asked(kind, (0, 1), (0, 1), held, texts, LIGHT)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("held", HELD)
@pytest.mark.parametrize(("n_features", "n_classes"), SHAPES)
def test_every_picture_of_every_shape_can_be_drawn_and_said(
    n_features: int, n_classes: int, held: str, language: str
) -> None:
    seen = decided(a_run(40, n_features, n_classes, test_share=0.3, standardise=True))
    for kind in pictures_of(n_features, n_classes):
        choice = asked(kind, held, Texts(language))
        found = picture(seen, choice)
        assert found.chart["layout"]["meta"] == 3
        assert "{" not in words(seen, choice, found)
        assert str(int(seen.is_wrong.sum())) in alt(seen, choice, found)


@pytest.mark.parametrize(
    ("n_features", "n_classes", "first"),
    [
        *[(1, 2, "line"), (1, 9, "line"), (2, 2, "plane"), (2, 9, "plane")],
        *[(3, 2, "strip"), (64, 2, "strip"), (4, 3, "logits"), (3, 4, "heatmap")],
    ],
)
def test_the_first_picture_is_the_one_that_leaves_nothing_out(
    n_features: int, n_classes: int, first: str
) -> None:
    assert pictures_of(n_features, n_classes)[0] == first


@pytest.mark.parametrize(
    ("chosen", "before", "shape", "shown"),
    [
        *[("", None, (3, 2), "strip"), ("nonsense", None, (3, 2), "strip")],
        *[("strip", (3, 2), (2, 3), "plane"), ("strip", (4, 3), (5, 3), "strip")],
        *[("slice", (4, 3), (13, 3), "slice"), ("slice", (4, 3), (2, 3), "plane")],
        ("slice", None, (4, 3), "slice"),
    ],
)
def test_another_table_has_its_own_first_picture_or_the_one_that_was_chosen(
    chosen: str, before: tuple[int, int] | None, shape: tuple[int, int], shown: str
) -> None:
    assert picture_for(chosen, before, shape) == shown


def test_a_single_sample_can_be_drawn() -> None:
    run = Experiment(
        Dataset(torch.ones(1, 2), torch.ones(1, dtype=torch.int64), ("u", "v"), ("0", "1"))
    ).start()
    seen = decided(run, vectors=0)
    for kind in pictures_of(2, 2):
        assert picture(seen, asked(kind)).chart["data"]


def test_of_a_table_without_test_vectors_that_fit_none_is_drawn() -> None:
    run = a_run(20, 2, 2)
    reading = TestReading(torch.ones(1, 5), [1], [])
    seen = Decided(run, run.epoch, Kept().of(run, None), 0, reading)
    metas = [trace["meta"] for trace in picture(seen, asked("plane")).chart["data"]]
    assert "test_vectors" not in metas


@pytest.mark.parametrize("kind", ["logits", "slice", "strip"])
def test_of_the_largest_table_only_some_samples_are_drawn_and_it_is_said(kind: str) -> None:
    run = a_run(MAX_SAMPLES, 3, 3)
    seen = decided(run, sample=4321)
    choice = asked(kind)
    found = picture(seen, choice)
    assert len(found.rows) <= 2 * MOST + 1
    said = re.search(r"Drawn: (\d+) of (\d+), with (\d+) of the (\d+)", words(seen, choice, found))
    assert said
    wrong = seen.is_wrong & np.isin(seen.kept.targets, (0, 1) if kind == "strip" else (0, 1, 2))
    expected = [len(found.rows), found.among.sum(), seen.is_wrong[found.rows].sum(), wrong.sum()]
    assert list(map(int, said.groups())) == expected


def test_a_picture_of_the_largest_table_is_quick() -> None:
    run = a_run(MAX_SAMPLES, MAX_FEATURES, MAX_CLASSES, epochs=1)
    kept, reading = Kept().of(run, None), TestReading(run.dataset.features[:1], [1], [])
    for kind in pictures_of(MAX_FEATURES, MAX_CLASSES):
        took = []
        for _ in range(3):
            start = time.thread_time()
            picture(Decided(run, run.epoch, kept, 0, reading), asked(kind))
            took.append(time.thread_time() - start)
        assert min(took) < 0.1


@given(st.lists(st.floats(0, 1e30), min_size=1, max_size=9))
def test_the_reach_of_an_axis_only_grows(largest: list[float]) -> None:
    kept = KeptOfRun(RUN, RUN.dataset)
    limits = [kept.limit("strip", each) for each in largest]
    assert limits == sorted(limits)
    assert limits[-1] >= max(largest)


RUN = a_run(6, 2, 2)


def test_the_features_of_a_slice_are_those_that_tell_the_classes_apart_best() -> None:
    targets = torch.arange(60) % 2
    features = torch.randn(60, 4, generator=torch.Generator().manual_seed(0))
    features[:, 1] += 5 * targets
    features[:, 3] -= 9 * targets
    dataset = Dataset(features, targets, tuple("abcd"), ("0", "1"))
    assert KeptOfRun(Experiment(dataset).start(), dataset).telling_features() == (1, 3)


def test_samples_of_the_table_stand_in_for_those_of_the_run_where_they_have_its_columns() -> None:
    run, kept = a_run(20, 2, 3), Kept()
    dataset = run.dataset
    other = Dataset(
        dataset.features + 1, dataset.targets, *(dataset.feature_names, dataset.class_names)
    )
    assert kept.of(run, other).dataset is other
    assert (
        kept.of(
            run, Dataset(other.features, other.targets, ("u", "v"), dataset.class_names)
        ).dataset
        is dataset
    )
    assert kept.of(run, None).dataset is dataset
