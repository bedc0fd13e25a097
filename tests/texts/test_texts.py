import ast
import re
import string
from pathlib import Path

import pytest

from playground.core.settings import SETTINGS
from playground.texts import CATALOGS, LANGUAGES, Texts, matching_language
from playground.ui.told import STREAMLIT_WORDS

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


def strings(tree: ast.AST) -> set[str]:
    """All strings of a module but the keys of widgets."""
    keywords = [node for node in ast.walk(tree) if isinstance(node, ast.keyword)]
    keys = [node.value for node in keywords if node.arg == "key"]
    constants = [node for node in ast.walk(tree) if isinstance(node, ast.Constant)]
    return {node.value for node in constants if isinstance(node.value, str) and node not in keys}


def patterns(tree: ast.AST) -> set[str]:
    """What each f-string can come to that names a text, in a call that takes its key."""
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and node.args]
    asking = [
        call for call in calls if ast.unparse(call.func).endswith(("texts", "hover", "download"))
    ]
    arguments = [argument for call in asking for argument in call.args[:2]]
    nodes = [node for argument in arguments for node in ast.walk(argument)]
    built = [node.values for node in nodes if isinstance(node, ast.JoinedStr)]
    return {"".join(map(pattern, parts)) for parts in built}


def pattern(part: ast.expr) -> str:
    return re.escape(str(part.value)) if isinstance(part, ast.Constant) else "(.+)"


def test_no_text_is_left_over() -> None:
    sources = [path for path in ROOT.glob("playground/**/*.py") if "texts" not in path.parts]
    trees = [ast.parse(source.read_text(encoding="utf-8")) for source in sources]
    words, built = set().union(*map(strings, trees)), set().union(*map(patterns, trees))
    others = set().union(*map(texts_of, SETTINGS), STREAMLIT_WORDS.values(), ["language_name"])
    for key in CATALOGS["en"].keys() - words - others:
        found = [match for pattern in built if (match := re.fullmatch(pattern, key))]
        assert any(words.issuperset(match.groups()) for match in found), key


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
