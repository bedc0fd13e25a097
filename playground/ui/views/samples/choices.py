"""What can be chosen in the view *Samples*, and what is done there."""

from playground.session.samples_fields import Cell
from playground.session.session import session

OPENING_LINE = "loss"  # of the code: what is explained first of a sample


def clicked() -> None:
    """Take over a click: on a row (``row 12``) or on a cell of the confusion matrix."""
    now = session()
    now.fields.collect()
    what, first, second = [*now.samples.said.split(), "", "", ""][:3]
    if what == "row":
        now.lines.sample = int(first) + 1
    elif what == "cell":
        cell = Cell(int(first), int(second))
        now.samples.cell = None if cell == now.samples.cell else cell
        now.samples.only_wrong = False


def show_all() -> None:
    """Show the samples of all cells of the confusion matrix again."""
    now = session()
    now.fields.collect()
    now.samples.cell = None


def explain() -> None:
    """Go to the view *Line by line* with the sample that is chosen."""
    now = session()
    now.fields.collect()
    now.page.view = "lines"
    now.lines.line = OPENING_LINE


def cell_of(chosen: Cell | None, n_classes: int) -> Cell | None:
    """The cell of the confusion matrix that was chosen, if there is such a one."""
    return chosen if chosen and max(chosen) < n_classes else None
