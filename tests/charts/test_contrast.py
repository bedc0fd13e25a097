import pytest

from playground.charts.looks import contrast, luminance


@pytest.mark.parametrize(
    ("color", "share"), [("#000000", 0), ("#ffffff", 1), ("#ff0000", 0.2126), ("#808080", 0.2159)]
)
def test_luminance_is_wcag_s(color: str, share: float) -> None:
    assert luminance(color) == pytest.approx(share, abs=1e-4)


def test_contrast_goes_from_1_to_21_whichever_comes_first() -> None:
    assert contrast("#123456", "#123456") == 1
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == contrast("#ffffff", "#777777")
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)  # as tables have it
