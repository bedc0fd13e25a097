"""Looking back at any epoch of a run, and leaving a run between any two."""

import itertools
from functools import partial

import pytest
import torch

from playground.core import run as run_module
from playground.core.dataset import Dataset
from playground.core.learner import Learner
from playground.core.model import Parameters
from playground.core.pace import breathing
from playground.core.run import TrainingRun
from playground.core.settings import TrainingSettings
from tests.core.samples import drawn

OPTIONS: dict[str, dict] = {
    "full batch": {},
    "adam": {"optimizer": "adam"},
    "momentum on mini-batches": {"momentum": 0.9, "batch_size": 4},
    "mini-batches of one, tested": {"batch_size": 1, "test_share": 0.3},
}


@pytest.fixture(params=OPTIONS)
def settings(request: pytest.FixtureRequest) -> TrainingSettings:
    return TrainingSettings(epochs=250, **OPTIONS[request.param])


def steps_taken(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Grows by one with each step of any learner."""
    steps: list[int] = []
    step = Learner._step

    def counted(*arguments: object) -> object:
        steps.append(1)
        return step(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(Learner, "_step", counted)
    return steps


def same(one: Parameters, other: Parameters) -> bool:
    return torch.equal(one.weight, other.weight) and torch.equal(one.bias, other.bias)


def histories(run: TrainingRun) -> list[list[float]]:
    return [
        run.loss_history,
        run.accuracy_history,
        run.held_out_loss_history,
        run.held_out_accuracy_history,
    ]


def test_any_epoch_of_a_run_can_be_looked_up_exactly(
    settings: TrainingSettings, note_dataset: Dataset
) -> None:
    run = TrainingRun(note_dataset, settings)
    trajectory = [run.parameters.copy()]
    while not run.finished:
        run.advance(1)
        trajectory.append(run.parameters.copy())
    near_states_kept = [99, 100, 101, 199, 200, 201, 250]
    for epoch in (*range(0, 251, 7), *near_states_kept, *range(250, -1, -49)):
        assert same(run.parameters_at(epoch), trajectory[epoch]), epoch


@pytest.mark.parametrize("computed", [3, 99, 100])
def test_an_epoch_not_computed_yet_cannot_be_looked_up(
    computed: int, note_dataset: Dataset
) -> None:
    run = TrainingRun(note_dataset, TrainingSettings())
    run.advance(computed)
    predict, look_into = partial(run.predict, torch.ones(1, 3)), partial(run.look_into, sample=0)
    for look_up in (run.parameters_at, predict, look_into):
        look_up(epoch=computed)
        for epoch in (-1, computed + 1):
            with pytest.raises(IndexError):
                look_up(epoch=epoch)


def test_looking_up_the_same_epoch_again_computes_nothing(
    note_dataset: Dataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = TrainingRun(note_dataset, TrainingSettings())
    run.advance(150)
    now = run.parameters_at(150).copy()
    before = run.parameters_at(70)
    steps = steps_taken(monkeypatch)
    assert run.parameters_at(70) is before
    run.predict(note_dataset.features, 70)
    assert steps == []
    run.change_learning_rate(0.5)
    run.advance(30)  # neither is what was looked up changed by what comes later
    assert run.parameters_at(70) is before
    assert same(run.parameters_at(150), now)


def test_others_have_their_turns_after_each_step_of_a_run_and_of_a_look_back(
    settings: TrainingSettings, note_dataset: Dataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = TrainingRun(note_dataset, settings)
    run.advance(90)
    run.change_learning_rate(0.05)
    run.advance(9)
    expected = run.parameters.copy()
    run.advance(1)
    steps, taken = steps_taken(monkeypatch), list[int]()
    for work in (
        partial(run.parameters_at, 99),
        partial(run.look_into, 99, 3),
        partial(run.visit, [99]),
        partial(run.advance, 1),
    ):
        taken[:] = [len(steps)]
        with breathing(lambda: taken.append(len(steps))):
            work()
        taken.append(len(steps))
        assert all(after <= before + 1 for before, after in itertools.pairwise(taken))
        assert taken[-1] - taken[0] <= 100 * run._learner.steps_an_epoch
    assert same(run.parameters_at(99), expected)


def test_what_was_left_in_its_middle_is_begun_anew(note_dataset: Dataset) -> None:
    run = TrainingRun(note_dataset, TrainingSettings(epochs=99, batch_size=4))
    run.advance(99)
    expected = run.parameters_at(50).copy()
    run.parameters_at(98)

    def interrupt() -> None:
        raise KeyboardInterrupt

    for look in (run.parameters_at, partial(run.look_into, sample=1)):
        with breathing(interrupt), pytest.raises(KeyboardInterrupt):
            look(50)
    assert same(run.parameters_at(50), expected)
    assert run.look_into(50, 1).epoch == 51


def test_several_epochs_are_visited_exactly(
    settings: TrainingSettings, note_dataset: Dataset
) -> None:
    run = TrainingRun(note_dataset, settings)
    run.advance(90)
    run.change_learning_rate(0.05)
    run.advance(160)
    epochs = [0, 1, 40, 90, 91, 150, 200, 201, 250]
    expected = {epoch: run.parameters_at(epoch).copy() for epoch in epochs}
    found = run.visit(epochs)
    assert list(found) == epochs
    assert all(same(found[epoch], expected[epoch]) for epoch in epochs)


def test_a_run_is_left_when_its_time_is_over(note_dataset: Dataset) -> None:
    run = TrainingRun(note_dataset, TrainingSettings(epochs=100_000))
    run.advance(100_000, seconds=0)
    assert run.epoch == 1
    run.advance(100_000, seconds=0.01)
    assert 1 < run.epoch < 100_000
    assert len(run.accuracy_history) == run.epoch
    run.advance(0)
    run.advance(-5)
    assert len(run.accuracy_history) == run.epoch


def test_stored_states_are_bounded_and_every_epoch_stays_exact(
    note_dataset: Dataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run_module, "MAX_CHECKPOINT_BYTES", 100_000)
    monkeypatch.setattr(run_module, "CHECKPOINT_STEPS", 5)
    run = TrainingRun(note_dataset, TrainingSettings(epochs=500, optimizer="adam"))
    trajectory = [run.parameters.copy()]
    while not run.finished:
        run.advance(1)
        trajectory.append(run.parameters.copy())
        stored = sorted(run._checkpoints)
        assert sum(state.n_bytes for state in run._checkpoints.values()) <= 100_000
        assert len(stored) <= 100_000 / 5000  # bytes that the shuffling's generator takes alone
        gaps = {after - before for before, after in itertools.pairwise(stored)}
        assert len(gaps) <= 1  # a replay is nowhere longer than elsewhere
        assert run.epoch - stored[-1] < max(gaps, default=5)
    for epoch in range(0, 501, 7):
        assert same(run.parameters_at(epoch), trajectory[epoch])


def test_epochs_of_large_tables_are_stored_more_often() -> None:
    run = TrainingRun(drawn(0, 3000, 2, 10), TrainingSettings(epochs=40))
    run.advance(40)
    assert sorted(run._checkpoints) == [0, 20, 40]


def test_long_epochs_are_stored_more_often(note_dataset: Dataset) -> None:
    run = TrainingRun(note_dataset, TrainingSettings(epochs=40, batch_size=1))
    run.advance(40)
    assert sorted(run._checkpoints) == [0, 10, 20, 30, 40]


@pytest.mark.parametrize("n_samples", [30, 99, 100, 101, 250])
def test_no_look_back_takes_more_than_a_hundred_steps(
    n_samples: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    targets = torch.arange(n_samples) % 2
    dataset = Dataset(targets[:, None].float(), targets, ("x",), ("0", "1"))
    run = TrainingRun(dataset, TrainingSettings(epochs=7, batch_size=1))
    run.advance(7)
    steps = steps_taken(monkeypatch)
    for epoch in range(7):
        taken = len(steps)
        run.parameters_at(epoch)
        assert len(steps) <= taken + 100
