import pandas as pd
import pytest

from playground.sharing.examples import examples
from playground.tables.reading import read_samples, read_test_samples
from playground.tables.shape import (
    Rename,
    classes_of,
    features_of,
    in_order,
    reshaped,
    shape_problems,
)

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


def cells(table: pd.DataFrame) -> list[list[str | None]]:
    return [[None if pd.isna(cell) else cell for cell in row] for row in table.to_numpy()]


def test_names_that_stay_change_nothing() -> None:
    table, tests = IRIS.samples(), IRIS.test_samples()
    shape = keep(features_of(table)), keep(classes_of(table))
    assert shape_problems(*shape) == []
    after, tests_after = reshaped(table, tests, *shape)
    assert after.equals(table.astype(object))
    assert tests_after.equals(tests)


def test_labels_in_two_spellings_are_one_class(samples: pd.DataFrame) -> None:
    assert classes_of(samples) == ["0", "1"]


def test_features_are_renamed_and_reordered(samples: pd.DataFrame, vectors: pd.DataFrame) -> None:
    features = [Rename("b", "second"), Rename("a", "a")]
    table, tests = reshaped(samples, vectors, features, keep(["0", "1"]))
    assert list(table.columns) == ["second", "a", "label"]
    assert cells(table)[:3] == [["2", "1", "0"], ["4", "3", "1"], [None, "5", "1"]]
    assert list(tests.columns) == ["second", "a"]
    assert cells(tests) == [["x", "9"], ["10", None]]


def test_two_features_can_exchange_their_names(
    samples: pd.DataFrame, vectors: pd.DataFrame
) -> None:
    features = [Rename("a", "b"), Rename("b", "a")]
    table, _ = reshaped(samples, vectors, features, keep(["0", "1"]))
    assert table["b"].tolist()[:2] == ["1", "3"]


def test_a_feature_that_goes_takes_its_values_along(
    samples: pd.DataFrame, vectors: pd.DataFrame
) -> None:
    table, tests = reshaped(samples, vectors, keep(["b"]), keep(["0", "1"]))
    assert list(table.columns) == ["b", "label"]
    assert cells(tests) == [["x"], ["10"]]


def test_a_new_feature_starts_with_zeros(samples: pd.DataFrame, vectors: pd.DataFrame) -> None:
    features = [Rename(None, "new"), *keep(["a", "b"])]
    table, tests = reshaped(samples, vectors, features, keep(["0", "1"]))
    assert table["new"].tolist() == ["0"] * 4
    assert tests["new"].tolist() == ["0"] * 2


def test_a_class_is_renamed_in_all_its_samples(
    samples: pd.DataFrame, vectors: pd.DataFrame
) -> None:
    classes = [Rename("0", "cat"), Rename("1", "0")]
    table, _ = reshaped(samples, vectors, keep(["a", "b"]), classes)
    assert [cell for *_, cell in cells(table)] == ["cat", "0", "0", None]


def test_a_class_that_goes_takes_its_samples_along(
    samples: pd.DataFrame, vectors: pd.DataFrame
) -> None:
    table, _ = reshaped(samples, vectors, keep(["a", "b"]), keep(["0"]))
    assert cells(table) == [["1", "2", "0"], ["7", "8", None]]


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
    assert read_test_samples(tests).problems == []


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
