"""Whatever settings there are, links and files hold them: an entry in their table is enough."""

import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from playground.core.settings import (
    MORE,
    SETTINGS,
    Setting,
    default_settings,
    settings_problems,
)
from playground.sharing.examples import examples
from playground.sharing.experiment_file import from_file, to_file
from playground.sharing.link import decode, encode

TABLES = examples()["note"].samples(), examples()["note"].test_samples()


def values_of(setting: Setting) -> some.SearchStrategy[Any]:
    """All values that a setting accepts."""
    if setting.kind is bool:
        return some.booleans()
    if setting.is_text:
        return some.sampled_from(["", "1_2~3_-4e-5", "0.1_2_3~4_5_6~7_8_9"])
    if setting.kind is str:
        return some.sampled_from(list(setting.choices))
    lowest, highest = max(setting.minimum, setting.above), min(setting.maximum, setting.below)
    if setting.kind is int:
        return some.integers(int(lowest), int(highest))
    open_ends = setting.above == lowest, setting.below == highest
    return some.floats(lowest, highest, exclude_min=open_ends[0], exclude_max=open_ends[1])


ALL = some.fixed_dictionaries({name: values_of(SETTINGS[name]) for name in SETTINGS}).filter(
    lambda values: not settings_problems(values)
)


@given(settings=ALL)
def test_any_settings_come_back_from_link_and_file(settings: dict[str, Any]) -> None:
    for back in (decode(encode(*TABLES, settings)[0]), from_file(to_file(*TABLES, settings, {}))):
        assert back.problems == []
        assert back.settings == settings
        assert [type(value) for value in back.settings.values()] == [
            setting.kind for setting in SETTINGS.values()
        ]


@pytest.mark.parametrize("name", SETTINGS)
@given(text=some.text())
def test_any_text_is_a_setting_or_is_said(name: str, text: str) -> None:
    linked = decode({name: text})
    if linked.problems:
        assert [problem.code for problem in linked.problems] == ["link_setting"]
        assert linked.settings == default_settings()
    assert settings_problems(linked.settings) == []


def test_a_setting_that_is_added_is_checked_linked_and_saved(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    added = Setting(MORE, above=0, below=2, step=0.5, kind=float, default=1.0)
    monkeypatch.setitem(SETTINGS, "smoothing", added)
    settings = {**default_settings(), "smoothing": math.nextafter(2, 0)}
    assert settings_problems(settings) == []
    query = encode(*TABLES, settings)[0]
    assert query == {"v": "1", "smoothing": "1.9999999999999998"}
    for back in (decode(query), from_file(to_file(*TABLES, settings, {}))):
        assert back.settings == settings
    (problem,) = settings_problems({**settings, "smoothing": 2.0})
    assert problem.code == "smoothing"
    assert problem.fields == {"value": 2.0, "minimum": "0", "maximum": "2"}
    assert [problem.code for problem in decode({"smoothing": "2"}).problems] == ["link_setting"]
