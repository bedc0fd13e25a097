"""The pictures of a line have the numbers of the step, and the words below say its slope."""

import re
from unittest.mock import Mock

import pytest

from playground.charts.canvas import Chart
from playground.charts.display import format_number
from playground.charts.looks import LIGHT
from playground.core.insight.slices import loss_slice
from playground.session.explained import Explained
from playground.session.view_fields import Entry
from playground.ui.views.lines import pictures
from tests.ui.views.lines.explained import TEXTS, of_three_classes


def drawn(topic: str, seen: Explained) -> tuple[Chart, str, str]:
    """The chart, itself in words, and the words below."""
    placeholder, below = Mock(), Mock()
    pictures.draw(topic, seen, placeholder, below)
    chart, alt = placeholder.draw.call_args.args
    return chart(LIGHT), alt, below.draw.call_args.args[1] if below.draw.called else ""


def test_each_sample_of_the_batch_is_drawn_at_its_own_probability_and_loss() -> None:
    seen = of_three_classes(sample=7, batch_size=4, test_share=0.2)
    assert seen.place is not None
    losses: dict = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pictures, "sample_loss_chart", lambda *told: losses.update(told=told))
        drawn("loss", seen)
    samples, canvas = losses["told"]
    place = samples.selected
    assert (samples.class_names, place) == (seen.dataset.class_names, seen.place)
    assert canvas.epoch == seen.epoch
    rows = [number - 1 for number in samples.numbers]
    assert rows[place] == 7
    assert samples.targets == seen.dataset.targets[rows].tolist()
    features = seen.run.prepared.features(seen.dataset.features[rows])
    p = (features @ seen.step.before.weight.T + seen.step.before.bias).softmax(1)
    own = p[range(len(rows)), samples.targets]
    assert samples.probabilities == pytest.approx(own.tolist())
    assert samples.losses == pytest.approx((-own.log()).tolist())
    assert samples.mean == pytest.approx(sum(samples.losses) / len(rows))


@pytest.mark.parametrize("topic", ["backward", "step"])
@pytest.mark.parametrize(("part", "name"), [("weight", "W[1][2]"), ("bias", "b[1]")])
def test_the_slope_of_the_loss_is_said_of_the_entry_chosen(
    topic: str, part: str, name: str
) -> None:
    place = Entry(part, 1, 2 if part == "weight" else 0)
    seen = of_three_classes(parameter=place)
    found = loss_slice(seen.step, *place)
    gradient = getattr(seen.step.gradient, part)
    slope = (gradient[1, 2] if part == "weight" else gradient[1]).item()
    assert found.slope == pytest.approx(slope, rel=1e-5)
    chart, alt, below = drawn(topic, seen)
    told = {"slope": format_number(found.slope), "difference": format_number(found.difference)}
    assert TEXTS("explained_slope", name=name, **told) in below
    assert name in alt
    assert name in re.sub("<[^>]*>", "", str(chart["layout"]))
