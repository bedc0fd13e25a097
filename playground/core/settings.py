"""How a classifier is trained: the table of settings, from which page, checks and links follow."""

import math
from collections.abc import Callable, Collection, Mapping
from dataclasses import KW_ONLY, dataclass, replace
from typing import Annotated, Any, get_type_hints

from playground.core.optimizers import OPTIMIZERS, optimizers_with
from playground.core.parameters_text import is_parameters_text
from playground.core.problem import Problem

RANDOM_WEIGHTS, ZERO_WEIGHTS, GIVEN_WEIGHTS = "random", "zero", "given"
NO_WEIGHTS, BALANCED = "none", "balanced"
# places on the page: always in sight, folded away, or the panel of W and b
ROW, MORE, MODEL = "row", "more", "model"


@dataclass(frozen=True)
class Setting:
    """What a setting can be, and how the page asks for it."""

    place: str  # ROW or MORE; within each, settings stand in the order of the table
    _: KW_ONLY
    minimum: float = -math.inf
    above: float = -math.inf  # in place of a minimum: a bound that is no value itself
    maximum: float = math.inf
    below: float = math.inf  # in place of a maximum
    step: float = 1  # by which a click on + or - changes it
    choices: Collection[str] = ()
    is_text: Callable[[str], bool] | None = None  # in place of choices; "" is always taken
    while_paused: bool = False  # whether it can be changed in mid-run
    kind: type = str  # float, int, bool, or str for a choice or a text: as it is annotated
    default: Any = None  # as it is assigned

    def accepts(self, value: Any) -> bool:
        """Whether ``value`` is of the kind and within the bounds; True and False are no numbers."""
        if self.kind is bool:
            return isinstance(value, bool)
        if self.kind is str:
            if self.is_text and isinstance(value, str):
                return value == "" or self.is_text(value)
            return isinstance(value, str) and value in self.choices
        numbers = (int, float) if self.kind is float else (int,)
        if isinstance(value, bool) or not isinstance(value, numbers):
            return False
        return self.minimum <= value <= self.maximum and self.above < value < self.below


@dataclass(frozen=True)
class TrainingSettings:
    """How the classifier is trained; the defaults are the note's.

    A new setting is one entry here, and its texts: ``<name>``, ``<name>_help``,
    ``problem_<name>`` and, for a choice, ``<name>_<choice>``.

    Raises ValueError when a value is of another kind or lies outside its bounds.
    """

    # how far a step goes along the negative gradient
    learning_rate: Annotated[
        float, Setting(ROW, above=0, maximum=1000, step=0.01, while_paused=True)
    ] = 0.01
    # passes over all samples
    epochs: Annotated[int, Setting(ROW, minimum=1, maximum=100_000, step=100)] = 1000
    # of the initial weights, the order of mini-batches and the samples held out
    seed: Annotated[int, Setting(ROW, minimum=0, maximum=2**32 - 1)] = 0
    optimizer: Annotated[str, Setting(MORE, choices=OPTIMIZERS)] = "sgd"
    initial_weights: Annotated[
        str, Setting(MORE, choices=(RANDOM_WEIGHTS, ZERO_WEIGHTS, GIVEN_WEIGHTS))
    ] = RANDOM_WEIGHTS
    # share of the last step kept in the next
    momentum: Annotated[float, Setting(MORE, minimum=0, below=1, step=0.1)] = 0.0
    # how strongly W and b are pulled towards zero; where it is an L2 penalty, `l2_penalty`
    weight_decay: Annotated[float, Setting(MORE, minimum=0, maximum=100, step=0.01)] = 0.0
    # how much of each target is spread evenly over all classes
    label_smoothing: Annotated[float, Setting(MORE, minimum=0, below=1, step=0.1)] = 0.0
    # what a sample of each class counts: 1, or as much more as the class is rare
    class_weights: Annotated[str, Setting(MORE, choices=(NO_WEIGHTS, BALANCED))] = NO_WEIGHTS
    # samples a step; 0 for all of them
    batch_size: Annotated[int, Setting(MORE, minimum=0, maximum=10_000)] = 0
    # of the samples, held out of training
    test_share: Annotated[float, Setting(MORE, minimum=0, maximum=0.9, step=0.1)] = 0.0
    # look ahead along the momentum
    nesterov: Annotated[bool, Setting(MORE)] = False
    # give each feature mean 0 and standard deviation 1
    standardise: Annotated[bool, Setting(MORE)] = False
    # W and b, as `parameters_text` writes them, when they are given
    start: Annotated[str, Setting(MODEL, is_text=is_parameters_text)] = ""

    def __post_init__(self) -> None:
        problems = settings_problems(vars(self))
        if problems:
            raise ValueError(f"{problems[0].code}: {problems[0].fields}")

    @property
    def l2_penalty(self) -> float:
        """λ, where training makes the loss + λ/2 · (|W|² + |b|²) smaller; 0 for the loss alone.

        AdamW's weight decay, for one, is no part of any loss.
        """
        return self.weight_decay if OPTIMIZERS[self.optimizer].adds_penalty else 0.0


def _table() -> dict[str, Setting]:
    defaults = vars(TrainingSettings)
    hints = get_type_hints(TrainingSettings, include_extras=True)
    return {
        name: replace(hint.__metadata__[0], kind=hint.__origin__, default=defaults[name])
        for name, hint in hints.items()
    }


SETTINGS = _table()


def default_settings() -> dict[str, Any]:
    """A value for each setting: the note's."""
    return {name: setting.default for name, setting in SETTINGS.items()}


def applies_to(name: str, optimizer: str) -> bool:
    """Whether a setting makes a difference with this optimizer."""
    return optimizer in optimizers_with(name)


def bounds(name: str) -> dict[str, str]:
    """The ``minimum`` and the ``maximum`` of a number, as people read them, for texts to name.

    Where a bound is no value itself, its text says so. A setting that is no number has none.
    """
    setting = SETTINGS[name]
    if setting.kind not in (int, float):
        return {}
    lowest, highest = max(setting.minimum, setting.above), min(setting.maximum, setting.below)
    return {"minimum": f"{lowest:.12g}", "maximum": f"{highest:.12g}"}


def settings_problems(values: Mapping[str, Any]) -> list[Problem]:
    """What is wrong with ``values``, one for each setting; a problem's code is the setting's name.

    A setting that makes no difference with the optimizer chosen is checked all the same.
    """
    wrong = [name for name, setting in SETTINGS.items() if not setting.accepts(values[name])]
    needed = ("momentum", "nesterov")  # to look ahead along a momentum
    looks_ahead = all(applies_to(name, values["optimizer"]) for name in needed)
    if values["nesterov"] is True and values["momentum"] == 0 and looks_ahead:
        wrong.append("nesterov")
    if values["initial_weights"] == GIVEN_WEIGHTS and values["start"] == "":
        wrong.append("start")
    return [Problem(name, {"value": values[name], **bounds(name)}) for name in wrong]
