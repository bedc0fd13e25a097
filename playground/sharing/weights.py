"""W and b as files: safetensors, which torch loads without running anything, and JSON.

What was read is put to the samples of a table: in its order, and in its units.
"""

import io
import json
from dataclasses import dataclass
from typing import Any, NamedTuple

import pandas as pd
import torch
from safetensors import SafetensorError
from safetensors.torch import load, save

from playground.core.dataset import Dataset
from playground.core.model import Parameters
from playground.core.preparation import Scaling
from playground.core.rounding import is_negligible
from playground.core.run import TrainingRun
from playground.sharing.files import is_json
from playground.tables.labels import LABEL

FORMAT = "linear classifier"
NAMES = Parameters._fields  # weight and bias, as in the state_dict of nn.Linear
WITHIN = "fc."  # the layer in the script's model, whose own state_dict is read, too


@dataclass(frozen=True, eq=False)
class Weights:
    """What a classifier has learnt, and what its numbers stand for."""

    parameters: Parameters
    feature_names: tuple[str, ...]
    class_names: tuple[str, ...]
    scaling: Scaling | None  # what features go through first, if anything
    settings: dict[str, Any]  # with which it was trained, a value for each of SETTINGS, if known
    epoch: int  # after which the parameters are these
    has_names: bool = True  # whether features and classes are called so, or only numbered


class WeightsError(ValueError):
    """A file that does not hold the weights of a linear classifier."""


def weights_of(run: TrainingRun, epoch: int) -> Weights:
    """The parameters after ``epoch`` epochs of ``run``."""
    return Weights(
        run.parameters_at(epoch),
        run.dataset.feature_names,
        run.dataset.class_names,
        run.prepared.scaling,
        dict(vars(run.settings)),
        epoch,
    )


def to_safetensors(weights: Weights) -> bytes:
    """The state_dict of ``nn.Linear``: ``weight`` and ``bias``, float32."""
    tensors = {name: part.contiguous() for name, part in weights.parameters._asdict().items()}
    return save(tensors, {"format": "pt", "about": json.dumps(_about(weights))})


def to_pickle(weights: Weights) -> bytes:
    """The state_dict alone, as ``torch.save`` writes it; nothing here ever reads such a file."""
    file = io.BytesIO()
    torch.save(weights.parameters._asdict(), file)
    return file.getvalue()


def to_json(weights: Weights) -> bytes:
    """The same for people: names, lists of numbers, and all that belongs to them."""
    numbers = {name: part.tolist() for name, part in weights.parameters._asdict().items()}
    lines = [
        f"  {json.dumps(key)}: {json.dumps(value, ensure_ascii=False)}"
        for key, value in {**_about(weights), **numbers}.items()
    ]
    return ("{\n" + ",\n".join(lines) + "\n}\n").encode("utf-8", "surrogatepass")


def read_weights(content: bytes) -> Weights:
    """The weights in either kind of file. Raises WeightsError when it holds none that fit."""
    try:
        about, tensors = (_from_json if is_json(content) else _from_safetensors)(content)
        tensors = {name.removeprefix(WITHIN): part for name, part in tensors.items()}
        weight, bias = (tensors[name] for name in NAMES)
        _check(weight.dim() == 2 and bias.shape == weight.shape[:1])
        _check(weight.dtype == bias.dtype == torch.float32)
        return _weights(Parameters(weight, bias), about)
    except (KeyError, TypeError, ValueError, RecursionError, SafetensorError) as error:
        raise WeightsError from error


def is_weights(content: bytes) -> bool:
    """Whether a file means to be weights, in either kind, and not a table or an experiment."""
    if is_json(content):
        return all(f'"{name}"'.encode() in content for name in NAMES)
    return content[8:9] == b"{" and int.from_bytes(content[:8], "little") <= len(content) - 8


def _from_json(content: bytes) -> tuple[dict[str, Any], dict[str, torch.Tensor]]:
    entries = json.loads(content.decode("utf-8-sig", "surrogatepass"))
    known = {*NAMES, *(WITHIN + name for name in NAMES)} & set(entries)
    tensors = {name: torch.tensor(entries[name], dtype=torch.float32) for name in known}
    return entries, tensors


def _from_safetensors(content: bytes) -> tuple[dict[str, Any], dict[str, torch.Tensor]]:
    """The file begins with the length of its header, 8 bytes, least first; the header is JSON."""
    tensors = load(content)
    header = json.loads(content[8 : 8 + int.from_bytes(content[:8], "little")])
    return json.loads(header.get("__metadata__", {}).get("about", "{}")), tensors


def _about(weights: Weights) -> dict[str, Any]:
    scaling = weights.scaling
    return {
        "format": FORMAT,
        "feature_names": list(weights.feature_names),
        "class_names": list(weights.class_names),
        "scaling": scaling and {"mean": scaling.mean.tolist(), "scale": scaling.scale.tolist()},
        "settings": weights.settings,
        "epoch": weights.epoch,
    }


def _weights(parameters: Parameters, about: dict[str, Any]) -> Weights:
    """Of a file that says nothing about its numbers, features are x1, x2, … and classes 0, 1, …"""
    n_classes, n_features = parameters.weight.shape
    _check(n_classes > 1 and n_features > 0)
    features = about.get("feature_names", [f"x{place + 1}" for place in range(n_features)])
    classes = about.get("class_names", [str(place) for place in range(n_classes)])
    _check(len(features) == len(set(features)) == n_features)
    _check(len(classes) == len(set(classes)) == n_classes)
    settings, epoch = about.get("settings", {}), about.get("epoch", 0)
    _check(isinstance(settings, dict) and isinstance(epoch, int))
    scaling = about.get("scaling")
    return Weights(
        parameters,
        tuple(map(str, features)),
        tuple(map(str, classes)),
        None if scaling is None else _scaling(scaling, n_features),
        settings,
        epoch,
        has_names="feature_names" in about and "class_names" in about,
    )


def _scaling(found: dict[str, list[float]], n_features: int) -> Scaling:
    mean, scale = (torch.tensor(found[name], dtype=torch.float64) for name in ("mean", "scale"))
    _check(mean.shape == scale.shape == (n_features,) and bool((scale > 0).all()))
    return Scaling(mean, scale)


def _check(is_so: bool) -> None:
    if not is_so:
        raise ValueError


class Fitted(NamedTuple):
    """Parameters for the features and classes of a table, in their order."""

    parameters: Parameters
    standardise: bool  # whether they are for features standardised on the table's own samples
    is_converted: bool  # from those of another scaling, to the units of the table


def fitted(weights: Weights, dataset: Dataset, scaling: Scaling | None) -> Fitted | None:
    """``weights`` for ``dataset``; None when its features or classes are not theirs.

    ``scaling`` is the one of the samples now: weights for features scaled just so stay as they
    are, to the last bit, others are converted to the units of the table. Weights without names
    fit by their sizes.
    """
    features, classes = dataset.feature_names, dataset.class_names
    if weights.has_names:
        own_features, own_classes = weights.feature_names, weights.class_names
    elif weights.parameters.weight.shape == (len(classes), len(features)):
        own_features, own_classes = features, classes
    else:
        return None
    if sorted(own_features) != sorted(features) or sorted(own_classes) != sorted(classes):
        return None
    columns = [own_features.index(name) for name in features]
    rows = [own_classes.index(name) for name in classes]
    parameters, own = weights.parameters, weights.scaling
    stays = own is None or (scaling is not None and _is_same(own, scaling, columns))
    if own is not None and not stays:
        parameters = Parameters(*(part.float() for part in own.in_original_units(parameters)))
    arranged = Parameters(parameters.weight[rows][:, columns], parameters.bias[rows])
    return Fitted(arranged, own is not None and stays, not stays)


def placeholder(weights: Weights) -> pd.DataFrame:
    """A table of the weights' features and classes: a row of zeros for each class."""
    names = weights.feature_names
    rows = [["0"] * len(names) + [label] for label in weights.class_names]
    return pd.DataFrame(rows, columns=[*names, LABEL], dtype=object)


def _is_same(own: Scaling, other: Scaling, columns: list[int]) -> bool:
    """Whether both scale alike; another processor rounds means and deviations otherwise."""
    shift, stretch = own.mean[columns] - other.mean, own.scale[columns] - other.scale
    return is_negligible(shift, other.scale) and is_negligible(stretch, other.scale)
