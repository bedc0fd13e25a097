"""The product of two matrices against float64, by each of torch's libraries."""

import pytest
import torch

from playground.core import matrix_product
from playground.core.matrix_product import product


@pytest.mark.parametrize("many", [0, 10**9], ids=["onednn", "mkl"])
@pytest.mark.parametrize("sizes", [(62, 300, 4), (310, 517, 65), (7, 1, 1)], ids=str)
def test_it_is_that_of_float64(
    sizes: tuple[int, int, int], many: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(matrix_product, "MANY", many)
    n, m, k = sizes
    draws = torch.Generator().manual_seed(0)
    left, right = (torch.randn(size, k, generator=draws) for size in (n, m))
    with torch.inference_mode():
        found = product(left, right)
    expected = (left.double() @ right.double().t()).float()
    torch.testing.assert_close(found, expected, rtol=1e-4, atol=1e-4)


def test_torch_without_onednn_gives_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(matrix_product, "MANY", 0)
    left, right = torch.eye(3), torch.arange(6.0).view(2, 3)
    with torch.inference_mode():
        found = product(left, right)
        monkeypatch.setattr(matrix_product, "_HAS_ONEDNN", False)
        torch.testing.assert_close(product(left, right), found)


@pytest.mark.skipif(not torch.backends.mkldnn.is_available(), reason="torch was built without it")
@pytest.mark.parametrize(("many", "is_by_mm"), [(2 * 3 * 4, False), (2 * 3 * 4 + 1, True)])
def test_onednn_is_taken_from_so_many_multiplications_on(
    many: int, is_by_mm: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    called = []
    monkeypatch.setattr(matrix_product, "MANY", many)
    monkeypatch.setattr(torch, "mm", lambda *factors: called.append(factors))
    with torch.inference_mode():
        product(torch.ones(2, 4), torch.ones(3, 4))
    assert bool(called) == is_by_mm


@pytest.mark.skipif(not torch.backends.mkldnn.is_available(), reason="torch was built without it")
def test_the_faster_library_is_taken_where_torch_has_it(monkeypatch: pytest.MonkeyPatch) -> None:
    assert matrix_product._has_onednn()
    monkeypatch.setattr(torch.backends.mkldnn, "is_available", lambda: False)
    assert not matrix_product._has_onednn()
