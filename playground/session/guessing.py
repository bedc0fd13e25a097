"""What is guessed of a run: whether Train asks before it begins, and what was answered."""

from typing import Any

from playground.core.dataset import Dataset
from playground.core.insight.guess import GUESSES, Guess, kinds_of, read_guess
from playground.session.fields import Field, FieldGroup, Fields

FIRST_KIND = next(iter(GUESSES))


class GuessFields(FieldGroup):
    first = Field(False, "guess_first")  # whether Train asks before it starts
    kind = Field(FIRST_KIND, "guess_kind")  # one of `GUESSES`


class Guessing:
    """The question, and the answer to it: of each kind the value of a field, ``guess_<kind>``.

    That of an accuracy is in per cent, that of a border may be its first point alone. A lesson
    that asks for one kind names it in ``fixed``.
    """

    def __init__(self, fields: Fields) -> None:
        self.fields = GuessFields(fields)
        self.fixed = ""
        self.is_asked = False  # for a guess, if one is asked for at all
        fields.add({f"guess_{kind}": None for kind in GUESSES})

    def fix(self, kind: str) -> None:
        """Ask for this kind and no other, as the step of a lesson wants; "" for as one likes."""
        if self.fixed and not kind:
            self.leave(None)
            self.fields.first = False
        self.fixed = kind
        if kind:
            self.fields.first, self.fields.kind = True, kind

    @property
    def is_asking(self) -> bool:
        """Whether Train waits for a guess."""
        return self.fields.first and self.is_asked

    def awaits(self, kind: str) -> bool:
        """Whether it waits for a guess of this kind."""
        return self.is_asking and self.fields.kind == kind

    @property
    def held(self) -> Any:
        """The value of the field of the present kind, None for none."""
        return self.fields.store[f"guess_{self.fields.kind}"]

    @property
    def given(self) -> Guess | None:
        """The guess that was given, once it is complete."""
        kind, held = self.fields.kind, self.held
        if held is None or not self.fields.first:
            return None
        values = held if isinstance(held, tuple) else (held,)
        return read_guess(Guess(kind, (held / 100,) if kind == "accuracy" else values).text)

    @property
    def text(self) -> str:
        """The guess in one word, "" for none."""
        return self.given.text if self.given else ""

    def beside(self, of_run: Guess | None) -> Guess | None:
        """The guess to be seen beside a run that began with ``of_run``, unless that is undone."""
        if self.is_asking:
            return self.given or of_run
        return of_run if of_run == self.given else None

    def is_answered(self, dataset: Dataset, n_vectors: int) -> bool:
        """Whether a guess that was asked for is there, and speaks of what there is."""
        return self.is_asking and bool(self.given and self.given.fits(dataset, n_vectors))

    def ask(self) -> None:
        """Have a guess asked for; what was guessed before was of another run."""
        if not self.is_asking:
            self.hold(None)
        self.is_asked = True

    def take(self) -> Guess | None:
        """The guess with which a run begins, which ends the question; one of before is let go."""
        if not self.is_asking:
            self.hold(None)
        self.is_asked = False
        return self.given

    def leave(self, guess: Guess | None) -> None:
        """Ask no longer, and have this guess, as that of the run on screen."""
        self.is_asked = False
        self.hold(guess)

    def hold(self, guess: Guess | None) -> None:
        """Have this guess in place of any other."""
        store = self.fields.store
        store.update({f"guess_{kind}": None for kind in GUESSES})
        if guess:
            self.fields.first, self.fields.kind = True, guess.kind
            value = guess.values if len(guess.values) > 1 else guess.values[0]
            in_per_cent = float(f"{100 * value:.12g}") if guess.kind == "accuracy" else value
            store.set(f"guess_{guess.kind}", in_per_cent)

    def point(self, values: tuple[float, ...]) -> None:
        """Take a point of a border; the third is the first of another line."""
        before = self.held if self.held and len(self.held) == 2 else ()
        if before != values:
            self.fields.store.set("guess_border", (*before, *values))

    def settle(self, dataset: Dataset, n_vectors: int) -> None:
        """Ask for something that there is, at the start of a page run."""
        if self.fields.first and self.fields.kind not in kinds_of(dataset, n_vectors):
            self.hold(None)
            self.fields.kind = FIRST_KIND
