import base64
import string
import zlib
from urllib.parse import urlencode

import pandas as pd
import pytest
import torch

from playground.core.run import TrainingRun
from playground.core.settings import TrainingSettings
from playground.sharing.examples import examples
from playground.sharing.link import MAX_ADDRESS, MAX_UNPACKED, decode, encode, of_run, repeated
from playground.tables.cells import writable
from playground.tables.reading import read_samples

NOTE = examples()["note"]
DEFAULTS = vars(TrainingSettings())
CHARACTERS = string.printable + "猫é−．😀\u200b_~..%&=#+"


def cells(table: pd.DataFrame) -> list[list[str]]:
    return [["" if pd.isna(cell) else str(cell) for cell in row] for row in table.to_numpy()]


def random_table(seed: int, max_rows: int = 12) -> pd.DataFrame:
    """Cells of any text that can be typed, some empty; one to six columns before the label."""
    generator = torch.Generator().manual_seed(seed)

    def draw(high: int) -> int:
        return int(torch.randint(high, (1,), generator=generator))

    def text() -> str:
        return writable("".join(CHARACTERS[draw(len(CHARACTERS))] for _ in range(draw(8))))

    names = [" ".join(f"{text()}{index}".split()) for index in range(1 + draw(6))]
    rows = [[text() for _ in range(len(names) + 1)] for _ in range(draw(max_rows))]
    return pd.DataFrame(rows, columns=[*names, "label"], dtype=object)


@pytest.mark.parametrize("seed", range(60))
def test_any_tables_and_settings_come_back_from_their_address(seed: int) -> None:
    samples = random_table(seed)
    tests = pd.DataFrame({name: [str(seed), None, "x_~."] for name in samples.columns[:-1]})
    settings = {
        **DEFAULTS,
        "learning_rate": 0.1 / (seed + 1),
        "seed": seed,
        "optimizer": ("sgd", "adam")[seed % 2],
        "momentum": 0.9,
        "nesterov": seed % 3 == 0,
    }
    query, fits = encode(samples, tests.astype(object), settings)
    assert fits
    linked = decode(query)
    assert linked.problems == []
    assert list(linked.samples.columns) == list(samples.columns)
    assert cells(linked.samples) == cells(samples)
    assert list(linked.test_samples.columns) == list(tests.columns)
    assert cells(linked.test_samples) == cells(tests)
    assert linked.settings == settings


@pytest.mark.parametrize("name", examples())
def test_an_example_goes_by_its_name(name: str) -> None:
    example = examples()[name]
    query, _ = encode(example.samples(), example.test_samples(), DEFAULTS)
    assert query == ({"v": "1"} if name == "note" else {"v": "1", "data": name})
    assert cells(decode(query).samples) == cells(example.samples())
    assert cells(decode(query).test_samples) == cells(example.test_samples())


def test_the_note_with_ten_edits_is_short() -> None:
    samples = NOTE.samples()
    for row in range(10):
        samples.iat[row, row % 4] = f"{row}.12345"
    query, fits = encode(samples, NOTE.test_samples(), {**DEFAULTS, "seed": 12345})
    assert fits
    assert len(urlencode(query)) < 600


def test_a_table_too_large_for_an_address_is_left_out_and_said() -> None:
    generator = torch.Generator().manual_seed(0)
    rows = [
        [f"{value:.6f}" for value in row] + ["0"]
        for row in torch.randn(3000, 5, generator=generator).tolist()
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
        ({"learning_rate": "abc"}, ["link_setting"]),
        ({"learning_rate": "nan"}, ["link_setting"]),
        ({"learning_rate": "1e999"}, ["link_setting"]),
        ({"learning_rate": "-1"}, ["link_setting"]),
        ({"learning_rate": "0"}, ["link_setting"]),
        ({"learning_rate": "__import__('os')"}, ["link_setting"]),
        ({"epochs": "0"}, ["link_setting"]),
        ({"epochs": "1.5"}, ["link_setting"]),
        ({"epochs": "999999999"}, ["link_setting"]),
        ({"epochs": "9" * 5000}, ["link_setting"]),
        ({"epochs": "١٠"}, ["link_setting"]),
        ({"seed": "-1"}, ["link_setting"]),
        ({"seed": "4294967296"}, ["link_setting"]),
        ({"seed": "True"}, ["link_setting"]),
        ({"optimizer": "rm -rf"}, ["link_setting"]),
        ({"momentum": "1"}, ["link_setting"]),
        ({"momentum": "inf"}, ["link_setting"]),
        ({"nesterov": "1"}, ["link_setting"]),
        ({"nesterov": "True"}, []),
        ({"weight_decay": "-0.1"}, ["link_setting"]),
        ({"batch_size": "1e3"}, ["link_setting"]),
        ({"initial_weights": "ones"}, ["link_setting"]),
        ({"run": "-1"}, ["link_setting"]),
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
    linked = decode(query)
    assert [problem.code for problem in linked.problems] == codes
    assert not any(problem.blocking for problem in linked.problems)
    assert cells(linked.samples) == cells(NOTE.samples())
    assert cells(linked.test_samples) == cells(NOTE.test_samples())
    TrainingSettings(**linked.settings)  # raises ValueError for what cannot be
    assert linked.run <= linked.settings["epochs"]


def test_unpacking_stops_at_its_bound() -> None:
    huge = zlib.compress(b"a_label" + b"~1_0" * (MAX_UNPACKED // 2))
    query = {"samples_z": base64.urlsafe_b64encode(huge).decode()}
    assert [problem.code for problem in decode(query).problems] == ["link_table"]


def test_a_run_with_changed_learning_rates_is_repeated_bit_for_bit() -> None:
    dataset = read_samples(NOTE.samples()).dataset
    assert dataset is not None
    run = TrainingRun(dataset, TrainingSettings(epochs=60))
    for epochs, rate in ((7, 0.1), (0, 0.2), (20, 0.003)):
        run.advance(epochs)
        run.change_learning_rate(rate)
    run.advance(100)
    query, _ = encode(NOTE.samples(), NOTE.test_samples(), vars(run.present_settings))
    again = repeated(decode({**query, **of_run(run, run.epoch, 5)}), dataset)
    again.advance(100)
    assert again.loss_history == run.loss_history
    assert again.learning_rate_changes == run.learning_rate_changes
    assert torch.equal(again.parameters.weight, run.parameters.weight)
