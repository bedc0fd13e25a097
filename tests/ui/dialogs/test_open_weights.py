"""W and b read from a file: what it says of them, and that training begins with them."""

import json
from dataclasses import replace

import pytest
import torch
from streamlit.testing.v1 import AppTest

from playground.core.experiment import Experiment
from playground.core.run import TrainingRun
from playground.core.settings import TrainingSettings
from playground.sharing.examples import note_dataset
from playground.sharing.weights import to_json, weights_of
from tests import plain_loop
from tests.page import answers, html_of, press, table_of, traces


def weights_file(run: TrainingRun, epoch: int) -> str:
    return to_json(weights_of(run, epoch)).decode()


def open_weights(app: AppTest, text: str) -> str:
    """Open the dialog with the file's text; what it says."""
    app.session_state["paste"] = text
    press(app, "open_data")
    return " ".join(box.value for box in [*app.success, *app.error]).replace("\\", "")


def test_weights_of_a_file_predict_and_training_goes_on_from_them(app: AppTest) -> None:
    run = Experiment(note_dataset()).start()
    run.advance(1000)
    preview = open_weights(app, weights_file(run, 1000))
    assert "2 classes and 3 features, after 1000 epochs" in preview
    assert "They fit" in preview
    assert "converted" not in preview
    press(app, "import_replace")
    vectors = torch.tensor([list(map(float, row)) for row in table_of(app, "test_table")])
    assert list(answers(app, "p").values()) == run.predict(vectors, 1000).probabilities.tolist()
    assert traces(app)["weight"][0]["z"] == run.parameters.weight.tolist()
    press(app, "train")
    data = note_dataset()
    start = run.parameters.weight, run.parameters.bias
    plain = plain_loop.train(data.features, data.targets, 2, start=start)
    assert traces(app)["weight"][0]["z"] == plain.weight.tolist()
    assert "starts from your own W and b" in html_of(app)


def test_weights_for_other_samples_bring_a_table_of_zeros_and_undo_takes_it_back(
    app: AppTest,
) -> None:
    before = table_of(app, "training_table")
    text = {"weight": [[1.5, 2], [3, 4], [-1, 0]], "bias": [0.5, 0, 1]}
    names = {"feature_names": ["width", "height"], "class_names": ["cat", "dog", "emu"]}
    assert "row of zeros" in open_weights(app, json.dumps(text | names))
    press(app, "import_replace")
    assert table_of(app, "training_table") == [["0", "0", name] for name in names["class_names"]]
    assert traces(app)["weight"][0]["z"] == text["weight"]
    assert traces(app)["weight"][0]["x"] == names["feature_names"]
    press(app, "undo")
    assert table_of(app, "training_table") == before
    assert "initial_weights" not in app.query_params


def test_weights_of_features_standardised_alike_stay_to_the_last_bit(app: AppTest) -> None:
    run = TrainingRun(note_dataset(), TrainingSettings(standardise=True, epochs=50))
    run.advance(50)
    open_weights(app, weights_file(run, 50))
    press(app, "import_replace")
    assert app.query_params["standardise"] == "True"
    assert traces(app)["weight"][0]["z"] == run.parameters.weight.tolist()


def test_weights_of_features_standardised_otherwise_are_said_to_be_converted(app: AppTest) -> None:
    data = note_dataset()
    wider = replace(data, features=2 * data.features)
    run = TrainingRun(wider, TrainingSettings(standardise=True, epochs=50))
    run.advance(50)
    assert "converted" in open_weights(app, weights_file(run, 50))


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ('{"weight": [[1, 2]], "bias": [1]}', "holds no W and b"),
        ('{"weight": [[1, NaN], [1, 2]], "bias": [1, 2]}', "not finite"),
    ],
)
def test_a_file_without_usable_weights_is_refused_by_name(
    app: AppTest, text: str, sentence: str
) -> None:
    assert sentence in open_weights(app, text)
    assert "import_replace" not in [button.key for button in app.button]
