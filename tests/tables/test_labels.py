import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.core.dataset import MAX_CLASSES
from playground.core.problem import Problem
from playground.tables.cells import class_name
from playground.tables.labels import in_order_of_classes, label_problems, read_labels


def read(labels: list[str]) -> tuple[list[int], tuple[str, ...], list[Problem]]:
    problems: list[Problem] = []
    targets, class_names = read_labels(list(enumerate(labels, start=1)), problems)
    return targets, class_names, problems


@given(st.lists(st.text("abc", min_size=1), min_size=2).filter(lambda names: len(set(names)) > 1))
def test_names_are_numbered_in_the_order_of_letters(labels: list[str]) -> None:
    targets, names, problems = read(labels)
    assert [names[target] for target in targets] == labels
    assert names == tuple(sorted(set(labels)))
    assert problems == []


@given(st.integers(1, MAX_CLASSES - 1).flatmap(lambda n: st.permutations(range(n + 1))))
def test_class_indices_are_the_targets_themselves(indices: list[int]) -> None:
    targets, names, problems = read([str(index) for index in indices])
    assert targets == indices
    assert names == tuple(str(index) for index in range(len(indices)))
    assert problems == []


@given(st.lists(st.integers(10**12, 10**25), min_size=2, max_size=9, unique=True))
def test_numbers_of_many_digits_are_as_many_classes(numbers: list[int]) -> None:
    labels = list(map(str, numbers))
    targets, names, problems = read(labels)
    assert [names[target] for target in targets] == labels
    assert names == tuple(map(str, sorted(numbers)))
    assert problems == []


def test_a_number_next_to_an_index_is_no_index() -> None:
    targets, names, _ = read(["0", "1.00000000000000000001", "1"])
    assert names == ("0", "1", "1.00000000000000000001")
    assert targets == [0, 2, 1]


@pytest.mark.parametrize("labels", [["", "0", "1"], ["", "cat", "dog"]])
def test_a_label_that_is_missing_does_not_hide_the_others(labels: list[str]) -> None:
    targets, names, problems = read(labels)
    assert targets == [0, 1]
    assert names == tuple(labels[1:])
    assert [(problem.code, problem.fields["row"]) for problem in problems] == [("label_missing", 1)]


@pytest.mark.parametrize(
    ("labels", "names"),
    [
        (["dog", "猫", "cat"], ("cat", "dog", "猫")),
        (["3", "1", "2"], ("1", "2", "3")),
        (["10", "9", "1.0", "1"], ("1", "9", "10")),
        (["-1", "1", "-1"], ("-1", "1")),
        (["0", "1", "cat"], ("0", "1", "cat")),
        (["1", "0", "1.0"], ("0", "1")),
        (["true", "false"], ("false", "true")),
        (["cat", "10", "9", "-1", "Cat"], ("-1", "9", "10", "Cat", "cat")),
    ],
)
def test_labels_may_be_names_or_numbers_which_come_first(labels: list, names: tuple) -> None:
    targets, class_names, problems = read(labels)
    assert class_names == names
    assert [names[target] for target in targets] == list(map(class_name, labels))
    assert problems == []


@given(st.lists(st.floats(-1e6, 1e6).map(lambda value: f"{value:.4g}"), unique=True))
def test_classes_that_are_numbers_are_in_the_order_of_numbers(names: list[str]) -> None:
    ordered = in_order_of_classes(names)
    assert [float(name) for name in ordered] == sorted(map(float, names))
    assert in_order_of_classes([*names, "b", "a"]) == [*ordered, "a", "b"]


def test_rows_are_counted_from_one() -> None:
    (problem,) = label_problems(["0", "1", None])
    assert problem == Problem("label_missing", {"row": 3, "column": "label"})


@pytest.mark.parametrize("letter", ["", "c"])
def test_there_can_be_as_many_indices_or_names_as_classes(letter: str) -> None:
    names = [f"{letter}{index}" for index in range(MAX_CLASSES + 1)]
    assert label_problems(names[:-1]) == []
    (problem,) = label_problems(names)
    assert problem.code == "too_many_classes"
    assert (problem.fields["count"], problem.fields["maximum"]) == (MAX_CLASSES + 1, MAX_CLASSES)


@pytest.mark.parametrize("label", ["0", "1"])
def test_one_class_index_is_said_and_there_are_two_classes(label: str) -> None:
    targets, names, problems = read([label, label])
    assert (targets, names) == ([int(label)] * 2, ("0", "1"))
    assert [(problem.code, problem.blocking) for problem in problems] == [("one_class", False)]


@pytest.mark.parametrize(
    "labels",
    [
        *(["0", "2", "5", "5"], ["-1", "0", "1"], ["0", "0.5", "1"], ["0", "1", "7"]),
        *(["10", "0", "5", "0"], ["-0", "20"]),
    ],
)
def test_numbers_that_are_not_0_1_2_without_a_gap_are_names_and_said(labels: list[str]) -> None:
    targets, names, problems = read(labels)
    assert [names[target] for target in targets] == list(map(class_name, labels))
    assert list(names) == sorted(set(map(class_name, labels)), key=float)
    assert problems == [Problem("label_names", {"labels": ", ".join(names)}, blocking=False)]
