import math
from itertools import pairwise
from typing import Any

import pandas as pd
import pytest
import torch
from torch.nn.functional import cosine_similarity

from playground.core.dataset import Dataset
from playground.core.run import TrainingRun
from playground.core.settings import TrainingSettings, default_settings
from playground.sharing.examples import DATA, Example, example_of, examples
from playground.sharing.files import as_samples, read_file
from playground.tables.reading import read_query_vectors, read_samples
from playground.texts import LANGUAGES

ALL = list(examples().values())


def dataset_of(name: str) -> Dataset:
    dataset = read_samples(examples()[name].samples()).dataset
    assert dataset is not None
    return dataset


def trained(name: str, **changes: Any) -> TrainingRun:
    """A run of the example with its own settings, apart from these."""
    settings = TrainingSettings(**{**examples()[name].settings(), **changes})
    run = TrainingRun(dataset_of(name), settings)
    run.advance(run.settings.epochs)
    return run


@pytest.mark.parametrize("example", ALL, ids=lambda example: example.name)
def test_an_example_can_be_trained_and_tested_as_it_is(example: Example) -> None:
    reading = read_samples(example.samples())
    assert reading.dataset is not None
    assert reading.problems == []
    tests = read_query_vectors(example.test_samples())
    assert tests.problems == []
    assert tests.features.shape[1] == reading.dataset.n_features
    assert len(tests.rows) == (2 if example.name == "note" else 1)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("example", ALL, ids=lambda example: example.name)
def test_an_example_has_its_title_and_what_it_teaches(example: Example, language: str) -> None:
    assert example.text("title", language)
    assert example.text("teaches", language)
    assert ("source" in example.about) == ("licence" in example.about)


@pytest.mark.parametrize("example", ALL, ids=lambda example: example.name)
def test_an_example_s_file_can_be_opened_as_any_other(example: Example) -> None:
    file = read_file((DATA / f"{example.name}.csv").read_bytes())
    table = as_samples(file, file.likely_label).table
    assert read_samples(table).dataset == dataset_of(example.name)


def test_the_note_comes_first() -> None:
    assert next(iter(examples())) == "note"


SEEDS = range(5)


def test_the_note_has_the_note_s_settings() -> None:
    settings = examples()["note"].settings()
    assert settings == default_settings()
    own = {"learning_rate": 0.01, "epochs": 1000, "seed": 0, "optimizer": "sgd"}
    assert settings == settings | own


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("name", ["and", "or", "wine", "blobs", "tame_scales"])
def test_a_linear_model_can_learn_all_of_it(name: str, seed: int) -> None:
    assert trained(name, seed=seed).accuracy_history[-1] == 1


@pytest.mark.parametrize("seed", SEEDS)
def test_a_linear_model_cannot_learn_xor_and_rests_at_ln_2(seed: int) -> None:
    run = trained("xor", seed=seed)
    assert max(run.accuracy_history) < 1
    assert f"{run.loss_history[-1]:.4f}" == f"{math.log(2):.4f}" == "0.6931"


@pytest.mark.parametrize("seed", SEEDS)
def test_one_kind_of_iris_is_told_apart_at_once_and_the_others_overlap(seed: int) -> None:
    run = trained("iris", seed=seed)
    assert 0.95 <= run.accuracy_history[-1] < 1
    classes = run.predict(run.dataset.features, run.epoch).predicted_class
    is_right = classes == run.dataset.targets
    assert is_right[run.dataset.targets == 0].all()


def test_proline_drowns_the_others_without_standardisation() -> None:
    raw = trained("wine", standardise=False)
    assert raw.accuracy_history[-1] < 0.8
    assert raw.loss_history[-1] > 100 * trained("wine").loss_history[-1]
    by_feature = raw.parameters.weight.abs().amax(0) * raw.dataset.features.std(0)
    assert raw.dataset.feature_names[int(by_feature.argmax())] == "proline"


def test_each_row_of_w_points_at_its_own_blob() -> None:
    run = trained("blobs")
    for row, weight in enumerate(run.parameters.weight):
        centres = [
            run.dataset.features[run.dataset.targets == k].mean(0)
            for k in range(run.dataset.n_classes)
        ]
        angles = [cosine_similarity(weight, centre, dim=0).item() for centre in centres]
        assert angles.index(max(angles)) == row


def test_the_unbalanced_classes_are_answered_with_the_common_one_alone() -> None:
    run = trained("unbalanced")
    answers = run.predict(run.dataset.features, run.epoch).predicted_class
    assert {run.dataset.class_names[index] for index in answers.tolist()} == {"common"}
    assert run.accuracy_history[-1] == 57 / 60 == 0.95


def test_with_balanced_weights_the_rare_class_is_found() -> None:
    run = trained("unbalanced", class_weights="balanced")
    answers = run.predict(run.dataset.features, run.epoch).predicted_class
    rare = run.dataset.targets == run.dataset.class_names.index("rare")
    assert bool((answers[rare] == run.dataset.targets[rare]).all())


def test_the_scales_differ_by_a_factor_alone() -> None:
    tame, wild = dataset_of("tame_scales"), dataset_of("wild_scales")
    factors = torch.tensor([1e-3, 1e3])
    assert torch.allclose(wild.features / factors, tame.features, atol=1e-3)
    assert torch.equal(wild.targets, tame.targets)


def test_wild_scales_are_harder_to_learn() -> None:
    tame, wild = trained("tame_scales"), trained("wild_scales")
    assert tame.settings == wild.settings
    assert tame.loss_history[-1] < 0.5 * wild.loss_history[-1]
    falls = [now < before for before, now in pairwise(tame.loss_history)]
    assert all(falls)
    rises = [now > before for before, now in pairwise(wild.loss_history)]
    assert sum(rises) > 50
    late = wild.loss_history[500:]
    assert max(late) > 10 * min(late)


def test_a_wrong_label_keeps_the_loss_up_until_it_is_mended() -> None:
    samples = examples()["mislabelled"].samples()
    assert samples.iat[5, 2] == "right"
    wrong = trained("mislabelled").loss_history[-1]
    samples.iat[5, 2] = "left"
    dataset = read_samples(samples).dataset
    assert dataset is not None
    run = TrainingRun(dataset, TrainingSettings(**examples()["mislabelled"].settings()))
    run.advance(run.settings.epochs)
    assert run.loss_history[-1] < 0.1 * wrong


def test_the_note_s_test_vector_is_the_first(note: dict) -> None:
    example = examples()["note"]
    table = example.test_samples()
    assert [float(value) for value in table.iloc[0]] == note["test_samples"][0]
    assert list(table.columns) == list(example.samples().columns[:-1])


def test_the_note_s_second_test_vector_changes_sides_in_mid_run() -> None:
    run = TrainingRun(dataset_of("note"), TrainingSettings())
    vectors = read_query_vectors(examples()["note"].test_samples()).features
    answers = [run.predict(vectors, 0).predicted_class.tolist()]
    while not run.finished:
        run.advance(1)
        answers.append(run.predict(vectors, run.epoch).predicted_class.tolist())
    second = [both[1] for both in answers]
    assert (second[0], second[-1]) == (0, 1)
    changes = [epoch for epoch, pair in enumerate(pairwise(second), 1) if pair[0] != pair[1]]
    assert len(changes) == 1
    assert 30 < changes[0] < 300


@pytest.mark.parametrize(
    "about",
    [
        {"settings.learning_rte": "0.5"},
        {"settings.learning_rate": "-1"},
        {"settings.epochs": "1.5"},
        {"settings.epochs": "1000"},
        {"settings.nesterov": "True"},
    ],
)
def test_a_setting_that_cannot_be_or_needs_no_line_is_an_error(about: dict) -> None:
    with pytest.raises(ValueError, match="settings of"):
        Example("own", about, "a,label\n1,0\n").settings()


@pytest.mark.parametrize("example", ALL, ids=lambda example: example.name)
def test_an_example_is_known_by_its_samples(example: Example) -> None:
    samples = example.samples()
    assert example_of(samples) is example
    assert example_of(samples.rename(index=lambda row: row + 1).astype(object)) is example
    assert example_of(samples.iloc[:-1]) is None
    assert example_of(samples.rename(columns={samples.columns[0]: "another"})) is None
    assert example_of(samples.iloc[::-1]) is None or example.name == "xor"
    samples.iat[0, 0] = str(samples.iat[0, 0]) + "0"
    assert example_of(samples) is None
    samples.iat[0, 0] = None
    assert example_of(samples) is None


@pytest.mark.parametrize("table", ["samples", "test_samples"])
def test_what_is_written_into_a_table_of_an_example_is_not_in_the_next(table: str) -> None:
    take = getattr(examples()["note"], table)
    before, mine = take().copy(), take()
    mine.iloc[0, 0] = "other"
    mine.index = range(10, 10 + len(mine))
    pd.testing.assert_frame_equal(take(), before)
