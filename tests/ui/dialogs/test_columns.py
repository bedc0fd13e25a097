"""The dialog that shapes the table: what it shows, and what it says of it."""

import json
from typing import Any
from unittest.mock import Mock

import pytest

from tests.ui.dialogs import dialog


@pytest.fixture(autouse=True)
def rerun(monkeypatch: pytest.MonkeyPatch) -> Mock:
    return dialog.stand_in(monkeypatch)


@pytest.mark.parametrize("key", ["shape_apply", "shape_cancel"])
def test_it_closes_on_a_click(key: str, rerun: Mock) -> None:
    app = dialog.opened("columns")
    rerun.assert_not_called()
    app.button(key=key).click().run()
    rerun.assert_called_once()


def test_features_have_a_place_to_change_and_classes_only_a_name() -> None:
    app = dialog.opened("columns")
    features, classes = app.dataframe
    assert list(features.proto.column_order) == ["order", "name"]
    assert list(classes.proto.column_order) == ["name"]
    assert features.value["name"].tolist() == ["x1", "x2", "x3"]
    assert features.value["order"].tolist() == [1, 2, 3]
    assert classes.value["name"].tolist() == ["0", "1"]
    for table in (features, classes):
        assert json.loads(table.proto.columns)["_index"]["hidden"]
    captions = " ".join(caption.value for caption in app.caption)
    assert "Features: type a new name" in captions
    assert "Classes: a new name" in captions
    assert (
        app.info[0].value.replace("\\", "") == "Features in this order: x1, x2, x3. Classes: 0, 1."
    )
    assert not app.button(key="shape_apply").disabled


def edited(table: str, **edits: Any) -> str:
    """What the dialog says when a table has been edited in it."""
    empty: dict[str, Any] = {"edited_rows": {}, "deleted_rows": [], "added_rows": []}
    app = dialog.opened("columns", **{f"shape_{table}_table": {**empty, **edits}})
    assert app.button(key="shape_apply").disabled is bool(app.error)
    return " ".join(box.value for box in [*app.error, *app.info]).replace("\\", "")


def test_a_feature_whose_place_is_deleted_stays_where_it_is() -> None:
    edits = {0: {"order": None}, 2: {"order": 1}}
    said = edited("feature", edited_rows=edits, added_rows=[{"name": "new"}])
    assert "Features in this order: x3, x1, x2, new." in said


def test_all_that_is_wrong_with_a_shape_is_said() -> None:
    said = edited("feature", edited_rows={0: {"name": "x2"}}, added_rows=[{}] * 6)
    assert "Two features are called “x2”" in said
    assert "Feature 4 has no name" in said
    assert said.count("has no name") == 6


def test_a_class_that_goes_is_said_before() -> None:
    assert "Removed with all their samples: 1" in edited("class", deleted_rows=[1])
