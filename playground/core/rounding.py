"""What is the same but for rounding, which differs from one processor to another.

What is said of computed numbers must not hang on their last bits: it goes by these.
"""

import math

import torch
from torch import Tensor

ROUNDING = 1e-6  # of the sizes involved: by so much sums of float32 may differ


def is_negligible(values: Tensor, sizes: Tensor | float) -> bool:
    """Whether all ``values`` are 0 beside the ``sizes`` of what they were computed from."""
    return bool((values.abs() <= ROUNDING * sizes).all())


def is_same(one: float, other: float, size: float = 0.0) -> bool:
    """Whether two numbers are one; ``size``: of what they were computed from, if it was larger."""
    return math.isclose(one, other, rel_tol=ROUNDING, abs_tol=ROUNDING * size)


def largest_first(sizes: Tensor) -> Tensor:
    """Indices of ``sizes`` [n], none below 0, the largest first; like ones in their own order."""
    order = sizes.argsort(descending=True, stable=True)
    sorted_sizes = sizes[order]
    is_smaller = sorted_sizes[1:] < (1 - ROUNDING) * sorted_sizes[:-1]
    ranks = torch.zeros_like(order)
    ranks[order[1:]] = is_smaller.cumsum(0)
    return ranks.argsort(stable=True)
