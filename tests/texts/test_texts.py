import ast
import re
import string
from functools import cache
from pathlib import Path

import pytest

from playground.core.settings import SETTINGS
from playground.texts import CATALOGS, LANGUAGES, Texts, matching_language

ROOT = Path(__file__).parent.parent.parent


def placeholders(text: str) -> set[str | None]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def test_there_is_english_and_chinese() -> None:
    assert {"en": "English", "zh": "中文"}.items() <= LANGUAGES.items()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_the_same_keys(language: str) -> None:
    assert CATALOGS[language].keys() == CATALOGS["en"].keys()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_the_same_placeholders(language: str) -> None:
    for key, text in CATALOGS["en"].items():
        if not key.endswith("_hover"):  # those hold plotly's own variables
            assert placeholders(CATALOGS[language][key]) == placeholders(text), key


@pytest.mark.parametrize("language", LANGUAGES)
def test_hover_texts_name_the_same_variables(language: str) -> None:
    for key, text in CATALOGS["en"].items():
        if key.endswith("_hover"):
            for variable in ("%{x}", "%{y}", "%{z}", "%{fullData.name}"):
                assert (variable in CATALOGS[language][key]) == (variable in text), key


@cache
def trees() -> list[ast.Module]:
    """The code that may ask for texts."""
    return [
        ast.parse(source.read_text(encoding="utf-8"))
        for source in [*ROOT.glob("playground/**/*.py"), ROOT / "app.py"]
        if "texts" not in source.parts
    ]


def words(tree: ast.AST) -> set[str]:
    """All strings in code."""
    values = (node.value for node in ast.walk(tree) if isinstance(node, ast.Constant))
    return {value for value in values if isinstance(value, str)}


WIDGETS = ("choice", *(f"page.{name}" for name in ("choice", "select", "toggle", "one_of")))
WIDGETS += ("page.text_field", "sentence", "parts.sentence")  # their key comes second or third


def asked_for(tree: ast.AST) -> list[ast.expr]:
    """The key in each call of ``texts``, and of what calls it: a canvas's ``hover``, widgets."""
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and node.args]
    ends = ("texts", "canvas.hover")
    keys = [call.args[0] for call in calls if ast.unparse(call.func).endswith(ends)]
    widgets = [call for call in calls if ast.unparse(call.func) in WIDGETS]
    return keys + [key for call in widgets for key in call.args[1:3]]


def handed_on(tree: ast.AST) -> set[str]:
    """Strings of a module that may come to a ``texts(name)``; keys of widgets do not."""
    if not any(isinstance(key, ast.Name) for key in asked_for(tree)):
        return set()
    keywords = (node for node in ast.walk(tree) if isinstance(node, ast.keyword))
    keys = [node.value for node in keywords if node.arg == "key"]
    others = [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in keys
    ]
    return set(others)


def pattern(text: ast.JoinedStr) -> str:
    """What an f-string can come to."""
    fixed = (part.value if isinstance(part, ast.Constant) else None for part in text.values)
    return "".join(re.escape(part) if isinstance(part, str) else "(.+)" for part in fixed)


def test_no_text_is_left_over() -> None:
    all_words = set().union(*map(words, trees()))
    keys = [key for tree in trees() for key in asked_for(tree)]
    used = set().union(*map(words, keys), *map(handed_on, trees()))
    for key in keys:
        for built in (node for node in ast.walk(key) if isinstance(node, ast.JoinedStr)):
            found = ((name, re.fullmatch(pattern(built), name)) for name in CATALOGS["en"])
            used |= {name for name, match in found if match and set(match.groups()) <= all_words}
    used |= {key for name in SETTINGS for key in texts_of(name)}
    assert set(CATALOGS["en"]) - used == set()


def texts_of(name: str) -> set[str]:
    """The texts that a setting needs."""
    choices = {f"{name}_{choice}" for choice in SETTINGS[name].choices}
    return {name, f"{name}_help", f"problem_{name}"} | choices


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", SETTINGS)
def test_a_setting_has_its_texts_and_they_take_its_bounds_from_the_table(
    name: str, language: str
) -> None:
    texts = CATALOGS[language]
    assert texts_of(name) <= texts.keys()
    if SETTINGS[name].kind in (int, float):
        for text in (texts[f"{name}_help"], texts[f"problem_{name}"]):
            assert {"minimum", "maximum"} <= placeholders(text)
            assert not re.search("(?<![A-Za-z])[0-9]", text)


def test_a_text_is_filled_in() -> None:
    assert Texts("en")("status_start", epochs=9) == "Epoch 0/9"


@pytest.mark.parametrize(("count", "noun"), [(0, "classes"), (1, "class"), (2, "classes")])
def test_a_text_chooses_between_singular_and_plural(count: int, noun: str) -> None:
    text = Texts("en")("import_classes", count=count, names="a")
    assert text == f"{count} {noun}: a"


def test_a_missing_placeholder_is_an_error() -> None:
    with pytest.raises(KeyError):
        Texts("en")("status", epoch=3)


@pytest.mark.parametrize(
    ("locale", "language"),
    [("zh-CN", "zh"), ("zh_TW", "zh"), ("en-GB", "en"), ("xx", "en"), ("", "en"), (None, "en")],
)
def test_the_language_follows_the_browser(locale: str | None, language: str) -> None:
    assert matching_language(locale) == language
