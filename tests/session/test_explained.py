"""What the view *Line by line* explains follows from what was chosen, as far as there is that."""

from dataclasses import replace

import pytest
import torch

from playground.core.pace import breathing
from playground.core.run import TrainingRun
from playground.core.settings import TrainingSettings
from playground.session.explained import Answers, Explained
from playground.session.fields import Fields
from playground.session.view_fields import LinesFields
from playground.sharing.examples import note_dataset
from playground.tables.reading import QueryReading
from playground.texts import Texts

VECTORS = QueryReading(torch.tensor([[0.5, 5.0, 500.0], [3.0, 5.0, 4.0]]), [1, 2], [])
CHOSEN = {"line": "loss", "sample": 1, "vector": 1, "question": "loss_value"}


def of(**chosen: object) -> LinesFields:
    return LinesFields(Fields({}, CHOSEN | chosen))


def explained(epoch: int = 3, vectors: QueryReading = VECTORS, **chosen: object) -> Explained:
    run = TrainingRun(note_dataset(), TrainingSettings(epochs=10))
    run.advance(5)
    return Explained(run, epoch, of(**chosen), vectors, Texts("en"))


def found(answers: Answers, asked: Explained) -> object:
    return answers.find(asked)


@pytest.mark.parametrize(("typed", "sample"), [(1, 0), (10, 9), (11, 9)])
def test_the_sample_is_one_that_the_run_has(typed: int, sample: int) -> None:
    assert explained(sample=typed).sample == sample


@pytest.mark.parametrize(("typed", "row"), [(1, 0), (2, 1), (3, 1)])
def test_the_vector_is_one_that_the_table_has(typed: int, row: int) -> None:
    vector = explained(vector=typed).vector
    assert vector is not None
    assert torch.equal(vector, VECTORS.features[row])


@pytest.mark.parametrize(("n_vectors", "n_features"), [(0, 3), (2, 4)])
def test_there_is_no_vector_without_rows_or_of_other_features(
    n_vectors: int, n_features: int
) -> None:
    features = torch.zeros(n_vectors, n_features)
    without = explained(vectors=QueryReading(features, list(range(n_vectors)), []))
    assert (without.vector, without.vector_number, len(without.vectors)) == (None, 0, 0)
    assert not any("test_samples" in line.code for line in without.code)


@pytest.mark.parametrize(("line", "question"), [("loss", "loss_value"), ("step", None)])
def test_a_question_is_asked_of_its_own_line_only(line: str, question: str | None) -> None:
    assert explained(line=line).question == question


def test_an_answer_is_found_once_for_as_long_as_it_is_true() -> None:
    asked, answers = explained(), Answers()
    first = found(answers, asked)
    assert first is not None
    assert found(answers, replace(asked)) is first
    others = [
        replace(asked, epoch=4),
        replace(asked, lines=of(sample=2)),
        replace(asked, lines=of(vector=2)),
        replace(asked, run=explained().run),
    ]
    for other in others:
        first = found(answers, asked)
        assert found(answers, other) is not first
    first = found(answers, asked)
    asked.run.advance(1)
    assert found(answers, asked) is not first


def test_an_answer_about_the_code_needs_no_vector() -> None:
    without = explained(vectors=QueryReading(torch.zeros(0, 3), [], []))
    assert found(Answers(), without) == found(Answers(), explained())


def test_nothing_is_answered_where_nothing_is_asked() -> None:
    assert found(Answers(), explained(question=None)) is None


def test_others_get_their_turn_while_other_runs_are_computed() -> None:
    asked = explained(line="zero_grad", question="without_zero_grad")
    asked.run.advance(5)
    rests: list[None] = []
    with breathing(lambda: rests.append(None)):
        Answers().find(asked)
    assert rests


@pytest.mark.parametrize("is_held_out", [False, True])
def test_a_question_is_answered_for_the_sample_in_its_batch_or_for_none(
    is_held_out: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = TrainingRun(note_dataset(), TrainingSettings(epochs=10, test_share=0.3))
    rows = run.prepared.held_out_rows if is_held_out else run.prepared.training_rows
    run.advance(3)
    asked = Explained(run, 3, of(sample=int(rows[1]) + 1), VECTORS, Texts("en"))
    places: list[int | None] = []
    monkeypatch.setattr("playground.session.explained.answer", lambda *told: places.append(told[3]))
    Answers().find(asked)
    assert places == ([None] if is_held_out else [asked.step.rows.tolist().index(1)])
