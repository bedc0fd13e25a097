import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
CORE = ["problem", "dataset", "table", "model", "settings", "training", "experiment"]
CORE += ["display", "document", "examples", "files", "history", "link", "shape", "keep"]
CORE += ["experiment_file", "preparation"]
MIDDLE = ["looks", "figures", "texts"]


def imports_of(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found |= {node.module or ""} | {f"{node.module}.{a.name}" for a in node.names}
    return found


def test_the_core_does_not_load_streamlit_or_plotly() -> None:
    code = (
        f"import sys, {', '.join(f'playground.{module}' for module in CORE)};"
        "sys.exit(any(name in sys.modules for name in ('streamlit', 'plotly')))"
    )
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT).returncode == 0


@pytest.mark.parametrize("module", CORE + MIDDLE)
def test_no_import_goes_upwards(module: str) -> None:
    path = ROOT / "playground" / module
    path = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
    above = ["playground.ui"] + ([f"playground.{name}" for name in MIDDLE] * (module in CORE))
    for name in imports_of(path):
        assert not any(name == room or name.startswith(f"{room}.") for room in above), name


def test_only_state_touches_the_session() -> None:
    for path in ROOT.glob("playground/**/*.py"):
        text = path.read_text(encoding="utf-8")
        if path.name != "state.py":
            assert "session_state" not in text, path
            assert "query_params" not in text, path


def test_no_file_is_long() -> None:
    for path in [*ROOT.glob("playground/**/*.py"), *ROOT.glob("tests/**/*.py")]:
        assert len(path.read_text(encoding="utf-8").splitlines()) <= 320, path


def test_every_module_has_its_floor() -> None:
    modules = {path.stem for path in (ROOT / "playground").glob("*.py")} - {"__init__"}
    assert modules | {"texts"} == {*CORE, *MIDDLE}
