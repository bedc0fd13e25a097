"""Which columns are proposed as features, what they cost in rows, and words taken as numbers."""

import random

import pandas as pd
import pytest

from playground.core.dataset import MAX_FEATURES
from playground.sharing.files import (
    FileError,
    FileReading,
    Import,
    as_samples,
    possible_features,
    possible_words,
    proposal,
    read_file,
    to_csv,
)
from playground.tables.reading import read_samples


def of(**columns: list) -> FileReading:
    """A file with these columns, and with classes x and y in turn."""
    n_rows = max(map(len, columns.values()))
    cells = {
        name: [values[i % len(values)] for i in range(n_rows)] for name, values in columns.items()
    }
    frame = pd.DataFrame({**cells, "kind": ["xy"[row % 2] for row in range(n_rows)]})
    return read_file(frame.to_csv(index=False).encode())


def said(samples: Import) -> list[tuple]:
    return [(p.code, *p.fields.values()) for p in samples.left_out]


def gaps(share: float, n_rows: int = 40, start: int = 0) -> list[str]:
    """A column of numbers without one in a share of the rows."""
    n_gaps = round(share * n_rows)
    return ["?" if (row - start) % n_rows < n_gaps else f"{row}.5" for row in range(n_rows)]


FULL = [str(row) for row in range(40)]
DOORS = ["2", "3", "4", "5more"] * 10


def test_a_column_that_costs_many_rows_is_left_out_and_said_once() -> None:
    file = of(doors=DOORS, seats=FULL)
    samples = as_samples(file, "kind")
    assert list(samples.table.columns) == ["seats", "label"]
    assert len(samples.table) == 40
    assert said(samples) == [("column_mixed", "doors", 10, 40, "“5more”")]


def test_such_a_column_can_be_taken_at_its_cost_in_rows() -> None:
    samples = as_samples(of(doors=DOORS, seats=FULL), "kind", ["doors", "seats"])
    assert samples.table.shape == (30, 3)
    assert said(samples) == [("rows_no_number", "doors", 10, 40, "“5more”")]


@pytest.mark.parametrize(("n_gaps", "is_left_out"), [(4, False), (5, True)])
def test_a_column_may_cost_a_tenth_of_the_rows(n_gaps: int, is_left_out: bool) -> None:
    samples = as_samples(of(a=gaps(n_gaps / 40), b=FULL), "kind")
    assert ("a" not in samples.table) is is_left_out
    codes = [problem.code for problem in samples.left_out]
    assert codes == (["column_no_value"] if is_left_out else ["row_missing"] * 4)


def test_of_a_small_table_one_row_is_left_out_not_a_column() -> None:
    samples = as_samples(read_file(b"a,b,kind\n1.5,2,x\n2.5,3,y\n?,4,x\n"), "kind")
    assert samples.table.shape == (2, 3)
    assert said(samples) == [("row_missing", 4, "a", "?")]


@pytest.mark.parametrize("seed", range(10))
def test_columns_without_many_gaps_are_kept_whatever_the_others_cost(seed: int) -> None:
    chance = random.Random(seed)
    shares = {f"c{i}": chance.choice([0, 0.2, 0.4, 0.9]) for i in range(6)} | {"whole": 0}
    columns = {name: gaps(share, 40, chance.randrange(40)) for name, share in shares.items()}
    samples = as_samples(of(**columns), "kind")
    whole = [name for name, cells in columns.items() if cells.count("?") < 5]
    assert list(samples.table.columns) == [*whole, "label"]
    assert len(samples.left_out) == len(columns) - len(whole)


def test_columns_with_the_same_gaps_cost_no_more_than_one_of_them() -> None:
    both = as_samples(of(a=gaps(0.25), b=gaps(0.25)), "kind")
    assert both.table.shape == (30, 3)
    assert said(both) == [("rows_no_value", name, 10, 40, "") for name in "ab"]
    beside_another = as_samples(of(a=gaps(0.25), b=gaps(0.25), c=FULL), "kind")
    assert list(beside_another.table.columns) == ["c", "label"]


def test_the_last_column_of_numbers_is_kept_whatever_it_costs() -> None:
    samples = as_samples(of(a=gaps(0.5), b=gaps(0.4, start=20)), "kind")
    assert list(samples.table.columns) == ["b", "label"]
    assert len(samples.table) == 24


def test_words_are_proposed_rather_than_numbers_that_cost_many_rows() -> None:
    file = of(a=gaps(0.25), b=gaps(0.25), smokes=["yes", "no"])
    assert proposal(file, "kind") == ([], ["smokes"])
    samples = as_samples(file, "kind")
    assert samples.table.shape == (40, 2)
    assert [problem[:2] for problem in said(samples)] == [
        ("column_no_value", "a"),
        ("column_no_value", "b"),
    ]
    assert proposal(of(a=gaps(0.25), b=FULL, smokes=["yes", "no"]), "kind") == (["b"], [])


def test_numbers_too_large_and_infinite_cost_rows_too() -> None:
    samples = as_samples(of(a=["1e99", "inf", "2", "3.5"] * 10, b=FULL), "kind")
    assert said(samples) == [("column_no_number", "a", 20, 40, "“1e99”, “inf”")]


def test_of_many_things_that_are_no_number_four_are_named() -> None:
    words = [f"w{row}" if row % 3 == 0 else str(row) for row in range(40)]
    samples = as_samples(of(a=words, b=FULL), "kind")
    assert said(samples) == [("column_no_number", "a", 14, 40, "“w0”, “w3”, “w6”, “w9”, …")]


def test_two_words_can_be_taken_as_0_and_1() -> None:
    file = read_file(b"smokes,age,kind\nyes,30,x\nno,40,y\nyes,50,x\nno,20,y\n")
    plain = as_samples(file, "kind")
    assert list(plain.table.columns) == ["age", "label"]
    assert said(plain) == [("column_words", "smokes")]
    samples = as_samples(file, "kind", words=["smokes"])
    assert list(samples.table.columns) == ["smokes", "age", "label"]
    assert samples.table["smokes"].tolist() == ["1", "0", "1", "0"]
    assert [(p.code, p.fields) for p in samples.remarks] == [
        ("words_two", {"column": "smokes", "zero": "no", "one": "yes"})
    ]
    assert samples.left_out == []


@pytest.mark.parametrize("n_values", range(2, 10))
def test_words_become_the_features_that_pandas_makes_of_them(n_values: int) -> None:
    colours = [f"c{row * row % n_values}" if row >= n_values else f"c{row}" for row in range(40)]
    file = of(colour=colours, a=FULL)
    if n_values > 8:
        assert possible_words(file, "kind") == {}
        return
    samples = as_samples(file, "kind", features=[], words=["colour"])
    dummies = pd.get_dummies(pd.Series(colours), prefix="colour", prefix_sep="=", dtype=int)
    expected = dummies if n_values > 2 else dummies[["colour=c1"]].set_axis(["colour"], axis=1)
    assert list(samples.table.columns) == [*expected.columns, "label"]
    assert samples.table.drop(columns="label").astype(int).equals(expected)
    assert read_samples(samples.table).dataset is not None


def test_what_words_become_survives_a_file() -> None:
    file = of(colour=["red", "green", "blue=", '"', "=x"] * 8, smokes=["yes", "no"] * 20)
    table = as_samples(file, "kind").table
    assert len(table.columns) == 7
    back = read_file(to_csv(table))
    again = as_samples(back, back.likely_label)
    assert again.table.equals(table)
    assert again.left_out == []


def test_words_are_taken_where_no_column_of_numbers_is_left() -> None:
    words = {"buying": ["low", "med", "high"], "doors": DOORS, "size": ["big", "small"]}
    file = of(**words, constant=["same"], name=[f"n{row}" for row in range(40)])
    assert proposal(file, "kind") == ([], ["buying", "doors", "size"])
    samples = as_samples(file, "kind")
    assert len(samples.table) == 40
    assert list(samples.table.columns) == [
        *("buying=high", "buying=low", "buying=med"),
        *("doors=2", "doors=3", "doors=4", "doors=5more", "size", "label"),
    ]
    assert said(samples) == [("column_text", "constant"), ("column_text", "name")]
    assert proposal(of(**words, a=FULL), "kind") == (["a"], [])


def test_words_in_every_row_but_few_numbers_leave_no_row_out_without_a_header() -> None:
    lines = ["low,low,5more,more,big,unacc", "low,low,5more,4,big,good"]
    lines += ["low,low,2,2,med,unacc", "low,low,4,4,med,good"]
    samples = as_samples(read_file("\n".join(lines).encode(), has_header=False), "label")
    assert samples.classes == {"good": 2, "unacc": 2}
    assert [name for name in samples.table.columns if "=" not in name] == ["x5", "label"]


def test_a_row_without_a_word_is_left_out_and_said() -> None:
    file = of(colour=["red", "green", "blue"] * 12 + ["", "?", "NA", "-"], a=FULL)
    few = as_samples(file, "kind", words=["colour"])
    assert len(few.table) == 36
    assert [problem[:3] for problem in said(few)] == [
        ("row_missing", row, "colour") for row in range(38, 42)
    ]
    file = of(colour=["red", "green", "blue", ""] * 10, a=FULL)
    many = as_samples(file, "kind", words=["colour"])
    assert len(many.table) == 30
    assert said(many) == [("rows_no_value", "colour", 10, 40, "")]


def test_words_that_many_rows_lack_are_not_proposed_beside_others() -> None:
    file = of(colour=["red", "green", "blue", ""] * 10, smokes=["yes", "no"])
    assert proposal(file, "kind") == ([], ["smokes"])
    assert proposal(of(colour=["red", "green", ""] * 4), "kind") == ([], ["colour"])


def test_a_column_chosen_both_ways_is_taken_as_words() -> None:
    samples = as_samples(of(doors=DOORS, seats=FULL), "kind", ["doors", "seats"], words=["doors"])
    assert samples.table.shape == (40, 6)


def test_words_given_beside_the_proposal_leave_the_numbers_as_proposed() -> None:
    file = of(doors=DOORS, seats=FULL, a=gaps(0.5))
    samples = as_samples(file, "kind", words=["doors"])
    assert list(samples.table.columns)[4:] == ["seats", "label"]
    assert as_samples(file, "kind", ["seats"]).table.shape == (40, 2)


@pytest.mark.parametrize(
    "column",
    [
        [f"w{row}" for row in range(8)],  # names, of which none comes again
        ["same"] * 8,
        ["1", "2"] * 4,
        ["1", "", "2", ""] * 2,
        ["1", "oops", *"23456789" * 3],
    ],
)
def test_these_are_no_words_to_take_as_numbers(column: list) -> None:
    assert possible_words(of(a=column, b=["0.5", "1.5"]), "kind") == {}


def test_the_label_is_neither_a_feature_nor_words() -> None:
    file = of(smokes=["yes", "no"] * 4, a=["1", "2"])
    assert possible_words(file, "smokes") == {"kind": ("x", "y")}
    assert possible_words(file, "a") == {"smokes": ("no", "yes"), "kind": ("x", "y")}
    assert possible_features(file, "a") == []


def test_words_beside_numbers_with_a_typographic_minus_are_in_order() -> None:
    file = of(a=["−3", "none of it", "１．５", "no"] * 4, b=FULL[:16])
    assert possible_words(file, "kind") == {"a": ("−3", "１．５", "no", "none of it")}


def test_features_made_of_words_never_share_a_name() -> None:
    file = read_file(b"c=p,c,label,kind\n1,p,5,x\n2,q,6,y\n3,r,7,x\n4,p,8,y\n5,q,9,x\n6,r,4,y\n")
    table = as_samples(file, "kind", words=["c"]).table
    assert list(table.columns) == ["c=p", "c=p_", "c=q", "c=r", "label_", "label"]


def test_no_more_words_are_proposed_than_a_table_has_room_for() -> None:
    file = of(**{f"w{i}": [f"v{row % 7}" for row in range(21)] for i in range(12)})
    assert len(as_samples(file, "kind").table.columns) == 9 * 7 + 1
    with pytest.raises(FileError) as error:
        as_samples(file, "kind", words=[f"w{i}" for i in range(10)])
    assert error.value.problem.fields == {"count": 70, "maximum": MAX_FEATURES}


def test_columns_that_cost_rows_do_not_take_the_place_of_others() -> None:
    columns = {f"c{i}": gaps(0.5 if i < 10 else 0) for i in range(80)}
    samples = as_samples(of(**columns), "kind")
    assert list(samples.table.columns) == [*(f"c{i}" for i in range(10, 74)), "label"]
    assert said(samples)[0] == ("columns_many", 80, MAX_FEATURES)
    assert len(samples.table) == 40


def test_of_a_column_taken_though_no_row_is_left_each_row_is_said() -> None:
    file = read_file(b"a,b,label\n" + b"1,,x\n,2,y\n" * 10)
    assert len(as_samples(file, "label").table) == 10
    with pytest.raises(FileError) as error:
        as_samples(file, "label", ["a", "b"])
    assert [problem.code for problem in error.value.because] == ["row_missing"] * 20
