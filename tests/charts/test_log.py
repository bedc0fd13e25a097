from playground.charts.log import log_lines
from playground.core.dataset import Dataset
from playground.core.run import TrainingRun
from playground.core.settings import TrainingSettings


def run_of(dataset: Dataset, epochs: int, **settings: float) -> TrainingRun:
    run = TrainingRun(dataset, TrainingSettings(**settings))  # type: ignore[arg-type]
    run.advance(epochs)
    return run


def test_the_log_is_the_note_s(note: dict, note_dataset: Dataset) -> None:
    losses = note["runs"][0]["loss_at_epoch"]
    expected = [
        f"Epoch [{epoch}/1000], Loss: {losses[str(epoch)]:.4f}" for epoch in range(100, 1001, 100)
    ]
    assert log_lines(run_of(note_dataset, 1000)) == [*expected, "Training complete."]


def test_a_run_in_mid_way_does_not_say_it_is_complete(note_dataset: Dataset) -> None:
    run = run_of(note_dataset, 150)
    assert log_lines(run) == [f"Epoch [100/1000], Loss: {run.loss_history[99]:.4f}"]


def test_a_run_that_diverged_does_not_say_it_is_complete(note_dataset: Dataset) -> None:
    wild = Dataset(note_dataset.features * 1e36, note_dataset.targets, ("a", "b", "c"), ("0", "1"))
    run = run_of(wild, 1000, learning_rate=1000.0)
    assert run.diverged
    assert "Training complete." not in log_lines(run)


def test_a_learning_rate_changed_in_mid_run_has_a_line_in_its_place(note_dataset: Dataset) -> None:
    run = run_of(note_dataset, 150)
    run.change_learning_rate(0.5)
    run.advance(50)
    assert log_lines(run)[1:] == [
        "Learning rate 0.5 from epoch 151",
        f"Epoch [200/1000], Loss: {run.loss_history[199]:.4f}",
    ]
