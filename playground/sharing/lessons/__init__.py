"""Lessons: files in ``data/lessons/`` that a teacher writes, their goals, and hints on the way."""

from playground.sharing.lessons.goals import Facts, Goal, Tried, is_reached
from playground.sharing.lessons.reading import (
    Lesson,
    LessonError,
    Step,
    is_lesson,
    lesson_named,
    lessons,
    read_lesson,
    said,
)

__all__ = [
    "Facts",
    "Goal",
    "Lesson",
    "LessonError",
    "Step",
    "Tried",
    "is_lesson",
    "is_reached",
    "lesson_named",
    "lessons",
    "read_lesson",
    "said",
]
