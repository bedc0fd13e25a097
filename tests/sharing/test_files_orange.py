"""Orange's tables tell the label, what is no feature and what is missing."""

import pytest

from playground.sharing.files import FileReading, as_samples, possible_features, read_file

ROWS = "12\t0\t30\tann\n14\t1\t44\tbob\n15\t0\t51\tcid\n19\t1\t70\tdan\n"
NAMES = "age\tout\tweight\twho\n"


def read_below(head: str, rows: str = ROWS) -> FileReading:
    return read_file((head + rows).encode())


HEADS = {
    "words": NAMES + "continuous\tdiscrete\tcontinuous\tstring\n\tclass\t\tmeta\n",
    "letters": NAMES + "c\td\tc\ts\n\tc\t\tm\n",
    "capitals": NAMES + "Continuous\tDiscrete\tContinuous\tString\n\tClass\t\tMeta\n",
    "values": NAMES + "numeric\t0 1\tn\ttext\n\tclass a=b\t\tmeta\n",
    "short rows": NAMES + "c\td\tc\ts\n\tclass\n",
    "prefixes": "C#age\tcD#out\tC#weight\tmS#who\n",
    "flags alone": "age\tc#out\tweight\tm#who\n",
}


@pytest.mark.parametrize("head", HEADS)
@pytest.mark.parametrize("delimiter", ["\t", ",", ";"])
def test_the_flagged_column_is_the_label_and_what_is_told_is_no_sample(
    head: str, delimiter: str
) -> None:
    file = read_file((HEADS[head] + ROWS).replace("\t", delimiter).encode())
    assert file.columns == ("age", "out", "weight", "who")
    assert (file.likely_label, file.has_header) == ("out", True)
    samples = as_samples(file, file.likely_label)
    assert list(samples.table.columns) == ["age", "weight", "label"]
    assert samples.table.to_numpy().tolist()[0] == ["12", "30", "0"]
    assert samples.classes == {"0": 2, "1": 2}
    first = HEADS[head].count("\n") + 1
    assert [number for number, _ in file.rows] == list(range(first, first + 4))


def test_a_row_without_any_flag_is_no_sample() -> None:
    file = read_below(NAMES + "c\td\tc\ts\n\t\t\t\n")
    assert [number for number, _ in file.rows] == [4, 5, 6, 7]


def test_a_label_of_text_stays_one_beside_other_columns_of_text() -> None:
    file = read_below("a\tkind\tspecies\nc\td\td\n\tclass\t\n", "1\tx\tu\n2\ty\tv\n3\tx\tu\n")
    assert file.likely_label == "kind"


@pytest.mark.parametrize("flag", ["meta", "ignore", "weight", "m", "i", "w", "meta a=b"])
def test_columns_set_aside_are_not_proposed_and_said_and_can_be_chosen(flag: str) -> None:
    file = read_below(NAMES + f"c\td\tc\ts\n\tclass\t{flag}\tmeta\n")
    samples = as_samples(file, "out")
    assert list(samples.table.columns) == ["age", "label"]
    assert ("column_set_aside", "weight") in [
        (problem.code, problem.fields["column"]) for problem in samples.left_out
    ]
    assert possible_features(file, "out") == ["age", "weight"]
    chosen = as_samples(file, "out", features=["weight"])
    assert list(chosen.table.columns) == ["weight", "label"]


def test_a_class_is_no_feature_when_another_column_is_the_label() -> None:
    file = read_below("age\tone\ttwo\nc\td\td\n\tclass\tclass\n", "1\t0\t1\n2\t1\t1\n3\t0\t0\n")
    assert file.likely_label == "one"
    assert list(as_samples(file, "one").table.columns) == ["age", "label"]


def test_numbers_that_are_declared_to_be_strings_are_no_features() -> None:
    file = read_below("age\tzip\tout\nc\tstring\td\n\t\tclass\n", "1\t5\t1\n2\t6\t1\n3\t5\t0\n")
    assert list(as_samples(file, "out").table.columns) == ["age", "label"]


@pytest.mark.parametrize("word", ["", "?", ".", "~", "NA", "nan"])
def test_what_orange_takes_for_missing_is_so_in_the_label_too(word: str) -> None:
    file = read_below(HEADS["words"], f"{ROWS}20\t{word}\t5\teve\n{word}\t1\t5\tfay\n")
    samples = as_samples(file, "out")
    assert samples.classes == {"0": 2, "1": 2}
    rows = [(p.code, p.fields["row"]) for p in samples.left_out if "row" in p.fields]
    assert rows == [("row_missing", 8), ("row_missing", 9)]


def test_an_empty_column_keeps_its_name_and_the_others_theirs() -> None:
    file = read_below("age\tnote\tout\nc\ts\td\n\tmeta\tclass\n", "1\t\tx\n2\t\ty\n3\t\tx\n")
    assert file.columns == ("age", "note", "out")
    assert file.likely_label == "out"


def test_names_can_be_told_not_to_be_wanted() -> None:
    file = read_file((HEADS["words"] + ROWS).encode(), has_header=False)
    assert file.columns[0] == "x1"
    assert len(file.rows) == 4


@pytest.mark.parametrize(
    "text",
    [
        "C#\tJava\tlabel\n1\t2\tx\n3\t4\ty\n",
        "#1\t#2\tlabel\n1\t2\tx\n3\t4\ty\n",
        "m#1\tm#2\tlabel\n1\t2\tx\n3\t4\ty\n",
        "c#m\tf#m\tlabel\n1\t2\tx\n3\t4\ty\n",
        "a\tb\tlabel\nc\tz\td\n1\t2\tx\n3\t4\ty\n",
        "a\tb\tlabel\n1\t2\tx\n3\t4\tc\n",
    ],
)
def test_other_tables_are_read_as_ever(text: str) -> None:
    file = read_file(text.encode())
    header, *rows = [line.split("\t") for line in text.splitlines()]
    assert list(file.columns) == header
    assert [cells for _, cells in file.rows] == rows
    assert not any(column.is_set_aside for column in file.table.values())
