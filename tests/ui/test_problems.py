"""Problems in words: so many of them, and how many more there are."""

import pytest

from playground.core.problem import Problem
from playground.texts import Texts
from playground.ui.problems import as_markdown, sentences

TEXTS = Texts("en")


def said(count: int, maximum: int) -> list[str]:
    problems = [Problem("blank_row", {"row": row}) for row in range(count)]
    return sentences(problems, TEXTS, maximum).split("  \n")


@pytest.mark.parametrize("count", [1, 2, 3])
def test_as_many_as_there_may_be_are_all_said_and_nothing_more(count: int) -> None:
    expected = [TEXTS("problem_blank_row", row=row) for row in range(count)]
    assert said(count, 3) == list(map(as_markdown, expected))


def test_of_more_the_others_are_counted() -> None:
    assert said(5, 3)[:3] == said(3, 3)
    assert said(5, 3)[3:] == [as_markdown(TEXTS("problem_more", count=2))]
