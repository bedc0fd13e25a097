"""Files of lessons: those that come with the page, and what is said of a broken one."""

import os
import re
from pathlib import Path

import pytest

from playground.sharing.lessons import reading
from playground.sharing.lessons.goals import Goal
from playground.sharing.lessons.reading import (
    LessonError,
    Step,
    is_lesson,
    lessons,
    read_lesson,
    said,
)
from playground.texts import CATALOGS

HEAD = 'title.en = "T"\nabout.en = "A"\n'
STEP = '[[step]]\ntext.en = "Do."\n'


def step_of(entries: str) -> Step:
    """The step of a lesson, in which these are more entries."""
    (step,) = read_lesson(HEAD + STEP + entries).steps
    return step


def test_a_lesson_that_says_little_shows_all_and_locks_nothing() -> None:
    step = step_of("")
    assert set(step.views) == {"curves", "lines", "decision", "samples", "landscape", "compare"}
    assert step == Step({"en": "Do."}, show=reading.PANELS)
    assert step.is_open("seed")


def test_an_empty_list_shows_all_and_locks_all() -> None:
    step = step_of("show = []\nviews = []\nopen = []\ncells = []")
    assert (step.show, step.views, step.cells) == (reading.PANELS, reading.VIEWS, set())
    assert not step.is_open("learning_rate")


def test_a_whole_number_of_a_goal_may_have_a_point() -> None:
    goal = step_of('goal = { kind = "loss", under = 1.0, within = 200.0 }').goal
    assert goal == Goal("loss", {"under": 1, "within": 200})
    assert type(goal.asks["within"]) is int


def test_who_may_type_w_may_choose_it_as_the_start() -> None:
    step = step_of('open = ["edit_parameters"]')
    opened = [step.is_open(name) for name in ("start", "initial_weights", "seed")]
    assert opened == [True, True, False]


def test_cells_are_of_the_set_up_wherever_it_stands_and_a_column_may_have_blanks() -> None:
    step = step_of('cells = ["1 label", "99 petal length"]\nsetup = "data=iris"')
    assert step.cells == {(1, "label"), (99, "petal length")}


@pytest.mark.parametrize("typed", ['"Do."', '{en = "Do."}', '{fr = "Do."}'])
def test_words_that_are_not_translated_are_said_as_they_are(typed: str) -> None:
    assert said(step_of(f"question = {typed}").question, "zh") == "Do."


def test_a_step_without_a_set_up_has_the_one_before() -> None:
    lesson = read_lesson(f'{HEAD}{STEP}{STEP}setup = "data=and"\n{STEP}{STEP}')
    assert [lesson.setup_of(at).query for at in range(4)] == [{}, *3 * [{"data": "and"}]]


@pytest.mark.parametrize(
    ("source", "line", "code", "field"),
    [
        (f"{HEAD}{STEP}show = [", 5, "syntax", "Invalid value"),
        (f'{HEAD}show "x"\n{STEP}', 3, "syntax", "Expected"),
        ("x = " + 9999 * "[", 1, "syntax", ""),
        (HEAD, 1, "no_step", ""),
        (f"{HEAD}step = 3", 3, "no_step", ""),
        (f"{HEAD}step = [1]", 3, "no_step", ""),
        (f"{HEAD}step = []", 3, "no_step", ""),
        (f"{HEAD}{STEP}goal = {{ over = 1 }}", 5, "missing", "kind"),
        ('title.en = "T"\n' + STEP, 1, "missing", "about.en"),
        (f"{HEAD}[[step]]\n{STEP}", 3, "missing", "text.en"),
        (f"{HEAD}[[step]]\ntext = {{}}", 4, "missing", "text.en"),
        (f"{HEAD}order = true\n{STEP}", 3, "value", "True"),
        (f"{HEAD}[[step]]\ntext.en = 3", 4, "value", "3"),
        (f'{HEAD}{STEP}\n{STEP}tekst = "?"', 8, "unknown", "tekst"),
        (f'{HEAD}{STEP}show = ["stage",\n"Stage"]', 5, "unknown", "Stage"),
        (f'{HEAD}{STEP}views = ["lines", "line"]', 5, "unknown", "line"),
        (f'{HEAD}{STEP}open = ["rate"]', 5, "unknown", "rate"),
        (f'{HEAD}{STEP}guess = "luck"', 5, "unknown", "luck"),
        (f'{HEAD}{STEP}setup = "learning_rate=-1"', 5, "value", "-1"),
        (f'{HEAD}{STEP}setup = "samples=a"', 5, "value", "samples"),
        (f'{HEAD}{STEP}cells = ["11 label"]', 5, "cell", "11 label"),
        (f'{HEAD}{STEP}cells = ["0 label"]', 5, "cell", "0 label"),
        (f'{HEAD}{STEP}cells = ["1 Label"]', 5, "cell", "1 Label"),
        (f"{HEAD}{STEP}cells = [1]", 5, "value", "1"),
        (f'{HEAD}{STEP}hints = ["1", "2", "3", "4"]', 5, "hints", "3"),
        (f"{HEAD}{STEP}hints.en = [1]", 5, "hints", ""),
        (f"{HEAD}{STEP}goal = {{ kind = [] }}", 5, "unknown", "[]"),
        (f'{HEAD}{STEP}goal = {{ kind = "loss" }}', 5, "missing", "under / over"),
        (f'{HEAD}{STEP}goal = {{ kind = "loss", under = true }}', 5, "value", "under"),
        (f'{HEAD}{STEP}goal = {{ kind = "quiz" }}', 5, "missing", "right"),
        (f'{HEAD}{STEP}goal = {{ kind = "loss", under = 1, over = 0 }}', 5, "missing", "over"),
        (f'{HEAD}{STEP}goal = {{ kind = "trained", under = 1 }}', 5, "unknown", "under"),
        (f'{HEAD}{STEP}[step.goal]\nkind = "win"', 5, "unknown", "win"),
        (f'{HEAD}{STEP}goal = {{ kind = "loss", under = 1, within = 0.5 }}', 5, "value", "0.5"),
        (f'{HEAD}{STEP}goal = {{ kind = "loss", under = nan }}', 5, "value", "…"),
        (f'{HEAD}{STEP}goal = {{ kind = "quiz", right = 0x{9999 * "9"} }}', 5, "value", "…"),
        (f'{HEAD}{STEP}goal = {{ kind = "seen", view = "sky" }}', 5, "unknown", "sky"),
        (f"order = {9999 * '9'}\n{HEAD}{STEP}", 5, "syntax", "limit"),
        (f'{HEAD}{STEP}cells = ["{9999 * "9"} x1"]', 5, "cell", "9999"),
        (HEAD + 51 * STEP, 1, "too_many", "50"),
        (f"{HEAD}{STEP}# {500_000 * '-'}", 1, "too_large", "500"),
        (f'{HEAD}[[step]]\ntext.en = """\nopen = 1\n[[step]]\n"""\nopen = 1', 8, "value", "1"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(source: str, line: int, code: str, field: str) -> None:
    with pytest.raises(LessonError) as caught:
        read_lesson(source)
    problem = caught.value.problem
    assert (caught.value.line, problem.code) == (line, f"lesson_{code}")
    assert field in str(problem.fields.values())
    for texts in CATALOGS.values():
        assert not re.search("[{}]", texts[f"problem_{problem.code}"].format(**problem.fields))


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """In place of that of the lessons."""
    monkeypatch.setattr(reading, "LESSONS", tmp_path)
    return tmp_path


LESSONS = HEAD.encode(), b"\xef\xbb\xbf# mine\n\n order = 3", b"a = 1\n [[ step ]]", b"[[step\n"
CSV = b"title,about,label\n1,2,0", b"# order: 3\n# title.en: NAND\na,b,label\n0,0,1"


@pytest.mark.parametrize("content", [*LESSONS, *CSV, b'{"format": "linear-classifier"}', b""])
def test_a_lesson_is_known_by_a_step_or_how_it_begins(content: bytes) -> None:
    assert is_lesson(content) is (content in LESSONS)


def test_broken_files_are_last_and_leave_the_others(folder: Path) -> None:
    (folder / "good.toml").write_text(f"order = 2\n{HEAD}{STEP}", "utf-8")
    (folder / "marked.toml").write_bytes(f"\ufefforder = 1\n{HEAD}{STEP}".encode())
    (folder / "broken.toml").write_text("order = ", "utf-8")
    for name in ("My lesson", "next"):  # neither of which can be in the name of a widget
        (folder / f"{name}.toml").write_text(HEAD + STEP, "utf-8")
    (folder / "saved_by_windows.toml").write_bytes(f"{HEAD}{STEP}".encode("utf-16"))
    found = lessons()
    assert list(found) == ["marked", "good", "My lesson", "broken", "next", "saved_by_windows"]
    broken = [name for name in found if isinstance(found[name], LessonError)]
    assert broken == [name for name in found if not reading.lesson_named(name)] == list(found)[2:]


def test_a_file_that_is_changed_is_read_again(folder: Path) -> None:
    for steps in (1, 2):
        (folder / "mine.toml").write_text(HEAD + steps * STEP, "utf-8")
        os.utime(folder / "mine.toml", ns=(1, 1))
        lesson = reading.lesson_named("mine")
        assert lesson
        assert len(lesson.steps) == steps


@pytest.mark.parametrize("name", ["", "none", "../lessons/and", "and.toml", "a\0b", "*", "/etc"])
def test_there_is_no_lesson_of_another_name(name: str) -> None:
    assert reading.lesson_named(name) is None
