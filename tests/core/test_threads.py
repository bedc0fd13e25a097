"""Small products are computed on one thread, and the setting is left as it was."""

import torch

from playground.core.threads import single_thread


def test_torch_has_one_thread_within_and_as_many_as_before_after_it() -> None:
    before = torch.get_num_threads()
    torch.set_num_threads(2)
    try:
        with single_thread():
            assert torch.get_num_threads() == 1
        assert torch.get_num_threads() == 2
    finally:
        torch.set_num_threads(before)
