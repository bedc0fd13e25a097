"""The quiz hides a number until the right one is typed."""

import re
from collections.abc import Callable

import pytest

from playground.charts.html import Number, number, span
from playground.session.quiz import Quiz, is_right

SHOWN = [
    *(Number("grad_W", 0.25, 0, 0), Number("grad_W", -1.5, 0, 1)),
    *(Number("grad_W", 3.0, 1, 0), Number("grad_W", 7.0, 1, 1)),
    *(Number("batch_loss", 0.2359), Number("x", 9.0, 0, 0), Number("batch_loss", 0.2359)),
]


def line(seen: Callable[[Number], Number]) -> str:
    return "".join(span(seen(number)) for number in SHOWN)


def values(html: str) -> list[float]:
    return [float(value) for value in re.findall('data-value="([^"]+)"', html)]


def test_one_number_is_hidden_wherever_it_stands() -> None:
    quiz = Quiz()
    seen = set()
    for quiz.asked in range(5):
        hidden = quiz.hide(line)
        left = values(hidden)
        assert quiz.value is not None
        assert quiz.value not in left
        assert sorted({*left, quiz.value}) == sorted({number.value for number in SHOWN})
        assert repr(quiz.value) not in hidden  # given away nowhere
        assert hidden.count('data-hidden="true"') == hidden.count(">?<") >= 1
        seen.add(quiz.value)
    assert seen == {0.25, -1.5, 3.0, 7.0, 0.2359}  # another each time; x is never asked for


def test_a_line_without_such_numbers_asks_nothing() -> None:
    quiz = Quiz()
    assert quiz.hide(lambda seen: span(seen(Number("x", 9.0)))) == number("x", 9.0)
    quiz.check("3")
    assert not quiz.is_wrong
    assert quiz.in_a_row == 0


def test_right_answers_count_in_a_row_and_each_asks_for_another_number() -> None:
    quiz = Quiz()
    for count in (1, 2, 3):
        quiz.hide(line)
        before = quiz.value
        quiz.check(repr(quiz.value))
        assert (quiz.in_a_row, quiz.is_wrong, quiz.answer) == (count, False, repr(before))
        quiz.hide(line)
        assert quiz.value != before


def test_a_wrong_answer_keeps_the_number_and_ends_the_row() -> None:
    quiz = Quiz(in_a_row=4)
    quiz.hide(line)
    hidden = quiz.value
    quiz.check("12345")
    assert quiz.is_wrong
    assert quiz.in_a_row == 0
    quiz.hide(line)
    assert quiz.value == hidden


def test_nothing_typed_is_no_answer() -> None:
    quiz = Quiz(in_a_row=4)
    quiz.hide(line)
    quiz.check(" ")
    assert (quiz.in_a_row, quiz.is_wrong) == (4, False)


@pytest.mark.parametrize(
    ("text", "value", "is_enough"),
    [
        *(("0.0387", 0.038661, True), ("-0.0387", -0.038661, True), ("−0.0387", -0.038661, True)),
        *(("3.87%", 0.038661, True), ("0,0387", 0.038661, True), ("3.87e-2", 0.038661, True)),
        *((" 877 ", 877.2, True), ("0", 0.0, True), ("0", 1e-9, True)),
        *(("0.038", 0.038661, False), ("0.0387", -0.038661, False), ("0.0391", 0.038661, False)),
        *(("abc", 1.0, False), ("", 0.0, False), ("nan", 1.0, False), ("nan", 0.0, False)),
        *(("inf", 1.0, False), ("0", 0.001, False), ("0.001", 0.0, False)),
    ],
)
def test_three_digits_are_enough(text: str, value: float, is_enough: bool) -> None:
    assert is_right(text, value) is is_enough
