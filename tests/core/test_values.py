"""What the core hands out are values: none of them is compared by its tensors by mistake."""

import importlib
import pkgutil
from dataclasses import fields, is_dataclass

import pytest
from torch import Tensor

import playground.core
from playground.core.dataset import Dataset
from playground.core.model import Parameters

TENSORS = (Tensor.__name__, "ndarray", Parameters.__name__)


def dataclasses() -> list[type]:
    names = [
        found.name for found in pkgutil.walk_packages(playground.core.__path__, "playground.core.")
    ]
    modules = [importlib.import_module(name) for name in names]
    found = {value for module in modules for value in vars(module).values() if is_dataclass(value)}
    return sorted(
        (each for each in found if isinstance(each, type)), key=lambda each: each.__name__
    )


@pytest.mark.parametrize("kind", dataclasses(), ids=lambda kind: kind.__name__)
def test_what_holds_tensors_is_equal_to_itself_alone_and_all_else_by_what_it_holds(
    kind: type,
) -> None:
    """The == of two tensors is a tensor, and no answer."""
    types = [str(field.type) for field in fields(kind) if "Callable" not in str(field.type)]
    holds = any(name in type_ for type_ in types for name in TENSORS)
    is_compared = kind.__eq__ is not object.__eq__
    assert is_compared is (kind is Dataset or not holds)
