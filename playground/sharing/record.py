"""What happened in a run, epoch by epoch, as a table to compute on."""

import pandas as pd

from playground.core.run import TrainingRun


def record(run: TrainingRun) -> pd.DataFrame:
    """A row for each epoch computed: its number, loss, accuracy and learning rate.

    Loss and accuracy are those before the epoch's step, as the log prints them; with held-out
    samples, theirs beside them. Accuracies are shares from 0 to 1.
    """
    rates = {0: run.settings.learning_rate, **dict(run.learning_rate_changes)}
    columns = {
        "epoch": list(range(1, run.epoch + 1)),
        "loss": run.loss_history,
        "accuracy": run.accuracy_history,
    }
    if run.prepared.held_out:
        columns |= {
            "test_loss": run.held_out_loss_history,
            "test_accuracy": run.held_out_accuracy_history,
        }
    of_epochs = pd.Series(rates, dtype=float).reindex(range(run.epoch), method="ffill")
    return pd.DataFrame(columns | {"learning_rate": of_epochs})


def record_of_parameters(run: TrainingRun) -> pd.DataFrame:
    """`record`, and what W and b are after each epoch: ``W[0][1]`` for class 0 and feature 1."""
    again = TrainingRun(run.dataset, run.settings)
    again.plan_learning_rates(run.learning_rate_changes)
    rows = []
    for _ in range(run.epoch):
        again.advance(1)
        weight, bias = again.parameters
        rows.append([*weight.flatten().tolist(), *bias.tolist()])
    n_classes, n_features = run.dataset.n_classes, run.dataset.n_features
    names = [f"W[{row}][{column}]" for row in range(n_classes) for column in range(n_features)]
    names += [f"b[{row}]" for row in range(n_classes)]
    return record(run).join(pd.DataFrame(rows, columns=names, dtype=float))


def to_csv(table: pd.DataFrame) -> bytes:
    """The table as UTF-8, each number with as many digits as make it the same when read back."""
    return table.to_csv(index=False, lineterminator="\n").encode()
