"""What panel 3 says of scaled features and of samples held out, and what its charts are told."""

import re
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any
from unittest.mock import Mock

import pytest
import torch
from torch import nn

from playground.charts.display import format_number, format_probability
from playground.charts.looks import LIGHT
from playground.charts.scales import color_limit
from playground.core.run import TrainingRun
from playground.core.settings import TrainingSettings
from playground.texts import Texts
from playground.ui.panels import model
from tests.core.samples import example
from tests.page import opened, press

TEXTS = Texts("en")


@pytest.fixture
def now() -> Any:
    """The session, with a run on iris that looks back to its sixth epoch."""
    settings = TrainingSettings(epochs=9, standardise=True, test_share=0.2, learning_rate=0.5)
    run = TrainingRun(example("iris"), settings)
    run.advance(9)
    return SimpleNamespace(
        texts=TEXTS,
        run=run,
        playback=SimpleNamespace(shown_epoch=6),
        page=SimpleNamespace(filled="", weight_as="numbers"),
        is_stale=False,
        guess=None,
    )


def drawn(draw: Callable[[Any, Any], None], now: Any) -> str:
    """The HTML that ``draw`` puts into its placeholder."""
    placeholder = Mock()
    draw(now, placeholder)
    kind, html = placeholder.draw.call_args.args
    assert kind == "html"
    return str(html)


def cells_of(html: str) -> list[list[str]]:
    rows = re.findall("<tr>(.*?)</tr>", html)
    return [re.findall("<t[hd]>(.*?)</t[hd]>", row) for row in rows]


def test_w_and_b_of_scaled_features_are_told_in_the_units_of_the_table(
    now: Any,
) -> None:
    html = drawn(model._draw_scaling, now)
    assert f"<p>{TEXTS('scaling_help')}</p>" in html
    head, *features, last = cells_of(html)
    dataset, parameters = now.run.dataset, now.run.parameters_at(6)
    assert [row[0] for row in features] == list(dataset.feature_names)
    assert len(head) == 3 + dataset.n_classes
    assert last[:3] == [TEXTS("scaling_bias"), "", ""]
    mean, scale, *_ = torch.tensor([[float(cell) for cell in row[1:]] for row in features]).T
    training = now.run.prepared.training_rows
    x = dataset.features[training]
    assert mean.tolist() == pytest.approx(x.mean(0).tolist(), rel=1e-3)
    assert scale.tolist() == pytest.approx(x.std(0, correction=0).tolist(), rel=1e-3)
    weight = torch.tensor([[float(cell) for cell in row[3:]] for row in features]).T
    bias = torch.tensor([float(cell) for cell in last[3:]])
    own = nn.functional.linear(x, weight, bias)
    scaled = (x - x.mean(0)) / x.std(0, correction=0)
    assert torch.allclose(own, nn.functional.linear(scaled, *parameters), atol=0.02)


def test_samples_held_out_are_counted_by_label_and_answer_at_the_epoch_shown(
    now: Any,
) -> None:
    html = drawn(model._draw_confusion, now)
    test = now.run.prepared.held_out
    logits = nn.functional.linear(test.features, *now.run.parameters_at(6))
    answers = logits.argmax(1)
    names = now.run.dataset.class_names
    pairs = list(zip(test.targets.tolist(), answers.tolist(), strict=True))
    head, *rows = cells_of(html)
    assert head == [TEXTS("confusion_label"), *names]
    assert rows == [
        [name, *(str(pairs.count((row, col))) for col in range(len(names)))]
        for row, name in enumerate(names)
    ]
    loss = nn.functional.cross_entropy(logits, test.targets).item()
    share = (answers == test.targets).float().mean().item()
    told = {"loss": format_number(loss), "accuracy": format_probability(share)}
    assert TEXTS("confusion_help", count=len(pairs), epoch=6, **told) in html


def test_the_heatmaps_keep_one_scale_for_all_of_a_run_and_grow_with_the_page(
    now: Any,
) -> None:
    limits, alts = [], []
    for epoch in (0, 6, 9):
        now.playback.shown_epoch = epoch
        placeholder = Mock()
        model._draw_parameters(now, placeholder)
        chart, alt = placeholder.draw.call_args.args
        limits.append(chart(LIGHT)["layout"]["coloraxis"]["cmax"])
        alts.append(alt)
        assert chart(LIGHT)["layout"]["meta"] == epoch
    assert len(set(limits)) == 1
    assert limits[0] >= max(
        part.abs().max().item() for at in range(10) for part in now.run.parameters_at(at)
    )
    assert alts[1] == TEXTS("parameters_alt", epoch=6, classes=3, features=4)
    before = chart(LIGHT)
    now.page.filled = "model"
    model._draw_parameters(now, placeholder)
    filled = placeholder.draw.call_args.args[0](LIGHT)
    assert filled["layout"]["xaxis"] != before["layout"]["xaxis"]


def test_pictures_and_numbers_of_w_are_on_one_scale(now: Any) -> None:
    run = now.run = TrainingRun(example("digits"), TrainingSettings(epochs=3))
    run.advance(3)
    limits = set()
    for now.page.weight_as in ("pictures", "numbers"):
        for now.playback.shown_epoch in (0, 3):
            placeholder = Mock()
            model._draw_parameters(now, placeholder)
            chart, _ = placeholder.draw.call_args.args
            limits.add(chart(LIGHT)["layout"]["coloraxis"]["cmax"])
    assert limits == {color_limit(run.largest_parameter)}


def test_what_is_shown_is_marked_where_it_is_stale_or_began_with_given_numbers(
    now: Any,
) -> None:
    marks = []
    for is_stale, given in ((False, False), (False, True), (True, True), (True, False)):
        now.is_stale = is_stale
        start = model.GIVEN_WEIGHTS if given else "random"
        now.run = SimpleNamespace(settings=SimpleNamespace(initial_weights=start))
        marks.append(model._mark(now))
    assert marks == ["", TEXTS("start_mark"), *[TEXTS("stale_mark")] * 2]


def test_w_and_b_come_ahead_of_the_page_and_are_those_of_their_box() -> None:
    app = opened()
    press(app, "step")
    bodies = [block.proto.body for block in app.get("html")]
    ahead = '<pre class="chart-ahead" data-box="parameters" hidden>'
    assert bodies[0].startswith(ahead)
    assert bodies[0].replace(ahead, '<pre class="chart-figure" hidden>') in bodies[1:]
    press(app, "edit_parameters")
    assert not any(block.proto.body.startswith(ahead) for block in app.get("html"))
