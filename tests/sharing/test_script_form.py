"""Scripts are formatted, of known topics, and made into one file to take home."""

import ast
import io
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
import torch
from hypothesis import example, given
from hypothesis import strategies as some

from playground.core.dataset import Dataset
from playground.core.run import TrainingRun
from playground.core.settings import TrainingSettings
from playground.sharing.examples import note_dataset
from playground.sharing.script import Line, script, script_file, script_name, source, tables
from tests.sharing.script_cases import CASES, HOSTILE, NOTE_TESTS, finished

RUFF = Path(sys.executable).with_name("ruff")
TOPICS = {
    *("imports", "seed", "samples", "features", "targets", "split", "standardise"),
    *("module", "init", "linear", "forward", "model", "zero_weights", "given_weights"),
    *("class_weights", "criterion", "optimizer", "epochs", "batches", "learning_rate"),
    *("logits", "loss", "zero_grad", "backward", "step", "print", "complete"),
    *("test", "no_grad", "test_logits", "probabilities", "predicted_class", "answer"),
}
COMMENTS = {topic: f"说明 {topic}: {{braces}}\n'\"\\" for topic in TOPICS}
NOTE = """\
import torch
from torch import nn, optim

torch.manual_seed(0)

samples = [
    ([0.3, 0.2, 0.1], 0),
    ([0.4, 0.5, 0.6], 1),
    ([9, 8, 7], 0),
    ([10, 11, 102], 1),
    ([3, 2, 1], 0),
    ([4, 5, 6], 1),
    ([9, 8, 7], 0),
    ([1, 1.1, 102], 1),
    ([0.3, 0.2, 0.1], 0),
    ([0.4, 0.5, 0.6], 1),
]
X = torch.tensor([x for x, _ in samples], dtype=torch.float32)
y = torch.tensor([label for _, label in samples])


class SimpleModel(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(3, 2)

    def forward(self, x):
        return self.fc(x)


model = SimpleModel()
criterion = nn.CrossEntropyLoss()
optimizer = optim.SGD(model.parameters(), lr=0.01)

for epoch in range(1000):
    logits = model(X)
    loss = criterion(logits, y)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    if (epoch + 1) % 100 == 0:
        print(f"Epoch [{epoch + 1}/1000], Loss: {loss.item():.4f}")
print("Training complete.")

test_samples = [
    [0.5, 5, 500],
    [0.4, 0.5, 0.6],
]
X_test = torch.tensor(test_samples, dtype=torch.float32)
with torch.no_grad():
    test_logits = model(X_test)
    probabilities = test_logits.softmax(dim=1)
    predicted_class = test_logits.argmax(dim=1)
for index, row in zip(predicted_class.tolist(), probabilities.tolist()):
    print(f"Predicted class: {index}, probabilities: {row}")
"""


def note_run(**settings: object) -> TrainingRun:
    return TrainingRun(note_dataset(), TrainingSettings(**settings))  # type: ignore[arg-type]


def lines_of(name: str, comments: dict[str, str] | None = None) -> list[Line]:
    return script(finished(name), CASES[name].query_vectors(), comments=comments)


def ruff(*arguments: str, text: str | None = None) -> None:
    command = [str(RUFF), *arguments, "--isolated", "--no-cache"]
    result = subprocess.run(command, input=text, capture_output=True, encoding="utf-8")
    assert result.returncode == 0, result.stdout + result.stderr


def test_the_note_s_script_reads_like_the_note() -> None:
    assert source(script(note_run(), [[0.5, 5, 500], [0.4, 0.5, 0.6]])) == NOTE


@pytest.mark.parametrize("comments", [None, COMMENTS], ids=["plain", "with comments"])
def test_ruff_leaves_every_script_as_it_is(comments: dict[str, str] | None, tmp_path: Path) -> None:
    for number, name in enumerate(CASES):
        text = source(lines_of(name, comments))
        (tmp_path / f"script_{number}.py").write_text(text, encoding="utf-8")
    ruff("format", "--check", "--line-length", "88", str(tmp_path))
    ruff("check", str(tmp_path))


@given(names=some.lists(some.text(max_size=30), min_size=1, max_size=8))
@example(names=["x" * 200])
@example(names=["山" * 30, "🌸" * 8])
def test_ruff_leaves_any_names_as_they_are(names: list[str]) -> None:
    features = note_dataset().features[:1, :1].repeat(1, len(names))
    targets = note_dataset().targets[:1]
    dataset = Dataset(features, targets, tuple(names), (*names, "last"))
    text = source(script(TrainingRun(dataset, TrainingSettings()), []))
    ruff("format", "--check", "--line-length", "88", "-", text=text)
    assigned = {
        ast.unparse(node.targets[0]): ast.literal_eval(node.value)
        for node in ast.parse(text).body
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]).endswith("_names")
    }
    assert assigned["class_names"] == [*names, "last"]
    assert assigned.get("feature_names", ["x1"]) == names


@pytest.mark.parametrize("name", CASES)
def test_every_line_is_of_a_topic_and_can_be_told_from_the_others(name: str) -> None:
    lines = lines_of(name)
    assert {line.topic for line in lines if line.code} <= TOPICS
    assert all((line.topic == "") == (line.code == "") == (line.id == "") for line in lines)
    ids = [line.id for line in lines if line.code]
    assert len(set(ids)) == len(ids)


def test_every_topic_comes_up_in_some_script() -> None:
    assert {line.topic for name in CASES for line in lines_of(name)} == TOPICS | {""}


def test_lines_of_one_topic_are_numbered() -> None:
    ids = [line.id for line in script(note_run(), [])]
    assert [name for name in ids if name.startswith("init")] == ["init", "init-2"]


def test_a_comment_stands_above_the_first_line_of_its_topic_and_moves_no_id() -> None:
    plain = script(note_run(), [])
    commented = script(note_run(), [], comments={"step": "一步\nimport os", "print": "{x}"})
    assert [line for line in commented if not line.code.strip().startswith("#")] == plain
    text = source(commented)
    assert "    # 一步 import os\n    optimizer.step()\n" in text
    assert "    # {x}\n    if (epoch + 1) % 100 == 0:\n" in text


@pytest.mark.parametrize("name", CASES)
def test_a_script_needs_nothing_but_torch(name: str) -> None:
    tree = ast.parse(source(lines_of(name)))
    modules = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            modules |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            modules.add(str(node.module))
    assert modules - {"csv"} == {"torch"}


def test_nothing_of_a_hostile_name_becomes_code() -> None:
    tree, known = (ast.parse(source(lines_of(name))) for name in ("hostile names", "61 rows"))

    def names(tree: ast.AST) -> set[str]:
        found = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
        return found | {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}

    assert names(tree) - names(known) == {"feature_names", "class_names", "label", "_"}
    assert {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)} >= {*HOSTILE}


def test_arguments_that_are_torch_s_own_defaults_are_left_out() -> None:
    def optimizer(**settings: object) -> list[str]:
        lines = script(note_run(**settings), [])
        return [line.code for line in lines if line.topic == "optimizer"]

    assert optimizer() == ["optimizer = optim.SGD(model.parameters(), lr=0.01)"]
    assert optimizer(optimizer="adam", momentum=0.9, learning_rate=1.0) == [
        "optimizer = optim.Adam(model.parameters(), lr=1)"
    ]
    assert optimizer(momentum=0.9, nesterov=True) == [
        "optimizer = optim.SGD(model.parameters(), lr=0.01, momentum=0.9, nesterov=True)"
    ]


def test_small_tables_need_no_files() -> None:
    assert tables(finished("60 rows"), []) == {}


@pytest.mark.parametrize("name", ["61 rows", "wide rows"])
def test_larger_tables_stand_in_a_file(name: str) -> None:
    run = finished(name)
    (content,) = tables(run, []).values()
    lines = content.decode("utf-8-sig").splitlines()
    assert lines[0].split(",") == [*run.dataset.feature_names, "label"]
    labels = [int(line.split(",")[-1]) for line in lines[1:]]
    assert labels == run.dataset.targets.tolist()
    assert 'open("samples.csv"' in source(script(run, []))


def test_test_vectors_have_a_file_of_their_own() -> None:
    query_vectors = CASES["many test vectors"].query_vectors()
    files = tables(finished("many test vectors"), query_vectors)
    assert list(files) == ["test_samples.csv"]


@pytest.mark.parametrize(
    ("options", "lines"),
    [
        ({}, ["criterion = nn.CrossEntropyLoss()"]),
        ({"label_smoothing": 0.1}, ["criterion = nn.CrossEntropyLoss(label_smoothing=0.1)"]),
        (
            {"class_weights": "balanced", "label_smoothing": 0.1},
            [
                "class_weights = len(y) / (2 * torch.bincount(y))",
                "criterion = nn.CrossEntropyLoss(weight=class_weights, label_smoothing=0.1)",
            ],
        ),
    ],
)
def test_the_loss_is_written_with_the_options_it_has(options: dict, lines: list[str]) -> None:
    run = TrainingRun(note_dataset(), TrainingSettings(**options))
    code = [line.code for line in script(run, []) if line.topic in ("class_weights", "criterion")]
    assert code == lines


def test_a_class_without_training_samples_has_a_weight_in_the_script_too() -> None:
    dataset = Dataset(torch.eye(3), torch.arange(3), ("a", "b", "c"), ("0", "1", "2"))
    settings = TrainingSettings(test_share=0.3, class_weights="balanced", epochs=1)
    code = source(script(TrainingRun(dataset, settings), []))
    assert "class_weights = len(y) / (3 * torch.bincount(y, minlength=3).clamp(min=1))" in code


def test_a_small_table_stands_in_the_script() -> None:
    run = finished("the note")
    content = script_file(run, NOTE_TESTS, {"seed": "as on the page"})
    assert script_name(run, NOTE_TESTS) == "experiment.py"
    assert content.decode() == source(script(run, NOTE_TESTS, comments={"seed": "as on the page"}))


def test_a_large_table_comes_beside_the_script() -> None:
    run, tests = finished("61 rows"), CASES["61 rows"].query_vectors()
    assert script_name(run, tests) == "experiment.zip"
    with zipfile.ZipFile(io.BytesIO(script_file(run, tests))) as archive:
        files = {info.filename: archive.read(info) for info in archive.infolist()}
    beside = {f"experiment/{name}": table for name, table in tables(run, tests).items()}
    assert files == {"experiment/experiment.py": source(script(run, tests)).encode(), **beside}
    assert beside
