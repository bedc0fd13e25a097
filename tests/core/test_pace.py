from collections.abc import Iterator
from contextlib import contextmanager

import torch

from playground.core.pace import aside, breathe, breathing, single_thread


def test_work_rests_where_somebody_waits_and_nowhere_else() -> None:
    rests: list[str] = []
    breathe()
    with breathing(lambda: rests.append("outer")):
        breathe()
        with breathing(lambda: rests.append("inner")):
            breathe()
        breathe()
    breathe()
    assert rests == ["outer", "inner", "outer"]


def test_others_go_on_for_as_long_as_a_long_call_lasts() -> None:
    said: list[str] = []

    @contextmanager
    def away() -> Iterator[None]:
        said.append("left")
        yield
        said.append("back")

    with breathing(lambda: None, away), aside():
        said.append("call")
    with aside():
        said.append("alone")
    assert said == ["left", "call", "back", "alone"]


def test_torch_has_one_thread_within_and_as_many_as_before_after_it() -> None:
    before = torch.get_num_threads()
    torch.set_num_threads(2)
    try:
        with single_thread():
            assert torch.get_num_threads() == 1
        assert torch.get_num_threads() == 2
    finally:
        torch.set_num_threads(before)
