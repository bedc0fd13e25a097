"""The values that widgets show: each is the session's own, and its widget's default.

A value that is sent to a widget through Streamlit's session state reaches the browser with one
page run; when the next run overtakes it, the widget falls back to the default in its own message
and sends that. So a field is the default, and a change from elsewhere gives its widget a new key.
"""

from collections import Counter
from collections.abc import Mapping, MutableMapping
from typing import Any, Generic, TypeVar

Value = TypeVar("Value")


class Fields:
    """Values by name; ``widgets`` has what the widgets now hold, by their keys."""

    def __init__(self, widgets: MutableMapping[Any, Any], values: Mapping[str, Any]) -> None:
        self._widgets = widgets
        self._values = dict(values)
        self._versions: Counter[str] = Counter()
        self._drawn: set[str] = set()  # those that had a widget: the others' are as they were

    def __getitem__(self, name: str) -> Any:
        return self._values[name]

    def add(self, defaults: Mapping[str, Any]) -> None:
        """Have these fields, too; those that are here already keep their values."""
        self._values = {**defaults, **self._values}

    def key(self, name: str) -> str:
        """The key of the field's widget, for it to be drawn with."""
        self._drawn.add(name)
        return self._key(name)

    def _key(self, name: str) -> str:
        version = self._versions[name]
        return f"{name}_{version}" if version else name

    def set(self, name: str, value: Any, renew: bool = True) -> None:
        """Change a value from elsewhere; a widget that shows another is replaced.

        Not so with ``renew`` off: the widget is going to be another by itself.
        """
        if renew and value != self._values[name] and self._key(name) in self._widgets:
            self._versions[name] += 1
        self._values[name] = value

    def update(self, values: Mapping[str, Any]) -> None:
        """`set` each of them."""
        for name, value in values.items():
            self.set(name, value)

    def collect(self, beginning: str = "") -> bool:
        """Take over what was typed or chosen; whether anything has changed.

        ``beginning``: of the names of those that are taken, where the others are settled already.
        """
        names = [name for name in self._drawn if name.startswith(beginning)]
        now = {name: self._widgets.get(self._key(name), self[name]) for name in names}
        has_changed = any(value != self[name] for name, value in now.items())
        self._values |= now
        return has_changed

    def hold(self, name: str) -> None:
        """Keep a value that comes with the very click that disables its widget.

        Streamlit would drop it, were it not assigned; the browser has it already, so that there
        is nothing to overtake.
        """
        if self._key(name) in self._widgets:
            self._widgets[self._key(name)] = self._values[name]


class Field(Generic[Value]):
    """One field, declared in a `FieldGroup` with what it is at first.

    ``key`` is its name among all fields, and the key of its widget; else it is called as here.
    """

    def __init__(self, default: Value, key: str = "") -> None:
        self.default, self.key = default, key

    def __set_name__(self, group: type, name: str) -> None:
        self.key = self.key or name

    def __get__(self, group: "FieldGroup", kind: type) -> Value:
        value: Value = group.store[self.key]
        return value

    def __set__(self, group: "FieldGroup", value: Value) -> None:
        group.store.set(self.key, value)


class FieldGroup:
    """Fields that belong together, as attributes: to assign one is to `set` it in ``store``."""

    def __init__(self, store: Fields) -> None:
        self.store = store
        declared = [each for each in vars(type(self)).values() if isinstance(each, Field)]
        store.add({field.key: field.default for field in declared})
