"""A file that cannot be read, and how large one may be."""

from collections.abc import Sequence

from playground.core.problem import Problem

MAX_FILE_BYTES = 20 * 2**20


class FileError(ValueError):
    """A file that cannot be read; ``problem`` says why, ``because`` what led to it."""

    def __init__(self, code: str, because: Sequence[Problem] = (), **fields: object) -> None:
        super().__init__(code)
        self.problem = Problem(code, fields)
        self.because = list(because)
