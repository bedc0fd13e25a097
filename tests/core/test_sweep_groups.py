"""How a sweep cuts its runs into groups, and what it keeps of their losses."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.core import sweep as module
from playground.core.settings import SETTINGS, TrainingSettings
from playground.core.sweep import DECADES, Sweep, rates_around, seeds_from
from tests.core.samples import drawn

DATA = drawn(0, 40, 3, 4)


@pytest.mark.parametrize("epochs", [1, 2, 3, 7, 8, 9])
def test_losses_summed_up_piece_by_piece_say_the_same_as_all_at_once(
    epochs: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = TrainingSettings(epochs=epochs, learning_rate=1.0, weight_decay=3.0)
    found = []
    for kept in (1, 2, 4, 1000):
        monkeypatch.setattr(module, "LOSSES_KEPT", kept)
        sweep = Sweep(DATA, settings, "learning_rate")
        sweep.advance()
        found.append([(each.value, each.diverged_at, each.leaps) for each in sweep.points])
    assert all(each == found[-1] for each in found)


def test_losses_are_summed_up_when_there_are_many_and_at_the_end(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    lengths: list[int] = []

    class Seen(module._Group):
        def _sum_up(self) -> None:
            lengths.append(len(self._losses))
            super()._sum_up()

    monkeypatch.setattr(module, "_Group", Seen)
    monkeypatch.setattr(module, "LOSSES_KEPT", 4)
    Sweep(DATA, TrainingSettings(epochs=10), "learning_rate").advance()
    assert lengths == [4, 4, 2]


@given(st.floats(1e-9, SETTINGS["learning_rate"].maximum / 10**DECADES), st.integers(1, 20))
def test_rates_are_spaced_by_equal_ratios_with_the_present_one_in_the_middle(
    rate: float, half: int
) -> None:
    rates = rates_around(rate, 2 * half + 1)
    assert rates[half] == rate
    expected = [rate * 10 ** (DECADES * step / half) for step in range(-half, half + 1)]
    assert rates == pytest.approx(expected, rel=0.00501)  # rounded to three digits
    rounded = [*rates[:half], *rates[half + 1 :]]
    assert rounded == [float(f"{each:.3g}") for each in rounded]


def test_rates_end_at_the_largest_that_is_allowed() -> None:
    maximum = SETTINGS["learning_rate"].maximum
    assert rates_around(maximum)[-1] == maximum
    assert rates_around(maximum / 10)[-1] == maximum


def test_the_last_seeds_lead_up_to_the_largest() -> None:
    largest = int(SETTINGS["seed"].maximum)
    assert seeds_from(largest, 5) == [*range(largest - 4, largest + 1)]
    assert seeds_from(largest - 4, 5)[0] == largest - 4
    assert seeds_from(largest - 5, 5)[0] == largest - 5


def test_an_unknown_kind_is_refused() -> None:
    with pytest.raises(KeyError):
        Sweep(DATA, TrainingSettings(), "momentum")


def test_a_sweep_without_time_goes_on_by_one_step_each_time() -> None:
    sweep = Sweep(DATA, TrainingSettings(epochs=10), "seed")
    for n_done in range(10):
        sweep.advance(0)
        assert sweep.progress == n_done / 10
    assert not sweep.finished
    sweep.advance(math.inf)
    assert sweep.progress == 1
    assert sweep.finished
