import pandas as pd
import pytest

from playground.tables.edits import apply_edits, editor_column


@pytest.mark.parametrize("name", ["_index", "_pos:0", "__", "_x"])
def test_no_column_has_a_name_that_streamlit_keeps_for_itself(name: str) -> None:
    assert not editor_column(name).startswith("_")


@pytest.mark.parametrize("name", ["_index", "_pos:0", "x", " "])
def test_edits_come_back_to_a_column_of_any_name(name: str) -> None:
    base = pd.DataFrame({name: ["1", "2"], "label": ["0", "1"]}, dtype=object)
    edits = {
        "edited_rows": {1: {editor_column(name): "7"}},
        "added_rows": [{editor_column(name): "9", "label": "1"}],
        "deleted_rows": [0],
    }
    assert apply_edits(base, edits)[name].tolist() == ["7", "9"]
