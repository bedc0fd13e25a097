"""W and b go round trip through files to the same bits, and strange files are refused."""

import io
import json
from collections.abc import Callable

import pytest
import safetensors.torch
import torch
from torch import nn

from playground.sharing.weights import (
    Weights,
    WeightsError,
    is_weights,
    read_weights,
    to_json,
    to_pickle,
    to_safetensors,
    weights_of,
)
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
    for part in ("feature_names", "class_names", "settings", "epoch"):
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


def test_whether_names_are_known_is_told() -> None:
    run = finished("the note")
    assert read_weights(to_json(weights_of(run, 0))).has_names
    assert not read_weights(b'{"weight": [[1], [2]], "bias": [1, 2]}').has_names


def test_a_file_whose_header_is_cut_off_is_not_of_weights() -> None:
    header = b'{"weight": {}, "bias": {}}'
    file = len(header).to_bytes(8, "little") + header
    assert is_weights(file)
    assert not is_weights(file[:-1])
