"""Which of the tools of the view Compare are open, and what they begin with."""

from contextlib import nullcontext
from types import SimpleNamespace
from typing import Any
from unittest.mock import MagicMock

import pytest

from playground.session.compare_fields import CompareFields
from playground.session.fields import Fields
from playground.session.run_archive import RunArchive
from playground.texts import Texts
from playground.ui import page
from playground.ui.views.compare import acts, pair, runs, sweeps

TEXTS = Texts("en")


def run(number: int, is_pinned: bool = False) -> Any:
    record = SimpleNamespace(loss=number / 8)
    return SimpleNamespace(number=number, name="", is_pinned=is_pinned, record=record)


@pytest.fixture
def now(monkeypatch: pytest.MonkeyPatch) -> Any:
    """The session, with three runs kept."""
    kept = RunArchive()
    kept.runs = [run(4), run(5, is_pinned=True), run(6)]
    fields = Fields({}, {})
    found = SimpleNamespace(
        texts=TEXTS,
        fields=fields,
        compare=CompareFields(fields),
        archive=kept,
        sweep=None,
        is_trainable=True,
        playback=SimpleNamespace(is_under_way=False),
        input=SimpleNamespace(test_samples=None),
    )
    monkeypatch.setattr(page, "field", lambda _, name: nullcontext({"key": name}))
    return found


@pytest.fixture
def st(monkeypatch: pytest.MonkeyPatch) -> MagicMock:
    """Streamlit, as it is called."""
    found = MagicMock()
    for module in (page, pair, runs, sweeps):
        monkeypatch.setattr(module, "st", found)
    return found


def buttons(st: MagicMock) -> dict[str, Any]:
    """What each button was drawn with, by its key."""
    return {
        told.kwargs["key"]: {**told.kwargs, "text": told.args[0]}
        for told in st.button.call_args_list
    }


def lists(st: MagicMock) -> dict[str, tuple]:
    """By their keys, the lists to choose from: numbers, the one chosen, and all of their names."""
    found = {}
    for told in st.selectbox.call_args_list:
        _, numbers = told.args
        names = list(map(told.kwargs["format_func"], numbers))
        found[told.kwargs["key"]] = numbers, numbers[told.kwargs["index"]], names
    return found


@pytest.mark.parametrize("is_under_way", [True, False])
def test_a_run_is_not_to_be_loaded_while_one_is_under_way(
    now: Any, st: MagicMock, is_under_way: bool
) -> None:
    now.playback.is_under_way = is_under_way
    runs._tools(now)
    found = buttons(st)
    assert {key for key, told in found.items() if told["disabled"]} == (
        {"compare_load"} if is_under_way else set()
    )
    called = {key: told["on_click"].args[1] for key, told in found.items()}
    assert called == {
        "compare_load": acts.load,
        "compare_pin": acts.pin,
        "compare_remove": acts.remove,
    }
    assert st.text_input.call_args.kwargs["on_change"] is acts.rename


@pytest.mark.parametrize(("chosen", "text"), [(5, "compare_unpin"), (4, "compare_pin")])
def test_a_pinned_run_can_be_let_go_of(now: Any, st: MagicMock, chosen: int, text: str) -> None:
    now.compare.run = chosen
    runs._tools(now)
    assert buttons(st)["compare_pin"]["text"] == TEXTS(text)
    numbers, index, names = lists(st)["compare_run"]
    assert (numbers, index) == ([6, 5, 4], chosen)  # the latest first
    assert names == [runs.listed(each, TEXTS) for each in now.archive.runs[::-1]]


@pytest.mark.parametrize(
    ("chosen", "compared"), [((0, 0), (5, 6)), ((4, 0), (4, 6)), ((6, 4), (6, 4)), ((9, 9), (5, 6))]
)
def test_the_last_two_runs_are_compared_unless_others_are_chosen(
    now: Any, st: MagicMock, chosen: tuple, compared: tuple
) -> None:
    now.compare.before, now.compare.after = chosen
    pair.draw_tools(now)
    found = lists(st)
    assert list(found) == ["compare_before", "compare_after"]
    assert tuple(shown for _, shown, _ in found.values()) == compared
    assert (now.compare.before, now.compare.after) == compared


@pytest.mark.parametrize(
    ("finished", "is_trainable", "is_open"),
    [
        (None, True, {"sweep_start"}),
        (None, False, set()),
        (False, True, {"sweep_stop"}),
        (True, True, {"sweep_start"}),
        (True, False, set()),
    ],
)
def test_a_sweep_can_be_started_or_else_stopped(
    now: Any,
    st: MagicMock,
    monkeypatch: pytest.MonkeyPatch,
    finished: bool | None,
    is_trainable: bool,
    is_open: set[str],
) -> None:
    now.is_trainable = is_trainable
    now.sweep = None if finished is None else SimpleNamespace(finished=finished)
    for is_stale in (True, False):
        st.reset_mock()
        monkeypatch.setattr(sweeps, "_is_stale", lambda *_, is_stale=is_stale: is_stale)
        sweeps.draw_tools(now)
        assert {key for key, told in buttons(st).items() if not told["disabled"]} == is_open
        assert st.html.called is (is_stale and now.sweep is not None)
    called = {key: told["on_click"].args[1] for key, told in buttons(st).items()}
    assert called == {"sweep_start": acts.start_sweep, "sweep_stop": acts.stop_sweep}


def test_one_run_is_compared_with_itself_in_a_single_curve(
    now: Any, st: MagicMock, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[list[int]] = []
    called: list[int] = []
    monkeypatch.setattr(pair.slots, "ChartSlot", MagicMock())
    monkeypatch.setattr(pair.summary, "of_pair", lambda *_: "")

    def draw(_: object, __: object, shown: list, *___: object, **said: Any) -> None:
        drawn.append([run.number for run in shown])
        called.append(len(said["called"]))

    monkeypatch.setattr(pair, "draw_losses", draw)
    st.columns.return_value = MagicMock(), MagicMock()
    one, other = now.archive.runs[:2]
    for each in (one, other):
        each.record.has_shape_of = lambda _: False
    for after in (one, other):
        pair._draw(now, one, after, is_edit=False)
    assert drawn == [[4], [4, 5]]
    pair._draw(now, one, other, is_edit=True)
    assert called == [0, 0, 2]  # before and after an edit, in place of their names
