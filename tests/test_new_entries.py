"""A setting and an example that are added as the README says, in a copy of the house."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
ENTRY = """    # epochs without progress
    patience: Annotated[int, Setting(MORE, minimum=0, maximum=9)] = 0
    # look ahead"""
WORDS = {
    "page.toml": 'patience = "Patience"\npatience_help = "From {minimum} to {maximum}."\n',
    "problems.toml": 'problem_patience = "Patience {value}: {minimum} to {maximum}."\n',
}
EXAMPLE = """# order: 99
# title.en: Two points
# teaches.en: Little.
# settings.patience: 3
a,label
0,0
1,1
"""
ON_THE_PAGE = """
from tests.page import choose_example, messages, open_more, opened, press, widget

app = opened(patience="2")
open_more(app)
assert widget(app, "patience").value == 2
widget(app, "patience").set_value(4).run()
assert app.query_params["patience"] == "4"
press(app, "undo")
assert widget(app, "patience").value == 2
assert "Patience cannot be “10”" in messages(opened(patience="10"))
choose_example(app, "points")
assert widget(app, "patience").value == 3
assert app.query_params["data"] == "points"
press(app, "train")
assert app.session_state["session"].run.settings.patience == 3
"""


def test_a_setting_is_one_entry_and_its_words_and_an_example_one_file(tmp_path: Path) -> None:
    for folder in ("playground", "data", "tests", ".streamlit"):
        ignored = shutil.ignore_patterns("__pycache__", "browser")
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=ignored)
    shutil.copy(ROOT / "app.py", tmp_path)
    settings = tmp_path / "playground/core/settings.py"
    settings.write_text(settings.read_text("utf-8").replace("    # look ahead", ENTRY), "utf-8")
    for language in ("en", "zh"):
        for name, words in WORDS.items():
            with (tmp_path / f"playground/texts/{language}/{name}").open(
                "a", encoding="utf-8"
            ) as to:
                to.write(words)
    (tmp_path / "data/points.csv").write_text(EXAMPLE, "utf-8")
    environment = os.environ | {"PYTHONPATH": str(tmp_path), "PYTHONIOENCODING": "utf-8"}
    result = subprocess.run(
        [sys.executable, "-c", ON_THE_PAGE],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        encoding="utf-8",
    )
    assert result.returncode == 0, result.stderr[-2000:]
