"""Undo and redo that outlive the session: the store has each step, and the list of them.

Each is there under the hash of its content: the tables of a step, as `Address` keeps large ones;
the step, the name of its tables with settings and guess; and the history, which is the names of
the steps. Its own name is what the page remembers, to tell it to the session that comes next.
"""

import json
import secrets
from collections.abc import Sequence

from playground.sharing.experiment_file import from_file, to_file
from playground.sharing.files import FileError
from playground.sharing.link_run import decode_settings, encode_settings
from playground.store.store import Store, key_of
from playground.tables.document import MAX_STEPS, Document, History, TableState

UNREAD = Document({}, {})  # in place of a step that only the store has
AT_ONCE = 3  # steps put in with one page run: more are left when a store was away for long


class StepMissing(Exception):
    """A step that cannot be read; the problem with this ``code`` says why."""

    def __init__(self, code: str) -> None:
        self.code = code


class KeptHistory(History[Document]):
    """A history that is kept in ``store``, and goes on from one that was."""

    def __init__(self, present: Document, store: Store) -> None:
        super().__init__(present)
        self._store = store
        self.session = secrets.token_hex(8)  # tells this history from those of other sessions
        self.name = ""  # under which the store has it as it stands; "" when it has not
        self._is_due = False  # to be kept
        self._tables = ""  # name of the present tables, if the address has put them in
        self._to_adopt = ""  # a name that could not be read when it was told
        # names of steps, "" for one that is not in the store
        self._past_names: list[str] = []
        self._present_name = ""
        self._future_names: list[str] = []

    def anew(self, present: Document) -> "KeptHistory":
        """Another history of the same session, of which ``present`` is the beginning."""
        begun = KeptHistory(present, self._store)
        begun.session = self.session
        return begun

    @property
    def outlives(self) -> bool:
        """Whether nothing is lost with the session."""
        return bool(self.name) or not (self.past or self.future)

    def record(self, value: Document) -> bool:
        is_step = super().record(value)
        if is_step:
            self._past_names = [*self._past_names, self._present_name][-MAX_STEPS:]
            self._present_name, self._future_names = "", []
            self._change()
        return is_step

    def undo(self) -> Document:
        """Go back by one step. Raises IndexError when there is none, or StepMissing."""
        self._fetch(self.past, self._past_names)
        before = super().undo()
        self._future_names.append(self._present_name)
        self._present_name = self._past_names.pop()
        self._change()
        return before

    def redo(self) -> Document:
        """Take the last undo back. Raises IndexError when there is none, or StepMissing."""
        self._fetch(self.future, self._future_names)
        after = super().redo()
        self._past_names.append(self._present_name)
        self._present_name = self._future_names.pop()
        self._change()
        return after

    def keep(self, tables: str) -> None:
        """Put in what is new since the last time, if anything is.

        ``tables``: the name of the present ones, if they are in the store already.
        """
        self._tables = tables
        if self._to_adopt and self._store.is_readable:
            self.adopt(self._to_adopt)
        if not self._is_due or self._store.trouble:
            return
        contents: list[bytes] = []
        present = self._present_name or _add(contents, self.present, tables)
        past = _with_names(self.past, self._past_names, contents)
        future = _with_names(self.future, self._future_names, contents)
        listed = [_unbroken(past), present, _unbroken(future)]
        self.name = self._store.put(*contents, json.dumps(listed).encode())
        if self.name:
            self._past_names, self._present_name, self._future_names = past, present, future
        # what is too large for any store is not tried again
        self._is_due = bool(self._store.trouble) or "" in [*past, *future]

    def adopt(self, name: str) -> None:
        """Go on from the history of this name, if it led to where this one began."""
        listed = self._listed(name)
        self._to_adopt = "" if self._store.is_readable else name
        if listed is None or self.future:
            return
        past, present, future = listed
        began = [*self.past, self.present][0]
        if _add([], began, "" if self.past else self._tables) != present:
            return
        if self.past:
            self._past_names[0] = present
        else:
            self._present_name = present
            self.future, self._future_names = [UNREAD] * len(future), future
        self.past = [*[UNREAD] * len(past), *self.past][-MAX_STEPS:]
        self._past_names = [*past, *self._past_names][-MAX_STEPS:]
        self._change()

    def _change(self) -> None:
        self.name, self._is_due = "", True

    def _listed(self, name: str) -> tuple[list[str], str, list[str]] | None:
        """The names of the steps before, at and after the present one; None for no history."""
        match _loaded(self._store.get(name)):
            case [[*past], str(present), [*future]]:
                return list(map(str, past)), present, list(map(str, future))
        return None

    def _fetch(self, steps: list[Document], names: list[str]) -> None:
        """See to it that the last of these steps is here. Raises StepMissing.

        Nothing leads past one that has gone.
        """
        if not steps or steps[-1] is not UNREAD:
            return
        document = self._read(names[-1])
        if document is not None:
            steps[-1] = document
        elif not self._store.is_readable:
            raise StepMissing("step_away")
        else:
            steps.clear()
            names.clear()
            self._change()
            raise StepMissing("step_gone")

    def _read(self, name: str) -> Document | None:
        match _loaded(self._store.get(name)):
            case {"tables": str(tables), "settings": dict(settings), "guess": str(guess)}:
                try:
                    saved = from_file(self._store.get(tables) or b"")
                except FileError:
                    return None
                states = (TableState(frame, {}) for frame in (saved.samples, saved.test_samples))
                typed = {key: str(value) for key, value in settings.items()}
                tables_by_name = dict(zip(self.present.tables, states, strict=True))
                return Document(tables_by_name, decode_settings(typed, []), guess)
        return None


def _loaded(content: bytes | None) -> object:
    try:
        return json.loads(content or b"null")
    except ValueError:
        return None


def _add(contents: list[bytes], document: Document, tables: str = "") -> str:
    """Add what has to be put in of a document; its name. ``tables``: theirs, if they are in.

    Settings are as an address has them, so that what an address brings back has the same name.
    """
    if not tables:
        contents.append(to_file(*document.frames, {}, {}))
        tables = key_of(contents[-1])
    settings = encode_settings(decode_settings(encode_settings(document.settings), []))
    step = {"tables": tables, "settings": settings, "guess": document.guess}
    contents.append(json.dumps(step).encode())
    return key_of(contents[-1])


def _with_names(
    steps: Sequence[Document], names: Sequence[str], contents: list[bytes]
) -> list[str]:
    """The names, with some that were missing; what has to be put in for these is added."""
    new = [at for at, name in enumerate(names) if not name][-AT_ONCE:]
    return [
        _add(contents, step) if at in new else name
        for at, (step, name) in enumerate(zip(steps, names, strict=True))
    ]


def _unbroken(names: Sequence[str]) -> list[str]:
    """Those behind the last that is missing."""
    gap = max((at for at, name in enumerate(names) if not name), default=-1)
    return list(names[gap + 1 :])
