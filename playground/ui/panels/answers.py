"""What a model says of test vectors, as HTML: p and z of each class, and the class predicted."""

import html
from collections.abc import Sequence
from dataclasses import dataclass

from torch import Tensor

from playground.charts.display import format_probability
from playground.charts.html import Number, bar_cell, cell, class_mark, name
from playground.charts.looks import class_looks
from playground.charts.pixels import ink_of
from playground.core.dataset import Dataset
from playground.core.model import Prediction
from playground.texts import Texts

MAX_LETTERS = 8  # of a class name beside its numbers, or as an answer in large type
LETTERS_ACROSS = 30  # of few class names together, over their numbers
LETTERS_BESIDE_ONE = 12  # of a class name beside the numbers of a single vector
MOST_ACROSS = 3  # classes side by side; more stand below one another
MOST_BESIDE_A_LESSON = 2


@dataclass(frozen=True)
class Answers:
    """Test vectors, and what is said of them."""

    rows: Sequence[int]  # of their table, from 1
    vectors: Tensor
    prediction: Prediction
    dataset: Dataset
    guessed: tuple[int, int] | None = None  # the class of a vector, both from 1
    most_across: int = MOST_ACROSS

    def table(self, texts: Texts) -> str:
        """All of them; vectors that are pictures are seen."""
        if not self.rows:
            return f"<p>{texts('no_test_rows')}</p>"
        is_across = self.dataset.n_classes <= self.most_across
        return self._across(texts) if is_across else self._by_class(texts)

    def of_one(self, texts: Texts) -> str:
        """Of one vector, with its class above it."""
        caption = f"{texts('predicted_class')} <b>{html.escape(self._names[self._best[0]])}</b>"
        body = "".join(self._class_rows(texts))
        return f'<table class="by-class pad-bars"><caption>{caption}</caption>{body}</table>'

    @property
    def _names(self) -> tuple[str, ...]:
        return self.dataset.class_names

    @property
    def _best(self) -> list[int]:
        return self.prediction.predicted_class.tolist()

    def _across(self, texts: Texts) -> str:
        """For each vector its class, then p of each class, and z below it."""
        heads = self._heads(max(MAX_LETTERS, LETTERS_ACROSS // len(self._names)))
        head = f"<th>{texts('sample_number')}</th><th>{texts('predicted_class')}</th><th></th>"
        head += "".join(f"<th>{each}</th>" for each in heads)
        body = ""
        for vector, best, said in zip(self._vectors(), self._best, self._said(texts), strict=True):
            first = (
                f'<th rowspan="2">{vector}</th><td rowspan="2">{_answer(self._names[best])}</td>'
            )
            bars, scores = ("".join(cells) for cells in zip(*said, strict=True))
            body += f"<tr>{first}<th>p</th>{bars}</tr><tr><th>z</th>{scores}</tr>"
        return self._whole(f"<tr>{head}</tr>{body}", "", texts)

    def _by_class(self, texts: Texts) -> str:
        """A row for each class, with p and z of each vector."""
        head = "".join(
            f"<th>{vector}</th><td>{_answer(self._names[best])}</td>"
            for vector, best in zip(self._vectors(), self._best, strict=True)
        )
        body = "".join(self._class_rows(texts))
        return self._whole(f"<tr><th></th>{head}</tr>{body}", ' class="by-class"', texts)

    def _whole(self, rows: str, look: str, texts: Texts) -> str:
        said = html.escape(texts("prediction_table"))
        vectors = f"--vectors:{len(self.rows)}"
        return f'<table{look} aria-label="{said}" style="{vectors}">{rows}</table>'

    def _class_rows(self, texts: Texts) -> list[str]:
        """That of the one predicted is marked, if there is but one vector."""
        found = []
        heads = self._heads(LETTERS_BESIDE_ONE if len(self.rows) == 1 else MAX_LETTERS)
        said = zip(*self._said(texts), strict=True)
        for at, (head, of_vectors) in enumerate(zip(heads, said, strict=True)):
            most = ' class="most"' * (self._best == [at])
            cells = "".join(map("".join, of_vectors))
            found.append(f"<tr{most}><th>{head}</th>{cells}</tr>")
        return found

    def _heads(self, letters: int) -> list[str]:
        pairs = zip(self._names, class_looks(self._names), strict=True)
        return [f"{class_mark(look)} {name(own, letters)}" for own, look in pairs]

    def _vectors(self) -> list[str]:
        """Their numbers, and what they look like."""
        ink = ink_of(self.dataset)
        return [
            f"{ink.picture(vector) if ink else ''}{number}"
            for number, vector in zip(self.rows, self.vectors, strict=True)
        ]

    def _said(self, texts: Texts) -> list[list[tuple[str, str]]]:
        """For each vector and each class, the cells of p and z."""
        looks, found = class_looks(self._names), []
        mark = f' data-meta="guess" aria-description="{html.escape(texts("guess_mark"))}"'
        logits, shares, _ = (part.tolist() for part in self.prediction)
        for place, row in enumerate(self.rows):
            said = []
            for at, look in enumerate(looks):
                p, z = shares[place][at], logits[place][at]
                more = mark if (place + 1, at + 1) == self.guessed else ""
                number, text = Number("p", p, row - 1, at), format_probability(p)
                bar = bar_cell(number, p, look.color, text, more)
                said.append((bar, cell(Number("z", z, row - 1, at))))
            found.append(said)
        return found


def _answer(name: str) -> str:
    """The predicted class; a long name in smaller type, as much of it as has room."""
    whole = html.escape(name)
    if len(name) <= MAX_LETTERS:
        return f"<b>{whole}</b>"
    return f'<b class="long" title="{whole}">{whole}</b>'
