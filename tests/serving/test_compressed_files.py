import gzip
from pathlib import Path

import pytest
from starlette.responses import PlainTextResponse
from streamlit import file_util

from playground.serving import compressed_files
from playground.serving.compressed_files import CompressedFiles, compress_all, files_of
from tests.serving.asking import Answer, ask

FOLDER = Path(file_util.get_static_dir()) / "static"
NAME = next(name for name in sorted(files_of(FOLDER)) if name.endswith(".css"))


BEHIND = PlainTextResponse("behind")  # stands for Streamlit


def get(path: str, base_path: str = "", accepted: str = "gzip, br") -> Answer:
    return ask(CompressedFiles(BEHIND, FOLDER, base_path), path, **{"accept-encoding": accepted})


@pytest.mark.parametrize("base_path", ["", "/class", "class/"])
def test_a_file_comes_compressed_and_is_the_same(base_path: str) -> None:
    prefix = f"/{base_path.strip('/')}/static/".replace("//", "/")
    answer = get(prefix + NAME, base_path)
    assert gzip.decompress(answer.body) == (FOLDER / NAME).read_bytes()
    assert answer.headers["content-encoding"] == "gzip"
    assert answer.headers["content-type"].startswith("text/css")
    assert "immutable" in answer.headers["cache-control"]
    assert answer.headers["vary"] == "Accept-Encoding"


@pytest.mark.parametrize(
    ("path", "accepted"),
    [(f"/static/{NAME}", "identity"), ("/static/none.css", "gzip"), ("/", "gzip")],
)
def test_all_else_is_answered_by_streamlit(path: str, accepted: str) -> None:
    assert get(path, accepted=accepted).body == b"behind"


def test_no_path_leads_out_of_the_folder() -> None:
    for path in ("/static/../index.html", "/static/%2e%2e/index.html", "/static//etc/passwd"):
        assert get(path).body == b"behind"


def test_a_file_is_compressed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[bytes] = []
    compress = gzip.compress

    def counted(data: bytes, **options: int) -> bytes:
        done.append(data)
        return compress(data, **options)

    monkeypatch.setattr(gzip, "compress", counted)
    compressed_files._compressed.cache_clear()
    for _ in range(3):
        get(f"/static/{NAME}")
    assert len(done) == 1


def test_all_are_compressed_before_they_are_asked_for(tmp_path: Path) -> None:
    script = tmp_path / "a.js"
    script.write_text("1")
    compress_all(tmp_path).join()
    script.unlink()
    assert gzip.decompress(compressed_files.compressed(script)) == b"1"
