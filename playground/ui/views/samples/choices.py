"""What can be chosen in the view *Samples*, and what is done there."""

from playground.session.session import Session
from playground.session.view_fields import Cell

OPENING_LINE = "loss"  # of the code: what is explained first of a sample


def choose_cell(session: Session, label: int, predicted: int) -> None:
    """Show only the samples of this cell of the confusion matrix; of all, when it was chosen."""
    cell = Cell(label, predicted)
    session.samples.cell = None if cell == session.samples.cell else cell
    session.samples.only_wrong = False


def show_all(session: Session) -> None:
    """Show the samples of all cells of the confusion matrix again."""
    session.samples.cell = None


def explain(session: Session) -> None:
    """Go to the view *Line by line* with the sample that is chosen."""
    session.page.view = "lines"
    session.lines.line = OPENING_LINE
