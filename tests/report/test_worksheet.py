"""A worksheet hides what is to be computed, and its answers are those of the plain loop."""

import html
import itertools
import re
from collections.abc import Sequence

import pytest
import torch

from playground.charts.pixels import ink_of
from playground.core.dataset import Dataset
from playground.core.picture import Size, pixel_names
from playground.core.run import TrainingRun
from playground.core.settings import TrainingSettings
from playground.report.worksheet import (
    MOST_FEATURES,
    MOST_SHEETS,
    Sheet,
    pairs,
    sheets,
    worksheet,
)
from playground.sharing.examples import note_dataset
from playground.texts import LANGUAGES, Texts
from tests.core.samples import dataset_of, drawn
from tests.plain_step import OPTIONS, plain_step
from tests.report.pages import Page
from tests.sharing.script_cases import HOSTILE, finished

EPOCHS = 5
Place = tuple[str, int, int]
# what is blank on a sheet, of each of two samples and of the weight
COMPUTED = {"z", "p", "slope", "loss", "part", "grad", "new"}


def articles(
    found: Sequence[Sheet], kind: str, questions: Sequence[str] = (), language: str = "en"
) -> list[Page]:
    """The sheets, or their answers."""
    text = worksheet(found, "title", questions, Texts(language)).decode()
    Page(text)  # is whole
    return [Page(part) for part in re.findall(f'<article class="{kind}">.*?</article>', text)]


def told(page: Page, shown: bool = False) -> dict[Place, float]:
    """The exact numbers by name, row and column; or as they are ``shown``."""
    return {
        (at["data-name"], int(at.get("data-row", -1)), int(at.get("data-col", -1))): float(
            "".join(texts) if shown else at["data-value"]
        )
        for tag, at, texts in page.elements
        if tag == "td" and "data-value" in at
    }


def trained(dataset: Dataset, **settings: object) -> TrainingRun:
    run = TrainingRun(dataset, TrainingSettings(epochs=EPOCHS, **settings))  # type: ignore[arg-type]
    run.advance(EPOCHS)
    return run


@pytest.mark.parametrize("option", OPTIONS)
@pytest.mark.parametrize("epoch", [0, 3])
def test_its_answers_are_the_plain_loop_s_to_the_bit(option: str, epoch: int) -> None:
    settings, make_optimizer = OPTIONS[option]
    run = trained(drawn(1, 30, 3, 3), **settings)
    sample = int(run.prepared.training_rows[4])
    [sheet] = sheets(run, epoch, sample)
    plain = plain_step(run.dataset, run.settings, make_optimizer, epoch, sample, {})
    [answers] = articles([sheet], "answers")
    found = told(answers)
    for at, place in enumerate(sheet.samples):
        for row in range(3):
            for name, part in (("z", "logits"), ("p", "probabilities"), ("slope", "sample_slopes")):
                assert found[name, at, row] == plain[part][place, row].item()
        assert found["loss", at, -1] == plain["sample_losses"][place].item()
    [(row, column)] = [(row, column) for name, row, column in found if name == "grad"]
    gradient = plain["gradient"].weight
    assert found["grad", row, column] == gradient[row, column].item()
    assert gradient[row, column].abs() >= (1 - 1e-5) * gradient.abs().max()
    assert found["old", row, column] == plain["before"].weight[row, column].item()
    assert found["new", row, column] == plain["after"].weight[row, column].item()


@pytest.mark.parametrize("option", OPTIONS)
def test_the_slope_is_what_comes_out_of_the_parts_by_hand(option: str) -> None:
    run = trained(drawn(2, 20, 4, 2), **OPTIONS[option][0])
    [sheet] = sheets(run, 2, 0)
    [page] = articles([sheet], "answers")
    found = told(page)
    [(row, column)] = [place[1:] for place in found if place[0] == "grad"]
    parts = [value for (name, _, _), value in found.items() if name in ("part", "others")]
    divisor = re.search(r"/ ([0-9.]+) =", "".join(page.texts("th")))
    assert divisor
    assert sum(parts) / float(divisor[1]) == pytest.approx(found["grad", row, column], rel=1e-4)
    for at in range(len(sheet.samples)):
        product = found["slope", at, row] * found["of", at, -1]
        assert found["part", at, -1] == pytest.approx(product, rel=1e-6)


def test_what_is_to_be_computed_is_blank_and_all_else_is_given() -> None:
    found = sheets(finished("the note"), 0, 3)
    [sheet], [answers] = articles(found, "sheet"), articles(found, "answers")
    computed = told(answers).keys() - told(sheet).keys()
    assert {name for name, _, _ in computed} == COMPUTED
    given = {name for name, _, _ in told(sheet)}
    assert given == {"W", "b", "x", "y", "of", "others", "old"}
    blank = [(at, texts) for tag, at, texts in sheet.elements if at.get("class") == "blank"]
    assert blank == [({"class": "blank"}, [])] * len(computed)
    assert len(computed) == 2 * (3 * 2 + 1 + 1) + 2


def test_from_what_is_given_the_answers_follow_to_three_digits() -> None:
    """The digits on paper, not the exact numbers behind them."""
    found = sheets(finished("the note"), 0, 3)
    [sheet], [answers] = articles(found, "sheet"), articles(found, "answers")
    shown = told(sheet, shown=True)
    weight = torch.tensor([[shown["W", row, at] for at in range(3)] for row in (0, 1)])
    bias = torch.tensor([shown["b", row, -1] for row in (0, 1)])
    for at in (0, 1):
        z = weight @ torch.tensor([shown["x", at, column] for column in range(3)]) + bias
        for row in (0, 1):
            assert told(answers)["z", at, row] == pytest.approx(z[row].item(), rel=1e-3)
            assert told(answers)["p", at, row] == pytest.approx(z.softmax(0)[row].item(), rel=1e-3)


def test_too_many_features_have_their_scores_given() -> None:
    for n, is_given in ((MOST_FEATURES, False), (MOST_FEATURES + 1, True)):
        found = sheets(trained(drawn(3, 12, n, 2)), 0, 0)
        [sheet] = articles(found, "sheet")
        assert (("z", 0, 0) in told(sheet)) is is_given
        said = Texts("en")("worksheet_many", count=n)
        assert any(said in text for text in sheet.texts("p")) is is_given
        assert all(attrs.get("class") != "answer" for attrs in sheet.attributes("td"))


def test_samples_that_are_pictures_are_seen_on_the_sheet_and_beside_their_answers() -> None:
    plain = drawn(1, 12, 9, 3)
    names = tuple(pixel_names(Size(3, 3)))
    run = trained(Dataset(plain.features, plain.targets, names, plain.class_names), test_share=0.3)
    found = sheets(run, 0, 0)
    ink = ink_of(run.dataset)
    assert ink
    numbers = found[0].samples.values()
    expected = [ink.picture(run.dataset.features[number - 1]) for number in numbers]
    for kind in ("sheet", "answers"):
        [article] = articles(found, kind)
        pictures = [attrs["src"] for attrs in article.attributes("img")]
        assert [f'<img class="pixels" src="{src}" alt="">' for src in pictures] == expected


# --- several sheets ---------------------------------------------------------------------------


@pytest.mark.parametrize(("seed", "first"), [(0, 0), (1, 7), (2, 29)])
def test_pairs_are_all_there_are_once_and_the_first_is_of_two_classes(
    seed: int, first: int
) -> None:
    run = trained(drawn(seed, 30, 2, 3))
    step = run.look_into(0, 0)
    found = list(pairs(step, first))
    assert found[0][0] == first
    assert step.targets[found[0][0]] != step.targets[found[0][1]]
    assert sorted(map(sorted, found)) == list(map(list, itertools.combinations(range(30), 2)))
    assert len(set(itertools.chain(*found[:20]))) > 20  # not one sample on all of the first sheets


def test_a_sample_that_is_there_twice_is_not_paired_with_itself() -> None:
    step = finished("the note").look_into(0, 0)  # whose table has three pairs of the same
    rows = [(*x, y) for x, y in zip(step.features.tolist(), step.targets.tolist(), strict=True)]
    found = [{rows[one], rows[other]} for one, other in pairs(step, 0)]
    assert all(len(pair) == 2 for pair in found)
    assert len(found) == len(set(map(frozenset, found))) == 7 * 6 / 2


@pytest.mark.parametrize(
    ("run", "count"),
    [(finished("the note"), 7), (trained(drawn(1, 200, 2, 2)), MOST_SHEETS)],
    ids=["few", "many"],
)
def test_each_sheet_has_another_pair_and_the_first_has_the_sample_on_the_page(
    run: TrainingRun, count: int
) -> None:
    found = sheets(run, run.epoch, 4, count)
    assert 5 in found[0].samples.values()
    assert len({frozenset(sheet.samples) for sheet in found}) == count
    assert {(sheet.run.settings.seed, sheet.step.epoch) for sheet in found} == {(0, run.epoch + 1)}


def test_each_sheet_of_another_seed_has_the_first_step_of_its_own_run() -> None:
    found = sheets(finished("another seed"), 250, 0, 3, with_seeds=True)
    assert [sheet.run.settings.seed for sheet in found] == [2**32 - 1, 0, 1]
    own = [told(page)["W", 0, 2] for page in articles(found, "sheet")]
    assert len(set(own)) == 3
    plain = [TrainingRun(note_dataset(), TrainingSettings(seed=seed)) for seed in (0, 1)]
    assert own[1:] == [run.parameters.weight[0, 2].item() for run in plain]
    assert {sheet.step.epoch for sheet in found} == {1}
    assert len({frozenset(sheet.samples) for sheet in found}) == 3


@pytest.mark.parametrize("with_seeds", [False, True])
@pytest.mark.parametrize(
    ("run", "n_samples"),
    [
        (trained(dataset_of([[1.0], [2.0]], [0, 1])), 2),
        (trained(drawn(1, 9, 2, 2), batch_size=1), 1),
        (finished("one sample"), 1),
    ],
    ids=["one pair", "a batch of one", "one sample"],
)
def test_more_sheets_than_pairs_have_them_again_or_the_one_sample_there_is(
    run: TrainingRun, n_samples: int, with_seeds: bool
) -> None:
    found = sheets(run, 0, 0, 3, with_seeds)
    assert [len(sheet.samples) for sheet in found] == [n_samples] * 3
    for page in articles(found, "sheet"):
        assert sum(text.startswith("Sample") for text in page.texts("h2")) == n_samples


@pytest.mark.parametrize("with_seeds", [False, True])
def test_no_sample_held_out_is_on_a_sheet(with_seeds: bool) -> None:
    run = finished("the note, split")
    held = int(run.prepared.held_out_rows[0])
    for sheet in sheets(run, 0, held, MOST_SHEETS, with_seeds):
        rows = {number - 1 for number in sheet.samples.values()}
        assert not rows & set(sheet.run.prepared.held_out_rows.tolist())


def test_sheets_come_first_and_all_answers_behind_them() -> None:
    found = sheets(finished("the note"), 0, 0, 3)
    text = worksheet(found, "title", (), Texts("en")).decode()
    assert re.findall('<article class="(.*?)">', text) == ["sheet"] * 3 + ["answers"] * 3
    for kind in ("sheet", "answers"):
        for number, page in enumerate(articles(found, kind), start=1):
            assert f"Sheet {number} of 3" in "".join(page.texts("h1") + page.texts("p"))


# --- the file ---------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["the note", "iris, on mini-batches by Adam", "hostile names"])
def test_it_is_one_file_without_scripts_that_points_at_nothing(name: str, language: str) -> None:
    found = sheets(finished(name), 3, 0, 2)
    text = worksheet(found, "<title>", ["<b>?"], Texts(language)).decode()
    page = Page(text)
    assert not {tag for tag, _, _ in page.elements} & {"script", "link", "img", "iframe", "a", "b"}
    assert not re.search(r"https?:|url\(|@import", text)
    held = {key for _, attrs, _ in page.elements for key in attrs}
    assert not {key for key in held if key.startswith("on") or key == "src"}
    assert page.texts("h1")[0] == "<title>"
    assert name != "hostile names" or html.escape(HOSTILE[0]) in text


def test_a_lesson_s_questions_have_room_to_write_and_none_are_asked_elsewhere() -> None:
    found = sheets(finished("the note"), 0, 0)
    [sheet] = articles(found, "sheet", ["Why?", "What for?"])
    assert {"1. Why?", "2. What for?"} <= set(sheet.texts("p"))
    assert len(sheet.texts("hr")) == 2 * 3
    [sheet] = articles(found, "sheet")
    assert "Questions" not in sheet.texts("h2")


def test_an_optimizer_that_does_more_has_its_formula_and_what_it_keeps() -> None:
    run = finished("iris, on mini-batches by Adam")
    [sheet] = articles(sheets(run, 2, 0), "sheet")
    assert {"exp_avg", "exp_avg_sq"} <= {name for name, _, _ in told(sheet)}
    assert any("√(exp_avg_sq" in text for text in sheet.texts("p"))
    [plain] = articles(sheets(finished("the note"), 2, 0), "sheet")
    assert Texts("en")("worksheet_step_how") in plain.texts("p")


def test_a_run_that_diverged_has_a_sheet_too() -> None:
    run = finished("diverged")
    assert articles(sheets(run, run.epoch, 0, 2), "answers")
