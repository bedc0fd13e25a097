"""What a visitor can do: each function is one act, complete before anything is drawn."""

from collections.abc import Callable, Sequence
from typing import Any

import pandas as pd

from playground.core.experiment import Experiment
from playground.core.insight.guess import read_guess
from playground.core.insight.remarks import Remark
from playground.core.model import Parameters
from playground.core.parameters_text import parameters_text
from playground.core.problem import remark
from playground.core.settings import GIVEN_WEIGHTS, RANDOM_WEIGHTS
from playground.session.kept_history import StepMissing
from playground.session.session import (
    QUERY_TABLE,
    TABLES,
    TRAINING_TABLE,
    Session,
    close_popover,
    start_afresh,
)
from playground.session.view_fields import Entry
from playground.session.walk import LAST, line_after, line_that_made, part_of
from playground.sharing.examples import Example
from playground.sharing.link import SavedExperiment
from playground.tables.cells import rows_of
from playground.tables.document import Document
from playground.tables.precision import subtracted
from playground.tables.reading import filled_rows
from playground.tables.shape import Rename, follow_features, reshaped


def do(session: Session, act: Callable[..., None], *args: Any, **told: Any) -> None:
    """Do an act; what was typed just before it is taken over first, as a step of its own."""
    session.collect()
    act(session, *args, **told)


# --- the tables -------------------------------------------------------------------------------


def load_example(session: Session, example: Example) -> None:
    """Begin its experiment: tables and settings, which are one step to undo."""
    session.fields.update(example.settings())
    tables = session.tables
    tables.load(TRAINING_TABLE, example.samples())
    tables.load(QUERY_TABLE, example.test_samples())
    close_popover("gallery")


def load_samples(session: Session, frame: pd.DataFrame) -> None:
    """Replace the samples; the test table follows their features."""
    tables = session.tables
    tables.load(QUERY_TABLE, follow_features(tables.table(QUERY_TABLE), frame))
    tables.load(TRAINING_TABLE, frame)


def reshape(session: Session, features: Sequence[Rename], classes: Sequence[Rename]) -> None:
    """Give both tables these features and classes."""
    before = session.read_input().samples.dataset
    frames = reshaped(*session.frames, features, classes)
    for name, frame in zip(TABLES, frames, strict=True):
        session.tables.load(name, frame)
    after = session.read_input().samples.dataset
    if before is not None and after is not None:
        session.manual_parameters.follow_names(before, after, features, classes)


def open_experiment(session: Session, saved: SavedExperiment) -> None:
    """Go on with the experiment of a file; it is one step, which can be undone."""
    session.load(saved)
    session.history.record(session.document)


def fill(session: Session, panel: str) -> None:
    """Have a panel, or the stage, fill the page; none of them with ""."""
    session.page.filled = panel


def renew_editors(session: Session) -> None:
    """Begin the tables' editors anew: they keep the headings and the size of type they had."""
    session.tables.fold(*TABLES)
    session.manual_parameters.renew()


def show_qr_code(session: Session, link: str) -> None:
    """Have the code shown in place of the popover with its button."""
    session.qr_link = link
    close_popover("share")
    close_maker(session)


def close_maker(session: Session) -> None:
    """Close the dialog that makes a lesson, as for another: the page can have but one."""
    session.draft.is_open = False


# --- the settings -----------------------------------------------------------------------------


def apply_remedy(session: Session, remark: Remark) -> None:
    """Set what a remark advises; it is one step, which can be undone."""
    if not session.playback.is_under_way:
        session.fields.set(remark.setting, remark.value)


def subtract(session: Session, column: str, number: str) -> None:
    """Subtract a number from a feature of all samples and test vectors."""
    tables = session.tables
    for name in (TRAINING_TABLE, QUERY_TABLE):
        if column in tables.table(name) and not session.playback.is_under_way:
            tables.load(name, subtracted(tables.table(name), column, number))


# --- W and b ----------------------------------------------------------------------------------


def edit_parameters(session: Session) -> None:
    """Show W and b as a table to edit, or as they were."""
    session.page.editing = not session.page.editing


def draw_parameters(session: Session) -> None:
    """Begin with what the seed draws again, in place of W and b of one's own."""
    session.fields.set("initial_weights", RANDOM_WEIGHTS)


def open_parameters(
    session: Session, parameters: Parameters, standardise: bool, samples: pd.DataFrame | None
) -> None:
    """Begin with these W and b; ``samples`` replace those on the page, which had other names."""
    if samples is not None:
        load_samples(session, samples)
    start = {"start": parameters_text(parameters), "initial_weights": GIVEN_WEIGHTS}
    session.fields.update({**start, "standardise": standardise})


# --- what is guessed first --------------------------------------------------------------------


def switch_guess(session: Session) -> None:
    """Have Train ask for a guess before it starts, or no longer; a lesson decides it itself."""
    if not session.guessing.fixed:
        session.guessing.fields.first = not session.guessing.fields.first


def look_where_to_guess(session: Session) -> None:
    """Show the plane, if that is where the guess is to be drawn."""
    if session.guessing.fields.kind == "border":
        session.page.view, session.decision.picture = "decision", "plane"


def skip_guess(session: Session) -> None:
    """Start the run without a guess."""
    experiment = _locked_input(session)
    if experiment is not None:
        session.guessing.leave(None)
        session.playback.show(experiment.start(), playing=True)


# --- line by line ----------------------------------------------------------------------------


def next_line(session: Session) -> None:
    """Go on to the line that comes next when the code runs; past `step` an epoch has passed."""
    line, epoch, run = session.explained.line, session.playback.shown_epoch, session.run
    is_over = epoch == run.epoch and run.finished
    if line.topic == LAST and not is_over and not session.playback.is_playing:
        if epoch < run.epoch:
            session.playback.fields.epoch = epoch + 1
        elif session.is_trainable:
            step(session)
        else:
            return
        epoch += 1
        is_over = epoch >= session.run.settings.epochs
    session.lines.line = line_after(session.explained.code, line, epoch, is_over)


def open_number(session: Session, name: str, row: int, column: int) -> None:
    """Open the line that made a number, which stands there in W, b or the table it is in.

    A weight, as long as one is to be guessed, is the guess.
    """
    if name == "W" and session.guessing.awaits("weight"):
        session.fields.set("guess_weight", (row + 1, column + 1))
        return
    if name.startswith("test_"):  # of the answers to test vectors
        line = "probabilities" if name == "test_p" else "test_logits"
        session.lines.vector = row + 1
    else:
        line = line_that_made(name, session.playback.shown_epoch)
    if name.removeprefix("test_") in ("z", "p", "dz"):  # a number for each class
        session.lines.pixel_class = column
    if part := part_of(name):
        session.lines.parameter = Entry(part, row, column)
        session.lines.pixel_class = row
        if session.page.view == "lines" and session.explained.line.topic in ("backward", LAST):
            line = session.explained.line.topic
    session.page.view = "lines"
    session.lines.line = line


def answer_quiz(session: Session) -> None:
    """Take an answer to the quiz; the field is empty again for the next one if it was right."""
    session.quiz.check(session.lines.quiz_answer)
    if not session.quiz.is_wrong:
        session.lines.quiz_answer = ""


# --- decision ---------------------------------------------------------------------------------


def select_sample(session: Session, number: int) -> None:
    """Show all that is said of one sample of this one, counted from 1."""
    session.lines.sample = number


def open_sample(session: Session) -> None:
    """Explain the sample that is selected line by line."""
    session.page.view = "lines"


def add_sample(session: Session, values: Sequence[float]) -> None:
    """Add a row of these values, of the class chosen, to the training table.

    As long as a border is to be guessed, they are a point of it.
    """
    if session.guessing.awaits("border"):
        session.guessing.point(tuple(map(float, values)))
        return
    names = session.run.dataset.class_names
    _add_sample(
        session, [*map(str, values), names[min(session.decision.new_class, len(names) - 1)]]
    )


def _add_sample(session: Session, row: list[str]) -> None:
    """Add a row of these cells, if the table is not locked and has as many columns."""
    if session.playback.is_under_way:
        return
    table = session.tables.table(TRAINING_TABLE)
    if len(row) == len(table.columns):
        added = pd.DataFrame([row], columns=table.columns, dtype=object)
        session.tables.load(TRAINING_TABLE, pd.concat([table, added], ignore_index=True))


def move_sample(session: Session, number: int, values: Sequence[float]) -> None:
    """Give the features of a sample other values."""
    if session.playback.is_under_way:
        return
    tables = session.tables
    table = tables.table(TRAINING_TABLE).copy()
    row = filled_rows(table)[number - 1 : number]
    if row and len(table.columns) == len(values) + 1:
        table.iloc[row[0], : len(values)] = list(map(str, values))
        tables.load(TRAINING_TABLE, table)


# --- the pad ----------------------------------------------------------------------------------


def write(session: Session, row: int, values: Sequence[float], said: int) -> None:
    """Give the test vector in a row of its table, from 1, the pixels that were written.

    ``said``: the number of what was written, by which the pad knows that it was heard.
    """
    session.pad.heard = said
    table = session.tables.table(QUERY_TABLE)
    if len(values) == len(table.columns):
        rows = rows_of(table)
        rows[row - 1 : row] = [list(map(str, values))]  # a new one, if there is none
        session.tables.load(QUERY_TABLE, pd.DataFrame(rows, columns=table.columns, dtype=object))


def add_written(session: Session, row: int) -> None:
    """Add the test vector in a row of its table as a sample, with the label chosen."""
    _add_sample(session, [*rows_of(session.tables.table(QUERY_TABLE))[row - 1], session.pad.label])


# --- undo and redo ----------------------------------------------------------------------------


def undo(session: Session) -> None:
    if session.can_undo:
        _go(session, session.history.undo)


def redo(session: Session) -> None:
    if session.can_redo:
        _go(session, session.history.redo)


def go_back(session: Session) -> None:
    """Bring back what could be drawn last; the note's experiment, when nothing could."""
    drawn = session.drawn
    if drawn is None:
        start_afresh()
        return
    session.history.record(drawn)
    _bring_back(session, drawn)
    reset(session)


def _go(session: Session, step: Callable[[], Document]) -> None:
    try:
        _bring_back(session, step())
    except StepMissing as missing:
        session.notices["samples"] = [remark(missing.code)]


def _bring_back(session: Session, document: Document) -> None:
    for name, state in document.tables.items():
        session.tables.load(name, state.table())
    session.fields.update(document.settings)
    guess = read_guess(document.guess)
    if guess and guess == session.playback.guess:  # the run on screen was begun with it
        session.guessing.leave(guess)
    else:
        session.guessing.hold(guess)
    session.history.present = session.document  # the same values in tables made anew


# --- the run ----------------------------------------------------------------------------------


def train(session: Session) -> None:
    """Start from the initial weights on the table as it is, once there is a guess if one is due."""
    experiment, guessing = _locked_input(session), session.guessing
    if experiment is None:
        return
    n_vectors = len(session.read_input().query_vectors.rows)
    if not guessing.fields.first or guessing.is_answered(experiment.dataset, n_vectors):
        session.playback.show(experiment.start(), playing=True, guess=guessing.take())
    elif session.playback.state != "running":  # the second click of two means what the first does
        guessing.ask()
        look_where_to_guess(session)


def pause(session: Session) -> None:
    session.playback.pause()


def resume(session: Session) -> None:
    """Go on from where the run stands, with the learning rate as it is now."""
    if _locked_input(session) is not None:
        run = session.run
        if session.guessing.is_asking:  # of another run
            session.guessing.leave(session.playback.guess)
        run.change_learning_rate(session.fields["learning_rate"])
        session.playback.is_playing = not run.finished


def step(session: Session) -> None:
    """Have one epoch computed; before the first, of the table and settings as they are."""
    experiment = _locked_input(session)
    if experiment is not None:
        playback = session.playback
        if not playback.is_under_way:
            playback.show(experiment.start(), guess=session.guessing.take())
        playback.run.change_learning_rate(session.fields["learning_rate"])
        playback.step()


def reset(session: Session) -> None:
    """Back to epoch 0, with the table and settings as they are."""
    run = session.run
    fresh = _locked_input(session) or Experiment(run.dataset, run.settings)
    session.playback.show(fresh.start())
    session.guessing.is_asked = False


def _locked_input(session: Session) -> Experiment | None:
    """What is to be trained, as typed up to this click, which locks the settings."""
    return None if session.manual_parameters.problems else session.read_input().experiment
