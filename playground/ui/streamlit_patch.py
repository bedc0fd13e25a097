"""What is mended in Streamlit 1.67: a click that comes soon after another is lost.

A message from the browser ends the page run at work. When that one has a click whose callbacks
have not begun, it ends before them (`SafeSessionState.on_script_will_rerun` asks first whether
something waits); and a message that comes while another waits is merged with it, so that a
button clicked twice counts once (`ScriptRequests.request_rerun`). Streamlit itself is run with
``runner.fastReruns`` off, or it would not ask `ScriptRequests` at all.

And a server asks another one: when a WebSocket comes from a page of another name than it was asked
by, it looks up its own address in the internet, at a server of somebody else's, to compare the two
(`server_util.is_url_from_allowed_origins`). It is taken to have none there.
"""

from collections import deque

from streamlit import net_util
from streamlit.runtime.scriptrunner import script_runner
from streamlit.runtime.scriptrunner_utils.script_requests import (
    RerunData,
    ScriptRequest,
    ScriptRequests,
    ScriptRequestType,
    _has_active_trigger_value,
)
from streamlit.runtime.scriptrunner_utils.script_run_context import (
    get_run_yield_check,
    get_script_run_ctx,
)


class OrderedRequests(ScriptRequests):
    """Messages from the browser, of which each with a click has a page run of its own, in order."""

    def __init__(self) -> None:
        super().__init__()
        self._later: deque[RerunData] = deque()  # behind the one with a click that is pending

    def _request_rerun_locked(self, new_data: RerunData) -> bool:
        has_to_wait = self._later or (
            self._state is ScriptRequestType.RERUN and _has_click(self._rerun_data)
        )
        if not has_to_wait or self._state is ScriptRequestType.STOP:
            return super()._request_rerun_locked(new_data)
        self._later.append(new_data)
        return True

    def on_scriptrunner_yield(self) -> ScriptRequest | None:
        """Nothing before the script itself has started: callbacks are done whole."""
        context = get_script_run_ctx(suppress_warning=True)
        is_in_callbacks = context is not None and not context.has_script_started
        if is_in_callbacks and self._state is not ScriptRequestType.STOP:
            return None
        if self._later:  # whatever is pending, the messages behind it cannot wait for the run's end
            return self.on_scriptrunner_ready()
        request = super().on_scriptrunner_yield()
        self._bring_up_next()
        return request

    def on_scriptrunner_ready(self) -> ScriptRequest:
        request = super().on_scriptrunner_ready()
        self._bring_up_next()
        return request

    def _bring_up_next(self) -> None:
        with self._lock:
            if self._later and self._state is ScriptRequestType.CONTINUE:
                super()._request_rerun_locked(self._later.popleft())


def _has_click(data: RerunData) -> bool:
    states = data.widget_states
    return states is not None and any(map(_has_active_trigger_value, states.widgets))


def install() -> None:
    """Have all page runs take their messages in order, this one too; once or more often.

    And no other server asked for this one's address.
    """
    net_util._external_ip = ""
    script_runner.ScriptRequests = OrderedRequests  # type: ignore[misc]
    context = get_script_run_ctx(suppress_warning=True)
    requests = context.script_requests if context else None
    if requests is not None and type(requests) is ScriptRequests:  # made before the first page run
        requests.__dict__.setdefault("_later", deque())
        requests.__class__ = OrderedRequests


def give_way() -> None:
    """End this page run if the visitor has done something since it began."""
    check = get_run_yield_check()
    if check is not None:
        check()
