"""Products of large matrices, by the faster of the two libraries that torch brings."""

import torch
from torch import Tensor

MANY = 2_000_000  # multiplications, from which on oneDNN's longer way to its kernel pays


def _has_onednn() -> bool:
    return torch.backends.mkldnn.is_available() and hasattr(torch.ops.mkldnn, "_linear_pointwise")


_HAS_ONEDNN = _has_onednn()


def product(left: Tensor, right: Tensor) -> Tensor:
    """left @ rightᵀ, [n, m] float32, of ``left`` [n, k] and ``right`` [m, k].

    ``torch.mm`` asks MKL, which does not use all that processors of other makes than its own can
    do: oneDNN, which torch has for convolutions, is up to twice as fast there. Sums are added up
    in another order, so that the last digits may differ.
    """
    if _HAS_ONEDNN and left.numel() * len(right) >= MANY:
        found: Tensor = torch.ops.mkldnn._linear_pointwise(left, right, None, "none", [], "")
        return found
    return torch.mm(left, right.t())
