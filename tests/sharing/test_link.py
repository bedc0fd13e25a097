"""An address holds any tables; a damaged one opens the note and says what was wrong."""

import base64
import random
import re
import time
import zlib
from typing import Any
from urllib.parse import urlencode

import pandas as pd
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as some

from playground.core.dataset import MAX_FEATURES, MAX_SAMPLES
from playground.core.settings import TrainingSettings
from playground.sharing.examples import examples
from playground.sharing.link import MAX_ADDRESS, MAX_CELLS, SIGNS_BEHIND, decode, encode, mended
from playground.sharing.link_tables import (
    MAX_UNPACKED,
    as_table,
    encode_table,
)
from playground.tables.cells import writable
from tests.strategies import tables

NOTE = examples()["note"]
DEFAULTS = vars(TrainingSettings())
CELLS = ("1", "x_~.", "..5f.", "-1.5", ".5", "5.", "%&=#+", "猫é−．😀\u200b", " ")


def cells(table: pd.DataFrame) -> list[list[str]]:
    return [["" if pd.isna(cell) else str(cell) for cell in row] for row in table.to_numpy()]


TABLES = tables(cells=some.text().map(writable), labels=some.text().map(writable))


@given(samples=TABLES, data=some.data())
def test_any_tables_come_back_from_their_address(samples: pd.DataFrame, data: Any) -> None:
    rows = data.draw(some.lists(some.sampled_from([*CELLS, None]), max_size=3))
    tests = pd.DataFrame(dict.fromkeys(samples.columns[:-1], rows), dtype=object)
    query, fits = encode(samples, tests, DEFAULTS)
    assert fits
    saved = decode(query)
    assert saved.problems == []
    assert list(saved.samples.columns) == list(samples.columns)
    assert cells(saved.samples) == cells(samples)
    assert list(saved.test_samples.columns) == list(tests.columns)
    assert cells(saved.test_samples) == cells(tests)


@pytest.mark.parametrize("name", examples())
def test_an_example_goes_by_its_name(name: str) -> None:
    example = examples()[name]
    query, _ = encode(example.samples(), example.test_samples(), DEFAULTS)
    assert query == ({"v": "1"} if name == "note" else {"v": "1", "data": name})
    assert cells(decode(query).samples) == cells(example.samples())
    assert cells(decode(query).test_samples) == cells(example.test_samples())


@pytest.mark.parametrize("name", examples())
def test_an_example_typed_without_the_version_has_its_settings_and_those_that_are_named(
    name: str,
) -> None:
    own = examples()[name].settings()
    assert decode({"data": name}).settings == own
    assert decode({"data": name, "learning_rate": "0.3"}).settings == own | {"learning_rate": 0.3}
    assert decode({"data": name, "learning_rate": "0.01"}).settings == own | {"learning_rate": 0.01}
    assert decode({"data": name, "learning_rate": "oops"}).settings == own
    assert decode({"data": name, "v": "1"}).settings == DEFAULTS


def test_an_example_that_is_not_shown_brings_no_settings() -> None:
    assert decode({"data": "xor", "samples": "a_label~1_0"}).settings == DEFAULTS
    given_ = {"samples": NOTE.samples(), "test": NOTE.test_samples()}
    assert decode({"data": "xor"}, given_).settings == DEFAULTS


def edited_note() -> dict[str, str]:
    """The query of a table that is spelled out, and of test vectors, at the end of the link."""
    samples, tests = NOTE.samples(), NOTE.test_samples()
    samples.iat[9, 3], tests.iat[1, 2] = "Mücke", "444"
    query, _ = encode(samples, tests, DEFAULTS)
    assert list(query) == ["v", "samples", "test"]
    return query


@pytest.mark.parametrize("name", ["samples", "test"])
def test_a_table_that_was_cut_anywhere_is_said_to_be(name: str) -> None:
    query = edited_note()
    for length in range(len(query[name])):
        (problem,) = decode(query | {name: query[name][:length]}).problems
        assert problem.code in ("link_table", "link_test"), length
        assert problem.code == "link_table" or "~" not in query[name][:length]
    assert decode(query).problems == []


def test_tables_of_older_links_have_no_ends() -> None:
    query = {"v": "1", "samples": "begin_label~1_M..fc.~end_2"}
    saved = decode(query)
    assert saved.problems == []
    assert cells(saved.samples) == [["1", "Mü"], ["end", "2"]]
    for cut in ("a_label~1", "a_label~", "a_label~1_M..", "a_label~1_M..f", "a_label~1_0…"):
        codes = [problem.code for problem in decode({"v": "1", "samples": cut}).problems]
        assert codes == ["link_table"], cut


def test_the_note_with_ten_edits_is_short() -> None:
    samples = NOTE.samples()
    for row in range(10):
        samples.iat[row, row % 4] = f"{row}.12345"
    query, fits = encode(samples, NOTE.test_samples(), {**DEFAULTS, "seed": 12345})
    assert fits
    assert len(urlencode(query)) < 600


@pytest.mark.parametrize("n_samples", [3000, MAX_CELLS // 6 + 1])
def test_a_table_too_large_for_an_address_is_left_out_and_said(n_samples: int) -> None:
    generator = torch.Generator().manual_seed(0)
    rows = [
        [f"{value:.6f}" for value in row] + ["0"]
        for row in torch.randn(n_samples, 5, generator=generator).tolist()
    ]
    samples = pd.DataFrame(rows, columns=[*"abcde", "label"], dtype=object)
    query, fits = encode(samples, samples.iloc[:1, :-1], {**DEFAULTS, "seed": 3})
    assert not fits
    assert query == {"v": "1", "seed": "3"}


def test_a_longer_table_is_packed_and_comes_back() -> None:
    iris = examples()["iris"].samples()
    iris.iat[0, 0] = "9.9"
    query, fits = encode(iris, examples()["iris"].test_samples(), DEFAULTS)
    assert fits
    assert len(urlencode(query)) < MAX_ADDRESS / 2
    assert cells(decode(query).samples) == cells(iris)


PACKED = encode(examples()["iris"].samples().iloc[1:], NOTE.test_samples(), DEFAULTS)[0][
    "samples_z"
]
BOMB = "eNrtwTEBAAAAwqD1T20LL6AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA4G8AAAE"


@pytest.mark.parametrize(
    ("query", "codes"),
    [
        ({}, []),
        ({"unknown": "1", "embed": "true"}, []),
        ({"v": "2"}, ["link_version"]),
        ({"v": ""}, ["link_version"]),
        ({"v": "1" * 10_000}, ["link_version"]),
        ({"data": "nope"}, ["link_data"]),
        ({"test": "a_b~1_2"}, ["link_test"]),
        ({"run": "abc"}, ["link_setting"]),
        ({"run": "5", "epoch": "-5"}, ["link_setting"]),
        ({"data": "../../etc/passwd"}, ["link_data"]),
        ({"data": "note.csv"}, ["link_data"]),
        ({"data": ""}, ["link_data"]),
        ({"samples": ""}, ["link_table"]),
        ({"samples": "~"}, ["link_table"]),
        ({"samples": "label"}, ["link_table"]),
        ({"samples": "a_b~1_2"}, ["link_table"]),
        ({"samples": "label_a~1_2"}, ["link_table"]),
        ({"samples": "a_a_label~1_2_0"}, ["link_table"]),
        ({"samples": "a_label~1_2_3"}, ["link_table"]),
        ({"samples": "a_label~1"}, ["link_table"]),
        ({"samples": "_".join(f"x{n}" for n in range(65)) + "_label"}, ["link_table"]),
        ({"samples": "a_label" + "~1_0" * 10_001}, ["link_table"]),
        ({"samples": "<script>alert(1)</script>"}, ["link_table"]),
        ({"samples_z": ""}, ["link_table"]),
        ({"samples_z": "AAAA"}, ["link_table"]),
        ({"samples_z": "é"}, ["link_table"]),
        ({"samples_z": PACKED[:-20]}, ["link_table"]),
        ({"samples_z": PACKED[:50] + "AAAA" + PACKED[54:]}, ["link_table"]),
        ({"samples_z": BOMB}, ["link_table"]),
        ({"samples_z": "gASVCwAAAAAAAAAu"}, ["link_table"]),
        ({"test": "a_b~1_2~3_4"}, ["link_test"]),
        ({"test_z": "AAAA"}, ["link_table"]),
        ({"learning_rate": "-1"}, ["link_setting"]),
        ({"learning_rate": "__import__('os')"}, ["link_setting"]),
        ({"epochs": "9" * 5000}, ["link_setting"]),
        ({"seed": "4294967296"}, ["link_setting"]),
        ({"optimizer": "rm -rf"}, ["link_setting"]),
        ({"nesterov": "1"}, ["link_setting"]),
        ({"nesterov": "True"}, []),
        ({"run": "1e9"}, ["link_setting"]),
        ({"run": "999999999"}, []),
        ({"epoch": "abc"}, ["link_setting"]),
        ({"rates": "5"}, []),
        ({"rates": "5_abc"}, []),
        ({"rates": "1_-1"}, []),
        ({"rates": "~~~"}, []),
        ({"learning_rate": "x", "epochs": "y"}, ["link_setting", "link_setting"]),
    ],
)
def test_a_damaged_address_opens_the_note_and_says_what_was_wrong(query: dict, codes: list) -> None:
    saved = decode(query)
    assert [problem.code for problem in saved.problems] == codes
    assert not any(problem.blocking for problem in saved.problems)
    assert cells(saved.samples) == cells(NOTE.samples())
    assert cells(saved.test_samples) == cells(NOTE.test_samples())
    TrainingSettings(**saved.settings)  # raises ValueError for what cannot be
    assert saved.run is None or saved.run.epochs <= saved.settings["epochs"]


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        ("41", "A"),
        ("d7ff", "\ud7ff"),
        ("d800", "?"),
        ("dfff", "?"),
        ("e000", "\ue000"),
        ("10ffff", "\U0010ffff"),
        ("110000", "?"),
        ("ffffff", "?"),
    ],
)
def test_what_is_no_character_is_a_question_mark(code: str, shown: str) -> None:
    saved = decode({"samples": f"a..{code}._label~..{code}._0"})
    assert saved.problems == []
    assert list(saved.samples.columns) == [f"a{shown}", "label"]
    assert cells(saved.samples) == [[shown, "0"]]


def test_unpacking_stops_at_its_bound() -> None:
    huge = zlib.compress(b"a_label" + b"~1_0" * (MAX_UNPACKED // 2))
    query = {"samples_z": base64.urlsafe_b64encode(huge).decode()}
    assert [problem.code for problem in decode(query).problems] == ["link_table"]


@pytest.mark.parametrize(
    "query",
    [
        {"data": "nope"},
        {"samples": "a_label~1"},
        {"samples_z": PACKED[:-20]},
        {"samples": "a_b~1_2"},
    ],
)
def test_a_run_on_samples_that_are_missing_is_left_out(query: dict) -> None:
    run = {"run": "100", "epoch": "7", "rates": "0_0.1~50_0.2"}
    saved = decode({**query, **run, "seed": "3"})
    assert saved.run is None
    assert saved.settings["seed"] == 3
    assert len(saved.problems) == 1
    assert decode({**run, "test_z": "AAAA"}).run is not None  # no run is on the test samples


def test_tables_that_are_given_take_the_place_of_those_of_the_query() -> None:
    iris = examples()["iris"]
    given_ = {"samples": iris.samples(), "test": iris.test_samples()}
    saved = decode({"samples": "a_label~1", "test": "b~1", "run": "5"}, given_)
    assert saved.problems == []
    assert cells(saved.samples) == cells(iris.samples())
    assert cells(saved.test_samples) == cells(iris.test_samples())
    assert saved.run is not None


def test_a_link_that_went_through_html_and_mails_says_the_same() -> None:
    query = edited_note() | {"learning_rate": "0.05", "run": "1000"}
    before = decode(query)
    first, *others = query
    html = {first: query[first]} | {f"amp;{key}": query[key] for key in others}
    wrapped = {key: "\r\n ".join(re.findall(".{1,20}", text)) for key, text in query.items()}
    spaced = {key: " ".join(re.findall(".{1,20}", text)) for key, text in query.items()}
    quoted = {key: "3D" + "=\n".join(re.findall(".{1,20}", text)) for key, text in query.items()}
    behind = [query | {"run": "1000" + signs} for signs in (">", ".", ").", ">,", "。")]
    for received in (html, wrapped, spaced, quoted, *behind):
        saved = decode(received)
        assert saved.problems == []
        assert cells(saved.samples) == cells(before.samples)
        assert cells(saved.test_samples) == cells(before.test_samples)
        assert (saved.settings, saved.run) == (before.settings, before.run)


@given(query=some.dictionaries(some.sampled_from(["v", "amp;data", "samples", "run"]), some.text()))
def test_whatever_an_address_says_it_is_read(query: dict) -> None:
    assert not any(problem.blocking for problem in decode(query).problems)


@pytest.mark.parametrize(
    ("name", "length"), [("v", 20), ("data", 40), ("learning_rate", 40), ("run", 40)]
)
def test_what_is_said_of_a_link_is_never_long(name: str, length: int) -> None:
    (problem, *_) = decode({name: "x" * 500}).problems
    assert problem.fields["value"] == "x" * length


def of_size(n_rows: int, n_columns: int) -> pd.DataFrame:
    return as_table(list(map(str, range(n_columns))), [["1"] * n_columns] * n_rows)


def test_the_largest_table_that_can_be_trained_on_is_one() -> None:
    assert of_size(1, MAX_FEATURES + 1).shape == (1, MAX_FEATURES + 1)
    assert of_size(MAX_SAMPLES, 2).shape == (MAX_SAMPLES, 2)
    for n_rows, n_columns in ((1, MAX_FEATURES + 2), (MAX_SAMPLES + 1, 2)):
        with pytest.raises(ValueError, match="not a table"):
            of_size(n_rows, n_columns)


def test_a_short_table_is_spelled_out_though_it_would_be_shorter_packed() -> None:
    text = "a_b" * 100
    assert encode_table("samples", text) == {"samples": f"begin~{text}~end"}


def test_a_long_text_that_packing_would_lengthen_is_spelled_out() -> None:
    letters = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_~."
    text = "".join(random.Random(0).choices(letters, k=700))
    assert encode_table("samples", text) == {"samples": f"begin~{text}~end"}


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
