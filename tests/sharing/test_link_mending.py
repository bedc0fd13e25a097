"""What HTML and mails do to an address is undone; what they do not do is left as it is."""

import time

import pytest

from playground.sharing.link import SIGNS_BEHIND, mended


@pytest.mark.parametrize(
    ("received", "meant"),
    [
        ({}, {}),
        ({"amp;data": "iris"}, {"data": "iris"}),
        ({"v": "1", "amp;amp;data": "iris"}, {"v": "1", "data": "iris"}),
        ({"v": "1", "\r\n run": "1 0\n0"}, {"v": "1", "run": "100"}),
        ({"v": "1", "samples": "a _b"}, {"v": "1", "samples": "a_b"}),
        ({"samples": " my name_\n label "}, {"samples": "my name_label"}),
        ({"v": "3D1", "amp;data": "3Di=\r\nris"}, {"v": "1", "data": "iris"}),
        (
            {"data": "3Diris", "learn": "\ning_rate=3D0.0=5"},
            {"data": "iris", "learning_rate": "0.05"},
        ),
        ({"v": "1", "samples": "3D_label~1_0"}, {"v": "1", "samples": "3D_label~1_0"}),
        ({"v": "1", "amplitude": "amp;"}, {"v": "1", "amplitude": "amp"}),
        ({"run": "100>."}, {"run": "100"}),
        ({"samples": "a_label~1_M..fc."}, {"samples": "a_label~1_M..fc."}),
        ({"samples": "a_label~1_M..fc.).>"}, {"samples": "a_label~1_M..fc."}),
        ({"samples": "a_label~1_M..fc>"}, {"samples": "a_label~1_M..fc"}),
        ({"samples": "a_label~1_M..."}, {"samples": "a_label~1_M..."}),
        ({"v": "3D"}, {"v": ""}),
        ({"v": f"1{SIGNS_BEHIND}"}, {"v": "1"}),
    ],
)
def test_a_query_is_read_as_it_was_meant(received: dict, meant: dict) -> None:
    assert mended(received) == meant
    assert mended(meant) == meant


@pytest.mark.parametrize("signs", [")", ".", "..", " ", "\n", "=", "=3D", "amp;", "..1"])
def test_long_rows_of_signs_take_no_time(signs: str) -> None:
    query = {"v": "3D", signs * 50_000 + "x": signs * 50_000 + "x"}
    before = time.process_time()
    mended(query)
    mended({"data": signs * 50_000 + "x"})
    assert time.process_time() - before < 1


def test_what_is_no_link_of_ours_is_said_as_it_was() -> None:
    query = {"data": "<b c>", "v": "<d e>", "seed": "1 2)", "language": "en"}
    assert mended(query) == query
