"""What can be chosen in the view *Samples*, and what is done there."""

from playground.session.session import session

OPENING_LINE = "loss"  # of the code: what is explained first of a sample


def choose_cell(label: int, predicted: int) -> None:
    """Show only the samples of this cell of the confusion matrix; of all, when it was chosen."""
    now = session()
    now.fields.collect()
    cell = f"{label} {predicted}"
    now.fields.set("results_cell", "" if cell == now.fields["results_cell"] else cell)
    now.fields.set("results_wrong", False)


def show_all() -> None:
    """Show the samples of all cells of the confusion matrix again."""
    now = session()
    now.fields.collect()
    now.fields.set("results_cell", "")


def explain() -> None:
    """Go to the view *Line by line* with the sample that is chosen."""
    now = session()
    now.fields.collect()
    now.fields.update({"view": "lines", "line": OPENING_LINE})


def cell_of(chosen: str, n_classes: int) -> tuple[int, int] | None:
    """The cell of the confusion matrix that was chosen, if there is such a one."""
    if not chosen:
        return None
    label, predicted = map(int, chosen.split())
    return (label, predicted) if max(label, predicted) < n_classes else None
