import math
from itertools import pairwise

import pytest
import torch

from playground.core.dataset import Dataset
from playground.core.run import TrainingRun
from playground.core.settings import TrainingSettings
from playground.sharing.examples import DATA, Example, examples
from playground.sharing.files import as_samples, read_file
from playground.tables.reading import read_samples, read_test_samples
from playground.texts import LANGUAGES

ALL = list(examples().values())


def dataset_of(name: str) -> Dataset:
    dataset = read_samples(examples()[name].samples()).dataset
    assert dataset is not None
    return dataset


def trained(name: str, **settings: float) -> TrainingRun:
    run = TrainingRun(dataset_of(name), TrainingSettings(**settings))  # type: ignore[arg-type]
    run.advance(run.settings.epochs)
    return run


@pytest.mark.parametrize("example", ALL, ids=lambda example: example.name)
def test_an_example_can_be_trained_and_tested_as_it_is(example: Example) -> None:
    reading = read_samples(example.samples())
    assert reading.dataset is not None
    assert reading.problems == []
    tests = read_test_samples(example.test_samples())
    assert tests.problems == []
    assert tests.features.shape == (1, reading.dataset.n_features)


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


@pytest.mark.parametrize("name", ["and", "or"])
def test_a_linear_model_can_learn_and_and_or(name: str) -> None:
    assert trained(name, learning_rate=1.0).accuracy_history[-1] == 1


def test_a_linear_model_cannot_learn_xor() -> None:
    run = trained("xor", learning_rate=1.0)
    assert max(run.accuracy_history) < 1
    assert run.loss_history[-1] == pytest.approx(math.log(2), abs=1e-4)


def test_the_scales_differ_by_a_factor_alone() -> None:
    tame, wild = dataset_of("tame_scales"), dataset_of("wild_scales")
    factors = torch.tensor([1e-3, 1e3])
    assert torch.allclose(wild.features / factors, tame.features, atol=1e-3)
    assert torch.equal(wild.targets, tame.targets)


def test_wild_scales_are_harder_to_learn() -> None:
    tame, wild = trained("tame_scales", learning_rate=0.1), trained("wild_scales")
    assert tame.loss_history[-1] < 0.5 * wild.loss_history[-1]
    falls = [now < before for before, now in pairwise(tame.loss_history)]
    assert all(falls)
    rises = [now > before for before, now in pairwise(wild.loss_history)]
    assert sum(rises) > 50


def test_a_wrong_label_keeps_the_loss_up_until_it_is_mended() -> None:
    samples = examples()["mislabelled"].samples()
    assert samples.iat[5, 2] == "right"
    wrong = trained("mislabelled", learning_rate=1.0).loss_history[-1]
    samples.iat[5, 2] = "left"
    dataset = read_samples(samples).dataset
    assert dataset is not None
    run = TrainingRun(dataset, TrainingSettings(learning_rate=1.0))
    run.advance(1000)
    assert run.loss_history[-1] < 0.1 * wrong


def test_the_note_s_test_vector_is_the_first(note: dict) -> None:
    example = examples()["note"]
    table = example.test_samples()
    assert [float(value) for value in table.iloc[0]] == note["test_samples"][0]
    assert list(table.columns) == list(example.samples().columns[:-1])
