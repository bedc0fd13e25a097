"""Reports as they are read: their elements, and the numbers that these carry."""

from html.parser import HTMLParser

from playground.report.document import About, report
from playground.texts import Texts
from tests.sharing.script_cases import CASES, finished

LINK = "http://127.0.0.1:8501/?v=1&data=iris&run=1000"
VOID = {"hr", "img", "meta"}


class Page(HTMLParser):
    """The elements of a page, each with its attributes and the text in it."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str], list[str]]] = []
        self._open: list[tuple[str, dict[str, str], list[str]]] = []
        self.source = text
        self.feed(text)
        assert not self._open, "an element is not closed"

    def handle_starttag(self, tag: str, attrs: list) -> None:
        element = tag, dict(attrs), list[str]()
        self.elements.append(element)
        if tag not in VOID:
            self._open.append(element)

    def handle_startendtag(self, tag: str, attrs: list) -> None:
        self.elements.append((tag, dict(attrs), []))

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        for _, _, texts in self._open:
            texts.append(data)

    def texts(self, tag: str) -> list[str]:
        return ["".join(texts) for found, _, texts in self.elements if found == tag]

    def attributes(self, tag: str) -> list[dict[str, str]]:
        return [attrs for found, attrs, _ in self.elements if found == tag]

    def numbers(self, name: str) -> dict[tuple[int, int], tuple[float, str]]:
        """By row and column, the exact value of each number ``name`` and how it is shown."""
        return {
            (int(attrs.get("data-row", -1)), int(attrs.get("data-col", -1))): (
                float(attrs["data-value"]),
                "".join(texts),
            )
            for tag, attrs, texts in self.elements
            if tag == "td" and attrs.get("data-name") == name
        }


def page_of(name: str, language: str = "en", epoch: int | None = None, **about: object) -> Page:
    """The report of a case, by default of its last epoch."""
    run = finished(name)
    said = About(**{"title": name, "link": LINK, **about})  # type: ignore[arg-type]
    vectors = CASES[name].query_vectors()
    shown = run.epoch if epoch is None else epoch
    return Page(report(run, shown, vectors, said, Texts(language)).decode())
