"""What can be chosen in the view *Compare*, and what it opens with."""

from playground.session.fields import Field, FieldGroup

MODES = ("runs", "pair", "edit", "sweep")


class CompareFields(FieldGroup):
    mode = Field(MODES[0], "compare_mode")
    run = Field(0, "compare_run")  # the number of the one that is renamed, pinned, removed, loaded
    name = Field("", "compare_name")
    before = Field(0, "compare_before")  # the numbers of two runs; 0 for the last but one
    after = Field(0, "compare_after")  # and 0 for the last
    sweep_kind = Field("learning_rate")
    sweep_value = Field[float | None](None)  # the one that is to be taken over
    sweep_said = Field("")  # on which point there was a click
