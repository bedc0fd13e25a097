"""The lines that the note's script prints."""

from playground.core.run import TrainingRun
from playground.sharing.script_training import LOG_EVERY


def log_lines(run: TrainingRun) -> list[str]:
    """The lines up to the last epoch computed; a learning rate changed in mid-run has its own."""
    entries: list[tuple[int, str]] = []  # epoch, line
    for epoch in range(LOG_EVERY, run.epoch + 1, LOG_EVERY):
        loss = run.loss_history[epoch - 1]
        entries.append((epoch, f"Epoch [{epoch}/{run.settings.epochs}], Loss: {loss:.4f}"))
    for epoch, rate in run.learning_rate_changes:
        entries.append((epoch, f"Learning rate {rate:g} from epoch {epoch + 1}"))
    lines = [line for _, line in sorted(entries, key=lambda entry: entry[0])]
    if run.finished and not run.diverged:
        lines.append("Training complete.")
    return lines
