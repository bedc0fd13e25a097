"""The script of a run as a file to take home."""

import io
import zipfile
from collections.abc import Mapping

from playground.core.run import TrainingRun
from playground.sharing.script import script, source, tables
from playground.sharing.script_data import Rows, reads_samples, reads_tests

NAME = "experiment"


def script_name(run: TrainingRun, test_features: Rows) -> str:
    """The name of the file: a ZIP where the script reads tables."""
    is_packed = reads_samples(run.dataset) or reads_tests(test_features)
    return f"{NAME}.{'zip' if is_packed else 'py'}"


def script_file(
    run: TrainingRun, test_features: Rows, comments: Mapping[str, str] | None = None
) -> tuple[str, bytes]:
    """`script_name` and content: a Python file, or a ZIP of it and of the tables that it reads.

    ``comments`` maps topics to a line of comment each.
    """
    text = source(script(run, test_features, comments=comments)).encode()
    beside = tables(run, test_features)
    if not beside:
        return script_name(run, test_features), text
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in {f"{NAME}.py": text, **beside}.items():
            archive.writestr(f"{NAME}/{name}", content)
    return script_name(run, test_features), packed.getvalue()
