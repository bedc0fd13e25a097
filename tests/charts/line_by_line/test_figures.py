"""What holds for both charts of Line by line."""

from dataclasses import replace

import pytest

from playground.charts.canvas import Canvas
from playground.charts.line_by_line import (
    sample_loss_alt,
    sample_loss_chart,
    slice_alt,
    slice_chart,
)
from playground.charts.looks import DARK, LIGHT, Palette
from playground.core.dataset import Dataset
from playground.texts import LANGUAGES, Texts
from tests.charts.line_by_line.cases import a_slice, of_samples, of_slice, sample_losses
from tests.charts.titled import titled

HOSTILE = ('<img src=x onerror="alert(1)">', "a & b")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_every_chart_is_one_that_plotly_knows_and_has_titles(
    note_dataset: Dataset, language: str, palette: Palette
) -> None:
    texts = Texts(language)
    samples = replace(sample_losses(note_dataset), selected=4)
    looks = Canvas(3, texts, palette, 500, 220)
    for chart in (
        sample_loss_chart(samples, looks),
        slice_chart(a_slice(after=1), "b[0]", looks),
    ):
        figure = titled(chart)
        assert figure.layout.meta == 3
        assert figure.layout.xaxis.fixedrange
        assert figure.layout.yaxis.fixedrange
        assert figure.layout.margin.l + figure.layout.margin.r <= 100


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_chart_can_be_said_in_words(note_dataset: Dataset, language: str) -> None:
    texts = Texts(language)
    said = sample_loss_alt(sample_losses(note_dataset), 7, texts)
    assert all(part in said for part in ("10", "7", "0.3805"))
    assert "W[0][1]" in slice_alt(a_slice(), "W[0][1]", texts)


def test_no_name_is_taken_for_html(note_dataset: Dataset) -> None:
    samples = replace(sample_losses(note_dataset), class_names=HOSTILE)
    for chart in (of_samples(samples), of_slice(a_slice(), HOSTILE[0])):
        assert "<img" not in str(chart)
        assert "onerror" not in str(chart) or "&lt;img" in str(chart)
