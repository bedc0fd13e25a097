"""The words on screen: a folder for each language, of TOML files and the cards."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

DEFAULT = "en"


def _texts_of(folder: Path) -> dict[str, str]:
    """The texts in all files of a language's folder."""
    texts: dict[str, str] = {}
    for file in sorted(folder.glob("*.toml")):
        texts |= tomllib.loads(file.read_text(encoding="utf-8"))
    return texts


_FOLDERS = sorted(file.parent for file in Path(__file__).parent.glob("*/page.toml"))
CATALOGS: dict[str, dict[str, str]] = {folder.name: _texts_of(folder) for folder in _FOLDERS}
LANGUAGES: dict[str, str] = {code: texts["language_name"] for code, texts in CATALOGS.items()}


class _Count(int):
    """A number whose placeholder may hold a noun: ``{rows:row|rows}`` is "row" for 1."""

    def __format__(self, spec: str) -> str:
        one, bar, many = spec.partition("|")
        if not bar:
            return super().__format__(spec)
        return one if self == 1 else many


@dataclass(frozen=True)
class Texts:
    """The texts of one language: ``texts("row_of", row=3)`` is the sentence, filled in.

    A whole number chooses between singular and plural, where a text has both: {row:row|rows}.
    """

    language: str

    def __call__(self, key: str, **fields: object) -> str:
        """Raises KeyError for a key or a placeholder that is not there."""
        text = CATALOGS[self.language][key]
        counts = {key: _Count(value) for key, value in fields.items() if type(value) is int}
        return text.format(**{**fields, **counts}) if fields else text


def matching_language(locale: str | None) -> str:
    """The language to show to a browser set to ``locale``, such as ``zh-CN``."""
    code = (locale or "").replace("_", "-").split("-")[0].lower()
    return code if code in LANGUAGES else DEFAULT
