"""The views of the stage: a module for each, named here in the order of the tabs.

A view has ``draw() -> Callable[[], None]``, which draws it and returns what draws anew whatever
changes with the epoch; its name on the tab is the text ``view_<name>``.
"""

VIEWS = ("curves", "lines", "decision", "samples", "landscape", "compare")
