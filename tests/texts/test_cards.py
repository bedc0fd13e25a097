"""The cards beside the lines of code, and the questions: in every language, and fit to be drawn."""

import re
from pathlib import Path
from typing import Any

import pytest

from playground.core.dataset import Dataset
from playground.core.insight.questions import QUESTIONS
from playground.core.run import TrainingRun
from playground.core.settings import TrainingSettings
from playground.sharing.script import script
from playground.texts import LANGUAGES
from playground.texts.cards import ASK, PLACEHOLDER, Card, card, questions_at, read_card, topics

ROOT = Path(__file__).parent.parent.parent
TOPICS = [
    *("imports", "seed", "samples", "features", "targets", "split", "standardise"),
    *("module", "init", "linear", "forward", "model", "zero_weights", "given_weights"),
    *("class_weights", "criterion", "optimizer", "epochs", "batches", "learning_rate"),
    *("logits", "loss", "zero_grad", "backward", "step", "print", "complete"),
    *("test", "no_grad", "test_logits", "probabilities", "predicted_class", "answer"),
]
ASKED = [ASK + question for question in QUESTIONS]
EACH = [(language, name) for language in LANGUAGES for name in [*TOPICS, *ASKED]]
# words, of a topic and of an answer; characters in Chinese
MOST = {"en": (62, 90), "zh": (110, 160)}
MOST_ELSEWHERE = (80, 120)
MATH = re.compile(r"\$\$.+?\$\$|\$.+?\$", re.S)
CODE = re.compile(r"`[^`]*`")


def files(language: str) -> set[str]:
    return {file.stem for file in (ROOT / "playground/texts" / language / "cards").glob("*.md")}


def texts_of(found: Card) -> list[str]:
    """All that the card can come to, with its placeholders."""
    return [f"{found.body}\n\n{text}" for text in found.variants.values()] or [found.body]


def test_every_line_of_a_script_has_a_card(note_dataset: Dataset) -> None:
    every: dict[str, Any] = {
        **{"standardise": True, "test_share": 0.2, "batch_size": 2},
        **{"class_weights": "balanced", "label_smoothing": 0.1},
    }
    given = {"initial_weights": "given", "start": "1_2_3_4~5_6_7_8"}
    each: list[dict[str, Any]] = [every, {"initial_weights": "zero"}, given]
    runs = [TrainingRun(note_dataset, TrainingSettings(**options)) for options in each]
    runs[0].advance(1)
    runs[0].change_learning_rate(0.1)
    lines = [line for run in runs for line in script(run, [[0.5, 5.0, 500.0]])]
    assert {line.topic for line in lines} - {""} == set(TOPICS)


def names(text: str) -> set[str]:
    return {found[1] for found in PLACEHOLDER.finditer(text)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_topic_and_every_question_has_a_card_and_there_is_no_other(language: str) -> None:
    assert files(language) == {*TOPICS, *ASKED}
    assert set(topics(language)) == set(TOPICS)


@pytest.mark.parametrize("name", ASKED)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_the_same_variants_placeholders_and_lines(
    language: str, name: str
) -> None:
    found, english = card(language, name), card("en", name)
    assert found.lines == english.lines
    assert names(found.body) == names(english.body)
    assert {variant: names(text) for variant, text in found.variants.items()} == {
        variant: names(text) for variant, text in english.variants.items()
    }


@pytest.mark.parametrize("name", ASKED)
def test_a_question_arises_at_lines_that_there_are(name: str) -> None:
    assert card("en", name).lines
    assert set(card("en", name).lines) <= set(TOPICS)


def test_questions_are_found_at_their_lines_those_of_the_line_itself_first() -> None:
    assert questions_at("zero_grad") == ["without_zero_grad"]
    assert questions_at("complete") == []
    for topic in TOPICS:
        first = [card("en", ASK + found).lines[0] == topic for found in questions_at(topic)]
        assert first == sorted(first, reverse=True)
    assert {found for topic in TOPICS for found in questions_at(topic)} == set(QUESTIONS)


@pytest.mark.parametrize("name", TOPICS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_topic_is_three_short_parts_that_need_no_numbers(language: str, name: str) -> None:
    body = card(language, name).body
    assert len(body.split("\n\n")) == 3
    assert "{{" not in body
    assert body.split("\n\n")[2].startswith("**")
    assert length(language, body) <= MOST.get(language, MOST_ELSEWHERE)[0]


@pytest.mark.parametrize("name", ASKED)
@pytest.mark.parametrize("language", LANGUAGES)
def test_an_answer_is_short(language: str, name: str) -> None:
    for text in texts_of(card(language, name)):
        assert 15 <= length(language, text) <= MOST.get(language, MOST_ELSEWHERE)[1]


def length(language: str, text: str) -> int:
    """Words, or Chinese characters with their punctuation."""
    return len(re.sub(r"[\s\x00-\x7f]", "", text)) if language == "zh" else len(text.split())


@pytest.mark.parametrize(("language", "name"), EACH)
def test_a_card_can_be_drawn(language: str, name: str) -> None:
    found = card(language, name)
    assert found.title
    assert "\n" not in found.title
    for text in [found.title, *texts_of(found)]:
        words = MATH.sub("", text)
        assert "$" not in words, "an odd dollar"
        assert "`" not in CODE.sub("", text), "an odd backtick"
        assert "__" not in CODE.sub("", text), "bold where a Python name is meant"
        assert "{" not in PLACEHOLDER.sub("", words), "a placeholder that is none"
        for formula in MATH.findall(text):
            assert formula.count("{") == formula.count("}")
            assert not re.search(r"\{\{|[^\x00-\x7f]", formula), "numbers and words outside"
            assert not re.search(r"^\$\s|\s\$$", formula)


@pytest.mark.parametrize(("language", "name"), EACH)
def test_bold_ends_where_markdown_sees_its_end(language: str, name: str) -> None:
    """A closing ** after punctuation is none, unless a space or punctuation follows."""
    for text in texts_of(card(language, name)):
        marks = [found.start() for found in re.finditer(r"\*\*", text)]
        assert len(marks) % 2 == 0
        for end in marks[1::2]:
            before, after = text[end - 1], text[end + 2 : end + 3]
            assert not before.isspace()
            assert before.isalnum() or not after.isalnum()


@pytest.mark.parametrize("language", LANGUAGES)
def test_formulas_are_the_same_in_every_language(language: str) -> None:
    for name in [*TOPICS, *ASKED]:
        english, other = (
            set(MATH.findall(" ".join(texts_of(card(each, name))))) for each in ("en", language)
        )
        assert english == other, name


def test_every_variant_is_one_that_the_core_can_choose() -> None:
    sources = (ROOT / "playground/core/insight/questions").glob("*.py")
    code = "".join(path.read_text(encoding="utf-8") for path in sources)
    for variant in (variant for name in ASKED for variant in card("en", name).variants):
        assert f'"{variant}"' in code


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_card_of_a_line_says_what_is_true_only_with_a_setting(language: str) -> None:
    found = card(language, "criterion")
    assert found.text_with(TrainingSettings()) == found.body
    smoothed = found.text_with(TrainingSettings(label_smoothing=0.1))
    assert smoothed == f"{found.body}\n\n{found.variants['label_smoothing']}"
    both = found.text_with(TrainingSettings(label_smoothing=0.1, class_weights="balanced"))
    assert both == f"{smoothed}\n\n{found.variants['class_weights']}"


CARD = """# The `title`
lines: loss, step
A sum of {{n}} {{n:sample|samples}}.
## one
It is {{loss}}.
## other
It is $e^{z}$.
"""


def test_a_card_is_filled_in() -> None:
    found = read_card(CARD)
    assert found.title == "The `title`"
    assert found.lines == ("loss", "step")
    text = found.text("one", {"n": "1", "loss": "0.5", "unused": "x"})
    assert text == "A sum of 1 sample.\n\nIt is 0.5."
    assert found.text("other", {"n": "3"}) == "A sum of 3 samples.\n\nIt is $e^{z}$."


def test_what_is_filled_in_is_not_read_again() -> None:
    assert read_card("# t\n{{a}} {{b}}").text("", {"a": "{{b}}", "b": r"\1"}) == r"{{b}} \1"


def test_a_placeholder_left_over_and_an_unknown_variant_are_errors() -> None:
    with pytest.raises(KeyError):
        read_card(CARD).text("one", {"n": "1"})
    with pytest.raises(KeyError):
        read_card(CARD).text("third", {"n": "1"})
    with pytest.raises(KeyError):
        card("en", "nothing")
