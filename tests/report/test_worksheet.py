"""A worksheet hides what is to be computed, and its answers are those of the plain loop."""

import html
import itertools
import re
from collections.abc import Sequence
from typing import Any

import pytest
import torch
from torch import Tensor

from playground.charts.pixels import ink_of
from playground.core.dataset import Dataset
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
# what is blank on a sheet, of each of two samples and of the weight
COMPUTED = {"z", "p", "slope", "loss", "part", "grad", "new"}


def pages(found: Sequence[Sheet], questions: Sequence[str] = ()) -> list[Page]:
    """All sheets, and then the answers to each."""
    text = worksheet(found, "title", questions, Texts("en")).decode()
    return [Page(part) for part in re.findall("<article.*?</article>", text)]


def exact(page: Page, name: str) -> Tensor:
    """The numbers of this name, in their order."""
    return torch.tensor([value for value, _ in page.numbers(name).values()], dtype=torch.float64)


def shown(page: Page, name: str) -> Tensor:
    """The same, with the digits on paper alone."""
    return torch.tensor([float(text) for _, text in page.numbers(name).values()])


def names(page: Page) -> set[str]:
    return {attrs["data-name"] for attrs in page.attributes("td") if "data-name" in attrs}


def trained(dataset: Dataset, **settings: Any) -> TrainingRun:
    run = TrainingRun(dataset, TrainingSettings(epochs=EPOCHS, **settings))
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
    _, answers = pages([sheet])
    parts = {"z": "logits", "p": "probabilities", "slope": "sample_slopes", "loss": "sample_losses"}
    for name, part in parts.items():
        assert exact(answers, name).equal(plain[part][list(sheet.samples)].flatten().double())
    [place] = answers.numbers("grad")
    for name, part in {"grad": "gradient", "old": "before", "new": "after"}.items():
        assert exact(answers, name).item() == plain[part].weight[place].item()
    gradient = plain["gradient"].weight.abs()
    assert gradient[place] >= (1 - 1e-5) * gradient.max()


@pytest.mark.parametrize("option", OPTIONS)
def test_the_slope_is_what_comes_out_of_the_parts_by_hand(option: str) -> None:
    _, answers = pages(sheets(trained(drawn(2, 20, 4, 2), **OPTIONS[option][0]), 2, 0))
    [(row, _)] = answers.numbers("grad")
    parts = exact(answers, "part")
    slopes = exact(answers, "slope").reshape(len(parts), -1)[:, row]
    torch.testing.assert_close(parts, slopes * exact(answers, "of"), rtol=1e-6, atol=0)
    divisor = float(re.search(r"/ ([0-9.]+) =", "".join(answers.texts("th")))[1])  # type: ignore[index]
    total = parts.sum() + exact(answers, "others").sum()
    assert total / divisor == pytest.approx(exact(answers, "grad").item(), rel=1e-4)


def test_what_is_to_be_computed_is_blank_and_all_else_is_given() -> None:
    sheet, answers = pages(sheets(finished("the note"), 0, 3))
    assert names(answers) - names(sheet) == COMPUTED
    assert names(sheet) == {"W", "b", "x", "y", "of", "others", "old"}
    blank = [texts for _, attrs, texts in sheet.elements if attrs.get("class") == "blank"]
    assert blank == [[]] * (2 * (3 * 2 + 1 + 1) + 2)


def test_the_step_names_its_weight_and_has_the_learning_rate() -> None:
    sheet, _ = pages(sheets(finished("the note"), 0, 3))
    assert re.search(r"W\[[01], x[123]\]", sheet.texts("h2")[-1])
    assert "0.01" in sheet.texts("td")


def test_from_the_digits_that_are_given_the_answers_follow_to_three_digits() -> None:
    sheet, answers = pages(sheets(finished("the note"), 0, 3))
    weight, x = (shown(sheet, name).reshape(2, 3) for name in ("W", "x"))
    z = x @ weight.t() + shown(sheet, "b")
    for name, values in (("z", z), ("p", z.softmax(1))):
        expected = exact(answers, name).reshape(2, 2).float()
        torch.testing.assert_close(values, expected, rtol=1e-3, atol=0)


@pytest.mark.parametrize(("n", "is_given"), [(MOST_FEATURES, False), (MOST_FEATURES + 1, True)])
def test_too_many_features_have_their_scores_given(n: int, is_given: bool) -> None:
    sheet, _ = pages(sheets(trained(drawn(3, 12, n, 2)), 0, 0))
    assert names(sheet) & {"W", "x", "z"} == ({"z"} if is_given else {"W", "x"})
    assert (Texts("en")("worksheet_many", count=n) in "".join(sheet.texts("p"))) is is_given


def test_samples_that_are_pictures_are_seen_on_the_sheet_and_beside_their_answers() -> None:
    run = trained(finished("pictures").dataset, test_share=0.3)
    [sheet] = sheets(run, 0, 0)
    ink = ink_of(run.dataset)
    assert ink
    expected = [ink.picture(run.dataset.features[number - 1]) for number in sheet.samples.values()]
    for page in pages([sheet]):
        pictures = [attrs["src"] for attrs in page.attributes("img")]
        assert [f'<img class="pixels" src="{src}" alt="">' for src in pictures] == expected


# --- several sheets ---------------------------------------------------------------------------


@pytest.mark.parametrize(("seed", "first"), [(0, 0), (1, 7), (2, 29)])
def test_pairs_are_all_there_are_once_first_of_two_classes(seed: int, first: int) -> None:
    step = trained(drawn(seed, 30, 2, 3)).look_into(0, 0)
    found = list(pairs(step, first))
    assert found[0][0] == first
    assert len(step.targets[list(found[0])].unique()) == 2
    assert sorted(map(sorted, found)) == list(map(list, itertools.combinations(range(30), 2)))
    assert len(set(itertools.chain(*found[:20]))) > 20  # not one sample on all of the first sheets


def test_a_sample_that_is_there_twice_is_not_paired_with_itself() -> None:
    step = finished("the note").look_into(0, 0)  # whose table has three pairs of the same
    rows = [(*x, y) for x, y in zip(step.features.tolist(), step.targets.tolist(), strict=True)]
    found = [frozenset({rows[one], rows[other]}) for one, other in pairs(step, 0)]
    assert {len(pair) for pair in found} == {2}
    assert len(found) == len(set(found)) == 7 * 6 / 2


def test_each_sheet_has_another_pair_and_the_first_has_the_sample_on_the_page() -> None:
    run = trained(drawn(1, 200, 2, 2))
    found = sheets(run, run.epoch, 4, MOST_SHEETS)
    assert 5 in found[0].samples.values()
    assert len({frozenset(sheet.samples) for sheet in found}) == MOST_SHEETS
    assert {(sheet.run.settings.seed, sheet.step.epoch) for sheet in found} == {(0, EPOCHS + 1)}


def test_each_sheet_of_another_seed_has_another_pair_of_the_first_step_of_its_own_run() -> None:
    found = sheets(finished("another seed"), 250, 0, 3, with_seeds=True)
    assert len({frozenset(sheet.samples) for sheet in found}) == 3
    for page, sheet, seed in zip(pages(found), found, (2**32 - 1, 0, 1), strict=False):
        assert (sheet.run.settings.seed, sheet.step.epoch) == (seed, 1)
        plain = TrainingRun(note_dataset(), TrainingSettings(seed=seed)).parameters.weight
        assert exact(page, "W").equal(plain.flatten().double())


@pytest.mark.parametrize("with_seeds", [False, True])
@pytest.mark.parametrize(
    ("run", "n"),
    [
        (trained(dataset_of([[1.0], [2.0]], [0, 1])), 2),
        (trained(drawn(1, 9, 2, 2), batch_size=1), 1),
        (finished("one sample"), 1),
    ],
    ids=["one pair", "a batch of one", "one sample"],
)
def test_pairs_come_again_on_more_sheets(run: TrainingRun, n: int, with_seeds: bool) -> None:
    found = pages(sheets(run, 0, 0, 3, with_seeds))
    assert [len(exact(page, "of")) for page in found] == [n] * 6
    assert not any("others" in names(page) for page in found)


@pytest.mark.parametrize("with_seeds", [False, True])
def test_no_sample_held_out_is_on_a_sheet(with_seeds: bool) -> None:
    run = finished("the note, split")
    held = int(run.prepared.held_out_rows[0])
    for sheet in sheets(run, 0, held, MOST_SHEETS, with_seeds):
        rows = {number - 1 for number in sheet.samples.values()}
        assert not rows & set(sheet.run.prepared.held_out_rows.tolist())


def test_sheets_come_first_and_all_answers_behind_them() -> None:
    found = pages(sheets(finished("the note"), 0, 0, 3))
    headings = ["".join(page.texts("h1") + page.texts("p")) for page in found]
    assert ["nswers" in text for text in headings] == [False] * 3 + [True] * 3
    assert all(f"Sheet {at % 3 + 1} of 3" in text for at, text in enumerate(headings))


# --- the file ---------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_one_file_without_scripts_that_points_at_nothing(language: str) -> None:
    found = sheets(finished("hostile names"), 3, 0, 2)
    text = worksheet(found, "<title>", ["<b>?"], Texts(language)).decode()
    page = Page(text)
    assert not {tag for tag, _, _ in page.elements} & {"script", "link", "img", "iframe", "a", "b"}
    assert not re.search(r"https?:|url\(|@import", text)
    held = {key for _, attrs, _ in page.elements for key in attrs}
    assert not {key for key in held if key.startswith("on") or key == "src"}
    assert page.texts("h1")[0] == "<title>"
    assert html.escape(HOSTILE[0]) in text


def test_a_lesson_s_questions_have_room_to_write_and_none_are_asked_elsewhere() -> None:
    found = sheets(finished("the note"), 0, 0)
    sheet, _ = pages(found, ["Why?", "What for?"])
    assert {"1. Why?", "2. What for?"} <= set(sheet.texts("p"))
    assert len(sheet.texts("hr")) == 2 * 3
    assert "Questions" not in pages(found)[0].texts("h2")


def test_an_optimizer_that_does_more_has_its_formula_and_what_it_keeps() -> None:
    adam, _ = pages(sheets(finished("iris, on mini-batches by Adam"), 2, 0))
    assert {"exp_avg", "exp_avg_sq"} <= names(adam)
    assert any("√(exp_avg_sq" in text for text in adam.texts("p"))
    plain, _ = pages(sheets(finished("the note"), 2, 0))
    assert Texts("en")("worksheet_step_how") in plain.texts("p")


def test_a_run_that_diverged_has_a_sheet_too() -> None:
    run = finished("diverged")
    assert pages(sheets(run, run.epoch, 0, 2))
