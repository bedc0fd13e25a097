"""A lesson as the text of its file, for people to read."""

import json
import re
from typing import Any
from urllib.parse import urlencode

from playground.sharing.lessons.goals import Goal
from playground.sharing.lessons.reading import PANELS, VIEWS, Lesson, Step, Words


def write_lesson(lesson: Lesson) -> str:
    """The text that `read_lesson` makes this lesson of; what is as if unsaid is left out."""
    head = [f"order = {lesson.order}"] if lesson.order else []
    head += [*_words("title", lesson.title), *_words("about", lesson.about)]
    return "\n\n".join("\n".join(lines) for lines in (head, *map(_step, lesson.steps))) + "\n"


def _step(step: Step) -> list[str]:
    lines = ["[[step]]"]
    if step.setup is not None:
        lines.append(f"setup = {_text(urlencode(step.setup))}")
    lines += [f"show = {_list(step.show)}"] if step.show != PANELS else []
    lines += [f"views = {_list(step.views)}"] if step.views != VIEWS else []
    lines += [f"open = {_list(step.open)}"] if step.open is not None else []
    if step.cells is not None:
        lines.append(f"cells = {_list(f'{row} {column}' for row, column in sorted(step.cells))}")
    lines += [f"guess = {_text(step.guess)}"] if step.guess else []
    lines += [_goal(step.goal)] if step.goal else []
    for name in ("text", "hints", "question"):
        lines += _words(name, getattr(step, name))
    return lines


def _goal(goal: Goal) -> str:
    asks = {"kind": goal.kind, **goal.asks}
    entries = ", ".join(f"{name} = {_value(value)}" for name, value in asks.items())
    return f"goal = {{ {entries} }}"


def _words(name: str, words: Words) -> list[str]:
    return [f"{name}.{_key(language)} = {_value(said)}" for language, said in words.items()]


def _key(name: str) -> str:
    return name if re.fullmatch("[A-Za-z0-9_-]+", name) else _text(name)


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return _text(value)
    return _list(value) if isinstance(value, list) else repr(value)


def _list(values: Any) -> str:
    return f"[{', '.join(map(_value, values))}]"


def _text(text: str) -> str:
    """In quotes; a text of several lines in as many."""
    if "\n" not in text:
        return _escaped(text)
    lines = "\n".join(_escaped(line)[1:-1] for line in text.split("\n"))
    return f'"""\n{lines}"""'


def _escaped(text: str) -> str:
    """TOML has JSON's escapes, of one more character, and none where a line would seem to end."""
    return re.sub(
        "[\x7f-\x9f\u2028\u2029]",
        lambda found: f"\\u{ord(found[0]):04x}",
        json.dumps(text, ensure_ascii=False),
    )
