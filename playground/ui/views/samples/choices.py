"""What can be chosen in the view *Samples*, and what is done there."""

from playground.session.samples_fields import Cell
from playground.session.session import Session

OPENING_LINE = "loss"  # of the code: what is explained first of a sample


def clicked(session: Session) -> None:
    """Take over a click: on a row (``row 12``) or on a cell of the confusion matrix."""
    session.fields.collect()
    what, first, second = [*session.samples.said.split(), "", "", ""][:3]
    if what == "row":
        session.lines.sample = int(first) + 1
    elif what == "cell":
        cell = Cell(int(first), int(second))
        session.samples.cell = None if cell == session.samples.cell else cell
        session.samples.only_wrong = False


def show_all(session: Session) -> None:
    """Show the samples of all cells of the confusion matrix again."""
    session.fields.collect()
    session.samples.cell = None


def explain(session: Session) -> None:
    """Go to the view *Line by line* with the sample that is chosen."""
    session.fields.collect()
    session.page.view = "lines"
    session.lines.line = OPENING_LINE


def cell_of(chosen: Cell | None, n_classes: int) -> Cell | None:
    """The cell of the confusion matrix that was chosen, if there is such a one."""
    return chosen if chosen and max(chosen) < n_classes else None
