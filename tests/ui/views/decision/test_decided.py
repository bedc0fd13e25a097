"""What a picture of decisions is made of, for tables of every shape, up to the largest."""

import itertools
import re
import time
from dataclasses import replace

import numpy as np
import pytest
import torch

from playground.charts.decision.heatmap import MAX_COLUMNS
from playground.charts.decision.scene import MAX_SAMPLES_A_KIND
from playground.charts.looks import LIGHT
from playground.core.dataset import MAX_CLASSES, MAX_FEATURES, MAX_SAMPLES, Dataset
from playground.core.experiment import Experiment
from playground.core.run import TrainingRun
from playground.core.settings import TrainingSettings
from playground.session.decision_cache import DecisionCache, RunGeometry
from playground.session.view_fields import HELD, pictures_of
from playground.tables.reading import QueryReading
from playground.texts import LANGUAGES, Texts
from playground.ui.views.decision.decided import DecisionState
from playground.ui.views.decision.pictures import Asked, picture
from playground.ui.views.decision.summary import alt, words

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


def decided(
    run: TrainingRun, sample: int = 0, vectors: torch.Tensor | None = None
) -> DecisionState:
    """With every third row of the table of test vectors, from the first on."""
    vectors = run.dataset.features[:2] if vectors is None else vectors
    reading = QueryReading(vectors, [1 + 3 * at for at in range(len(vectors))], [])
    return DecisionState(run, run.epoch, DecisionCache().of(run, None), sample, reading)


def asked(kind: str, held: str = "mean", texts: Texts = EN) -> Asked:
    return Asked(kind, (0, 1), (0, 1), held, texts, LIGHT)


@pytest.mark.parametrize(("n_features", "n_classes"), SHAPES)
def test_every_picture_of_every_shape_can_be_drawn_and_said(
    n_features: int, n_classes: int
) -> None:
    seen = decided(a_run(40, n_features, n_classes, test_share=0.3, standardise=True))
    kinds = pictures_of(n_features, n_classes)
    for kind, held, language in itertools.product(kinds, HELD, LANGUAGES):
        choice = asked(kind, held, Texts(language))
        found = picture(seen, choice)
        assert found.chart["layout"]["meta"] == 3
        assert "{" not in words(seen, choice, found)
        assert str(int(seen.is_wrong.sum())) in alt(seen, choice)


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


def test_a_single_sample_can_be_drawn() -> None:
    run = Experiment(
        Dataset(torch.ones(1, 2), torch.ones(1, dtype=torch.int64), ("u", "v"), ("0", "1"))
    ).start()
    seen = decided(run, vectors=torch.empty(0, 2))
    for kind in pictures_of(2, 2):
        assert picture(seen, asked(kind)).chart["data"]


def test_of_a_table_without_test_vectors_that_fit_none_is_drawn() -> None:
    seen = decided(a_run(20, 2, 2), vectors=torch.ones(1, 5))
    metas = [trace["meta"] for trace in picture(seen, asked("plane")).chart["data"]]
    assert "test_vectors" not in metas


@pytest.mark.parametrize("kind", ["logits", "slice", "strip"])
def test_of_the_largest_table_only_some_samples_are_drawn_and_it_is_said(kind: str) -> None:
    run = a_run(MAX_SAMPLES, 3, 3)
    seen = decided(run, sample=4321)
    choice = asked(kind)
    found = picture(seen, choice)
    assert len(found.rows) <= 2 * MAX_SAMPLES_A_KIND + 1
    said = re.search(
        r"(\d+) of (\d+) samples are drawn, with (\d+) of the (\d+)", words(seen, choice, found)
    )
    assert said
    wrong = seen.is_wrong & np.isin(seen.geometry.targets, (0, 1) if kind == "strip" else (0, 1, 2))
    expected = [len(found.rows), found.among.sum(), seen.is_wrong[found.rows].sum(), wrong.sum()]
    assert list(map(int, said.groups())) == expected


def test_a_picture_of_the_largest_table_is_quick() -> None:
    run = a_run(MAX_SAMPLES, MAX_FEATURES, MAX_CLASSES, epochs=1)
    kept, reading = DecisionCache().of(run, None), QueryReading(run.dataset.features[:1], [1], [])
    for kind in pictures_of(MAX_FEATURES, MAX_CLASSES):
        took = []
        for _ in range(3):
            start = time.thread_time()
            picture(DecisionState(run, run.epoch, kept, 0, reading), asked(kind))
            took.append(time.thread_time() - start)
        assert min(took) < 0.1


def test_the_reach_of_an_axis_only_grows() -> None:
    run, largest = a_run(6, 2, 2), [0.3, 7.0, 2.0, 0.0, 1e30, 5e29]
    kept = RunGeometry(run, run.dataset)
    limits = [kept.limit("strip", each) for each in largest]
    assert limits == sorted(limits)
    assert all(limit >= each for limit, each in zip(limits, largest, strict=True))


def test_samples_of_the_table_stand_in_for_those_of_the_run_where_they_have_its_columns() -> None:
    run, kept = a_run(20, 2, 3), DecisionCache()
    other = replace(run.dataset, features=run.dataset.features + 1)
    assert kept.of(run, other).dataset is other
    assert kept.of(run, replace(other, feature_names=("u", "v"))).dataset is run.dataset
    assert kept.of(run, None).dataset is run.dataset


def test_each_sample_drawn_is_told_with_its_number_label_class_and_probability() -> None:
    seen = decided(a_run(30, 4, 3, test_share=0.3, standardise=True), sample=11)
    rows = np.array([2, 5, 11, 29])
    places, none = np.arange(30.0), np.empty(len(seen.vectors))
    shown = seen.scene("", rows, places, none).samples
    run = seen.run
    logits = torch.nn.functional.linear(
        run.prepared.features(run.dataset.features), *run.parameters_at(run.epoch)
    )
    p, predicted = logits.softmax(1).max(1)
    assert shown.numbers == [3, 6, 12, 30]
    assert shown.targets == run.dataset.targets[rows].tolist()
    assert shown.predicted == predicted[rows].tolist()
    assert shown.probabilities == pytest.approx(p[rows].tolist())
    held_out = set(run.prepared.held_out_rows.tolist())
    assert shown.held_out == [row in held_out for row in rows.tolist()]
    assert any(shown.held_out)
    assert shown.places.tolist() == rows.tolist()
    assert shown.selected == 2
    assert seen.scene("", rows[:2], places, none).samples.selected is None


def test_each_test_vector_that_has_scores_is_told_with_the_number_of_its_row() -> None:
    run = a_run(20, 2, 3)
    features = torch.tensor([[1.0, 2.0], [3e38, -3e38], [-4.0, 0.5]])
    run.parameters.weight.mul_(1e3)
    seen = decided(run, vectors=features)
    vectors = seen.scene("", np.array([0]), np.empty(20), np.arange(3)).vectors
    logits = torch.nn.functional.linear(features, *run.parameters)
    expected = [index for index in range(3) if logits[index].isfinite().all()]
    at = vectors.places
    assert at.tolist() == expected == [0, 2]
    assert vectors.numbers == [1, 7]
    assert vectors.predicted == logits.argmax(1)[at].tolist()
    assert vectors.probabilities == pytest.approx(logits.softmax(1).amax(1)[at].tolist())


def test_a_heatmap_has_no_more_columns_than_there_is_room_for() -> None:
    seen = decided(a_run(3000, 3, 4), sample=1234)
    assert min(seen.is_wrong.sum(), (~seen.is_wrong).sum()) > MAX_COLUMNS
    rows = picture(seen, asked("heatmap")).rows
    assert len(set(rows)) == len(rows)
    assert MAX_COLUMNS <= len(rows) <= MAX_COLUMNS + 1
    assert 1234 in rows
    assert (np.diff(seen.geometry.targets[rows]) >= 0).all()


@pytest.mark.parametrize("kind", ["line", "plane", "space", "strip", "logits"])
def test_the_samples_are_within_the_axes_and_take_up_much_of_them(kind: str) -> None:
    n_features = {"line": 1, "plane": 2}.get(kind, 3)
    generator = torch.Generator().manual_seed(0)
    features = torch.randn(40, 3, generator=generator) * torch.tensor([1, 50, 0.1]) + 7
    names = ("f", "g", "h")[:n_features], ("a", "b", "c")
    run = Experiment(Dataset(features[:, :n_features], torch.arange(40) % 3, *names)).start()
    chart = picture(decided(run, vectors=run.dataset.features[:0]), asked(kind)).chart
    axes = chart["layout"].get("scene", chart["layout"])
    for trace in chart["data"]:
        if trace["meta"] == "samples":
            for axis in "x" if kind == "line" else "xyz":
                if axis in trace and "range" in axes.get(f"{axis}axis", {}):
                    low, high = sorted(axes[f"{axis}axis"]["range"])
                    assert low <= min(trace[axis]) <= max(trace[axis]) <= high
                    assert max(trace[axis]) - min(trace[axis]) > (high - low) / 3


@pytest.mark.parametrize("unit", [1e-4, 1, 1e4])
def test_features_of_a_slice_are_those_that_tell_the_classes_apart_best_in_any_unit(
    unit: float,
) -> None:
    targets = torch.arange(60) % 2
    features = torch.randn(60, 4, generator=torch.Generator().manual_seed(0))
    features[:, 1] += 5 * targets
    features[:, 3] -= 9 * targets
    dataset = Dataset(unit * features, targets, tuple("abcd"), ("0", "1"))
    assert RunGeometry(Experiment(dataset).start(), dataset).telling_features() == (1, 3)


def test_a_feature_that_is_the_same_for_all_tells_nothing() -> None:
    targets = torch.arange(60) % 2
    features = torch.randn(60, 4, generator=torch.Generator().manual_seed(0))
    features[:, 0] = 7.0
    features[:, 2] += targets
    dataset = Dataset(features, targets, tuple("abcd"), ("0", "1"))
    first, second = RunGeometry(Experiment(dataset).start(), dataset).telling_features()
    assert 0 < first < second


def test_samples_held_out_have_no_say_in_means_and_telling_features() -> None:
    run = a_run(60, 3, 2, test_share=0.5)
    held_out, dataset = run.prepared.held_out_rows, run.dataset
    before = RunGeometry(run, dataset).telling_features()
    left_out = ({0, 1, 2} - set(before)).pop()
    dataset.features[held_out, left_out] += 1000 * dataset.targets[held_out]
    kept = RunGeometry(run, dataset)
    assert kept.telling_features() == before
    rows = run.prepared.training_rows
    assert torch.equal(kept.means, dataset.features[rows].double().mean(0))
    assert kept.is_held_out.nonzero()[0].tolist() == sorted(held_out.tolist())


def test_samples_held_out_of_another_table_are_those_that_its_own_run_would_hold_out() -> None:
    run = a_run(20, 2, 3, test_share=0.5, seed=1)
    twice = run.dataset.features.repeat(2, 1), run.dataset.targets.repeat(2)
    longer = replace(run.dataset, features=twice[0], targets=twice[1])
    of_its_own = Experiment(longer, run.settings).start().prepared.held_out_rows
    kept = DecisionCache().of(run, longer)
    assert kept.is_held_out.nonzero()[0].tolist() == sorted(of_its_own.tolist())


def test_what_is_kept_of_a_run_is_so_until_there_is_another_run_or_table() -> None:
    run, kept = a_run(20, 2, 3), DecisionCache()
    first = kept.of(run, None)
    assert kept.of(run, run.dataset) is first
    assert kept.of(a_run(20, 2, 3), None) is not first
    second = kept.of(run, replace(run.dataset, features=2 * run.dataset.features))
    assert second is not kept.of(run, None)


@pytest.mark.parametrize("kind", ["strip", "logits"])
def test_a_test_vector_far_out_is_within_the_axis(kind: str) -> None:
    seen = decided(a_run(40, 3, 3), vectors=1e4 * torch.ones(1, 3))
    chart = picture(seen, asked(kind)).chart
    (cross,) = (trace for trace in chart["data"] if trace["meta"] == "test_vectors")
    low, high = sorted(chart["layout"]["xaxis"]["range"])
    assert low <= cross["x"][0] <= high
