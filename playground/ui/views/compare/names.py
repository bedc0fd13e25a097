"""How runs and settings are called in the view *Compare*."""

from playground.charts.display import format_number
from playground.core.insight.record import RunRecord
from playground.core.settings import SETTINGS
from playground.session.run_archive import ArchivedRun
from playground.tables.cells import shorten
from playground.texts import Texts

PIN = "📌"


def name_of(kept: ArchivedRun, texts: Texts) -> str:
    """As the user calls it, or by its number."""
    return kept.name or texts("kept_run", number=kept.number)


def listed(kept: ArchivedRun, texts: Texts) -> str:
    """The run among others to choose from, with its last loss."""
    mark = f"{PIN} " if kept.is_pinned else ""
    return f"{mark}{name_of(kept, texts)} · {format_number(kept.record.loss)}"


def setting_of(record: RunRecord, name: str, texts: Texts) -> str:
    """The value of a setting as people read it; a learning rate that was changed has them all."""
    value = getattr(record.settings, name)
    if name == "learning_rate":
        return " → ".join(f"{rate:g}" for rate in [value, *(r for _, r in record.rate_changes)])
    if SETTINGS[name].kind is bool:
        return texts("compare_yes" if value else "compare_no")
    if SETTINGS[name].is_text:
        return shorten(value)
    return texts(f"{name}_{value}") if SETTINGS[name].kind is str else f"{value:.12g}"
