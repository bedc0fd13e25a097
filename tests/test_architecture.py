"""The house is as the README says: rooms on floors, and imports that go downwards only."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
# the README's table of rooms, from the top floor to the bottom
ROOMS = re.findall(r"^\| `playground/(\w+)/` \|", (ROOT / "README.md").read_text("utf-8"), re.M)
# all but what serves the page, which stands above all rooms
MODULES = sorted(set((ROOT / "playground").rglob("*.py")) - {ROOT / "playground/__main__.py"})


def name_of(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(part for part in parts if part != "__init__")


def room_of(module: str) -> str:
    return ([*module.split("."), ""])[1]


@cache
def nodes_of(path: Path) -> tuple[ast.AST, ...]:
    return tuple(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))


@pytest.fixture(scope="module", autouse=True)
def forget() -> Iterator[None]:
    """The collector would look at all these nodes again and again during other tests."""
    yield
    nodes_of.cache_clear()


def imports_of(path: Path) -> set[str]:
    found = set()
    for node in nodes_of(path):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found |= {node.module or ""} | {f"{node.module}.{a.name}" for a in node.names}
    return found


def test_the_readme_names_every_room() -> None:
    folders = {path.parent for path in (ROOT / "playground").glob("*/*.py")}
    assert sorted(ROOMS) == sorted(folder.name for folder in folders)


def test_every_module_is_in_a_room() -> None:
    outside = {path.name for path in (ROOT / "playground").glob("*.py")}
    assert outside == {"__init__.py", "__main__.py"}


def test_imports_go_downwards_only() -> None:
    for path in MODULES:
        room = room_of(name_of(path))
        below = ROOMS[ROOMS.index(room) :] if room else []
        own = [name for name in imports_of(path) if name.startswith("playground.")]
        assert {room_of(name) for name in own} <= set(below), path


def test_all_but_the_page_does_without_streamlit_and_plotly() -> None:
    """Nor does anything that it imports, but for where the session of a visitor is kept."""
    for path in MODULES:
        if room_of(name_of(path)) != "ui" and name_of(path) != "playground.session.session":
            packages = {name.partition(".")[0] for name in imports_of(path)}
            assert not packages & {"streamlit", "plotly"}, path


def test_no_file_is_long() -> None:
    for path in [*MODULES, *ROOT.glob("tests/**/*.py")]:
        assert len(path.read_text(encoding="utf-8").splitlines()) <= 400, path


@pytest.mark.parametrize("folder", [*ROOMS, "browser", "benchmarks"])
def test_tests_mirror_the_rooms(folder: str) -> None:
    assert list((ROOT / "tests" / folder).glob("*.py"))


def test_values_never_change() -> None:
    """A dataclass is frozen, but for what a session keeps."""
    changing = {
        name_of(path)
        for path in MODULES
        for node in nodes_of(path)
        if isinstance(node, ast.ClassDef)
        for made in map(ast.unparse, node.decorator_list)
        if made.startswith("dataclass") and "frozen=True" not in made
    }
    assert changing == {f"playground.session.{name}" for name in ("tables", "quiz")}


def test_what_goes_together_is_as_long() -> None:
    """A zip drops nothing in silence, but where one part may be longer than the other."""
    loose = {
        path.name
        for path in MODULES
        for node in nodes_of(path)
        if isinstance(node, ast.keyword) and node.arg == "strict"
        if not (isinstance(node.value, ast.Constant) and node.value.value is True)
    }
    assert loose == {"curves.py", "difference.py"}
