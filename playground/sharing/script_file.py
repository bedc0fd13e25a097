"""The script of a run as a file to take home."""

import io
import zipfile
from collections.abc import Mapping

from playground.core.run import TrainingRun
from playground.sharing.script import script, source, tables
from playground.sharing.script_data import Rows, reads_queries, reads_samples

NAME = "experiment"


def script_name(run: TrainingRun, query_vectors: Rows) -> str:
    """The name of the file: a ZIP where the script reads tables."""
    is_packed = reads_samples(run.dataset) or reads_queries(query_vectors)
    return f"{NAME}.{'zip' if is_packed else 'py'}"


def script_file(
    run: TrainingRun, query_vectors: Rows, comments: Mapping[str, str] | None = None
) -> tuple[str, bytes]:
    """`script_name` and content: a Python file, or a ZIP of it and of the tables that it reads.

    ``comments`` maps topics to a line of comment each.
    """
    text = source(script(run, query_vectors, comments=comments)).encode()
    beside = tables(run, query_vectors)
    if not beside:
        return script_name(run, query_vectors), text
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in {f"{NAME}.py": text, **beside}.items():
            archive.writestr(f"{NAME}/{name}", content)
    return script_name(run, query_vectors), packed.getvalue()
