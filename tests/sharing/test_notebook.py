"""A notebook is valid, runs, and comes to what the page has."""

import ast
import json
from types import SimpleNamespace
from typing import Any

import nbformat
import pytest

from playground.sharing.notebook import HEATMAPS, notebook, plots
from playground.sharing.script import script, source, tables
from tests.sharing.script_cases import CASES, NOTE_TESTS, finished

EXPLAINED = {"seed": "About the seed.", "loss": "$-\\ln p$", "curve": "Curve"}
EXPLAINED |= {"heatmaps": "W, b", "pictures": "Pictures of W"}


def of_case(name: str) -> dict[str, Any]:
    content = notebook(finished(name), CASES[name].query_vectors(), "# Title", EXPLAINED)
    found: dict[str, Any] = json.loads(content)
    return found


def sources(found: dict[str, Any], kind: str) -> list[str]:
    return ["".join(cell["source"]) for cell in found["cells"] if cell["cell_type"] == kind]


@pytest.mark.parametrize("name", CASES)
def test_its_cells_are_whole_and_together_the_script_but_for_its_pictures(name: str) -> None:
    run, query_vectors = finished(name), CASES[name].query_vectors()
    cells = sources(of_case(name), "code")
    written = [cell for cell in cells if cell.startswith("%%writefile ")]
    files = [cell.split()[1] for cell in written]
    assert files == list(tables(run, query_vectors))
    cells = [cell for cell in cells if cell not in (*written, *plots(run).values())]
    for cell in cells:
        ast.parse(cell)  # raises SyntaxError for one that is cut
    lines = [line for line in "\n".join(cells).splitlines() if line and "losses" not in line]
    assert lines == [line for line in source(script(run, query_vectors)).splitlines() if line]


@pytest.mark.parametrize(
    "name", ["the note", "a large table", "given weights", "iris, on mini-batches by Adam"]
)
def test_it_is_valid(name: str) -> None:
    found = nbformat.from_dict(of_case(name))
    nbformat.validate(found, relax_add_props=False)
    ids = [cell["id"] for cell in found["cells"]]
    assert len(set(ids)) == len(ids)


def test_what_is_explained_stands_above_the_cell_with_its_lines() -> None:
    cells = of_case("the note")["cells"]
    places = {"".join(cell["source"]): place for place, cell in enumerate(cells)}
    assert cells[0]["source"] == ["# Title"]
    for text, code in (("About the seed.", "manual_seed(0)"), ("$-\\ln p$", "criterion(logits")):
        after = "".join(cells[places[text] + 1]["source"])
        assert code in after


def test_w_is_plotted_as_a_picture_of_each_class_where_features_are_pixels() -> None:
    found = of_case("pictures")
    (code,) = (cell for cell in sources(found, "code") if "imshow" in cell)
    assert code != HEATMAPS
    shown: list[Any] = []

    class Axis:
        def axis(self, _: str) -> None: ...

        def imshow(self, rows: list[list[float]], **look: Any) -> None:
            shown.append([rows, look["vmax"]])

        def set_title(self, text: str, **_: Any) -> None:
            shown[-1].append(text)

    run = finished("pictures")
    axes = SimpleNamespace(flat=[Axis() for _ in range(10)])
    figure = SimpleNamespace(colorbar=lambda *_, **__: None)
    plt = SimpleNamespace(subplots=lambda *_, **__: (figure, axes), show=lambda: None)
    parameters = SimpleNamespace(weight=run.parameters.weight, bias=run.parameters.bias)
    exec(code, {"plt": plt, "model": SimpleNamespace(fc=parameters), "class_names": "abcdef"})
    limit = run.parameters.weight.abs().max().item()
    pictures = run.parameters.weight.reshape(6, 2, 3).tolist()
    assert [(rows, vmax) for rows, vmax, _ in shown] == [(rows, limit) for rows in pictures]
    assert [title[0] for *_, title in shown] == list("abcdef")


def test_a_topic_is_explained_once() -> None:
    found = of_case("iris, on mini-batches by Adam")
    assert sources(found, "markdown").count("$-\\ln p$") == 1


def test_comments_stand_in_the_cell_of_the_line_they_are_about() -> None:
    comments = {"module": "the model", "test": "answers"}
    content = notebook(finished("the note"), NOTE_TESTS, "#", EXPLAINED, comments)
    starts = [source.split("\n")[0] for source in sources(json.loads(content), "code")]
    assert {"# the model", "# answers"} <= set(starts)


def test_words_of_any_alphabet_can_be_read_in_the_file_itself() -> None:
    content = notebook(finished("the note"), CASES["the note"].query_vectors(), "# 标题", EXPLAINED)
    assert "# 标题" in content.decode()
