"""What is said around the loop: shapes, counts, rows and losses are those of the experiment."""

import html
from dataclasses import replace

import pytest
import torch

from playground.charts.log import log_lines
from playground.charts.looks import MAX_NAME
from playground.texts import LANGUAGES, Texts
from playground.ui.views.lines.numbers import numbers_of, where
from playground.ui.views.lines.parts import escaped
from tests.ui.views.lines.explained import TEXTS, of_note, of_three_classes, tables, words


@pytest.mark.parametrize(
    ("topic", "said"),
    [
        ("module", "name shape numbers fc.weight [2, 3] 6 fc.bias [2] 2 together 8"),
        ("optimizer", "Learning rate 0.05 ; it moves 8 numbers."),
        ("epochs", "200 of 250 epochs are done."),
    ],
)
def test_module_optimizer_and_loop_say_their_numbers(topic: str, said: str) -> None:
    assert words(numbers_of(topic, of_note(learning_rate=0.05))) == said


def test_each_class_has_its_index_and_the_count_of_its_samples() -> None:
    ((_, *rows),) = tables(numbers_of("targets", of_note()))
    assert rows == [["● 0", "0", "5"], ["■ 1", "1", "5"]]


def test_x_and_y_are_said_with_their_shapes_and_a_label_with_its_index() -> None:
    assert "X [10, 3] , float32" in words(numbers_of("features", of_note()))
    assert "y [10] , int64" in words(numbers_of("targets", of_note()))
    label = TEXTS("explained_label", label="■ 1", index=1)
    assert words(numbers_of("samples", of_note(sample=1))).endswith(words(label))


def test_the_samples_held_out_are_told_by_their_rows() -> None:
    found = of_note(test_share=0.3)
    rows = ", ".join(str(row + 1) for row in found.run.prepared.held_out_rows.tolist())
    assert words(numbers_of("split", found)) == f"3 samples are held out: {rows}"


def test_the_batch_is_told_by_the_rows_of_its_samples() -> None:
    found = of_note(sample=4, batch_size=4, test_share=0.2)
    training = found.run.prepared.training_rows.tolist()
    rows = [training[row] + 1 for row in found.step.rows.tolist()]
    batch, batches = found.step.batch + 1, found.step.n_batches
    said = f"Epoch 201, batch {batch} of {batches}: samples {', '.join(map(str, rows))}"
    assert words(numbers_of("batches", found)) == said
    assert f"batch {batch} of {batches}" in where("step", found)


@pytest.mark.parametrize(("epoch", "printed"), [(99, 0), (100, 100), (199, 100), (200, 200)])
def test_what_was_printed_last_is_a_line_of_the_log(epoch: int, printed: int) -> None:
    found = of_note(epoch)
    said = words(numbers_of("print", found))
    if not printed:
        assert said == "Nothing printed yet: a line comes every 100 epochs."
        return
    line = next(line for line in log_lines(found.run) if f"[{printed}/250]" in line)
    loss = found.run.loss_history[printed - 1]
    assert said.startswith(f"{line} Printed after epoch {printed}. Its loss is exactly {loss:.9g}")


@pytest.mark.parametrize(
    ("weights", "said"), [("zero", "All zero"), ("random", "−1/√3 = −0.5774 and 0.5774, by seed 3")]
)
def test_it_is_said_where_the_first_parameters_come_from(weights: str, said: str) -> None:
    assert said in words(numbers_of("linear", of_note(initial_weights=weights, seed=3)))


OF_A_SAMPLE = "Sample 2: x = (0.4, 0.5, 0.6), label ■ 1 · epoch 200 → 201"


@pytest.mark.parametrize(
    ("topics", "said"),
    [
        (("forward", "logits", "loss", "backward"), OF_A_SAMPLE),
        (("zero_grad", "step"), "epoch 200 → 201"),
        (("test_logits", "answer"), "Vector 4: x = (10, 11, 102) · epoch 200"),
        (("imports", "seed", "complete"), ""),
    ],
)
def test_a_line_says_which_sample_epoch_or_vector_it_is_of(topics: tuple, said: str) -> None:
    for topic in topics:
        assert words(where(topic, of_note(sample=1, vector=4))) == said


@pytest.mark.parametrize("topic", ["zero_grad", "backward", "step"])
def test_beyond_the_last_epoch_it_is_said_that_the_step_is_not_taken(topic: str) -> None:
    assert TEXTS("explained_beyond") in where(topic, of_note(250))
    assert TEXTS("explained_beyond") not in where(topic, of_note(249))
    assert TEXTS("explained_beyond") not in where("logits", of_note(250))


def test_a_held_out_sample_is_said_to_be_one_and_has_no_share() -> None:
    found = of_note(test_share=0.3)
    held_out = int(found.run.prepared.held_out_rows[0])
    found = of_note(sample=held_out, test_share=0.3)
    assert TEXTS("explained_held_out_mark") in where("loss", found)
    assert TEXTS("explained_held_out_mark") not in where("step", found)
    assert TEXTS("explained_held_out") in numbers_of("backward", found)


@pytest.mark.parametrize("topic", ["test_logits", "probabilities", "predicted_class", "answer"])
def test_without_a_test_vector_it_is_said_how_to_get_one(topic: str) -> None:
    without = of_note(vectors=torch.empty(0, 3))
    assert numbers_of(topic, without) == f"<p>{TEXTS('no_test_rows')}</p>"
    assert where(topic, without) == ""


def test_where_p_is_too_small_for_float32_the_loss_is_explained_by_the_logits() -> None:
    tried = (of_note(epoch=1, sample=row, learning_rate=100.0) for row in range(10))
    found = next(each for each in tried if each.forward.probabilities[each.label] == 0)
    said = words(numbers_of("loss", found))
    shifted = found.forward.logits - found.forward.logits.max()
    assert f"log 1.000 − ({shifted[found.label].item():.4g})" in said
    assert "−log 0 " not in said


@pytest.mark.parametrize("kind", ["training", "test"])
@pytest.mark.parametrize("topic", ["loss", "step", "zero_grad"])
def test_the_batch_is_named_where_there_are_several_and_the_line_is_of_one(
    kind: str, topic: str
) -> None:
    chosen: dict = {"epoch": 2, "epochs": 3, "test_share": 0.3, "batch_size": 3}
    prepared = of_note(**chosen).run.prepared
    sample = int((prepared.held_out_rows if kind == "test" else prepared.training_rows)[0])
    found = of_note(sample=sample, **chosen)
    batch = TEXTS("explained_where_batch", batch=found.step.batch + 1, batches=3)
    assert (batch in where(topic, found)) is (kind == "training" or topic != "loss")
    assert "batch" not in where(topic, of_note(sample=sample, **chosen | {"batch_size": 0}))


def test_standardising_is_written_out() -> None:
    ((head, *rows),) = tables(numbers_of("standardise", of_note(standardise=True)))
    assert head == ["", "x1", "x2", "x3"]
    assert [row[0] for row in rows] == ["x", "− μ", "/ σ", "="]


def test_of_many_features_the_first_six_are_told() -> None:
    for n, more in ((6, ""), (7, ", …")):
        found = of_three_classes(n)
        x = ", ".join(f"{value:.4g}" for value in found.dataset.features[0].tolist()[:6])
        assert f"x = ({x}{more})" in where("loss", found)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        *(("x1", "x1"), ("<b>", "&lt;b&gt;"), ("x" * MAX_NAME, "x" * MAX_NAME)),
        ('petal "length" <cm>', '<span title="{whole}">{whole}</span>'),
    ],
)
def test_no_name_is_taken_for_html_and_a_long_one_is_whole_in_its_title(
    name: str, shown: str
) -> None:
    assert escaped(name) == shown.format(whole=html.escape(name))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("chosen", [{}, {"class_weights": "balanced", "standardise": True}])
def test_every_line_is_told_in_every_language_and_each_of_its_numbers_can_be_hidden(
    language: str, chosen: dict
) -> None:
    found = replace(of_note(test_share=0.2, batch_size=4, **chosen), texts=Texts(language))
    hiding = replace(found, seen=lambda number: replace(number, is_hidden=True))
    for topic in {line.topic for line in found.code if line.topic}:
        said = numbers_of(topic, found)
        assert "{" not in where(topic, found) + said
        assert "data-value" not in numbers_of(topic, hiding)
        assert numbers_of(topic, hiding).count("data-hidden") == said.count("data-value")
