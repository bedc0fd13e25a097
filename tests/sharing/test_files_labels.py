"""Words for nothing in the label: a class of that name, or no label."""

import pytest

from playground.sharing.files import Import, as_samples, doubtful_labels, read_file

WORDS = ["NA", "na", "n/a", "N/A", "NULL", "None", "none", "?", "-"]


def samples(text: str, na_is_class: bool = True) -> Import:
    file = read_file(text.encode())
    return as_samples(file, file.likely_label, na_is_class=na_is_class)


def doubts(text: str) -> list[str]:
    file = read_file(text.encode())
    return doubtful_labels(file, file.likely_label)


@pytest.mark.parametrize("word", WORDS)
def test_a_label_is_missing_where_the_same_word_stands_for_a_missing_number(word: str) -> None:
    text = f"a,b,sex\n1,2,m\n3,4,f\n5,6,{word}\n7,8,f\n9,{word},m\n"
    found = samples(text)
    assert found.classes == {"m": 1, "f": 2}
    said = [(p.code, p.fields["row"], p.fields["column"]) for p in found.left_out]
    assert said == [("row_missing", 4, "sex"), ("row_missing", 6, "b")]
    assert doubts(text) == []


@pytest.mark.parametrize("word", WORDS)
def test_a_word_for_nothing_is_a_class_where_nothing_else_is_missing_unless_told(word: str) -> None:
    text = f"a,b,sex\n1,2,m\n3,4,f\n5,6,{word}\n7,8,f\n"
    assert samples(text).classes == {"m": 1, "f": 2, word: 1}
    assert doubts(text) == [word]
    found = samples(text, na_is_class=False)
    assert found.classes == {"m": 1, "f": 2}
    assert [(p.code, p.fields["row"]) for p in found.left_out] == [("row_missing", 4)]


@pytest.mark.parametrize("other", ["?", "", "na"])
def test_another_word_for_a_missing_number_tells_nothing(other: str) -> None:
    text = f"a,b,sex\n1,2,m\n3,4,f\n5,6,NA\n7,8,f\n9,{other},m\n"
    assert samples(text).classes == {"m": 1, "f": 2, "NA": 1}
    assert doubts(text) == ["NA"]


def test_a_word_among_other_words_tells_nothing() -> None:
    text = "a,continent,sex\n1,EU,m\n3,NA,f\n5,EU,NA\n7,NA,f\n"
    assert samples(text).classes == {"m": 1, "f": 2, "NA": 1}


def test_a_column_that_is_no_feature_tells_too() -> None:
    file = read_file(b"a,b,sex\n1,2,m\n3,NA,f\n5,6,NA\n7,8,f\n")
    assert as_samples(file, "sex", features=["a"]).classes == {"m": 1, "f": 2}


def test_labels_that_are_numbers_are_read_as_such_beside_missing_ones() -> None:
    found = samples("a;b;y\n1;?;0,5\n2;3;1,5\n4;5;?\n")
    assert found.classes == {"1.5": 1}
    assert samples("a;y\n1;0,5\n2;?\n", na_is_class=False).classes == {"0.5": 1}


def test_a_label_behind_an_apostrophe_is_a_class_whatever_is_missing() -> None:
    text = "a,b,sex\n1,2,m\n3,?,f\n5,6,'nan\n7,8,f\n"
    assert samples(text, na_is_class=False).classes == {"m": 1, "nan": 1, "f": 1}


@pytest.mark.parametrize("cell", ["", "nan", "NaN"])
def test_what_is_never_a_class_is_not_in_doubt(cell: str) -> None:
    assert doubts(f"a,b,sex\n1,2,m\n3,4,f\n5,6,{cell}\n7,8,f\n") == []


def test_words_in_doubt_are_named_once_each() -> None:
    assert doubts("a,b,sex\n1,2,NA\n3,4,?\n5,6,m\n7,8,NA\n") == ["NA", "?"]
