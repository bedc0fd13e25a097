"""What is taken home gives the page's numbers in an empty folder."""

import json
import subprocess
import sys
from pathlib import Path

from tests.browser.conftest import Playground

TIMEOUT = 60  # seconds


def test_the_script_of_an_edited_experiment_gives_the_page_s_lines_and_bits(
    playground: Playground, tmp_path: Path
) -> None:
    page = playground.page
    playground.type_cells("training_table", 3, "x3", "12")
    playground.click("train")
    playground.wait_for_state("done")
    playground.click("share")
    with page.expect_download() as waiting:
        page.locator(".st-key-take_script button").click()
    waiting.value.save_as(tmp_path / waiting.value.suggested_filename)
    with page.expect_download() as waiting:
        page.locator(".st-key-take_weights_json button").click()
    weights = json.loads(Path(waiting.value.path()).read_text("utf-8"))

    ending = "\nprint(model.fc.weight.tolist())\nprint(model.fc.bias.tolist())\n"
    script = tmp_path / "experiment.py"
    script.write_text(script.read_text("utf-8") + ending, "utf-8")
    result = subprocess.run(
        [sys.executable, "-I", script.name],
        cwd=tmp_path,
        capture_output=True,
        encoding="utf-8",
        timeout=TIMEOUT,
        check=True,
    )
    *printed, weight, bias = result.stdout.splitlines()
    log = page.locator(".st-key-log pre").inner_text().splitlines()
    assert printed[: len(log)] == log
    shown = playground.traces()
    assert json.loads(weight) == weights["weight"] == shown["weight"]["z"]
    assert json.loads(bias) == weights["bias"] == [value for [value] in shown["bias"]["z"]]
