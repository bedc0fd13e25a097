"""A report is one file that shows the run's own numbers, whatever things are called."""

import re

import pytest
import torch

from playground.charts.display import format_number
from playground.core.run import TrainingRun
from playground.core.settings import TrainingSettings
from playground.report.document import About, report
from playground.sharing.examples import note_dataset
from playground.sharing.script import script, source, tables
from playground.texts import LANGUAGES, Texts
from tests import plain_loop
from tests.page import note_tensors
from tests.report.pages import LINK, Page, page_of
from tests.sharing.script_cases import CASES, HOSTILE, NOTE_TESTS, finished, named

TEXTS = Texts("en")
EVERY_KIND = ("the note", "iris, split and standardised", "changes", "diverged", "hostile names")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", EVERY_KIND)
def test_it_is_one_file_without_scripts_that_points_at_nothing_but_the_page(
    name: str, language: str
) -> None:
    page = page_of(name, language)
    tags = {tag for tag, _, _ in page.elements}
    assert not tags & {"script", "link", "img", "iframe", "object", "base"}
    assert [attrs["href"] for attrs in page.attributes("a")] == [LINK]
    assert len(re.findall("https?:|url\\(|@import", page.source)) == 1
    held = {key for _, attrs, _ in page.elements for key in attrs}
    assert not {key for key in held if key.startswith("on") or key == "src"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_speaks_the_language_of_the_page(language: str) -> None:
    page, texts = page_of("iris, split and standardised", language), Texts(language)
    assert page.attributes("html")[0]["lang"] == texts("language_tag")
    keys = ("samples", "report_settings", "prediction", "report_code")
    assert {texts(key) for key in keys} <= set(page.texts("h2"))
    assert texts("learning_rate") in page.texts("th")


def test_w_b_and_predictions_are_those_of_the_plain_loop(note: dict) -> None:
    features, targets = note_tensors(note)
    plain = plain_loop.train(features, targets, 2, epochs=1000)
    page = page_of("the note")
    weight, bias = page.numbers("W"), page.numbers("b")
    assert {at: value for at, (value, _) in weight.items()} == {
        (row, column): plain.weight[row, column].item() for row in (0, 1) for column in (0, 1, 2)
    }
    assert [value for value, _ in bias.values()] == plain.bias.tolist()
    logits = torch.nn.functional.linear(torch.tensor(NOTE_TESTS), plain.weight, plain.bias)
    for name, expected in (("z", logits), ("p", logits.softmax(1))):
        found = page.numbers(name)
        assert [[found[n, row][0] for row in (0, 1)] for n in range(3)] == expected.tolist()
    assert all(text == format_number(value) for value, text in weight.values())
    answers = [texts for _, attrs, texts in page.elements if attrs.get("class") == "answer"]
    assert answers == [[str(index)] for index in logits.argmax(1).tolist()]
    assert "Epoch 1000/1000 · loss 0.2359 · accuracy 100 %" in page.texts("p")


def test_samples_are_shown_as_typed_with_label_and_predicted_class(note: dict) -> None:
    page = page_of("the note")
    shown = [text for _, text in page.numbers("x").values()]
    assert shown == [f"{value:g}" for row in note["features"] for value in row]
    rows = [re.sub(r"\s+", " ", text) for text in page.texts("tr")]
    assert len([text for text in rows if text]) > 10
    assert not any("spread evenly over the table" in text for text in page.texts("p"))


def test_the_epoch_shown_is_the_one_asked_for() -> None:
    run, page = finished("the note"), page_of("the note", epoch=200)
    assert [value for value, _ in page.numbers("b").values()] == run.parameters_at(
        200
    ).bias.tolist()
    loss = format_number(run.loss_history[199])
    assert any(text.startswith(f"Epoch 200/1000 · loss {loss}") for text in page.texts("p"))
    assert "shown" in [attrs.get("class") for attrs in page.attributes("path")]


def test_the_end_of_a_run_is_not_marked_in_its_curves() -> None:
    paths = page_of("the note").attributes("path")
    assert "shown" not in [attrs.get("class") for attrs in paths]


def test_held_out_samples_are_marked_and_measured() -> None:
    name = "iris, split and standardised"
    run, page = finished(name), page_of(name)
    loss = format_number(run.held_out_loss_history[-1])
    assert any(
        text.startswith(f"30 of 150 samples held out: loss {loss}") for text in page.texts("p")
    )
    names = {attrs["data-name"] for attrs in page.attributes("polyline")}
    assert names == {"loss", "test_loss", "accuracy", "test_accuracy"}
    shown = {row for row, _ in page.numbers("x")}
    held = len(shown & set(run.prepared.held_out_rows.tolist()))
    assert page.texts("td").count("✓") == held + 1  # and the setting


def test_standardised_features_have_mean_and_scale_and_are_predicted_with_them() -> None:
    name = "iris, split and standardised"
    run, page = finished(name), page_of(name)
    scaling = run.prepared.scaling
    assert scaling is not None
    assert [value for value, _ in page.numbers("mean").values()] == scaling.mean.tolist()
    assert [value for value, _ in page.numbers("scale").values()] == scaling.scale.tolist()
    said = TEXTS("report_standardised")
    assert said in page.texts("p")
    assert said not in page_of("the note").texts("p")
    vectors = scaling(torch.tensor(CASES[name].query_vectors()))
    logits = torch.nn.functional.linear(vectors, *run.parameters)
    found = page.numbers("z")
    assert [[found[n, k][0] for k in range(3)] for n in range(2)] == logits.tolist()


def test_changes_of_the_learning_rate_stand_in_the_settings() -> None:
    cells = page_of("changes").texts("td")
    for said in ("1 from epoch 1 on", "0.05 from epoch 101 on", "1e-05 from epoch 158 on"):
        assert said in cells


def test_the_code_is_the_script_of_the_run() -> None:
    for name in EVERY_KIND:
        code = source(script(finished(name), CASES[name].query_vectors()))
        assert page_of(name).texts("pre") == [code.rstrip("\n") + "\n"]


@pytest.mark.parametrize("name", ["the note", "iris", "many test vectors", "a large table"])
def test_the_files_that_the_code_reads_are_named(name: str) -> None:
    files = tables(finished(name), CASES[name].query_vectors())
    said = f"To run it, put beside it: {', '.join(files)} (from Share, Script)."
    assert (said in " ".join(page_of(name).texts("p"))) == bool(files)


def test_code_that_goes_further_than_the_epoch_shown_is_said_to() -> None:
    said = "The script runs to epoch 1000; the results above are from epoch 200."
    assert said in page_of("the note", epoch=200).texts("p")
    for name in ("the note", "diverged"):
        assert "The script runs" not in " ".join(page_of(name).texts("p"))


def test_what_people_call_things_stays_text() -> None:
    names = ("<script>alert(1)</script>", '"><b>x', "&amp;", *HOSTILE)
    dataset = named(torch.eye(len(names)), list(range(len(names))), names)
    run = TrainingRun(dataset, TrainingSettings(epochs=3))
    run.advance(3)
    about = About(title=names[0], remarks=names, link=LINK)
    page = Page(report(run, 3, [], about, Texts("en")).decode())
    assert "<script" not in page.source
    assert {tag for tag, _, _ in page.elements}.isdisjoint({"script", "b"})
    assert page.texts("h1") == [names[0]]
    titles = {attrs.get("title") for attrs in page.attributes("span")}
    assert names[0] in titles
    assert names[1] in page.texts("td")
    assert names[2] in page.texts("td")


def test_remarks_are_said_and_no_link_is_said_to_be_missing() -> None:
    page = page_of("the note", remarks=["slow & low"], link="")
    assert "slow & low" in page.texts("p")
    assert not page.attributes("a")
    assert any(text.startswith("This report has no link") for text in page.texts("p"))


def test_before_the_first_epoch_it_has_the_initial_weights_and_no_curves() -> None:
    run = TrainingRun(note_dataset(), TrainingSettings())
    page = Page(report(run, 0, NOTE_TESTS, About("note"), Texts("en")).decode())
    assert [value for value, _ in page.numbers("b").values()] == run.parameters.bias.tolist()
    assert not page.attributes("svg")
    assert "Epoch 0/1000" in page.texts("p")


def test_without_test_vectors_nothing_is_predicted() -> None:
    page = page_of("no test vectors")
    assert not page.numbers("z")
    assert "Prediction" not in page.texts("h2")


def test_predicted_classes_that_are_wrong_are_marked() -> None:
    run, page = finished("iris"), page_of("iris")
    rows = sorted({row for row, _ in page.numbers("x")})
    says = run.predict(run.dataset.features, run.epoch).predicted_class
    wrong = int((says != run.dataset.targets)[rows].sum())
    classes = [attrs.get("class") for attrs in page.attributes("td")]
    assert classes.count("wrong") == wrong


def test_its_style_is_within_it() -> None:
    (style,) = page_of("the note").texts("style")
    for selector in ("table", "td", "svg", "@media print"):
        assert selector in style
