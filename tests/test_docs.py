"""The documents are true of the house: what they link to is there, and the version is one."""

import re
import tomllib
from pathlib import Path

import pytest

from playground.sharing.lessons.reading import read_lesson

ROOT = Path(__file__).parent.parent
DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), *ROOT.glob("deploy/*.md")])
PICTURES = sorted(ROOT.glob("docs/images/*"))
MAX_PICTURE_BYTES = 80 * 2**10
LINK = re.compile(r"\]\(([^)\s]+)\)|<img src=\"([^\"]+)\"")


def links_of(document: Path) -> list[str]:
    found = LINK.findall(document.read_text(encoding="utf-8"))
    return [link or source for link, source in found if "://" not in link + source]


def anchors_of(document: Path) -> set[str]:
    """The names that GitHub gives to its headings."""
    headings = re.findall(r"^#+ (.*)$", document.read_text(encoding="utf-8"), re.M)
    return {re.sub(r"[^\w\- ]", "", heading).lower().replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_what_a_document_links_to_is_there(document: Path) -> None:
    for link in links_of(document):
        name, _, anchor = link.partition("#")
        target = document.parent / name if name else document
        assert target.exists(), link
        assert not anchor or anchor in anchors_of(target), link


def test_every_picture_is_shown_and_small() -> None:
    shown = {(path.parent / link).resolve() for path in DOCUMENTS for link in links_of(path)}
    assert set(PICTURES) <= shown
    assert all(path.stat().st_size <= MAX_PICTURE_BYTES for path in PICTURES)


def test_both_readmes_have_the_same_commands_and_links() -> None:
    texts = [(ROOT / name).read_text("utf-8") for name in ("README.md", "README.zh.md")]
    commands = [re.findall(r"^(?:python3|py|uv) .*$", text, re.M) for text in texts]
    assert commands[0] == commands[1] != []
    code, code_zh = (set(re.findall(r"\]\((playground/[^)]+)\)", text)) for text in texts)
    assert {link.replace("/en/cards", "/zh/cards") for link in code} == code_zh


def test_the_lesson_that_shows_how_to_write_one_can_be_read() -> None:
    source = re.search(r"```toml\n(.*?)```", (ROOT / "docs/lessons.md").read_text("utf-8"), re.S)
    assert source
    assert len(read_lesson(source[1]).steps) == 2


def test_the_version_is_the_same_everywhere() -> None:
    version = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    changes = (ROOT / "CHANGELOG.md").read_text("utf-8")
    citation = (ROOT / "CITATION.cff").read_text("utf-8")
    assert re.findall(r"^## (.*)$", changes, re.M)[0] == version
    assert re.findall(r"^version: (.*)$", citation, re.M) == [version]


def test_the_figures_of_speed_say_how_to_take_each_of_them() -> None:
    benchmarks = (ROOT / "tests/benchmarks/__main__.py").read_text("utf-8")
    named = re.findall(r"`(\w+)`", (ROOT / "docs/speed.md").read_text("utf-8"))
    assert set(re.findall(r'"(\w+)": \w+\.main', benchmarks)) <= set(named)


def test_the_workflow_runs_the_checks_and_a_line_of_the_readme() -> None:
    workflow = (ROOT / ".github/workflows/ci.yml").read_text("utf-8")
    assert "run: .ci/run\n" in workflow
    lines = (ROOT / "README.md").read_text("utf-8").splitlines()
    first = next(line for line in lines if line.endswith("whl/cpu"))
    assert first.startswith("python3 -m venv .venv && ")
