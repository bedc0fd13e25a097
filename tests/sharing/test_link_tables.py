import random

import pandas as pd
import pytest

from playground.core.dataset import MAX_FEATURES, MAX_SAMPLES
from playground.sharing.examples import examples
from playground.sharing.link_tables import as_table, decode_table, encode_table, table_text


def of_size(n_rows: int, n_columns: int) -> pd.DataFrame:
    return as_table(list(map(str, range(n_columns))), [["1"] * n_columns] * n_rows)


def test_the_largest_table_that_can_be_trained_on_is_one() -> None:
    assert of_size(1, MAX_FEATURES + 1).shape == (1, MAX_FEATURES + 1)
    assert of_size(MAX_SAMPLES, 2).shape == (MAX_SAMPLES, 2)
    for n_rows, n_columns in ((1, MAX_FEATURES + 2), (MAX_SAMPLES + 1, 2)):
        with pytest.raises(ValueError, match="not a table"):
            of_size(n_rows, n_columns)


@pytest.mark.parametrize(
    ("header", "row"), [(["a", "b"], ["1"]), (["a", "a"], ["1", "2"]), (["a", " a"], ["1", "2"])]
)
def test_uneven_rows_and_names_that_are_the_same_make_no_table(
    header: list[str], row: list[str]
) -> None:
    with pytest.raises(ValueError, match="not a table"):
        as_table(header, [row])


def test_a_short_table_is_spelled_out_though_it_would_be_shorter_packed() -> None:
    text = "a_b" * 100
    assert encode_table("samples", text) == {"samples": f"begin~{text}~end"}


def test_a_long_table_is_packed_where_that_is_shorter_and_comes_back() -> None:
    iris = examples()["iris"].samples()
    query = encode_table("samples", table_text(iris))
    assert list(query) == ["samples_z"]
    back = decode_table(query, "samples")
    assert back is not None
    assert table_text(back) == table_text(iris)


def test_a_long_text_that_packing_would_lengthen_is_spelled_out() -> None:
    letters = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_~."
    text = "".join(random.Random(0).choices(letters, k=700))
    assert encode_table("samples", text) == {"samples": f"begin~{text}~end"}
