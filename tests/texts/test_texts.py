import ast
import string
from pathlib import Path

import pytest

from playground.texts import CATALOGS, LANGUAGES, Texts, matching_language

ROOT = Path(__file__).parent.parent.parent


def placeholders(text: str) -> set[str | None]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def test_there_is_english_and_chinese() -> None:
    assert LANGUAGES == {"en": "English", "zh": "中文"}


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


def test_no_text_is_left_over() -> None:
    sources = [*ROOT.glob("playground/**/*.py"), ROOT / "app.py"]
    words = {
        node.value
        for source in sources
        if source.parent.name != "texts"
        for node in ast.walk(ast.parse(source.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    built = {f"{key}_help" for key in words} | {f"{key}_hover" for key in words}
    built |= {f"problem_{code}" for code in words} | {f"optimizer_{name}" for name in words}
    built |= {f"initial_weights_{name}" for name in words} | {f"delimiter_{n}" for n in words}
    assert set(CATALOGS["en"]) - words - built == set()


def test_a_text_is_filled_in() -> None:
    assert Texts("en")("status", epoch=3, epochs=9, loss="0.5") == "Epoch 3/9 · loss 0.5"


@pytest.mark.parametrize(("count", "noun"), [(0, "classes"), (1, "class"), (2, "classes")])
def test_a_text_chooses_between_singular_and_plural(count: int, noun: str) -> None:
    text = Texts("en")("import_classes", count=count, names="a")
    assert text == f"{count} {noun}: a"


def test_a_missing_placeholder_is_an_error() -> None:
    with pytest.raises(KeyError):
        Texts("en")("status", epoch=3)


@pytest.mark.parametrize(
    ("locale", "language"),
    [("zh-CN", "zh"), ("zh_TW", "zh"), ("en-GB", "en"), ("fr", "en"), ("", "en"), (None, "en")],
)
def test_the_language_follows_the_browser(locale: str | None, language: str) -> None:
    assert matching_language(locale) == language
