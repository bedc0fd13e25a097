import random

from playground.sharing.examples import examples
from playground.sharing.link_tables import decode_table, encode_table, table_text


def test_a_short_table_is_spelled_out_though_it_would_be_shorter_packed() -> None:
    text = "a_b" * 100
    assert encode_table("samples", text) == {"samples": text}


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
    assert encode_table("samples", text) == {"samples": text}
