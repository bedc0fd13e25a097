import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.core.dataset import MAX_CLASSES, MAX_FEATURES
from playground.sharing.examples import examples
from playground.tables.cells import rows_of
from playground.tables.labels import LABEL
from playground.tables.reading import read_query_vectors, read_samples
from playground.tables.shape import (
    Rename,
    classes_of,
    features_of,
    follow_features,
    in_order,
    reshaped,
    shape_problems,
)
from tests.strategies import cells as any_cell
from tests.strategies import tables

IRIS = examples()["iris"]


def keep(names: list[str]) -> list[Rename]:
    return [Rename(name, name) for name in names]


@pytest.fixture
def samples() -> pd.DataFrame:
    rows = [["1", "2", "0"], ["3", "4", "1.0"], ["5", None, "1"], ["7", "8", None]]
    return pd.DataFrame(rows, columns=["a", "b", "label"], dtype=object)


@pytest.fixture
def vectors() -> pd.DataFrame:
    return pd.DataFrame([["9", "x"], [None, "10"]], columns=["a", "b"], dtype=object)


@given(tables(labels=st.sampled_from(["cat", "dog", "", None])))
def test_features_that_stay_keep_all_that_was_typed(table: pd.DataFrame) -> None:
    names = features_of(table)
    mirrored = keep(names[::-1])
    after, tests = reshaped(table, table[names], mirrored, keep(classes_of(table)))
    assert list(after.columns) == [*names[::-1], LABEL]
    assert rows_of(after[[*names, LABEL]]) == rows_of(table)
    assert rows_of(tests) == rows_of(table[names[::-1]])


def test_a_table_without_samples_can_be_given_a_shape(
    samples: pd.DataFrame, vectors: pd.DataFrame
) -> None:
    features, classes = [Rename("b", "second")], [Rename(None, "cat"), Rename(None, "dog")]
    table, _ = reshaped(samples.iloc[:0], vectors, features, classes)
    assert list(table.columns) == ["second", "label"]
    assert rows_of(table) == [["0", "cat"], ["0", "dog"]]


def test_classes_are_listed_in_the_order_of_numbers_and_then_of_names() -> None:
    labels = ["10", "cat", "2", "-1", "0.5", "2.0", None, "ant"]
    table = pd.DataFrame({"a": "1", "label": labels}, dtype=object)
    assert classes_of(table) == ["-1", "0.5", "2", "10", "ant", "cat"]


@pytest.mark.parametrize(
    ("features", "first", "tests"),
    [
        ([Rename("b", "second"), Rename("a", "a")], ["2", "1"], [["x", "9"], ["10", None]]),
        ([Rename("a", "b"), Rename("b", "a")], ["1", "2"], [["9", "x"], [None, "10"]]),
        ([Rename("b", "b")], ["2"], [["x"], ["10"]]),
        ([Rename(None, "new"), *keep(["a"])], ["0", "1"], [["0", "9"], ["0", None]]),
    ],
)
def test_features_are_renamed_moved_removed_and_begun_with_zeros(
    samples: pd.DataFrame, vectors: pd.DataFrame, features: list[Rename], first: list, tests: list
) -> None:
    table, after = reshaped(samples, vectors, features, keep(["0", "1"]))
    names = [feature.new for feature in features]
    assert (list(table.columns), list(after.columns)) == ([*names, "label"], names)
    assert rows_of(table)[0] == [*first, "0"]
    assert rows_of(after) == tests


@pytest.mark.parametrize(
    ("classes", "labels"),
    [
        ([Rename("0", "cat"), Rename("1", "0")], ["cat", "0", "0", None]),
        ([Rename("0", "1"), Rename("1", "0")], ["1", "0", "0", None]),
        ([Rename("0", "0")], ["0", None]),
    ],
)
def test_a_class_is_renamed_in_all_its_samples_or_takes_them_along(
    samples: pd.DataFrame, vectors: pd.DataFrame, classes: list[Rename], labels: list
) -> None:
    table, _ = reshaped(samples, vectors, keep(["a", "b"]), classes)
    assert table[LABEL].tolist() == labels
    assert table["a"].tolist() == (["1", "3", "5", "7"] if len(classes) == 2 else ["1", "7"])


def test_a_new_class_starts_with_one_sample() -> None:
    table = IRIS.samples()
    classes = [*keep(classes_of(table)), Rename(None, "tulip")]
    after, _ = reshaped(table, IRIS.test_samples(), keep(features_of(table)), classes)
    dataset = read_samples(after).dataset
    assert dataset is not None
    assert dataset.class_names == ("setosa", "tulip", "versicolor", "virginica")
    assert (dataset.targets == 1).sum() == 1


@pytest.mark.parametrize("n_features", [1, 64])
def test_any_number_of_features_can_be_learnt_from(n_features: int) -> None:
    features = [Rename(None, f"f{index}") for index in range(n_features)]
    classes = [Rename(None, f"c{index}") for index in range(20)]
    assert shape_problems(features, classes) == []
    table, tests = reshaped(IRIS.samples(), IRIS.test_samples(), features, classes)
    dataset = read_samples(table).dataset
    assert dataset is not None
    assert (dataset.n_features, dataset.n_classes) == (n_features, 20)
    assert read_query_vectors(tests).problems == []


@pytest.mark.parametrize(
    ("features", "classes", "codes"),
    [
        ([], ["0"], ["no_features_left"]),
        (["a"], [], ["no_classes_left"]),
        (["a", ""], ["0"], ["feature_without_name"]),
        (["a"], ["0", ""], ["class_without_name"]),
        (["a", "a", "a"], ["0"], ["feature_twice"]),
        (["a"], ["0", "0"], ["class_twice"]),
        (["label"], ["0"], ["feature_called_label"]),
        (["a"], ["1", "01"], ["class_twice"]),
        (["a"], ["cat", "1.0", "1"], ["class_twice"]),
        (["a"], ["cat", "nan"], ["label_not_finite"]),
        (["a"], ["inf", "cat"], ["label_not_finite"]),
        (["a"], ["0", "5"], []),
        (["a"], ["cat"], ["one_class_name"]),
        ([f"f{index}" for index in range(65)], ["0"], ["too_many_features"]),
        (["a"], [f"c{index}" for index in range(21)], ["too_many_classes"]),
        (["label", "", "a", "a"], [], ["feature_without_name", "feature_twice",
                                       "feature_called_label", "no_classes_left"]),
    ],
)  # fmt: skip
def test_a_shape_that_cannot_be_is_said(
    features: list[str], classes: list[str], codes: list[str]
) -> None:
    named = [Rename(None, name) for name in features], [Rename(None, name) for name in classes]
    assert [problem.code for problem in shape_problems(*named)] == codes


def test_labels_that_were_wrong_before_do_not_keep_features_from_being_shaped() -> None:
    assert shape_problems([Rename("a", "b")], keep(["0", "inf"])) == []


def test_as_much_as_there_can_be_is_no_problem_and_one_more_is() -> None:
    features = keep([f"f{index}" for index in range(MAX_FEATURES + 1)])
    classes = [Rename(None, f"c{index}") for index in range(MAX_CLASSES + 1)]
    assert shape_problems(features[:-1], classes[:-1]) == []
    too_wide, too_many = shape_problems(features, classes)
    assert too_wide.fields["count"] == MAX_FEATURES + 1 == too_wide.fields["maximum"] + 1
    assert too_many.fields["count"] == MAX_CLASSES + 1 == too_many.fields["maximum"] + 1
    assert too_many.fields["column"] == LABEL


def test_each_name_that_is_missing_is_said_by_its_row_and_one_given_twice_once() -> None:
    problems = shape_problems(keep(["a", "", "b", "", "a", "a"]), keep(["0"]))
    found = [(problem.code, problem.fields) for problem in problems]
    missing = [("feature_without_name", {"row": row}) for row in (2, 4)]
    assert found == [*missing, ("feature_twice", {"value": "a"})]


@pytest.mark.parametrize(
    ("places", "order"),
    [
        ([1, 2, 3, None], "abcn"),
        ([1, 2, 3, 1], "nabc"),
        ([1, 2, 3, 2], "anbc"),
        ([1, 2, 3, 9], "abcn"),
        ([3, 2, 3, None], "bcan"),
        ([1, 2, 1, None], "cabn"),
        ([None, 2, 3, None], "abcn"),
        ([2, 1, 3, 3], "banc"),
    ],
)
def test_features_stand_at_the_places_that_are_asked_for(places: list, order: str) -> None:
    named = [*keep(["a", "b", "c"]), Rename(None, "n")]
    asked = list(zip(places, named, strict=True))
    assert "".join(each.new for each in in_order(asked, ["a", "b", "c"])) == order


@given(st.permutations("abcd"), st.data())
def test_one_that_is_moved_comes_to_its_place_and_the_others_keep_their_order(
    names: list[str], data: st.DataObject
) -> None:
    moved, place = data.draw(st.sampled_from(names)), data.draw(st.integers(1, len(names)))
    asked = [
        (place if name == moved else float(number), Rename(name, name))
        for number, name in enumerate(names, start=1)
    ]
    order = [each.new for each in in_order(asked, names)]
    assert order.index(moved) == place - 1
    assert [name for name in order if name != moved] == [n for n in names if n != moved]


@given(tables(labels=None, min_rows=1), tables())
def test_test_vectors_follow_the_features_of_the_samples(
    vectors: pd.DataFrame, samples: pd.DataFrame
) -> None:
    names = features_of(samples)
    after = follow_features(vectors, samples)
    assert list(after.columns) == names
    first = rows_of(samples)[0] if len(samples) else [None] * (len(names) + 1)
    if not set(names) & set(vectors.columns):
        assert rows_of(after) == [first[:-1]]
        return
    assert len(after) == len(vectors)
    for name, value in zip(names, first, strict=False):
        typed = rows_of(vectors[[name]]) if name in vectors else [[value]] * len(vectors)
        assert rows_of(after[[name]]) == typed


@given(st.lists(any_cell, min_size=1), st.lists(any_cell, min_size=1))
def test_a_feature_in_common_keeps_its_vectors(typed: list, sampled: list) -> None:
    samples = pd.DataFrame({"new": sampled, "a": sampled, LABEL: "0"}, dtype=object)
    after = follow_features(pd.DataFrame({"a": typed, "old": typed}, dtype=object), samples)
    first = None if pd.isna(sampled[0]) else sampled[0]
    assert rows_of(after) == [[first, None if pd.isna(cell) else cell] for cell in typed]
