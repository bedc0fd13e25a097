"""W and b go round trip through files to the same bits, and strange files are refused."""

import io
import json
from collections.abc import Callable
from dataclasses import replace

import pytest
import safetensors.torch
import torch
from torch import nn

from playground.core.dataset import Dataset
from playground.core.model import Parameters, predict
from playground.core.preparation import Scaling, prepare
from playground.core.settings import TrainingSettings
from playground.sharing.weights import (
    Weights,
    WeightsError,
    fitted,
    is_weights,
    placeholder,
    read_weights,
    to_json,
    to_pickle,
    to_safetensors,
    weights_of,
)
from playground.tables.reading import read_samples
from tests.plain_loop import SimpleModel
from tests.sharing.script_cases import finished

WRITERS = [to_safetensors, to_json]


@pytest.mark.parametrize("write", WRITERS)
@pytest.mark.parametrize(
    "name", ["the note", "iris, split and standardised", "hostile names", "extreme numbers"]
)
def test_weights_come_back_to_the_same_bits(name: str, write: Callable) -> None:
    run = finished(name)
    weights = weights_of(run, run.epoch // 2)
    again = read_weights(write(weights))
    for found, expected in zip(again.parameters, run.parameters_at(run.epoch // 2), strict=True):
        assert torch.equal(found.view(torch.int32), expected.view(torch.int32))
    for part in ("feature_names", "class_names", "settings", "epoch", "has_names"):
        assert getattr(again, part) == getattr(weights, part)
    if weights.scaling is None:
        assert again.scaling is None
    else:
        assert again.scaling is not None
        assert torch.equal(again.scaling.mean, weights.scaling.mean)
        assert torch.equal(again.scaling.scale, weights.scaling.scale)


def test_torch_loads_the_safetensors_into_a_linear_layer() -> None:
    run = finished("the note")
    layer = nn.Linear(3, 2)
    layer.load_state_dict(safetensors.torch.load(to_safetensors(weights_of(run, run.epoch))))
    assert torch.equal(layer.weight, run.parameters.weight)
    assert torch.equal(layer.bias, run.parameters.bias)


def test_torch_loads_the_pickle_into_a_linear_layer_without_running_code() -> None:
    run = finished("the note")
    file = io.BytesIO(to_pickle(weights_of(run, run.epoch)))
    layer = nn.Linear(3, 2)
    layer.load_state_dict(torch.load(file, weights_only=True))
    assert torch.equal(layer.weight, run.parameters.weight)
    assert torch.equal(layer.bias, run.parameters.bias)


def test_a_state_dict_that_says_nothing_of_its_numbers_has_plain_names() -> None:
    model = SimpleModel(2, 3)
    again = read_weights(safetensors.torch.save(model.state_dict()))
    assert torch.equal(again.parameters.weight, model.fc.weight)
    assert again.feature_names == ("x1", "x2")
    assert again.class_names == ("0", "1", "2")
    assert not again.has_names
    assert (again.scaling, again.settings, again.epoch) == (None, {}, 0)


def json_with(**changes: object) -> bytes:
    entries = json.loads(to_json(weights_of(finished("the note"), 3)))
    return json.dumps(entries | changes).encode()


def tensors(**named: torch.Tensor) -> bytes:
    return safetensors.torch.save({name.replace("_", "."): named[name] for name in named})


BAD = {
    "empty": b"",
    "text": b"W = 3",
    "broken JSON": b"{",
    "an experiment": b'{"format": "linear classifier playground"}',
    "a list": b"[1, 2]",
    "too deep": b'{"a":' + b"[" * 100_000,
    "a pickle": b"\x80\x04\x95",
    "other tensors": safetensors.torch.save({"fc2.weight": torch.zeros(2, 3)}),
    "no bias": tensors(fc_weight=torch.zeros(2, 3)),
    "a bias of another length": tensors(fc_weight=torch.zeros(2, 3), fc_bias=torch.zeros(3)),
    "one class": tensors(fc_weight=torch.zeros(1, 3), fc_bias=torch.zeros(1)),
    "three dimensions": tensors(fc_weight=torch.zeros(2, 3, 1), fc_bias=torch.zeros(2)),
    "float64": tensors(fc_weight=torch.zeros(2, 3).double(), fc_bias=torch.zeros(2).double()),
    "ragged": json_with(**{"weight": [[1, 2], [3]]}),
    "words": json_with(**{"weight": [["a", "b", "c"], [1, 2, 3]]}),
    "too few names": json_with(feature_names=["x1"]),
    "a name twice": json_with(class_names=["a", "a"]),
    "names that are none": json_with(class_names=3),
    "a scale of zero": json_with(scaling={"mean": [0, 0, 0], "scale": [1, 0, 1]}),
    "half a scaling": json_with(scaling={"mean": [0, 0, 0]}),
    "settings that are none": json_with(settings=[]),
    "an epoch that is none": json_with(epoch="last"),
    "a header that lies": (2**62).to_bytes(8, "little") + b"{}",
}


@pytest.mark.parametrize("name", BAD)
def test_a_file_that_holds_no_weights_is_refused(name: str) -> None:
    with pytest.raises(WeightsError):
        read_weights(BAD[name])


def test_weights_predict_what_the_run_predicts() -> None:
    run = finished("iris, split and standardised")
    again: Weights = read_weights(to_json(weights_of(run, run.epoch)))
    assert again.scaling is not None
    x = run.dataset.features[:5]
    logits = nn.functional.linear(again.scaling(x), *again.parameters)
    assert torch.equal(logits, run.predict(x, run.epoch).logits)


@pytest.mark.parametrize("write", WRITERS)
def test_a_file_of_weights_is_told_from_tables_and_experiments(write: Callable) -> None:
    run = finished("the note")
    assert is_weights(write(weights_of(run, run.epoch)))
    assert is_weights(b'  {"weight": [[1]], "bias": [1]}')
    for content in (b"", b"x,label\n1,a\n", b'{"format": "x"}', b"12345678{", b"\x08" * 8 + b"{}"):
        assert not is_weights(content)


def test_a_file_whose_header_is_cut_off_is_not_of_weights() -> None:
    header = b'{"weight": {}, "bias": {}}'
    file = len(header).to_bytes(8, "little") + header
    assert is_weights(file)
    assert not is_weights(file[:-1])


def weights(standardised: bool = False) -> tuple[Weights, Dataset]:
    """Those of iris and its samples."""
    run = finished("iris, split and standardised" if standardised else "iris")
    return weights_of(run, run.epoch), run.dataset


def turned(dataset: Dataset) -> Dataset:
    """The same samples with features and classes in another order."""
    n = dataset.n_classes
    return Dataset(
        dataset.features.flip(1),
        n - 1 - dataset.targets,
        dataset.feature_names[::-1],
        dataset.class_names[::-1],
    )


def test_weights_for_the_same_names_stay_to_the_last_bit() -> None:
    own, dataset = weights()
    fit = fitted(own, dataset, None)
    assert fit is not None
    assert torch.equal(fit.parameters.weight, own.parameters.weight)
    assert torch.equal(fit.parameters.bias, own.parameters.bias)
    assert (fit.standardise, fit.is_converted) == (False, False)


def test_weights_follow_the_order_of_features_and_classes() -> None:
    own, dataset = weights()
    other = turned(dataset)
    fit = fitted(own, other, None)
    assert fit is not None
    before = predict(own.parameters, dataset.features).logits
    after = predict(fit.parameters, other.features).logits.flip(1)
    torch.testing.assert_close(after, before)


@pytest.mark.parametrize("rounding", [0, 1e-15])
def test_weights_for_the_same_scaling_stay_and_ask_for_it(rounding: float) -> None:
    """Another processor rounds means and deviations otherwise."""
    own, dataset = weights(standardised=True)
    assert own.scaling is not None
    other = Scaling(own.scaling.mean * (1 + rounding), own.scaling.scale * (1 - rounding))
    fit = fitted(own, dataset, other)
    assert fit is not None
    assert torch.equal(fit.parameters.weight, own.parameters.weight)
    assert (fit.standardise, fit.is_converted) == (True, False)


def test_weights_for_another_scaling_are_converted_to_the_table_s_units() -> None:
    own, dataset = weights(standardised=True)
    assert own.scaling is not None
    others = [None, prepare(dataset, TrainingSettings(standardise=True)).scaling]
    for other in others:
        fit = fitted(own, dataset, other)
        assert fit is not None
        assert (fit.standardise, fit.is_converted) == (False, True)
        before = predict(own.parameters, own.scaling(dataset.features)).logits
        torch.testing.assert_close(
            predict(fit.parameters, dataset.features).logits, before, atol=1e-4, rtol=1e-4
        )


def test_weights_of_other_names_do_not_fit() -> None:
    own, dataset = weights()
    assert fitted(own, replace(dataset, feature_names=tuple("abcd")), None) is None
    assert fitted(own, replace(dataset, class_names=tuple("abc")), None) is None


def test_weights_without_names_fit_by_their_sizes() -> None:
    _, dataset = weights()
    parameters = Parameters(torch.rand(3, 4), torch.rand(3))
    own = Weights(parameters, tuple("abcd"), tuple("123"), None, {}, 0, has_names=False)
    fit = fitted(own, dataset, None)
    assert fit is not None
    assert torch.equal(fit.parameters.weight, parameters.weight)
    for shape in ((2, 4), (3, 5)):
        parameters = Parameters(torch.rand(shape), torch.rand(shape[0]))
        assert fitted(replace(own, parameters=parameters), dataset, None) is None


def test_a_placeholder_is_a_table_that_the_weights_fit() -> None:
    own, _ = weights(standardised=True)
    dataset = read_samples(placeholder(own)).dataset
    assert dataset is not None
    assert set(dataset.class_names) == set(own.class_names)
    assert bool((dataset.features == 0).all())
    assert fitted(own, dataset, None) is not None
