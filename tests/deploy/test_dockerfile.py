"""The Dockerfile, by what it says: there is no Docker here to build it with."""

import re
from pathlib import Path

from playground.__main__ import options
from playground.serving.addresses import CONTAINER
from tests.server import ROOT

TEXT = (ROOT / "deploy/Dockerfile").read_text("utf-8").replace("\\\n", " ")
STEPS = [line.split(maxsplit=1) for line in TEXT.splitlines() if line and line[0] != "#"]


def all_of(kind: str) -> list[str]:
    return [text for name, text in STEPS if name == kind]


def test_what_is_copied_is_there_and_is_all_that_the_page_needs() -> None:
    sources = [source for text in all_of("COPY") for source in text.split()[:-1]]
    assert all((ROOT / source).exists() for source in sources)
    assert {*sources} == {
        *("requirements.txt", "deploy/requirements.txt"),
        *("app.py", ".streamlit", "data", "playground"),
    }


def test_torch_comes_without_cuda_in_a_step_of_its_own_in_the_version_that_is_required() -> None:
    first, second = (text for text in all_of("RUN") if text.startswith("pip install"))
    (version,) = re.findall("^torch==.*$", (ROOT / "requirements.txt").read_text("utf-8"), re.M)
    assert first.split()[-3:] == [version, "--index-url", "https://download.pytorch.org/whl/cpu"]
    assert second.split()[-2:] == ["-r", "deploy/requirements.txt"]


def test_nothing_runs_as_root() -> None:
    kinds = [name for name, _ in STEPS]
    (user,) = all_of("USER")
    assert user.isdecimal()
    assert int(user) > 0
    assert f"--uid {user} " in all_of("RUN")[-1]
    assert kinds.index("USER") < kinds.index("ENTRYPOINT")


def test_the_health_of_the_page_is_asked_for_where_it_listens() -> None:
    (command,), (health,), (port,) = all_of("ENTRYPOINT"), all_of("HEALTHCHECK"), all_of("EXPOSE")
    words = re.findall('"([^"]*)"', command)
    assert words[:3] == ["python", "-m", "playground"]
    given = options(words[3:])
    assert given.address == "0.0.0.0"
    assert str(given.port) == port
    assert f"http://127.0.0.1:{port}/_stcore/health" in health
    assert "ProxyHandler({})" in health  # no proxy of the school's is asked for it


def test_the_page_knows_that_its_address_is_one_among_containers() -> None:
    assert all_of("ENV") == [f"{CONTAINER}=1"]


def test_the_image_has_a_python_that_the_house_supports() -> None:
    (image,) = all_of("FROM")
    workflow = Path(ROOT / ".github/workflows/ci.yml").read_text("utf-8")
    lowest, highest = (int(each) for each in re.findall(r'"3\.(\d+)"', workflow))
    assert lowest <= int(image.removeprefix("python:3.").partition("-")[0]) <= highest
