"""What is seen of the numbers of a line: each where it belongs, and each table in order."""

import math
import re

import pytest
import torch

from playground.charts.display import format_number
from playground.charts.html import cell_color
from playground.charts.looks import LIGHT
from playground.charts.scales import color_limit
from playground.core.model import largest_of, predict
from playground.core.optimizers import OPTIMIZERS
from playground.ui.views.lines.forward import MAX_TERMS
from playground.ui.views.lines.numbers import NUMBERS, numbers_of
from playground.ui.views.lines.parts import MAX_FEATURES, class_cells, columns_of
from tests.plain_loop import balanced
from tests.plain_step import OPTIONS
from tests.ui.views.lines.explained import TEXTS, of_three_classes, rows_of, tables, words


@pytest.mark.parametrize("n_features", [1, MAX_FEATURES, MAX_FEATURES + 1])
@pytest.mark.parametrize(
    "option", ["sgd", "momentum", "adam", "standardised", "smoothed labels", "balanced classes"]
)
def test_each_table_has_a_cell_for_each_head_in_every_row(n_features: int, option: str) -> None:
    seen = of_three_classes(n_features, **OPTIONS[option][0])
    of_options = {"standardise": "standardised", "class_weights": "balanced classes"}
    topics = {topic for topic in NUMBERS if of_options.get(topic, option) == option}
    for topic in topics:
        for table in tables(numbers_of(topic, seen)):
            assert len({len(row) for row in table}) == 1, topic
            assert len(table) > 1, topic


@pytest.mark.parametrize("topic", ["linear", "logits", "test_logits", "backward", "zero_grad"])
@pytest.mark.parametrize("n_features", [MAX_FEATURES, MAX_FEATURES + 1])
def test_of_many_features_some_are_shown_and_it_is_said(topic: str, n_features: int) -> None:
    html = numbers_of(topic, of_three_classes(n_features))
    said = TEXTS("explained_largest", shown=MAX_FEATURES, features=n_features)
    assert (said in html) is (n_features > MAX_FEATURES)
    names = [cell for cell in tables(html)[0][0] if cell.startswith("f")]
    assert len(names) == MAX_FEATURES


@pytest.mark.parametrize("topic", ["forward", "logits", "test_logits"])
def test_of_many_features_those_are_shown_whose_products_are_largest(topic: str) -> None:
    seen = of_three_classes(MAX_FEATURES + 4, sample=4)
    weight = seen.shown.weight if topic == "test_logits" else seen.step.before.weight
    products = (weight * seen.dataset.features[4]).abs().amax(0)
    head = tables(numbers_of(topic, seen))[0][0]
    shown = [int(name[1:]) for name in head if re.fullmatch(r"f\d+", name)]
    assert shown == sorted(products.topk(MAX_FEATURES).indices.tolist())


@pytest.mark.parametrize("n_features", [2, MAX_FEATURES, MAX_FEATURES + 4])
def test_products_and_their_rest_and_the_bias_add_up_to_the_logit(n_features: int) -> None:
    seen = of_three_classes(n_features, sample=4)
    ((head, *rows),) = tables(numbers_of("forward", seen))
    is_all = n_features <= MAX_FEATURES
    assert (TEXTS("explained_rest") in head) is not is_all
    weight, bias = seen.step.before
    products = weight * seen.dataset.features[4]
    for row, of_class, b, z in zip(rows, products, bias, seen.forward.logits, strict=True):
        signs = [re.findall(r"([+=]?) [^ ]+$", cell)[0] for cell in row[1:]]
        assert signs == ["", *["+"] * (len(signs) - 2), "="]
        *terms, last = (cell.split(" ")[-1] for cell in row[1:])
        shown = [of_class[int(name[1:])] for name in head if re.fullmatch(r"f\d+", name)]
        rest = [] if is_all else [of_class.sum() - sum(shown)]
        assert [float(term) for term in terms] == pytest.approx(
            [float(term) for term in (*shown, *rest, b)], rel=1e-3, abs=1e-5
        )
        assert last == format_number(z.item())


def test_each_product_says_its_factors() -> None:
    seen = of_three_classes(2, sample=1)
    ((_, *rows),) = tables(numbers_of("forward", seen))
    for row, weights in zip(rows, seen.step.before.weight.tolist(), strict=True):
        for cell, x, w in zip(row[1:], seen.x.tolist(), weights, strict=False):
            assert cell.startswith(f"{x:.4g} × {format_number(w)} ")


@pytest.mark.parametrize("topic", ["loss", "probabilities", "predicted_class", "answer"])
def test_softmax_is_shown_in_its_steps_with_their_sum_and_one_row_marked(topic: str) -> None:
    seen = of_three_classes(sample=5, epoch=3)
    html = numbers_of(topic, seen)
    ((_, *rows, foot),) = tables(html)
    result = predict(seen.step.before, seen.x[None])
    z = result.logits[0]
    columns = z, z - max(z), (z - max(z)).exp(), z.softmax(0)
    for at, row in enumerate(rows):
        assert row[1:] == [format_number(column[at].item()) for column in columns]
    assert foot[3] == format_number(columns[2].sum().item())
    marked = [at for at, row in enumerate(rows_of(html)[1:-1]) if "<mark>" in row]
    expected = {"loss": [seen.label], "probabilities": []}.get(topic, [int(z.argmax())])
    assert marked == expected


@pytest.mark.parametrize("n_samples", [MAX_TERMS, MAX_TERMS + 1])
def test_the_mean_of_few_losses_is_written_out_and_of_more_their_sum(n_samples: int) -> None:
    seen = of_three_classes(n_samples=n_samples, sample=3)
    losses = seen.step.sample_losses.tolist()
    terms = [format_number(each, 3) for each in losses]
    terms[3] = f"<mark>{terms[3]}</mark>"  # its own
    mean = f"({' + '.join(terms)})" if n_samples <= MAX_TERMS else format_number(sum(losses))
    assert f": {mean} / {n_samples} = " in numbers_of("loss", seen)


@pytest.mark.parametrize("n_samples", [5, MAX_TERMS + 4])
def test_with_class_weights_the_mean_is_divided_by_those_of_the_batch(n_samples: int) -> None:
    seen = of_three_classes(n_samples=20, batch_size=n_samples, class_weights="balanced")
    weights = balanced(seen.dataset.targets, 3)
    total = format_number(weights[seen.step.targets].sum().item())
    for topic in ("loss", "backward"):
        assert f" {total}" in words(numbers_of(topic, seen))
    assert "Σy · p − y" in numbers_of("backward", seen)


def test_each_class_is_listed_with_its_samples_and_its_weight() -> None:
    seen = of_three_classes(n_samples=10, class_weights="balanced")
    told = re.findall(
        r'data-name="class_weight"[^>]*data-value="([^"]+)"', numbers_of("class_weights", seen)
    )
    assert [float(weight) for weight in told] == balanced(seen.dataset.targets, 3).tolist()
    rows = tables(numbers_of("class_weights", seen))[0][1:]
    assert [row[1] for row in rows] == ["4", "3", "3"]


def test_the_target_is_shown_where_the_loss_has_options_and_only_there() -> None:
    plain, smoothed = of_three_classes(), of_three_classes(label_smoothing=0.3)
    assert 'data-name="y"' not in numbers_of("loss", plain)
    assert 'data-name="y"' in numbers_of("loss", smoothed)
    target = "(0.8000, 0.1000, 0.1000)"
    assert target in words(numbers_of("backward", smoothed))
    assert "(1.000, 0, 0)" not in words(numbers_of("backward", plain))


def test_the_shapes_of_a_batch_are_said() -> None:
    said = words(numbers_of("logits", of_three_classes(5, batch_size=4)))
    shapes = TEXTS("explained_shapes", x="[4, 5]", z="[4, 3]", samples=4)
    assert words(shapes) in said


def colors(html: str, name: str) -> dict[str, str]:
    """The colour of each number of this name."""
    cell = rf'data-name="{name}"[^>]*data-value="([^"]+)"[^>]*background:(#\w+)'
    return dict(re.findall(cell, html))


@pytest.mark.parametrize("topic", ["backward", "step", "zero_grad"])
def test_gradients_of_w_and_b_are_coloured_on_one_scale_up_to_the_largest(topic: str) -> None:
    seen = of_three_classes(momentum=0.9)
    html, prefix = numbers_of(topic, seen), "old_grad_" if topic == "zero_grad" else "grad_"
    gradient = seen.step.old_gradient if topic == "zero_grad" else seen.step.gradient
    assert gradient is not None
    limit = color_limit(largest_of(gradient))
    for part in "Wb":
        found = colors(html, prefix + part)
        assert len(found) > 1
        assert all(color == cell_color(float(v), limit, LIGHT) for v, color in found.items())


@pytest.mark.parametrize(("topic", "name"), [("linear", "initial_W"), ("step", "new_W")])
def test_w_has_the_colours_it_has_in_its_heatmap(topic: str, name: str) -> None:
    seen = of_three_classes(epoch=0, learning_rate=5.0, momentum=0.9)
    found = colors(numbers_of(topic, seen), name)
    limit = color_limit(seen.run.largest_parameter)
    assert len(found) == 9
    assert limit > color_limit(max(abs(float(value)) for value in found))  # it comes to be larger
    assert all(color == cell_color(float(v), limit, LIGHT) for v, color in found.items())


@pytest.mark.parametrize(
    ("option", "state"),
    [
        *(("sgd", None), ("momentum", ["momentum_buffer"]), ("weight decay", [])),
        *(("adam", ["exp_avg", "exp_avg_sq"]), ("nesterov", ["momentum_buffer"])),
        *(("rmsprop", ["square_avg"]), ("adamw", ["exp_avg", "exp_avg_sq"])),
    ],
)
def test_a_step_has_a_table_for_each_class_and_a_formula_where_it_is_more_than_the_gradient(
    option: str, state: list[str] | None
) -> None:
    seen = of_three_classes(MAX_FEATURES + 1, **OPTIONS[option][0])
    html, rate = numbers_of("step", seen), seen.step.learning_rate
    formula = OPTIMIZERS[seen.run.settings.optimizer].formula
    assert formula is not None
    formulas = formula(vars(seen.run.settings), seen.step.n_steps + 1)
    assert html.startswith("<div" if state is None else f"<pre>{'<br>'.join(formulas)}</pre>")
    gradient = [f"− {rate:g} × .grad"] if state is None else [".grad", *state]
    heads = [TEXTS("explained_now"), *gradient, f"= {TEXTS('explained_new')}"]
    for name, ((first, *told), *rows) in zip("abc", tables(html), strict=True):
        assert (first, told) == (name, heads)
        assert [row[0] for row in rows][-1] == "b"
        assert len(rows) == MAX_FEATURES + 1
    for kind in "Wb":
        prefixes = ["", "grad_", *(f"{name}_" for name in state or []), "new_"]
        of_row = [re.findall(rf'data-name="(\w*{kind})"', row) for row in rows_of(html)]
        assert {tuple(names) for names in of_row if names} == {tuple(p + kind for p in prefixes)}


def test_what_is_not_a_number_is_among_the_largest_which_stay_in_order() -> None:
    terms = torch.tensor([[1.0, math.nan, 9, 2, 3, -4, 5, 0.5], [6.0, 0, 0, 0, 0, 0, 0, -math.inf]])
    assert columns_of(terms) == [0, 1, 2, 5, 6, 7]


def test_what_is_not_finite_leaves_the_others_their_colours() -> None:
    def own(*values: float) -> list[str]:
        cells = class_cells(of_three_classes(), "z", torch.tensor(values))
        return [re.findall("background:(.*?);", each)[0] for each in cells]

    assert own(0.01, math.nan, -0.005, math.inf, -math.inf)[::2][:2] == own(0.01, -0.005)
