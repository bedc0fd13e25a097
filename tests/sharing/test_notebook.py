"""A notebook is valid, runs, and comes to what the page has."""

import contextlib
import io
import json
from pathlib import Path
from typing import Any

import nbformat
import pytest
import torch
from nbclient import NotebookClient

from playground.charts.log import log_lines
from playground.sharing.notebook import notebook
from tests.sharing.script_cases import CASES, NOTE_TESTS, finished

EXPLAINED = {"seed": "About the seed.", "loss": "$-\\ln p$", "curve": "Curve", "heatmaps": "W, b"}


def of_case(name: str) -> dict[str, Any]:
    content = notebook(finished(name), CASES[name].test_features(), "# Title", EXPLAINED)
    found: dict[str, Any] = json.loads(content)
    return found


def sources(found: dict[str, Any], kind: str) -> list[str]:
    return ["".join(cell["source"]) for cell in found["cells"] if cell["cell_type"] == kind]


@pytest.mark.parametrize("name", CASES)
def test_it_is_valid(name: str) -> None:
    found = nbformat.from_dict(of_case(name))
    nbformat.validate(found, relax_add_props=False)
    ids = [cell["id"] for cell in found["cells"]]
    assert len(set(ids)) == len(ids)


RUN = [
    "the note",
    "iris, split and standardised",
    "iris, on mini-batches by Adam",
    "changes",
    "diverged",
    "diverged on mini-batches",
    "hostile names in a file",
    "no test vectors",
]


@pytest.mark.filterwarnings("ignore:FigureCanvasAgg is non-interactive")
@pytest.mark.parametrize("name", RUN)
def test_its_cells_print_the_page_s_lines_and_come_to_its_bits(name: str, tmp_path: Path) -> None:
    import matplotlib  # a second, and one worker needs it
    from matplotlib import pyplot

    run = finished(name)
    matplotlib.use("agg")
    printed, names = io.StringIO(), {"__name__": "__main__"}
    with contextlib.chdir(tmp_path), contextlib.redirect_stdout(printed), torch.random.fork_rng():
        for source in sources(of_case(name), "code"):
            if source.startswith("%%writefile "):
                head, _, text = source.partition("\n")
                Path(head.split()[1]).write_text(text, encoding="utf-8")
            else:
                exec(source, names)
    pyplot.close("all")
    assert printed.getvalue().splitlines()[: len(log_lines(run))] == log_lines(run)
    model: Any = names["model"]
    assert repr(model.fc.weight.tolist()) == repr(run.parameters.weight.tolist())
    assert repr(model.fc.bias.tolist()) == repr(run.parameters.bias.tolist())
    assert str(names["losses"]) == str(run.loss_history)


def test_it_runs_in_jupyter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MPLBACKEND", raising=False)
    found = nbformat.reads(json.dumps(of_case("iris, split and standardised")), as_version=4)
    client = NotebookClient(found, timeout=120, resources={"metadata": {"path": str(tmp_path)}})
    client.execute()
    outputs = [out for cell in found.cells if cell.cell_type == "code" for out in cell.outputs]
    printed = "".join(out.text for out in outputs if out.output_type == "stream")
    assert all(line in printed for line in log_lines(finished("iris, split and standardised")))
    assert sum("image/png" in out.get("data", {}) for out in outputs) == 2


def test_what_is_explained_stands_above_the_cell_with_its_lines() -> None:
    cells = of_case("the note")["cells"]
    places = {"".join(cell["source"]): place for place, cell in enumerate(cells)}
    assert cells[0]["source"] == ["# Title"]
    for text, code in (("About the seed.", "manual_seed(0)"), ("$-\\ln p$", "criterion(logits")):
        after = "".join(cells[places[text] + 1]["source"])
        assert code in after


def test_a_topic_is_explained_once() -> None:
    found = of_case("iris, on mini-batches by Adam")
    assert sources(found, "markdown").count("$-\\ln p$") == 1


def test_comments_stand_in_the_cell_of_the_line_they_are_about() -> None:
    comments = {"module": "the model", "test": "answers"}
    content = notebook(finished("the note"), NOTE_TESTS, "#", EXPLAINED, comments)
    starts = [source.split("\n")[0] for source in sources(json.loads(content), "code")]
    assert {"# the model", "# answers"} <= set(starts)
