"""What is said around the loop: shapes, counts, rows and losses are those of the experiment."""

import re

import pytest

from playground.charts.log import log_lines
from playground.charts.looks import LIGHT
from playground.core.run import TrainingRun
from playground.core.settings import TrainingSettings
from playground.sharing.examples import note_dataset
from playground.texts import Texts
from playground.ui.views.lines.lesson import Lesson
from playground.ui.views.lines.numbers import MAX_NUMBERS, _listed, numbers_of, where
from playground.ui.views.lines.parts import class_mark

TEXTS = Texts("en")


def lesson(epoch: int = 200, sample: int = 0, vector: int = 1, **chosen: object) -> Lesson:
    """Of the note's samples, which are the test vectors, too."""
    settings = TrainingSettings(**{"epochs": 250, **chosen})  # type: ignore[arg-type]
    run = TrainingRun(note_dataset(), settings)
    run.advance(250)
    step = run.look_into(epoch, sample)
    vectors, parameter = run.dataset.features, ("weight", 0, 0)
    return Lesson(run, epoch, step, sample, vectors, vector, parameter, TEXTS, LIGHT)


def words(html: str) -> str:
    """As one reads them; cells are apart."""
    return re.sub(r"\s+", " ", re.sub("<[^>]*>", " ", html)).strip()


def test_the_module_has_the_numbers_of_its_parameters() -> None:
    said = words(numbers_of("module", lesson()))
    assert said == "name shape numbers fc.weight [2, 3] 6 fc.bias [2] 2 together 8"


def test_each_class_has_its_index_and_the_count_of_its_samples() -> None:
    found = lesson()
    rows = re.findall("<tr>(.*?)</tr>", numbers_of("targets", found))[1:]
    marks = [class_mark(found, index) for index in (0, 1)]
    counts = found.dataset.targets.bincount().tolist()
    assert [words(row) for row in rows] == [
        words(f"{mark} {index} {count}")
        for index, (mark, count) in enumerate(zip(marks, counts, strict=True))
    ]


def test_x_and_y_are_said_with_their_shapes() -> None:
    assert "X [10, 3] , float32" in words(numbers_of("features", lesson()))
    assert "y [10] , int64" in words(numbers_of("targets", lesson()))


def test_the_samples_held_out_are_told_by_their_rows() -> None:
    found = lesson(test_share=0.3)
    rows = ", ".join(str(row + 1) for row in found.run.prepared.held_out_rows.tolist())
    assert words(numbers_of("split", found)) == f"3 samples are held out: {rows}"


def test_the_batch_is_told_by_the_rows_of_its_samples() -> None:
    found = lesson(sample=4, batch_size=4, test_share=0.2)
    training = found.run.prepared.training_rows.tolist()
    rows = [training[row] + 1 for row in found.step.rows.tolist()]
    batch, batches = found.step.batch + 1, found.step.n_batches
    said = f"Epoch 201, batch {batch} of {batches}: samples {', '.join(map(str, rows))}"
    assert words(numbers_of("batches", found)) == said
    assert f"batch {batch} of {batches}" in where("step", found)


@pytest.mark.parametrize(("epoch", "printed"), [(99, 0), (100, 100), (199, 100), (200, 200)])
def test_what_was_printed_last_is_a_line_of_the_log(epoch: int, printed: int) -> None:
    found = lesson(epoch)
    said = words(numbers_of("print", found))
    if not printed:
        assert said == "Nothing printed yet: a line comes every 100 epochs."
        return
    line = next(line for line in log_lines(found.run) if f"[{printed}/250]" in line)
    loss = found.run.loss_history[printed - 1]
    assert said.startswith(f"{line} Printed after epoch {printed}. Its loss is exactly {loss:.9g}")


def test_the_optimizer_says_its_rate_and_how_many_numbers_it_moves() -> None:
    said = words(numbers_of("optimizer", lesson(learning_rate=0.05)))
    assert said == "Learning rate 0.05 ; it moves 8 numbers."


def test_it_is_said_how_far_the_run_is() -> None:
    assert words(numbers_of("epochs", lesson())) == "200 of 250 epochs are done."


@pytest.mark.parametrize(
    ("weights", "said"), [("zero", "All zero"), ("random", "−1/√3 = −0.5774 and 0.5774, by seed 3")]
)
def test_it_is_said_where_the_first_parameters_come_from(weights: str, said: str) -> None:
    assert said in words(numbers_of("linear", lesson(initial_weights=weights, seed=3)))


@pytest.mark.parametrize("topic", ["forward", "logits", "loss", "backward"])
def test_a_line_of_one_sample_says_which(topic: str) -> None:
    x = "x = (0.4, 0.5, 0.6), label ■ 1"
    assert words(where(topic, lesson(sample=1))) == f"Sample 2: {x} · epoch 200 → 201"


@pytest.mark.parametrize("topic", ["zero_grad", "step"])
def test_a_line_of_the_batch_says_the_epoch(topic: str) -> None:
    assert words(where(topic, lesson())) == "epoch 200 → 201"


@pytest.mark.parametrize("topic", ["zero_grad", "backward", "step"])
def test_beyond_the_last_epoch_it_is_said_that_the_step_is_not_taken(topic: str) -> None:
    assert TEXTS("lesson_beyond") in where(topic, lesson(250))
    assert TEXTS("lesson_beyond") not in where(topic, lesson(249))
    assert TEXTS("lesson_beyond") not in where("logits", lesson(250))


def test_a_held_out_sample_is_said_to_be_one_and_has_no_share() -> None:
    found = lesson(test_share=0.3)
    held_out = int(found.run.prepared.held_out_rows[0])
    found = lesson(sample=held_out, test_share=0.3)
    assert TEXTS("lesson_held_out_mark") in where("loss", found)
    assert TEXTS("lesson_held_out_mark") not in where("step", found)
    assert TEXTS("lesson_held_out") in numbers_of("backward", found)


def test_a_vector_is_told_as_it_was_typed() -> None:
    assert (
        words(where("test_logits", lesson(vector=4))) == "Vector 4: x = (10, 11, 102) · epoch 200"
    )


@pytest.mark.parametrize("topic", ["test_logits", "probabilities", "predicted_class", "answer"])
def test_without_a_test_vector_it_is_said_how_to_get_one(topic: str) -> None:
    assert numbers_of(topic, lesson(vector=0)) == f"<p>{TEXTS('no_test_rows')}</p>"
    assert where(topic, lesson(vector=0)) == ""


def test_the_mean_is_written_out_with_the_sample_s_own_loss_marked() -> None:
    found = lesson(sample=2)
    said = numbers_of("loss", found)
    terms = words(said).split("batch: (")[1].split(") / 10")[0].split(" + ")
    losses = found.step.sample_losses.tolist()
    assert [float(term) for term in terms] == pytest.approx(losses, rel=0.01, abs=1e-30)
    assert f"<mark>{terms[2]}</mark>" in said
    assert said.count("<mark>") == 1


def test_where_p_is_too_small_for_float32_the_loss_is_explained_by_the_logits() -> None:
    tried = (lesson(epoch=1, sample=row, learning_rate=100.0) for row in range(10))
    found = next(each for each in tried if each.forward.probabilities[each.label] == 0)
    said = words(numbers_of("loss", found))
    shifted = found.forward.logits - found.forward.logits.max()
    assert f"log 1.000 − ({shifted[found.label].item():.4g})" in said
    assert "−log 0 " not in said


def test_the_products_of_a_class_add_up_to_its_logit() -> None:
    rows = re.findall("<tr>(.*?)</tr>", numbers_of("forward", lesson(sample=3)))[1:]
    for row in rows:
        *terms, logit = (float(words(bold)) for bold in re.findall("<b>(.*?)</b>", row))
        assert sum(terms) == pytest.approx(logit, rel=1e-2)


@pytest.mark.parametrize("kind", ["training", "test"])
@pytest.mark.parametrize("topic", ["loss", "step", "zero_grad"])
def test_the_batch_is_named_where_there_are_several_and_the_line_is_of_one(
    kind: str, topic: str
) -> None:
    chosen: dict = {"epoch": 2, "epochs": 3, "test_share": 0.3, "batch_size": 3}
    prepared = lesson(**chosen).run.prepared
    sample = int((prepared.held_out_rows if kind == "test" else prepared.training_rows)[0])
    found = lesson(sample=sample, **chosen)
    batch = TEXTS("lesson_where_batch", batch=found.step.batch + 1, batches=3)
    assert (batch in where(topic, found)) is (kind == "training" or topic != "loss")
    assert "batch" not in where(topic, lesson(sample=sample, **chosen | {"batch_size": 0}))


@pytest.mark.parametrize("n", [MAX_NUMBERS, MAX_NUMBERS + 1])
def test_of_many_features_the_first_are_told(n: int) -> None:
    values = [float(at) for at in range(1, n + 1)]
    whole = ", ".join(map(str, range(1, n + 1)))
    assert _listed(values) == (whole if n == MAX_NUMBERS else whole.rpartition(", ")[0] + ", …")


@pytest.mark.parametrize("topic", ["imports", "seed", "complete", "zero_grad"])
def test_other_lines_are_of_no_sample(topic: str) -> None:
    assert "Sample" not in where(topic, lesson())
    assert (where(topic, lesson()) == "") is (topic != "zero_grad")


def test_a_sample_is_told_with_the_index_of_its_label() -> None:
    found = lesson(sample=1)
    assert TEXTS("lesson_label", label=class_mark(found, 1), index=1) in numbers_of(
        "samples", found
    )


def test_standardising_is_written_out() -> None:
    found = lesson(standardise=True)
    rows = re.findall("<tr>(.*?)</tr>", numbers_of("standardise", found))
    assert [words(row).split(" ")[0] for row in rows] == ["x1", "x", "−", "/", "="]
