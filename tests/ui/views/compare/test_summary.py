"""What is said of two runs."""

import re
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest
import torch

from playground.session.run_archive import ArchivedRun
from playground.tables.difference import ChangedCell, TableDifference
from playground.texts import Texts
from playground.ui.views.compare import summary
from tests.ui.views.compare.archived import NOTE, archived, record

TEXTS = Texts("en")


@pytest.fixture
def vectors() -> Any:
    """The test vectors on the page."""
    return SimpleNamespace(rows=[], features=torch.empty(0, 3))


def lines_of(difference: TableDifference) -> list[str]:
    return summary._cells(difference, TEXTS)


@pytest.mark.parametrize("n", [1, 8, 9, 20])
def test_of_many_changed_cells_eight_are_named_and_the_others_counted(n: int) -> None:
    found = lines_of(TableDifference([ChangedCell(at, "x1", "1", "2") for at in range(1, n + 1)]))
    named = [TEXTS("edit_cell", row=at, column="x1", before="1", after="2") for at in range(1, 9)]
    more = [TEXTS("compare_more", count=n - 8)] if n > 8 else []
    assert found == named[:n] + more


@pytest.mark.parametrize("code", ["added", "removed"])
def test_of_many_rows_eight_are_named(code: str) -> None:
    for n, shown in ((2, "1, 2"), (8, "1, 2, 3, 4, 5, 6, 7, 8"), (9, "1, 2, 3, 4, 5, 6, 7, 8, …")):
        rows = list(range(1, n + 1))
        found = lines_of(TableDifference(**{code: rows}))  # type: ignore[arg-type]
        assert found == [TEXTS(f"edit_{code}", count=n, rows=shown)]


def test_columns_are_named_and_nothing_changed_is_said_so() -> None:
    found = lines_of(TableDifference(columns_added=["<a>", "b"], columns_removed=["c"]))
    assert found == ["new columns: &lt;a&gt;, b", "removed columns: c"]
    assert lines_of(TableDifference()) == [TEXTS("edit_same_cells")]


def test_settings_that_differ_stand_side_by_side() -> None:
    one, other = (archived(number=at, seed=at, learning_rate=at / 100) for at in (1, 2))
    found = summary._settings(one, other, TEXTS)
    assert found.startswith(f"<h4>{TEXTS('compare_settings', names='Run 1 → Run 2')}</h4>")
    assert "<p>Learning rate: 0.01 → <b>0.02</b></p>" in found
    assert "<p>Seed: 1 → <b>2</b></p>" in found
    assert found.count("<p>") == 2
    same = summary._settings(one, one, TEXTS)
    assert f"<p>{TEXTS('compare_same_settings')}</p>" in same


def test_losses_and_accuracies_of_both_ends() -> None:
    one, other = (archived(epochs=epochs) for epochs in (2, 50))
    (line,) = summary._ends(one.record, other.record, TEXTS)
    values = re.findall(r'data-name="loss_(\w+)" data-value="(.*?)"', line)
    losses = repr(one.record.loss), repr(other.record.loss)
    assert values == [("before", losses[0]), ("after", losses[1])]
    shares = [f"{100 * each.record.accuracy:.4g} %" for each in (one, other)]
    assert f"{shares[0]} → <b>{shares[1]}</b>" in line
    held = [replace(each.record, held_out_loss=0.25 + at) for at, each in enumerate((one, other))]
    lines = summary._ends(held[0], held[1], TEXTS)
    assert re.findall('data-name="(test.*?)" data-value="(.*?)"', lines[1]) == [
        ("test_loss_before", "0.25"),
        ("test_loss", "1.25"),
    ]
    assert len(summary._ends(one.record, held[1], TEXTS)) == 1


@pytest.mark.parametrize("options", [{"label_smoothing": 0.1}, {"class_weights": "balanced"}])
def test_losses_that_measure_different_things_are_said_to(
    options: dict,
) -> None:
    plain, other = archived(), archived(**options)
    said = TEXTS("compare_other_loss")
    assert said in summary._ends(plain.record, other.record, TEXTS)
    assert said not in summary._ends(other.record, other.record, TEXTS)


def test_the_three_weights_that_moved_most_are_named_with_both_values() -> None:
    one, other = (record(seed=seed) for seed in (0, 1))
    lines = summary._weights(one, other, TEXTS)
    change = (other.parameters.weight - one.parameters.weight).abs()
    expected = []
    for place in change.flatten().argsort(descending=True)[:3].tolist():
        row, col = divmod(place, 3)
        values = [repr(each.parameters.weight[row, col].item()) for each in (one, other)]
        expected.append((f"W [{row}, x{col + 1}]", str(row), str(col), *values))
    found = [
        (
            line.split(":")[0],
            *re.findall(r'row="(\d)" data-col="(\d)"', line)[0],
            *re.findall('data-value="(.*?)"', line),
        )
        for line in lines
    ]
    assert found == expected


def test_weights_of_differently_scaled_features_are_said_to_be_in_the_table_s_units() -> None:
    one, other = (record(standardise=on) for on in (False, True))
    assert summary._weights(one, other, TEXTS)[0] == TEXTS("edit_units")
    assert len(summary._weights(one, other, TEXTS)) == 4


def test_vectors_on_which_two_runs_disagree_come_first_and_stand_out(
    vectors: Any,
) -> None:
    one, other = (record(epochs=epochs) for epochs in (2, 50))
    generator = torch.Generator().manual_seed(0)
    vectors.features = 100 * torch.randn(20, 3, generator=generator)
    vectors.rows = list(range(2, 22))
    differ = [one.predict(x[None]) != other.predict(x[None]) for x in vectors.features]
    assert 0 < sum(differ) < 8
    lines = summary._vectors(one, other, vectors, TEXTS)
    order = sorted(range(20), key=lambda at: not differ[at])[:8]
    assert len(lines) == 9
    assert lines[8] == TEXTS("compare_more", count=12)
    for line, at in zip(lines, order, strict=False):
        assert line.startswith("<b>") == differ[at]
        assert f"vector {at + 2}:" in line
        for name, each in (("before", one), ("after", other)):
            p = each.prediction(vectors.features[at : at + 1]).probabilities[0]
            ((row, col, value),) = re.findall(
                f'data-name="p_{name}" data-row="(\\d+)" data-col="(\\d)" data-value="(.*?)"', line
            )
            assert (row, int(col)) == (str(at + 1), int(p.argmax()))
            assert float(value) == pytest.approx(p.max().item())


def test_without_vectors_that_both_could_predict_it_is_said(
    vectors: Any,
) -> None:
    one = record()
    assert summary._vectors(one, one, vectors, TEXTS) == [TEXTS("compare_no_vectors")]
    vectors.rows, vectors.features = [1], torch.zeros(1, 2)
    assert summary._vectors(one, one, vectors, TEXTS) == [TEXTS("compare_no_vectors")]


def test_samples_on_which_two_runs_disagree_are_named_with_their_labels() -> None:
    one, other = (record(seed=seed, epochs=1) for seed in (0, 3))
    answers = one.predict(NOTE.features), other.predict(NOTE.features)
    differ = [at for at in range(10) if answers[0][at] != answers[1][at]]
    lines = summary._samples(one, other, TEXTS)
    assert lines[0] == TEXTS("compare_disagree", count=len(differ), all=10)
    assert len(lines) == 1 + len(differ) > 1
    for line, at in zip(lines[1:], differ, strict=True):
        label = NOTE.class_names[int(NOTE.targets[at])]
        told = {"label": label, "before": answers[0][at], "after": answers[1][at]}
        assert line == TEXTS("compare_sample", row=at + 1, **told)
    assert summary._samples(one, one, TEXTS) == [TEXTS("compare_agree", count=10)]


def test_parts_are_said_as_far_as_the_runs_can_be_held_against_each_other(
    vectors: Any,
) -> None:
    one = archived()
    renamed = archived(replace(NOTE, class_names=("a", "b")))
    other = archived(replace(NOTE, feature_names=("a", "b", "c")))
    ends, cells = ["edit_loss"], ["edit_cells"]
    last = ["edit_vectors", "edit_samples"]

    def parts(after: ArchivedRun, is_edit: bool) -> list[str]:
        return re.findall("<h4>(.*?)</h4>", summary.of_pair(one, after, is_edit, vectors, TEXTS))

    names = TEXTS("compare_settings", names="Run 1 → Run 1")
    assert parts(one, False) == [names, *map(TEXTS, [*ends, "edit_weight", *last])]
    assert parts(one, True) == list(map(TEXTS, [*cells, *ends, "edit_weight", *last]))
    assert parts(renamed, False) == [names, *map(TEXTS, [*cells, *ends, *last])]
    assert parts(other, False) == [names, *map(TEXTS, [*cells, *ends])]
