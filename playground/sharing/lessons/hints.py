"""What would help in a step, as far as its state tells; what the lesson's file says comes after."""

from playground.core.problem import Problem, remark
from playground.core.settings import SETTINGS
from playground.sharing.lessons import goals
from playground.sharing.lessons.goals import Facts, Found
from playground.sharing.lessons.reading import Step


def look(step: Step, facts: Facts) -> Found:
    """How far it is to a step's goal, and the first thing to say; nothing once it is reached."""
    if step.goal is None:
        return Found(False)
    found = goals.look(step.goal, facts)
    hint = None if found.is_reached else _untouched(step, facts) or found.hint
    return Found(found.is_reached, hint)


def _untouched(step: Step, facts: Facts) -> Problem | None:
    """Cells that are there to be edited; or a setting, once a run has shown what it does."""
    if step.cells and not facts.edited:
        rows = sorted({row for row, _ in step.cells})
        return remark("no_cell", rows=", ".join(map(str, rows)), count=len(rows))
    numbers = (
        name for name in step.open or () if name in SETTINGS and SETTINGS[name].kind in (int, float)
    )
    name = next(numbers, "")
    if name and facts.is_own and facts.run.finished and not facts.changed:
        return remark("still", name=name, value=getattr(facts.run.settings, name))
    return None
