"""The words on screen: a folder for each language, with its ``NAME`` and modules of ``TEXTS``."""

import importlib
import pkgutil
from dataclasses import dataclass
from types import ModuleType

_FOUND = {
    info.name: importlib.import_module(f"{__name__}.{info.name}")
    for info in pkgutil.iter_modules(__path__)
}
_MODULES = {code: module for code, module in _FOUND.items() if hasattr(module, "NAME")}
DEFAULT = "en"
LANGUAGES: dict[str, str] = {code: module.NAME for code, module in sorted(_MODULES.items())}


def _texts_of(language: ModuleType) -> dict[str, str]:
    """The texts in all modules of a language's folder."""
    texts: dict[str, str] = {}
    for info in pkgutil.iter_modules(language.__path__):
        texts |= importlib.import_module(f"{language.__name__}.{info.name}").TEXTS
    return texts


CATALOGS: dict[str, dict[str, str]] = {code: _texts_of(module) for code, module in _MODULES.items()}


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
