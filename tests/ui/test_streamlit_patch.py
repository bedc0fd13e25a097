"""Clicks are taken in order, none is lost; and Streamlit by itself still loses some.

When one of the tests of Streamlit by itself fails, the part of the patch that it names is no
longer needed.
"""

import threading
from collections.abc import Callable
from unittest.mock import Mock

import pytest
from streamlit import net_util
from streamlit.proto.WidgetStates_pb2 import WidgetState, WidgetStates
from streamlit.runtime.scriptrunner import script_runner
from streamlit.runtime.scriptrunner_utils.script_requests import (
    RerunData,
    ScriptRequests,
    ScriptRequestType,
)
from streamlit.runtime.state.safe_session_state import SafeSessionState
from streamlit.testing.v1 import AppTest
from streamlit.web.server.server_util import is_url_from_allowed_origins

from playground.ui import streamlit_patch
from playground.ui.streamlit_patch import OrderedRequests


def message(button: str = "", fragment: str | None = None, **typed: str) -> RerunData:
    """A message from the browser: with a click on a button, with texts by their fields."""
    widgets = [WidgetState(id=name, string_value=text) for name, text in typed.items()]
    clicks = [WidgetState(id=button, trigger_value=True)] if button else []
    return RerunData(widget_states=WidgetStates(widgets=[*widgets, *clicks]), fragment_id=fragment)


def clicked(data: RerunData) -> list[str]:
    assert data.widget_states is not None
    return [state.id for state in data.widget_states.widgets if state.trigger_value]


def runs_of(requests: ScriptRequests, *messages: RerunData) -> list[RerunData]:
    """The page runs that come of messages which arrive while another is at work."""
    for each in messages:
        assert requests.request_rerun(each)
    runs = []
    while (request := requests.on_scriptrunner_ready()).type is ScriptRequestType.RERUN:
        runs.append(request.rerun_data)
    return runs


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> Callable[[bool], None]:
    """Says whether the script itself has started, or only callbacks are at work."""
    context = Mock(has_script_started=True)
    monkeypatch.setattr(streamlit_patch, "get_script_run_ctx", lambda **_: context)
    return lambda has_started: setattr(context, "has_script_started", has_started)


def test_streamlit_by_itself_makes_one_click_of_two() -> None:
    assert len(runs_of(ScriptRequests(), message("step"), message("step"))) == 1


def test_streamlit_by_itself_may_end_a_page_run_before_its_callbacks() -> None:
    state, check = Mock(), Mock(side_effect=InterruptedError)
    with pytest.raises(InterruptedError):
        SafeSessionState(state, check).on_script_will_rerun(WidgetStates())
    state.on_script_will_rerun.assert_not_called()


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The addresses of other servers that are asked for this one's."""
    found: list[str] = []
    monkeypatch.setattr(net_util, "_external_ip", None)
    monkeypatch.setattr(net_util, "_make_blocking_http_get", lambda url, timeout: found.append(url))
    return found


def test_streamlit_by_itself_asks_another_server_for_its_address(asked: list[str]) -> None:
    assert not is_url_from_allowed_origins("http://elsewhere.example")
    assert asked


def test_no_other_server_is_asked_for_the_address_of_this_one(asked: list[str]) -> None:
    streamlit_patch.install()
    assert not is_url_from_allowed_origins("http://elsewhere.example")
    assert not asked


def test_each_click_has_a_run_of_its_own_in_order() -> None:
    clicks = ["step", "step", "reset", "train", "pause", "step"]
    runs = runs_of(OrderedRequests(), *map(message, clicks))
    assert [clicked(run) for run in runs] == [[name] for name in clicks]


def test_what_is_only_typed_needs_no_run_of_its_own() -> None:
    typed = [message(seed=str(seed)) for seed in range(5)]
    (run,) = runs_of(OrderedRequests(), *typed, message("train", seed="5"))
    assert clicked(run) == ["train"]
    assert WidgetState(id="seed", string_value="5") in run.widget_states.widgets  # type: ignore[union-attr]


def test_what_is_typed_after_a_click_comes_after_it() -> None:
    runs = runs_of(OrderedRequests(), message("train"), message(seed="1"), message(seed="2"))
    assert [clicked(run) for run in runs] == [["train"], [], []][: len(runs)]
    assert runs[-1].widget_states.widgets[0].string_value == "2"  # type: ignore[union-attr]


def test_a_click_ends_a_run_at_once(started: Callable[[bool], None]) -> None:
    requests = OrderedRequests()
    assert requests.on_scriptrunner_ready().type is ScriptRequestType.STOP  # nothing to do yet
    requests = OrderedRequests()
    for name in ("step", "pause"):
        requests.request_rerun(message(name))
    for name in ("step", "pause"):
        request = requests.on_scriptrunner_yield()
        assert request is not None
        assert clicked(request.rerun_data) == [name]
    assert requests.on_scriptrunner_yield() is None


def test_callbacks_are_done_whole(started: Callable[[bool], None]) -> None:
    requests = OrderedRequests()
    requests.request_rerun(message("step"))
    started(False)
    assert requests.on_scriptrunner_yield() is None
    requests.request_stop()
    assert requests.on_scriptrunner_yield() is not None  # the page was closed


def test_a_click_behind_one_in_a_fragment_ends_a_run_at_once(
    started: Callable[[bool], None],
) -> None:
    requests = OrderedRequests()
    requests.request_rerun(message("cancel", fragment="dialog"))
    assert requests.on_scriptrunner_yield() is None  # as ever: a fragment alone waits
    requests.request_rerun(message("pause"))
    names = [requests.on_scriptrunner_yield() for _ in range(2)]
    assert [clicked(each.rerun_data) for each in names if each] == [["cancel"], ["pause"]]


def test_none_is_lost_that_comes_while_others_are_taken() -> None:
    requests, n_clicks = OrderedRequests(), 2000

    def click() -> None:
        for number in range(n_clicks):
            requests.request_rerun(message(str(number)))

    requests.request_rerun(message("first"))
    thread = threading.Thread(target=click)
    thread.start()
    seen: list[str] = []
    while len(seen) <= n_clicks:
        more_may_come = thread.is_alive()
        request = requests.on_scriptrunner_yield()
        assert request or more_may_come, f"{len(seen)} of {1 + n_clicks}"
        seen += clicked(request.rerun_data) if request else []
    assert seen == ["first", *map(str, range(n_clicks))]


def test_who_has_left_can_ask_for_nothing_more() -> None:
    requests = OrderedRequests()
    requests.request_rerun(message("step"))
    requests.request_rerun(message("step"))
    requests.request_stop()
    assert not requests.request_rerun(message("step"))


def test_the_page_runs_with_it_however_often_it_is_installed(app: AppTest) -> None:
    app.run()
    assert script_runner.ScriptRequests is OrderedRequests


def test_the_page_run_that_installs_it_has_it(monkeypatch: pytest.MonkeyPatch) -> None:
    requests = ScriptRequests()
    context = Mock(script_requests=requests, has_script_started=True)
    monkeypatch.setattr(streamlit_patch, "get_script_run_ctx", lambda **_: context)
    streamlit_patch.install()
    streamlit_patch.install()
    assert len(runs_of(requests, message("step"), message("step"))) == 2
