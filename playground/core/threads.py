"""How many threads torch computes on."""

import torch


class single_thread:
    """Keep torch from splitting small kernels over threads, and leave its setting as it was.

    Waiting for one another costs such threads many times the work itself, and the setting
    counts for one thread of Python: whoever computes has to make it.
    """

    def __enter__(self) -> None:
        self._threads = torch.get_num_threads()
        torch.set_num_threads(1)

    def __exit__(self, *_: object) -> None:
        torch.set_num_threads(self._threads)
